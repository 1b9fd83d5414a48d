// A record is an entity of one of five sorts: a party, an edge (an interest), a Sanction or Risk (a
// designation or topics of a party), a part of a party (identification, address), or nothing that
// is loaded. Tables say which, and what becomes of each property.

#include "lib/sources/ftm_json.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/ftm_record.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/percent.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = kFtmKey;

struct EdgeSchema {
  std::string_view schema;
  std::string_view owner;
  std::string_view subject;
  InterestKind kind;
};
constexpr EdgeSchema kEdges[] = {
    {"Ownership", "owner", "asset", InterestKind::kOwnershipOther},
    {"Control", "controller", "controlled", InterestKind::kControl},
    {"Directorship", "director", "organization", InterestKind::kDirector},
    {"Membership", "member", "organization", InterestKind::kMember},
    {"Employment", "employee", "employer", InterestKind::kMember},
    {"Family", "person", "relative", InterestKind::kFamily},
    {"Associate", "person", "associate", InterestKind::kLinked},
    {"Succession", "predecessor", "successor", InterestKind::kSuccessor},
    {"Representation", "agent", "client", InterestKind::kActsFor},
    {"UnknownLink", "subject", "object", InterestKind::kLinked},
};

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
};

constexpr std::string_view kAssetSchemas[] = {"BankAccount", "RealEstate"};
constexpr std::string_view kFoundedProperties[] = {"incorporationDate", "buildDate"};

// Tells one statement of an edge from another of the same id.
std::string Signature(const Interest& interest) {
  const auto day = [](const std::optional<Date>& date) { return date ? date->ToString() : ""; };
  return absl::StrCat(interest.owner_id, "\n", interest.subject_id, "\n",
                      ToAbsl(InterestKindName(interest.kind)), "\n", interest.share.ToCanonical(),
                      "\n", day(interest.start), "\n", day(interest.end), "\n", interest.role);
}

class Loader {
 public:
  Loader(const std::string& path, RecordSink& sink, LoadReport& report)
      : path_(path), sink_(sink), report_(report) {}

