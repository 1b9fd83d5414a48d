// A record is an entity of one of five sorts: a party, an edge (an interest), a Sanction or Risk (a
// designation or topics of a party), a part of a party (identification, address, occupancy), or
// nothing that is loaded. Tables say which, and what becomes of each property.

#include "lib/sources/ftm_json.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/damaged_records.h"
#include "lib/sources/ftm_addresses.h"
#include "lib/sources/ftm_delta.h"
#include "lib/sources/ftm_interest.h"
#include "lib/sources/ftm_read.h"
#include "lib/sources/ftm_record.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/opensanctions_lists.h"
#include "lib/sources/report.h"
#include "lib/sources/seen_ids.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = kFtmKey;

// Properties of a party that name another party.
struct LinkProperty {
  std::string_view property;
  InterestKind kind;
};
constexpr LinkProperty kLinks[] = {
    {"owner", InterestKind::kOwnershipOther},   // Vehicle
    {"operator", InterestKind::kLinked},        // Vehicle
    {"parent", InterestKind::kControl},         // LegalEntity; what ties them is not said
    {"issuer", InterestKind::kLinked},          // Security
    {"holder", InterestKind::kOwnershipOther},  // CryptoWallet
    {"bank", InterestKind::kLinked},            // BankAccount
};

constexpr std::string_view kAssetSchemas[] = {"BankAccount", "RealEstate"};
constexpr std::string_view kFoundedProperties[] = {"incorporationDate", "buildDate"};
constexpr std::pair<std::string_view, NameKind> kNames[] = {
    {"name", NameKind::kPrimary},        {"alias", NameKind::kAlias},
    {"previousName", NameKind::kFormer}, {"weakAlias", NameKind::kWeak},
    {"abbreviation", NameKind::kWeak},
};
// Of a Sanction, what a designation holds.
constexpr std::string_view kSanctionRead[] = {"entity",    "reason",  "listingDate",
                                              "startDate", "endDate", "provisions",
                                              "programId", "program", "authority"};
// Schemata of records that are parts of others.
constexpr std::string_view kParts[] = {"Address",  "Identification", "Occupancy",
                                       "Passport", "Risk",           "Sanction"};
constexpr std::string_view kIdentificationRead[] = {"holder", "number", "passportNumber",
                                                    "country"};

class Loader {
 public:
  Loader(const FileGroup& group, std::size_t address_bytes_max, RecordSink& sink,
         LoadReport& report)
      : path_(group.files[0].path),
        sink_(sink),
        report_(report),
        damaged_(report),
        addresses_(address_bytes_max, report) {}

  absl::Status Run(const FileGroup& group) {
    LYNCEUS_RETURN_IF_ERROR(deltas_.Read(group));
    LYNCEUS_RETURN_IF_ERROR(ReadAll([this](const FtmRecord& record) { return Add(record); }));
    LYNCEUS_RETURN_IF_ERROR(damaged_.Check(records_));
    report_.records_read = records_ + deltas_.operations();
    if (report_.records_read == 0) {
      return InvalidError(
          {.subject = path_, .cause = "the file holds no record", .remedy = "get it again"});
    }
    LYNCEUS_RETURN_IF_ERROR(deltas_.CheckBase());
    LYNCEUS_RETURN_IF_ERROR(JoinAddresses());
    if (!deltas_.empty()) AddWarning(report_, "changed by deltas: " + deltas_.Summary());
    for (const auto& [schema, records] : passed_over_) {
      AddWarning(report_, absl::StrCat(schema, ": ", records.count, " records, the first on ",
                                       records.place, ", are neither party nor interest"));
    }
    for (const auto& [property, values] : unknown_properties_) {
      AddWarning(report_, absl::StrCat("the property \"", property, "\" (values: ", values.count,
                                       ", the first on ", values.place,
                                       ") is not of FollowTheMoney; it is kept as text"));
    }
    return absl::OkStatus();
  }

  // The data set, where all records are of one.
  std::string Publisher() const { return datasets_.size() == 1 ? *datasets_.begin() : ""; }

 private:
  void SkipRecord(const FtmRecord& record, std::string_view reason) {
    Skip(report_, absl::StrCat(record.provenance.place, ", record ", record.id),
         absl::StrCat(record.schema, ": ", ToAbsl(reason)));
  }

