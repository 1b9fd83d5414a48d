#include "lib/sources/dk_owners.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "dk-owners";

struct Band {
  std::string_view text;
  std::string_view share;  // in the form of Share::Parse
};
constexpr Band kBands[] = {
    {"<5%", "[0..5)"},         {"0-5%", "[0..5)"},        {"5-10%", "[5..10)"},
    {"10-15%", "[10..15)"},    {"15-20%", "[15..20)"},    {"20-25%", "[20..25)"},
    {"25-33%", "[25..33.34)"}, {"33-50%", "[33.33..50)"}, {"50-67%", "[50..66.67)"},
    {"67-90%", "[66.66..90)"}, {"90-100%", "[90..100)"},  {"100%", "100"},
};

std::string_view NumberOf(const JsonValue& relation, std::string_view key) {
  const JsonValue* const member = relation.Find(key);
  if (member == nullptr || (!member->is_number() && !member->is_string())) return {};
  const std::string_view text = TrimAscii(member->text);
  const bool is_number = !text.empty() && text.size() <= 12 &&
                         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? text : std::string_view();
}

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : emitter_(sink, report), report_(report) {}

  absl::Status Run(const std::string& path) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path));
    JsonReader reader(*input);
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
      if (record == nullptr) return absl::OkStatus();
      ++report_.records_read;
      place_ = absl::StrCat("line ", record->line);
      const absl::Status status = AddRelation(record->value);
      if (!status.ok()) return Annotate(status, {.subject = input->name(), .place = place_});
    }
  }

 private:
  absl::Status AddRelation(const JsonValue& relation) {
    const std::string_view source = NumberOf(relation, "source");
    const std::string_view target = NumberOf(relation, "target");
    if (source.empty() || target.empty()) {
      return InvalidError({.cause = absl::StrCat("a relation has no number as its ",
                                                 source.empty() ? "source" : "target"),
                           .remedy = "get the file again"});
    }
    NameUnknown(relation);
    NameLostNames(relation);
    LYNCEUS_RETURN_IF_ERROR(AddParty(source, relation.TextOf("source_name")));
    LYNCEUS_RETURN_IF_ERROR(AddParty(target, relation.TextOf("target_name")));
    if (source == target) {
      Skip(report_, place_, "the company holds itself");
      return absl::OkStatus();
    }
    return AddInterest(relation, source, target);
  }

  // Names each member that is not of the form once.
  void NameUnknown(const JsonValue& relation) {
    // Depths and real shares are computed from the other relations.
    static constexpr std::string_view kKnown[] = {"id",
                                                  "source",
                                                  "source_name",
                                                  "source_depth",
                                                  "target",
                                                  "target_name",
                                                  "target_depth",
                                                  "share",
                                                  "real_lower_share",
                                                  "active",
                                                  "real_average_share",
                                                  "real_upper_share"};
    for (const auto& [key, value] : relation.members) {
      if (std::ranges::find(kKnown, key) != std::end(kKnown)) continue;
      if (!unknown_.insert(std::string(CutUtf8(key, 64))).second) continue;
      AddWarning(report_, absl::StrCat(place_, ": the member \"", std::string(CutUtf8(key, 64)),
                                       "\" is not known and was not read"));
    }
  }

  void NameLostNames(const JsonValue& relation) {
    for (const std::string_view key : {"source_name", "target_name"}) {
      if (!TrimAscii(relation.TextOf(key)).empty()) continue;
      AddWarning(report_, absl::StrCat(place_, ": ", ToAbsl(key),
                                       " is no text; the party has no name "
                                       "here"));
    }
  }

  absl::Status AddParty(std::string_view number, std::string_view name) {
    ListRecord record;
    Entity& entity = record.entity;
    entity.id = absl::StrCat("dk-cvr:", ToAbsl(number));
    entity.provenance = {.source = std::string(kKey), .place = place_};
    const bool is_company = number.size() == 8;
    entity.schema = is_company ? Schema::kCompany : Schema::kLegalEntity;
    AddName(entity, OneLine(name), NameKind::kPrimary);
    if (is_company) {
      AddIdentifier(entity, "registrationNumber", number, "dk");
      AddCountry(entity, "jurisdiction", "dk");
    }
    std::string& known = names_[entity.id];
    if (!known.empty() && (name.empty() || known == name)) return absl::OkStatus();
    known = name;
    return emitter_.AddPart(std::move(record));
  }

  absl::Status AddInterest(const JsonValue& relation, std::string_view source,
                           std::string_view target) {
    Interest interest{.id = absl::StrCat("dk-cvr:", ToAbsl(source), "/owner-of/", ToAbsl(target)),
                      .owner_id = absl::StrCat("dk-cvr:", ToAbsl(source)),
                      .subject_id = absl::StrCat("dk-cvr:", ToAbsl(target))};
    interest.provenance = {.source = std::string(kKey), .place = place_};
    if (const int number = ++ids_[interest.id]; number > 1) {
      absl::StrAppend(&interest.id, "#", number);
    }
    const std::string band(TrimAscii(relation.TextOf("share")));
    const JsonValue* const active = relation.Find("active");
    const bool is_said = active != nullptr && !active->is_null();
    if (is_said && active->kind != JsonValue::Kind::kBool) {
      AddWarning(report_, absl::StrCat(place_,
                                       ": \"active\" is neither true nor false; the company "
                                       "is taken as held"));
    } else if (is_said && !active->is_true()) {
      interest.kind = InterestKind::kLinked;
      interest.role = absl::StrCat("former owner, ", band);
      return emitter_.AddInterest(std::move(interest));
    }
    interest.role = absl::StrCat("owner, ", band);
    if (const std::optional<Share> share = DanishBand(band)) {
      interest.share = *share;
    } else {
      AddWarning(report_, absl::StrCat(place_, ": the share \"", band.substr(0, 40),
                                       "\" is no band of the register; it is unknown"));
    }
    return emitter_.AddInterest(std::move(interest));
  }

  ListEmitter emitter_;
  LoadReport& report_;
  std::map<std::string, std::string> names_;  // id -> the name it was given with
  std::map<std::string, int> ids_;
  std::set<std::string> unknown_;  // members that were named
  std::string place_;
};

}  // namespace

std::optional<Share> DanishBand(std::string_view text) {
  std::string compact;
  for (const char c : text) {
    if (c != ' ') compact += c;
  }
  const auto* const band = std::ranges::find(kBands, compact, &Band::text);
  if (band == std::end(kBands)) return std::nullopt;
  const auto share = Share::Parse(band->share);
  LYNCEUS_CHECK(share.ok());
  return *share;
}

absl::StatusOr<LoadReport> LoadDkOwners(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Danish central business register (CVR)"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
