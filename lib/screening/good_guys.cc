#include "lib/screening/good_guys.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/strings.h"

namespace lynceus::screening {
namespace {

using Parts = std::vector<std::string>;

class FieldDigest {
 public:
  explicit FieldDigest(std::string_view version) { sha_.AddField(version); }

  // A group: of `values`, each as the parts that `parts_of` makes of it.
  template <typename Values, typename PartsOf>
  void Add(std::string_view group, const Values& values, const PartsOf& parts_of) {
    std::set<Parts> sorted;
    for (const auto& value : values) sorted.insert(parts_of(value));
    sha_.AddField(group);
    sha_.AddField(std::to_string(sorted.size()));
    for (const Parts& parts : sorted) {
      for (const std::string& part : parts) sha_.AddField(part);
    }
  }
  void AddTexts(std::string_view group, const std::vector<std::string>& texts) {
    Add(group, texts, [](const std::string& text) { return Parts{text}; });
  }
  void AddText(std::string_view group, std::string_view text) {
    AddTexts(group, {std::string(text)});
  }
  void AddDates(std::string_view group, const std::vector<PartialDate>& dates) {
    Add(group, dates, [](const PartialDate& date) { return Parts{date.ToString()}; });
  }
  void AddIdentifiers(const std::vector<Identifier>& identifiers) {
    Add("identifiers", identifiers, [](const Identifier& each) {
      return Parts{each.type, each.value, each.country};
    });
  }
  std::string Hex() { return ToHex(sha_.Finish()); }

 private:
  Sha256Builder sha_;
};

std::string DateText(const std::optional<Date>& date) { return date ? date->ToString() : ""; }

Parts PartsOf(const Designation& designation) {
  Parts parts = {designation.authority,      designation.list,
                 designation.programme,      designation.legal_basis,
                 DateText(designation.date), DateText(designation.end_date)};
  parts.push_back(std::to_string(designation.measures.size()));
  parts.insert(parts.end(), designation.measures.begin(), designation.measures.end());
  return parts;
}

bool IsDeclaredOwner(const Match& match) {
  return std::any_of(match.flags.begin(), match.flags.end(),
                     [](const Flag& flag) { return flag.type == "declared_owner"; });
}

// Whether the entry speaks of this counterparty: by the bank's own id, or by what is asked.
bool SpeaksOf(const GoodGuy& entry, const DecisionCore& core) {
  if (entry.counterparty_id.empty()) return entry.asked_digest == core.asked_digest;
  return entry.counterparty_id == core.counterparty_id;
}

// Why the entry does not hold, or nothing.
std::string VoidBecause(const GoodGuy& entry, const Match& match, const DecisionCore& core) {
  std::vector<std::string> why;
  if (core.as_of < entry.words.from) {
    why.push_back("it begins on " + entry.words.from.ToString());
  } else if (!entry.words.HoldsOn(core.as_of)) {
    why.push_back("it ended on " + DateText(entry.words.until));
  }
  if (entry.asked_digest != core.asked_digest) {
    why.emplace_back("what is asked of the counterparty is not what was decided on");
  }
  if (entry.listed_digest != match.party_digest) {
    why.emplace_back("the data of the listed party are not those that were decided on");
  }
  return Join(why, "; ");
}

void Apply(const GoodGuy& entry, const DecisionCore& core, Match& match) {
  if (std::find(match.ids.begin(), match.ids.end(), entry.listed) == match.ids.end()) return;
  const std::string why = VoidBecause(entry, match, core);
  if (why.empty()) {
    match.suppressed_by = absl::StrCat("good_guy ", entry.words.key, " by ", entry.words.author,
                                       ", approved by ", entry.words.approver);
    return;
  }
  match.flags.push_back({.type = "good_guy_void",
                         .text = absl::StrCat("good guy ", entry.words.key, " by ",
                                              entry.words.author, " does not hold: ", why),
                         .rests_on = {entry.words.key}});
}

// A number of the listed party in a remark or payment says that this payment is its business,
// whoever the counterparty was found not to be.
bool IsNamedInText(const Match& match) {
  return std::ranges::any_of(match.flags,
                             [](const Flag& flag) { return flag.found == "identifier"; });
}

}  // namespace

std::string AskedDigest(const Counterparty& counterparty) {
  FieldDigest digest("lynceus/asked/v1");
  digest.AddTexts("names", counterparty.names);
  digest.AddText("schema", SchemaName(counterparty.schema));
  digest.AddDates("birth_dates", counterparty.birth_dates);
  digest.AddTexts("countries", counterparty.countries);
  digest.AddText("gender", counterparty.gender);
  digest.AddIdentifiers(counterparty.identifiers);
  return digest.Hex();
}

std::string ListedDigest(const Party& party) {
  const Entity& entity = party.entity;
  FieldDigest digest("lynceus/listed/v1");
  digest.AddText("schema", SchemaName(entity.schema));
  digest.Add("names", entity.names, [](const Name& name) {
    return Parts{name.text, std::string(NameKindName(name.kind))};
  });
  digest.AddDates("birth_dates", entity.birth_dates);
  digest.AddDates("founded_dates", entity.founded_dates);
  digest.Add("countries", entity.countries, [](const CountryFact& country) {
    return Parts{country.property, country.code};
  });
  digest.AddIdentifiers(entity.identifiers);
  digest.Add("addresses", entity.addresses, [](const Address& address) {
    return Parts{address.full, address.country};
  });
  digest.Add("properties", entity.properties, [](const Property& property) {
    return Parts{property.name, property.value};
  });
  digest.Add("designations", party.designations, &PartsOf);
  return digest.Hex();
}

void ApplyGoodGuys(const std::vector<GoodGuy>& entries, DecisionCore& core) {
  if (core.hits.empty()) return;
  for (const GoodGuy& entry : entries) {
    if (!SpeaksOf(entry, core)) continue;
    for (Match& match : core.hits) {
      if (!IsDeclaredOwner(match) && !IsNamedInText(match)) Apply(entry, core, match);
    }
  }
  // One entry that holds is enough, whatever older ones would say.
  for (Match& match : core.hits) {
    if (match.suppressed_by.empty()) continue;
    std::erase_if(match.flags, [](const Flag& flag) { return flag.type == "good_guy_void"; });
  }
}

}  // namespace lynceus::screening