  void Warn(const FtmRecord& record, std::string_view warning) {
    AddWarning(report_, absl::StrCat(record.provenance.place, ", record ", record.id, ": ",
                                     ToAbsl(warning)));
  }
  WarnFtm Warner(const FtmRecord& record) {
    return [this, &record](const std::string& warning) { Warn(record, warning); };
  }

  // --- reading ---------------------------------------------------------------------------------

  // Gives every record that counts: of the entities file those that no delta replaces, then those
  // of the deltas.
  absl::Status ReadAll(const TakeFtm& take) {
    const bool is_first = records_ == 0;
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path_));
    const auto on_damaged = [this, is_first](const absl::Status& error) {
      if (!is_first) return;
      ++records_;
      damaged_.Add(error);
    };
    JsonReader reader(*input, {.on_damaged = on_damaged});
    const TakeFtm take_base = [&](const FtmRecord& record) {
      return deltas_.Replaces(record.id) ? absl::OkStatus() : take(record);
    };
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
      if (record == nullptr) break;
      const Provenance where{.source = std::string(kKey),
                             .place = absl::StrCat("line ", record->line)};
      const absl::Status good = CheckFtm(record->value);
      if (!good.ok()) {
        on_damaged(Annotate(good, {.subject = path_, .place = where.place}));
        continue;
      }
      if (is_first) ++records_;
      LYNCEUS_RETURN_IF_ERROR(ReadFtm(record->value, where, take_base));
    }
    return deltas_.ForEach([&](const JsonValue& entity, const std::string& place) -> absl::Status {
      LYNCEUS_RETURN_IF_ERROR(Annotate(CheckFtm(entity), {.subject = path_, .place = place}));
      return ReadFtm(entity, {.source = std::string(kKey), .place = place}, take);
    });
  }

  // --- what a record is --------------------------------------------------------------------------

  absl::Status Add(const FtmRecord& record) {
    datasets_.insert(record.datasets.begin(), record.datasets.end());
    if (record.datasets.empty()) datasets_.insert("");
    if (const FtmEdge* const edge = FindFtmEdge(record.schema)) return AddEdge(record, *edge);
    if (record.schema == "Sanction") return AddSanction(record);
    if (record.schema == "Risk") return AddRisk(record);
    if (record.schema == "Identification" || record.schema == "Passport") {
      return AddIdentification(record);
    }
    if (record.schema == "Address") return AddAddress(record);
    if (record.schema == "Occupancy") return AddOccupancy(record);
    if (IsFtmPassedOver(record.schema)) {
      const auto [at, is_new] =
          passed_over_.try_emplace(record.schema, PassedOver{.place = record.provenance.place});
      ++at->second.count;
      return absl::OkStatus();
    }
    return AddParty(record);
  }

  static bool IsParty(const FtmRecord& record) {
    return FindFtmEdge(record.schema) == nullptr && !HasWord(kParts, record.schema) &&
           !IsFtmPassedOver(record.schema);
  }

  // --- parties -----------------------------------------------------------------------------------

  absl::Status AddParty(const FtmRecord& record) {
    Entity entity{.id = FtmId(record.id), .provenance = record.provenance};
    if (const auto schema = ParseSchema(record.schema)) {
      entity.schema = *schema;
    } else if (HasWord(kAssetSchemas, record.schema)) {
      entity.schema = Schema::kAsset;
      entity.properties.push_back({"schema", record.schema});
    } else {
      Warn(record, "the schema " + record.schema + " is not known; it is loaded as a thing");
      entity.properties.push_back({"schema", record.schema});
    }
    AddNames(record, entity);
    for (const auto& [name, values] : record.properties) {
      for (const std::string& value : values) {
        LYNCEUS_RETURN_IF_ERROR(AddValue(record, name, value, entity));
      }
    }
    if (record.is_target) entity.properties.push_back({"target", "true"});
    for (const std::string& dataset : record.datasets) {
      entity.properties.push_back({"datasets", dataset});
    }
    if (!record.others.empty()) {
      Warn(record, "it holds " + record.others.front().name +
                       " and perhaps more that FollowTheMoney has not; they are kept as text");
    }
    entity.properties.insert(entity.properties.end(), record.others.begin(), record.others.end());
    AddReferents(record, entity);
    return GiveParty(record, std::move(entity));
  }

  // A party that is nested in several records is one, and counted once.
  absl::Status GiveParty(const FtmRecord& record, Entity entity) {
    const SeenIds::Seen seen = parties_.Note(entity.id, {});
    if (seen == SeenIds::Seen::kNew) {
      CountEntity(entity, report_);
    } else if (!record.is_nested && !has_nested_) {
      Warn(record, "the id was there before; what both say is taken together");
    }
    has_nested_ = has_nested_ || record.is_nested;
    return sink_.AddEntity(std::move(entity));
  }

  void AddNames(const FtmRecord& record, Entity& entity) {
    for (const auto& [property, kind] : kNames) {
      for (const std::string& text : record.Of(property)) {
        entity.names.push_back({.text = text, .kind = kind, .script = {}});
      }
      if (HasWord(record.numeric, property)) {
        Warn(record, absl::StrCat("its ", ToAbsl(property), " is a number, not a text"));
      }
    }
    if (!record.Of("name").empty()) return;
    std::string caption = record.caption == record.schema || record.caption == record.id
                              ? std::string()
                              : record.caption;
    if (caption.empty() && entity.names.empty()) {
      caption = Join({record.First("firstName"), record.First("lastName")}, " ");
      caption = TrimAscii(caption);
    }
    // A wallet is known by its key.
    if (caption.empty() && entity.names.empty()) caption = record.First("publicKey");
    if (!caption.empty()) {
      entity.names.insert(entity.names.begin(), {.text = std::move(caption), .script = {}});
    } else if (entity.names.empty() && entity.schema != Schema::kAsset) {
      Warn(record, "it has no name");
    }
  }

  absl::Status AddValue(const FtmRecord& record, const std::string& property,
                        const std::string& value, Entity& entity) {
    if (std::ranges::any_of(kNames, [&](const auto& name) { return name.first == property; })) {
      return absl::OkStatus();
    }
    if (property == "birthDate" || HasWord(kFoundedProperties, property)) {
      AddDate(record, property, value, entity);
    } else if (IsFtmCountry(property)) {
      entity.countries.push_back({.property = property, .code = CountryCodeOrWord(value)});
    } else if (IsFtmIdentifier(property)) {
      entity.identifiers.push_back(
          {.type = property, .value = value, .country = FtmIssuer(record, property)});
    } else if (property == "address") {
      entity.addresses.push_back({.full = value, .country = {}});
    } else if (property == "addressEntity") {
      return addresses_.AddUse(
          {.party_id = entity.id, .address_id = FtmId(value), .place = record.provenance.place});
    } else if (IsLink(property)) {
      LYNCEUS_RETURN_IF_ERROR(AddLink(record, property, value));
      entity.properties.push_back({property, value});
    } else if (!HasWord(record.nested, property)) {  // else the neighbours are records themselves
      if (!IsFtmProperty(property)) NoteUnknown(record, property);
      entity.properties.push_back({property, value});
    }
    return absl::OkStatus();
  }

  // A property that FollowTheMoney has not may hold a name or a date under another word.
  void NoteUnknown(const FtmRecord& record, const std::string& property) {
    const std::string word(CutUtf8(property, 64));
    if (unknown_properties_.size() >= limits::kReportedProblemsMax &&
        !unknown_properties_.contains(word)) {
      return;
    }
    const auto at =
        unknown_properties_.try_emplace(word, PassedOver{.place = record.provenance.place}).first;
    ++at->second.count;
  }

  void AddDate(const FtmRecord& record, const std::string& property, const std::string& value,
               Entity& entity) {
    const auto date = PartialDate::ParseIso(value);
    if (!date.ok()) {
      Warn(record, absl::StrCat(property, " \"", ToAbsl(CutUtf8(value, 40)),
                                "\" is no date; it is kept as text"));
      entity.properties.push_back({property, value});
    } else if (property == "birthDate") {
      entity.birth_dates.push_back(*date);
    } else {
      entity.founded_dates.push_back(*date);
    }
  }

  static bool IsLink(std::string_view property) {
    return std::ranges::find(kLinks, property, &LinkProperty::property) != std::end(kLinks);
  }

  // A property that names another party is an interest too.
  absl::Status AddLink(const FtmRecord& record, const std::string& property,
                       const std::string& value) {
    const auto link = std::ranges::find(kLinks, property, &LinkProperty::property);
    if (FtmId(value) == FtmId(record.id)) return absl::OkStatus();
    // Sources write relatives and descriptions under these names too; an id holds no white space.
    if (record.schema == "Person" || value.find_first_of(" \t\r\n") != std::string::npos) {
      return absl::OkStatus();
    }
    return Give({.id = absl::StrCat(FtmId(record.id), "/", property),
                 .owner_id = FtmId(value),
                 .subject_id = FtmId(record.id),
                 .kind = link->kind,
                 .role = property,
                 .provenance = record.provenance});
  }

  static void AddReferents(const FtmRecord& record, Entity& entity) {
    FtmValues ids = record.referents;
    ids.push_back(record.id);
    for (const std::string& id : ids) {
      if (FtmId(id) != entity.id) AddReferent(entity, FtmId(id));
      for (std::string& publishers : FtmPublisherIds(id)) {
        AddReferent(entity, std::move(publishers));
      }
    }
  }

  // --- interests ---------------------------------------------------------------------------------

  absl::Status AddEdge(const FtmRecord& record, const FtmEdge& edge) {
    const FtmValues& owners = record.Of(edge.owner);
    const FtmValues& subjects = record.Of(edge.subject);
    if (owners.empty() || subjects.empty()) {
      SkipRecord(record,
                 absl::StrCat("it names no ", ToAbsl(owners.empty() ? edge.owner : edge.subject)));
      return absl::OkStatus();
    }
    Interest interest = FtmInterest(record, edge, Warner(record));
    std::size_t number = 0;
    for (const std::string& owner : owners) {
      for (const std::string& subject : subjects) {
        interest.owner_id = FtmId(owner);
        interest.subject_id = FtmId(subject);
        if (interest.owner_id == interest.subject_id) {
          SkipRecord(record, "both of its ends are one party");
          continue;
        }
        ++number;
        interest.id = FtmId(record.id);
        if (number > 1) absl::StrAppend(&interest.id, "#", number);
        LYNCEUS_RETURN_IF_ERROR(Give(interest));
      }
    }
    return absl::OkStatus();
  }

  // Gives an interest under an id of its own. In nested files one edge comes several times.
  absl::Status Give(Interest interest) {
    const std::string signature = FtmSignature(interest);
    const std::string id = interest.id;
    for (int number = 2;; ++number) {
      const SeenIds::Seen seen = edges_.Note(interest.id, signature);
      if (seen == SeenIds::Seen::kSame) return absl::OkStatus();
      if (seen == SeenIds::Seen::kNew) break;
      interest.id = absl::StrCat(id, "#", number);
    }
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  // --- designations and parts of parties ---------------------------------------------------------

  absl::Status AddSanction(const FtmRecord& record) {
    if (record.Of("entity").empty()) {
      SkipRecord(record, "it names no entity");
      return absl::OkStatus();
    }
    const WarnFtm warn = Warner(record);
    Designation designation{.list = ListOf(record), .provenance = record.provenance};
    designation.legal_basis = Join(record.Of("reason"), "; ");
    designation.date = FtmFirstDay(record, "listingDate", warn);
    if (!designation.date) designation.date = FtmFirstDay(record, "startDate", warn);
    designation.end_date = FtmDayAfter(record, "endDate", warn);
    if (designation.date && designation.end_date && *designation.end_date <= *designation.date) {
      Warn(record, "it ends before it starts; its end is taken as not known");
      designation.end_date.reset();
    }
    designation.measures = record.Of("provisions");
    FtmValues programmes = record.Of("programId");
    if (programmes.empty()) programmes = record.Of("program");
    if (programmes.empty()) programmes.emplace_back();
    const FtmValues authorities = AuthoritiesOf(record);
    for (const std::string& entity : record.Of("entity")) {
      for (const std::string& authority : authorities) {
        for (const std::string& programme : programmes) {
          designation.entity_id = FtmId(entity);
          designation.authority = authority;
          designation.programme = programme;
          LYNCEUS_RETURN_IF_ERROR(Give(record, designation));
        }
      }
      LYNCEUS_RETURN_IF_ERROR(GiveSanctionDetails(record, FtmId(entity), authorities));
    }
    return absl::OkStatus();
  }

  // In nested files one Sanction comes several times.
  absl::Status Give(const FtmRecord& record, const Designation& designation) {
    const auto day = [](const std::optional<Date>& date) { return date ? date->ToString() : ""; };
    const std::string said =
        absl::StrCat(record.id, "\n", designation.entity_id, "\n", designation.authority, "\n",
                     designation.list, "\n", designation.programme, "\n", day(designation.date),
                     "\n", day(designation.end_date), "\n", designation.legal_basis);
    if (designations_.Note(said, {}) != SeenIds::Seen::kNew) return absl::OkStatus();
    ++report_.designations;
    return sink_.AddDesignation(designation);
  }

  // What a designation has no place for; and the UN's number, which other lists carry.
  absl::Status GiveSanctionDetails(const FtmRecord& record, const std::string& entity_id,
                                   const FtmValues& authorities) {
    static const RE2 kUnNumber(R"([A-Z]{2,3}[ie]\.\d{3})");
    Entity part{.id = entity_id, .provenance = record.provenance};
    if (const std::string details = FtmDetails(record, kSanctionRead); !details.empty()) {
      part.properties.push_back({"sanction", Join(authorities, ", ") + ": " + details});
    }
    for (const std::string& number : record.Of("unscId")) {
      if (RE2::FullMatch(number, kUnNumber)) AddReferent(part, "un:" + number);
    }
    if (part.properties.empty() && part.referents.empty()) return absl::OkStatus();
    return sink_.AddEntity(std::move(part));
  }

  // As given; else what the data set is called, which the rules know of many.
  static std::string ListOf(const FtmRecord& record) {
    if (const OpenSanctionsList* const list = FtmListOf(record)) return std::string(list->list);
    return record.datasets.empty() ? std::string() : record.datasets.front();
  }

  // A known list has one authority, whatever its office calls itself ("Ministry of Finance").
  FtmValues AuthoritiesOf(const FtmRecord& record) {
    if (const OpenSanctionsList* const list = FtmListOf(record)) {
      return {std::string(list->authority)};
    }
    if (!record.Of("authority").empty()) return record.Of("authority");
    Warn(record, "it names no authority; its data set stands for it");
    return record.datasets.empty() ? FtmValues{"unknown"} : FtmValues{record.datasets.front()};
  }

  absl::Status AddRisk(const FtmRecord& record) {
    if (record.Of("entity").empty()) SkipRecord(record, "it names no entity");
    for (const std::string& id : record.Of("entity")) {
      Entity part{.id = FtmId(id), .provenance = record.provenance};
      for (const auto& [property, values] : record.properties) {
        if (property == "entity") continue;
        for (const std::string& value : values) {
          part.properties.push_back(
              {property == "topics" ? property : absl::StrCat("risk.", property), value});
        }
      }
      LYNCEUS_RETURN_IF_ERROR(sink_.AddEntity(std::move(part)));
    }
    return absl::OkStatus();
  }

  absl::Status AddIdentification(const FtmRecord& record) {
    FtmValues numbers = record.Of("number");
    for (const std::string& number : record.Of("passportNumber")) {
      if (!HasWord(numbers, number)) numbers.push_back(number);
    }
    if (record.Of("holder").empty() || numbers.empty()) {
      SkipRecord(record, record.Of("holder").empty() ? "it names no holder" : "it has no number");
      return absl::OkStatus();
    }
    const std::string details = FtmDetails(record, kIdentificationRead);
    for (const std::string& holder : record.Of("holder")) {
      Entity part{.id = FtmId(holder), .provenance = record.provenance};
      for (const std::string& number : numbers) {
        part.identifiers.push_back({.type = FtmIdentificationType(record),
                                    .value = number,
                                    .country = FtmCountry(record)});
      }
      if (!details.empty()) {
        part.properties.push_back({"identification", Join(numbers, ", ") + ": " + details});
      }
      if (identifications_.Note(record.id + "\n" + holder, {}) == SeenIds::Seen::kNew) {
        report_.identifiers += part.identifiers.size();
      }
      LYNCEUS_RETURN_IF_ERROR(sink_.AddEntity(std::move(part)));
    }
    return absl::OkStatus();
  }

  // A person's time in a public office.
  absl::Status AddOccupancy(const FtmRecord& record) {
    if (record.Of("holder").empty()) SkipRecord(record, "it names no holder");
    constexpr std::string_view kUsed[] = {"holder"};
    const std::string details = FtmDetails(record, kUsed);
    for (const std::string& holder : record.Of("holder")) {
      Entity part{.id = FtmId(holder), .provenance = record.provenance};
      if (!details.empty()) part.properties.push_back({"occupancy", details});
      LYNCEUS_RETURN_IF_ERROR(sink_.AddEntity(std::move(part)));
    }
    return absl::OkStatus();
  }

  // --- addresses ---------------------------------------------------------------------------------

  absl::Status AddAddress(const FtmRecord& record) {
    const std::string full = FtmFullAddress(record);
    if (full.empty()) {
      AddWarning(report_, absl::StrCat(record.provenance.place, ", record ", record.id,
                                       ": Address: it is empty"));
      return absl::OkStatus();
    }
    return addresses_.AddAddress(FtmId(record.id), {.full = full, .country = FtmCountry(record)},
                                 absl::StrCat(record.provenance.place, ", record ", record.id));
  }

  // Gives every address to the parties that name it, wherever in the file it stood.
  absl::Status JoinAddresses() {
    const auto again = [this] {
      return ReadAll([this](const FtmRecord& record) -> absl::Status {
        if (record.schema == "Address") {
          const std::string full = FtmFullAddress(record);
          if (full.empty()) return absl::OkStatus();
          return addresses_.AddAddress(FtmId(record.id),
                                       {.full = full, .country = FtmCountry(record)}, {});
        }
        if (!IsParty(record)) return absl::OkStatus();
        for (const std::string& address : record.Of("addressEntity")) {
          LYNCEUS_RETURN_IF_ERROR(addresses_.AddUse({.party_id = FtmId(record.id),
                                                     .address_id = FtmId(address),
                                                     .place = record.provenance.place}));
        }
        return absl::OkStatus();
      });
    };
    return addresses_.Join(again, [this](const FtmAddresses::Use& use, const Address& address) {
      ++report_.addresses;
      Entity part{.id = use.party_id,
                  .provenance = {.source = std::string(kKey), .place = use.place}};
      part.addresses.push_back(address);
      return sink_.AddEntity(std::move(part));
    });
  }

  struct PassedOver {
    std::uint64_t count = 0;
    std::string place;  // of the first
  };

  const std::string path_;
  RecordSink& sink_;
  LoadReport& report_;
  DamagedRecords damaged_;
  FtmDeltas deltas_;
  FtmAddresses addresses_;
  std::uint64_t records_ = 0;  // of the entities file; damaged ones too
  bool has_nested_ = false;
  std::set<std::string, std::less<>> datasets_;
  SeenIds parties_;
  SeenIds edges_;
  SeenIds designations_;  // what was said
  SeenIds identifications_;
  std::map<std::string, PassedOver> passed_over_;         // by schema
  std::map<std::string, PassedOver> unknown_properties_;  // by name
};

}  // namespace

absl::StatusOr<LoadReport> LoadFtmJson(const FileGroup& group, RecordSink& sink) {
  return LoadFtmJsonWithin(limits::kHeldAddressesBytesMax, group, sink);
}

absl::StatusOr<LoadReport> LoadFtmJsonWithin(std::size_t address_bytes_max, const FileGroup& group,
                                             RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report, BeginReport(group, {.key = std::string(kKey)}));
  Loader loader(group, address_bytes_max, sink, report);
  LYNCEUS_RETURN_IF_ERROR(loader.Run(group));
  report.source.publisher = loader.Publisher();
  report.source.copies = true;
  return report;
}

}  // namespace lynceus::sources
