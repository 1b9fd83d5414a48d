#include "lib/screening/name_finder.h"

#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/matching/compare.h"
#include "lib/matching/ofac_search.h"
#include "lib/screening/best_names.h"

namespace lynceus::screening {
namespace {

using retrieval::EntityNumber;

absl::Status InName(const absl::Status& status, std::size_t at) {
  return Annotate(status, {.subject = "names", .place = absl::StrCat("name ", at + 1)});
}

absl::Status OnlyALegalForm(std::size_t at) {
  return InName(
      InvalidError(
          {.cause = "the name is only a legal form, and no listed party has it for a name",
           .remedy = "send the party's whole name; leave the field out where it has none"}),
      at);
}

bool IsOnlyAForm(const names::AnalyzedName& name) {
  return (name.traits & names::kTraitOnlyForms) != 0;
}

// This project's score: names that share an anchor with the asked one (best_names.h).
class AnchoredFinder final : public NameFinder {
 public:
  AnchoredFinder(const std::vector<std::string>& names, const Searched& searched)
      : names_(names), searched_(searched) {}

  absl::Status Prepare(Schema schema) {
    prepared_.reserve(names_.size());
    for (std::size_t i = 0; i < names_.size(); ++i) {
      auto name = searched_.analyzer.Analyze(names_[i], schema);
      if (!name.ok()) return InName(name.status(), i);
      prepared_.emplace_back(*std::move(name), schema);
    }
    return absl::OkStatus();
  }

  absl::Status Find(std::int32_t name_score_min, std::vector<EntityNumber>& parties) override {
    for (std::size_t i = 0; i < prepared_.size(); ++i) {
      LYNCEUS_RETURN_IF_ERROR(AddBestNames(prepared_[i],
                                           {.asked = i, .name_score_min = name_score_min},
                                           searched_.analyzer, searched_.candidates, best_));
    }
    for (const auto& [number, name] : best_) parties.push_back(number);
    return absl::OkStatus();
  }

  absl::StatusOr<NamedParty> Explain(EntityNumber number, const Party& party) const override {
    NamedParty named;
    const auto best = best_.find(number);
    if (best == best_.end()) return named;
    retrieval::IndexedName indexed;
    LYNCEUS_RETURN_IF_ERROR(searched_.candidates.Decode(best->second.name, indexed));
    named.scored = prepared_[best->second.asked].Explain({indexed.name, indexed.kind});
    named.matched_kind = indexed.kind;
    named.asked_name = names_[best->second.asked];
    const std::vector<Name>& listed = party.entity.names;
    if (indexed.ordinal < listed.size()) named.matched_name = listed[indexed.ordinal].text;
    return named;
  }

  absl::Status CheckSaysAName() const override {
    for (std::size_t i = 0; i < prepared_.size(); ++i) {
      if (IsOnlyAForm(prepared_[i].name())) return OnlyALegalForm(i);
    }
    return absl::OkStatus();
  }

  std::vector<AskedForm> Forms() const override {
    std::vector<AskedForm> forms;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      forms.push_back({.asked = names_[i], .form = prepared_[i].name()});
    }
    return forms;
  }

 private:
  const std::vector<std::string>& names_;
  const Searched& searched_;
  std::vector<matching::PreparedName> prepared_;
  BestNames best_;
};

// The score of OFAC's search page: every name is looked at (ofac_names.h).
class OfacFinder final : public NameFinder {
 public:
  OfacFinder(const std::vector<std::string>& names, Schema schema, const Searched& searched)
      : names_(names), schema_(schema), searched_(searched) {}

  absl::Status Prepare(const Preset& preset) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const absl::Status comparable = matching::CheckComparable(preset, names_[i]);
      if (!comparable.ok()) {
        return InvalidError({.subject = "names",
                             .place = absl::StrCat("name ", i + 1),
                             .cause = DetailOf(comparable).cause,
                             .remedy = DetailOf(comparable).remedy});
      }
    }
    LYNCEUS_ASSIGN_OR_RETURN(table_, searched_.ofac_table());
    return absl::OkStatus();
  }

  absl::Status Find(std::int32_t name_score_min, std::vector<EntityNumber>& parties) override {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      for (const matching::OfacFound& found : table_->Search(names_[i], name_score_min)) {
        const auto [best, fresh] = best_.try_emplace(found.name.party, Best{found, i});
        if (fresh) parties.push_back(found.name.party);
        if (found.score > best->second.found.score) best->second = {found, i};
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<NamedParty> Explain(EntityNumber number, const Party& party) const override {
    NamedParty named;
    const auto best = best_.find(number);
    if (best == best_.end()) return named;
    const Name& listed = party.entity.names.at(best->second.found.name.ordinal);
    named.asked_name = names_[best->second.asked];
    named.matched_name = listed.text;
    named.matched_kind = listed.kind;
    named.scored = {best->second.found.score,
                    matching::ExplainOfacSearch(named.asked_name, named.matched_name)};
    return named;
  }

  absl::Status CheckSaysAName() const override {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto name = searched_.analyzer.Analyze(names_[i], schema_);
      if (!name.ok()) return InName(name.status(), i);
      if (IsOnlyAForm(*name)) return OnlyALegalForm(i);
    }
    return absl::OkStatus();
  }

  std::vector<AskedForm> Forms() const override {
    std::vector<AskedForm> forms;
    for (const std::string& name : names_) {
      forms.push_back({.asked = name, .form = {.joined = matching::OfacTextOf(name).joined}});
    }
    return forms;
  }

 private:
  struct Best {
    matching::OfacFound found;
    std::size_t asked = 0;
  };

  const std::vector<std::string>& names_;
  const Schema schema_;
  const Searched& searched_;
  const matching::OfacTable* table_ = nullptr;
  std::unordered_map<EntityNumber, Best> best_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<NameFinder>> MakeNameFinder(const std::vector<std::string>& names,
                                                           Schema schema, const Preset& preset,
                                                           const Searched& searched) {
  if (preset.scorer == NameScorer::kOfacSearch) {
    auto finder = std::make_unique<OfacFinder>(names, schema, searched);
    LYNCEUS_RETURN_IF_ERROR(finder->Prepare(preset));
    return std::unique_ptr<NameFinder>(std::move(finder));
  }
  auto finder = std::make_unique<AnchoredFinder>(names, searched);
  LYNCEUS_RETURN_IF_ERROR(finder->Prepare(schema));
  return std::unique_ptr<NameFinder>(std::move(finder));
}

}  // namespace lynceus::screening