  absl::Status Run() {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenByteReader(path_));
    JsonReader reader(*input);
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
      if (record == nullptr) break;
      ++report_.records_read;
      line_ = record->line;
      LYNCEUS_RETURN_IF_ERROR(Add(record->value));
    }
    if (report_.records_read == 0) {
      return InvalidError(
          {.subject = path_, .cause = "the file holds no record", .remedy = "get it again"});
    }
    return JoinAddresses();
  }

  // The data set, where all records are of one.
  std::string Publisher() const { return datasets_.size() == 1 ? *datasets_.begin() : ""; }

 private:
  std::string Line() const { return absl::StrCat("line ", line_); }

  absl::Status Bad(std::string cause) const {
    return InvalidError({.subject = path_,
                         .place = Line(),
                         .cause = std::move(cause),
                         .remedy = "give FollowTheMoney entities with id, schema and properties"});
  }

  void SkipRecord(const FtmRecord& record, std::string_view reason) {
    Skip(report_, absl::StrCat(Line(), ", record ", record.id),
         absl::StrCat(record.schema, ": ", ToAbsl(reason)));
  }

  void Warn(const FtmRecord& record, std::string_view warning) {
    AddWarning(report_, absl::StrCat(Line(), ", record ", record.id, ": ", ToAbsl(warning)));
  }

  // --- reading ---------------------------------------------------------------------------------

  absl::Status Add(const JsonValue& value) {
    LYNCEUS_ASSIGN_OR_RETURN(const FtmRecord record, Read(value));
    return AddRecord(record);
  }

  absl::StatusOr<FtmRecord> Read(const JsonValue& value) {
    FtmRecord record{.id = std::string(value.TextOf("id")),
                     .schema = std::string(value.TextOf("schema")),
                     .caption = std::string(value.TextOf("caption"))};
    if (record.id.empty()) return Bad("a record has no id, or one that is no text");
    if (record.schema.empty()) return Bad("record " + record.id + " has no schema");
    record.provenance = {.source = std::string(kKey), .place = Line()};
    LYNCEUS_ASSIGN_OR_RETURN(record.datasets, ReadWords(value, "datasets"));
    LYNCEUS_ASSIGN_OR_RETURN(record.referents, ReadWords(value, "referents"));
    datasets_.insert(record.datasets.begin(), record.datasets.end());
    if (record.datasets.empty()) datasets_.insert("");
    const JsonValue* const properties = value.Find("properties");
    if (properties == nullptr || !properties->is_object()) {
      return Bad("record " + record.id + " has no object \"properties\"");
    }
    for (const auto& [name, values] : properties->members) {
      LYNCEUS_ASSIGN_OR_RETURN(record.properties[name], ReadValues(record.id, name, values));
    }
    return record;
  }

  absl::StatusOr<FtmValues> ReadWords(const JsonValue& value, std::string_view key) {
    const JsonValue* const member = value.Find(key);
    if (member == nullptr || member->is_null()) return FtmValues{};
    return ReadValues(std::string(value.TextOf("id")), key, *member);
  }

  absl::StatusOr<FtmValues> ReadValues(const std::string& id, std::string_view name,
                                       const JsonValue& values) {
    FtmValues read;
    const auto take = [&](const JsonValue& value) -> absl::Status {
      if (value.is_string() || value.is_number()) {
        const std::string_view text = TrimAscii(value.text);
        if (!text.empty()) read.emplace_back(text);
        return absl::OkStatus();
      }
      // Nested form: the neighbour is a record of its own, here it is its id.
      if (value.is_object()) {
        read.emplace_back(value.TextOf("id"));
        return Add(value);
      }
      return Bad(absl::StrCat("record ", id, ", property ", ToAbsl(name), " holds ",
                              ToAbsl(JsonKindWords(value.kind)), " instead of text"));
    };
    if (!values.is_array()) {
      LYNCEUS_RETURN_IF_ERROR(take(values));
      return read;
    }
    for (const JsonValue& value : values.items) LYNCEUS_RETURN_IF_ERROR(take(value));
    return read;
  }

  // --- what a record is --------------------------------------------------------------------------

  absl::Status AddRecord(const FtmRecord& record) {
    const auto edge = std::ranges::find(kEdges, record.schema, &EdgeSchema::schema);
    if (edge != std::end(kEdges)) return AddEdge(record, *edge);
    if (record.schema == "Sanction") return AddSanction(record);
    if (record.schema == "Risk") return AddRisk(record);
    if (record.schema == "Identification" || record.schema == "Passport") {
      return AddIdentification(record);
    }
    if (record.schema == "Address") return AddAddress(record);
    if (IsFtmPassedOver(record.schema)) {
      SkipRecord(record, "it is neither a party nor an interest");
      return absl::OkStatus();
    }
    return AddParty(record);
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
      for (std::size_t i = 0; i < values.size(); ++i) {
        LYNCEUS_RETURN_IF_ERROR(AddValue(record, name, values[i], entity));
      }
    }
    for (const std::string& dataset : record.datasets) {
      entity.properties.push_back({"datasets", dataset});
    }
    AddReferents(record, entity);
    CountEntity(entity, report_);
    return sink_.AddEntity(std::move(entity));
  }

  void AddNames(const FtmRecord& record, Entity& entity) {
    constexpr std::pair<std::string_view, NameKind> kNames[] = {
        {"name", NameKind::kPrimary},        {"alias", NameKind::kAlias},
        {"previousName", NameKind::kFormer}, {"weakAlias", NameKind::kWeak},
        {"abbreviation", NameKind::kWeak},
    };
    for (const auto& [property, kind] : kNames) {
      for (const std::string& text : record.Of(property)) {
        entity.names.push_back({.text = text, .kind = kind, .script = {}});
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
    if (!caption.empty()) {
      entity.names.insert(entity.names.begin(), {.text = std::move(caption), .script = {}});
    } else if (entity.names.empty() && entity.schema != Schema::kAsset) {
      Warn(record, "it has no name");
    }
  }

  absl::Status AddValue(const FtmRecord& record, const std::string& property,
                        const std::string& value, Entity& entity) {
    constexpr std::string_view kNameProperties[] = {"name", "alias", "previousName", "weakAlias",
                                                    "abbreviation"};
    if (HasWord(kNameProperties, property)) return absl::OkStatus();
    if (property == "birthDate" || HasWord(kFoundedProperties, property)) {
      AddDate(record, property, value, entity);
    } else if (IsFtmCountry(property)) {
      entity.countries.push_back({.property = property, .code = CountryCodeOrWord(value)});
    } else if (IsFtmIdentifier(property)) {
      entity.identifiers.push_back({.type = property, .value = value, .country = {}});
    } else if (property == "address") {
      entity.addresses.push_back({.full = value, .country = {}});
    } else if (property == "addressEntity") {
      address_uses_.push_back({entity.id, FtmId(value), record.provenance});
    } else {
      LYNCEUS_RETURN_IF_ERROR(AddLink(record, property, value));
      entity.properties.push_back({property, value});
    }
    return absl::OkStatus();
  }

  void AddDate(const FtmRecord& record, const std::string& property, const std::string& value,
               Entity& entity) {
    const auto date = PartialDate::ParseIso(value);
    if (!date.ok()) {
      Warn(record, property + " \"" + value.substr(0, 40) + "\" is no date; it is kept as text");
      entity.properties.push_back({property, value});
    } else if (property == "birthDate") {
      entity.birth_dates.push_back(*date);
    } else {
      entity.founded_dates.push_back(*date);
    }
  }

  // A property that names another party is an interest too.
  absl::Status AddLink(const FtmRecord& record, const std::string& property,
                       const std::string& value) {
    const auto link = std::ranges::find(kLinks, property, &LinkProperty::property);
    if (link == std::end(kLinks) || FtmId(value) == FtmId(record.id)) return absl::OkStatus();
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
    static const RE2 kOfac("ofac-(\\d+)");
    FtmValues ids = record.referents;
    ids.push_back(record.id);
    for (const std::string& id : ids) {
      if (FtmId(id) != entity.id) entity.referents.push_back(FtmId(id));
      std::string number;
      if (!RE2::FullMatch(id, kOfac, &number)) continue;
      for (const std::string_view list : {"sdn", "cons"}) {
        if (HasWord(record.datasets, absl::StrCat("us_ofac_", ToAbsl(list)))) {
          entity.referents.push_back(absl::StrCat("ofac-", ToAbsl(list), ":", number));
        }
      }
    }
  }

  // --- interests ---------------------------------------------------------------------------------

  absl::Status AddEdge(const FtmRecord& record, const EdgeSchema& edge) {
    const FtmValues& owners = record.Of(edge.owner);
    const FtmValues& subjects = record.Of(edge.subject);
    if (owners.empty() || subjects.empty()) {
      SkipRecord(record,
                 absl::StrCat("it names no ", ToAbsl(owners.empty() ? edge.owner : edge.subject)));
      return absl::OkStatus();
    }
    Interest interest{.id = FtmId(record.id), .kind = edge.kind, .provenance = record.provenance};
    if (edge.schema == "Ownership") interest.kind = FtmOwnershipKind(record);
    if (edge.schema == "Control") interest.kind = FtmControlKind(record.Of("controlType"));
    interest.indirect = HasWord(record.Of("controlType"), "indirect");
    if (edge.schema == "Ownership") interest.share = ReadShare(record);
    interest.role = Role(record);
    ReadDates(record, interest);
    for (const std::string& owner : owners) {
      for (const std::string& subject : subjects) {
        interest.owner_id = FtmId(owner);
        interest.subject_id = FtmId(subject);
        if (interest.owner_id == interest.subject_id) {
          SkipRecord(record, "both of its ends are one party");
          continue;
        }
        LYNCEUS_RETURN_IF_ERROR(Give(interest));
      }
    }
    return absl::OkStatus();
  }

  static std::string Role(const FtmRecord& record) {
    std::vector<std::string> words;
    for (const std::string_view property :
         {"role", "relationship", "ownershipType", "controlType", "sharesType", "status"}) {
      for (const std::string& value : record.Of(property)) {
        if (!HasWord(words, value)) words.push_back(value);
      }
    }
    return words.empty() ? record.schema : Join(words, "; ");
  }

  // Several percentages are alternatives: the share lies between the least and the greatest.
  Share ReadShare(const FtmRecord& record) {
    std::optional<Share> share;
    for (const std::string& text : record.Of("percentage")) {
      const auto one = ParsePercentText(text);
      if (!one) {
        Warn(record, "the percentage \"" + text.substr(0, 40) +
                         "\" is not understood; the share is unknown");
        return Share::Unknown();
      }
      share = share ? Hull(*share, *one) : *one;
    }
    if (record.Of("percentage").size() > 1) {
      Warn(record, "it has several percentages; the share is taken as " + share->ToString());
    }
    return share.value_or(Share::Unknown());
  }

  static Share Hull(const Share& a, const Share& b) {
    const auto lower = [](const ShareBound& x, const ShareBound& y) {
      if (x.ppm != y.ppm) return x.ppm < y.ppm ? x : y;
      return x.open ? y : x;
    };
    const auto upper = [](const ShareBound& x, const ShareBound& y) {
      if (x.ppm != y.ppm) return x.ppm > y.ppm ? x : y;
      return x.open ? y : x;
    };
    const auto hull = Share::Between(lower(a.lo(), b.lo()), upper(a.hi(), b.hi()));
    return hull.ok() ? *hull : Share::Unknown();
  }

  // The earliest first day of a date property.
  std::optional<Date> FirstDay(const FtmRecord& record, std::string_view property) {
    std::optional<Date> day;
    for (const std::string& text : record.Of(property)) {
      const auto date = ReadDate(record, property, text);
      if (date && (!day || date->first < *day)) day = date->first;
    }
    return day;
  }

  // The day after the latest last day of a date property; nothing where one of them is no date,
  // since it may be later.
  std::optional<Date> DayAfter(const FtmRecord& record, std::string_view property) {
    std::optional<Date> day;
    for (const std::string& text : record.Of(property)) {
      const auto date = ReadDate(record, property, text);
      if (!date) return std::nullopt;
      const Date after = Date::FromDays(date->last.days() + 1);
      if (!day || after > *day) day = after;
    }
    return day;
  }

  std::optional<PartialDate> ReadDate(const FtmRecord& record, std::string_view property,
                                      const std::string& text) {
    const auto date = PartialDate::ParseIso(text);
    if (date.ok()) return *date;
    Warn(record, absl::StrCat(ToAbsl(property), " \"", text.substr(0, 40),
                              "\" is no date; the time is open on that side"));
    return std::nullopt;
  }

  void ReadDates(const FtmRecord& record, Interest& interest) {
    interest.start = FirstDay(record, "startDate");
    interest.end = DayAfter(record, "endDate");
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      Warn(record, "it ends before it starts; its time is taken as not known");
      interest.start.reset();
      interest.end.reset();
    }
  }

  // Gives an interest under an id of its own. In nested files one edge comes several times.
  absl::Status Give(Interest interest) {
    std::vector<std::string>& said = edges_[interest.id];
    std::string signature = Signature(interest);
    if (HasWord(said, signature)) return absl::OkStatus();
    said.push_back(std::move(signature));
    if (said.size() > 1) absl::StrAppend(&interest.id, "#", said.size());
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  // --- designations and parts of parties ---------------------------------------------------------

  absl::Status AddSanction(const FtmRecord& record) {
    if (record.Of("entity").empty()) {
      SkipRecord(record, "it names no entity");
      return absl::OkStatus();
    }
    Designation designation{.list = FtmListOf(record), .provenance = record.provenance};
    designation.legal_basis = Join(record.Of("reason"), "; ");
    designation.date = FirstDay(record, "listingDate");
    if (!designation.date) designation.date = FirstDay(record, "startDate");
    designation.end_date = DayAfter(record, "endDate");
    if (designation.date && designation.end_date && *designation.end_date <= *designation.date) {
      Warn(record, "it ends before it starts; its end is taken as not known");
      designation.end_date.reset();
    }
    designation.measures = record.Of("provisions");
    FtmValues programmes = record.Of("programId");
    if (programmes.empty()) programmes = record.Of("program");
    if (programmes.empty()) programmes.emplace_back();
    for (const std::string& entity : record.Of("entity")) {
      for (const std::string& authority : AuthoritiesOf(record)) {
        for (const std::string& programme : programmes) {
          designation.entity_id = FtmId(entity);
          designation.authority = authority;
          designation.programme = programme;
          LYNCEUS_RETURN_IF_ERROR(Give(record, designation));
        }
      }
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
    if (!designations_.insert(said).second) return absl::OkStatus();
    ++report_.designations;
    return sink_.AddDesignation(designation);
  }

  // As given; else what the data set is called, which the rules know of many.
  FtmValues AuthoritiesOf(const FtmRecord& record) {
    if (!record.Of("authority").empty()) return record.Of("authority");
    Warn(record, "it names no authority; its data set stands for it");
    return record.datasets.empty() ? FtmValues{"unknown"} : FtmValues{record.datasets.front()};
  }

  absl::Status AddRisk(const FtmRecord& record) {
    if (record.Of("entity").empty()) SkipRecord(record, "it names no entity");
    for (const std::string& id : record.Of("entity")) {
      Entity part{.id = FtmId(id), .provenance = record.provenance};
      for (const std::string_view property : {"topics", "status", "reason"}) {
        for (const std::string& value : record.Of(property)) {
          part.properties.push_back(
              {property == "topics" ? "topics" : absl::StrCat("risk.", ToAbsl(property)), value});
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
    for (const std::string& holder : record.Of("holder")) {
      Entity part{.id = FtmId(holder), .provenance = record.provenance};
      for (const std::string& number : numbers) {
        part.identifiers.push_back({.type = FtmIdentificationType(record),
                                    .value = number,
                                    .country = FtmCountry(record)});
      }
      report_.identifiers += part.identifiers.size();
      LYNCEUS_RETURN_IF_ERROR(sink_.AddEntity(std::move(part)));
    }
    return absl::OkStatus();
  }

  absl::Status AddAddress(const FtmRecord& record) {
    const std::string full = FtmFullAddress(record);
    if (full.empty()) {
      SkipRecord(record, "it is empty");
      return absl::OkStatus();
    }
    addresses_[FtmId(record.id)] = {.address = {.full = full, .country = FtmCountry(record)},
                                    .place = absl::StrCat(Line(), ", record ", record.id),
                                    .used = false};
    return absl::OkStatus();
  }

  // Gives every address to the parties that name it, wherever in the file it stood.
  absl::Status JoinAddresses() {
    for (const AddressUse& use : address_uses_) {
      const auto found = addresses_.find(use.address_id);
      if (found == addresses_.end()) {
        AddWarning(report_, absl::StrCat(use.provenance.place, ": the address ", use.address_id,
                                         " of ", use.party_id, " is not in the file"));
        continue;
      }
      found->second.used = true;
      ++report_.addresses;
      Entity part{.id = use.party_id, .provenance = use.provenance};
      part.addresses.push_back(found->second.address);
      LYNCEUS_RETURN_IF_ERROR(sink_.AddEntity(std::move(part)));
    }
    for (const auto& [id, held] : addresses_) {
      if (!held.used) Skip(report_, held.place, "Address: no party of the file names it");
    }
    return absl::OkStatus();
  }

  struct AddressUse {
    std::string party_id;
    std::string address_id;
    Provenance provenance;
  };
  struct HeldAddress {
    Address address;
    std::string place;
    bool used = false;
  };

  const std::string& path_;
  RecordSink& sink_;
  LoadReport& report_;
  std::uint64_t line_ = 0;
  std::set<std::string, std::less<>> datasets_;
  std::map<std::string, std::vector<std::string>> edges_;  // id -> what was said under it
  std::set<std::string> designations_;                     // what was said
  std::map<std::string, HeldAddress> addresses_;
  std::vector<AddressUse> address_uses_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadFtmJson(const FileGroup& group, RecordSink& sink) {
  LoadReport report{.source = {.key = std::string(kKey), .format = group.kind}};
  const std::string& path = group.files[0].path;
  LYNCEUS_RETURN_IF_ERROR(AddFile(path, report.source));
  Loader loader(path, sink, report);
  LYNCEUS_RETURN_IF_ERROR(loader.Run());
  report.source.publisher = loader.Publisher();
  return report;
}

}  // namespace lynceus::sources
