// The file is read twice: first for the legal entities that hold each company, since whether a
// person's stake may be stated a second time is known only from the other records of the company,
// and these stand anywhere in the file.

#include "lib/sources/psc_jsonl.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/json_lines.h"
#include "lib/sources/list_file.h"
#include "lib/sources/list_record.h"
#include "lib/sources/psc_holder.h"
#include "lib/sources/psc_words.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "uk-psc";
constexpr std::string_view kRegisterFirstDay = "2016-04-06";

// What a record's kind says of the holder.
struct Kind {
  std::string_view word;
  Schema schema = Schema::kUnknown;
  bool is_secret = false;
};
constexpr Kind kKinds[] = {
    {"individual-person-with-significant-control", Schema::kPerson},
    {"corporate-entity-person-with-significant-control", Schema::kCompany},
    {"legal-person-person-with-significant-control", Schema::kLegalEntity},
    {"super-secure-person-with-significant-control", Schema::kUnknown, true},
    {"individual-beneficial-owner", Schema::kPerson},
    {"corporate-entity-beneficial-owner", Schema::kCompany},
    {"legal-person-beneficial-owner", Schema::kLegalEntity},
    {"super-secure-beneficial-owner", Schema::kUnknown, true},
};
constexpr std::string_view kStatementKind = "persons-with-significant-control-statement";
constexpr std::string_view kExemptionsKind = "exemptions";
constexpr std::string_view kTotalsKind = "totals#persons-of-significant-control-snapshot";

const Kind* FindKind(std::string_view word) {
  const auto* const kind = std::ranges::find(kKinds, word, &Kind::word);
  return kind == std::end(kKinds) ? nullptr : kind;
}

bool IsLegalEntity(Schema schema) {
  return schema == Schema::kCompany || schema == Schema::kLegalEntity;
}

// Eight characters as a number; others have no place in the tables.
std::optional<std::uint64_t> KeyOf(std::string_view number) {
  if (number.size() != sizeof(std::uint64_t)) return std::nullopt;
  std::uint64_t key = 0;
  for (const char c : number) key = key << 8 | static_cast<unsigned char>(c);
  return key;
}

std::string_view LastPart(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::optional<Date> DayOf(std::string_view text) {
  const auto day = Date::ParseIso(text.substr(0, 10));
  return day.ok() ? std::optional<Date>(*day) : std::nullopt;
}

// Which companies legal entities hold, and from when to when. One thread.
class LegalEntities {
 public:
  void Add(std::uint64_t company, std::optional<Date> start, std::optional<Date> end) {
    held_.push_back({company, start ? start->days() : kAlways, end ? end->days() : kStill});
  }
  void Finish() { std::ranges::sort(held_, {}, &Held::company); }
  // True where one holds the company on some day on which the interest is held.
  bool Hold(std::uint64_t company, const Interest& interest) const {
    const std::int32_t start = interest.start ? interest.start->days() : kAlways;
    const std::int32_t end = interest.end ? interest.end->days() : kStill;
    const auto range = std::ranges::equal_range(held_, company, {}, &Held::company);
    return std::ranges::any_of(
        range, [&](const Held& held) { return held.start < end && start < held.end; });
  }

 private:
  static constexpr std::int32_t kAlways = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t kStill = std::numeric_limits<std::int32_t>::max();
  struct Held {
    std::uint64_t company = 0;
    std::int32_t start = 0;
    std::int32_t end = 0;
  };
  std::vector<Held> held_;
};

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report) : sink_(sink), report_(report) {}

  absl::Status Run(const std::string& path) {
    path_ = path;
    LYNCEUS_RETURN_IF_ERROR(ForEach([this](const JsonValue& record) {
      FindLegalEntity(record);
      return absl::OkStatus();
    }));
    legal_entities_.Finish();
    LYNCEUS_RETURN_IF_ERROR(ForEach([this](const JsonValue& record) { return AddRecord(record); }));
    CheckTotals();
    return absl::OkStatus();
  }

 private:
  template <typename Use>
  absl::Status ForEach(const Use& use) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input, OpenListFile(path_));
    JsonReader reader(*input);
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(JsonRecord* const record, reader.Next());
      if (record == nullptr) return absl::OkStatus();
      line_ = record->line;
      const absl::Status status = use(record->value);
      if (!status.ok()) return Annotate(status, {.subject = input->name(), .place = Place()});
    }
  }

  std::string Place() const { return absl::StrCat("line ", line_); }
  Provenance Source() const { return {.source = std::string(kKey), .place = Place()}; }
  void Warn(std::string text) { AddWarning(report_, absl::StrCat(Place(), ": ", text)); }

  static absl::Status Bad(std::string cause) {
    return InvalidError({.cause = std::move(cause), .remedy = "get the file again"});
  }

  // --- the first pass ---

  void FindLegalEntity(const JsonValue& record) {
    const JsonValue& data = PscObject(record, "data");
    const Kind* const kind = FindKind(data.TextOf("kind"));
    if (kind == nullptr || !IsLegalEntity(kind->schema)) return;
    const std::optional<std::string> number = CompanyNumber(PscScalar(record, "company_number"));
    if (!number) return;
    legal_entities_.Add(*KeyOf(*number), StartOf(data), DayOf(PscScalar(data, "ceased_on")));
  }

  static std::optional<Date> StartOf(const JsonValue& data) {
    const std::string_view notified = PscScalar(data, "notified_on");
    return notified == kRegisterFirstDay ? std::nullopt : DayOf(notified);
  }

  // --- the second ---

  absl::Status AddRecord(const JsonValue& record) {
    const JsonValue& data = PscObject(record, "data");
    if (!data.is_object()) return Bad("a record has no data");
    const std::string_view kind = data.TextOf("kind");
    if (kind.empty()) return Bad("a record's data has no kind");
    if (kind == kTotalsKind) return ReadTotals(data);
    ++report_.records_read;
    if (PscScalar(record, "company_number").empty()) {
      if (FindKind(kind) != nullptr || kind == kStatementKind || kind == kExemptionsKind) {
        return Bad("a record has no company_number");
      }
      Skip(report_, Place(),
           absl::StrCat("its kind \"", ToAbsl(kind.substr(0, 60)),
                        "\" is not known, and it names no company"));
      return absl::OkStatus();
    }
    ReadCompany(PscScalar(record, "company_number"));
    LYNCEUS_RETURN_IF_ERROR(AddKnown(kind, data));
    return NameUnknown(record, data);
  }

  void ReadCompany(std::string_view stated) {
    const std::optional<std::string> number = CompanyNumber(stated);
    if (!number) {
      Warn(absl::StrCat("\"", ToAbsl(stated.substr(0, 40)), "\" is no company number"));
    }
    number_ = number.value_or(std::string(stated));
    company_ = absl::StrCat("gb-coh:", number_);
  }

  absl::Status AddKnown(std::string_view word, const JsonValue& data) {
    if (word == kStatementKind) return AddStatement(data);
    if (word == kExemptionsKind) return AddExemptions(data);
    ++persons_;
    LYNCEUS_RETURN_IF_ERROR(AddCompany({}));
    if (const Kind* const kind = FindKind(word)) return AddHolder(*kind, data);
    Warn(absl::StrCat("the kind \"", ToAbsl(word.substr(0, 60)),
                      "\" is not known; it is taken as a holder"));
    return AddHolder({.word = word, .is_secret = data.TextOf("name").empty()}, data);
  }

  // The company itself, of which the file says its number alone: once, and again with properties.
  absl::Status AddCompany(std::vector<Property> properties) {
    const bool is_new = IsNew(number_);
    if (!is_new && properties.empty()) return absl::OkStatus();
    Entity company{.id = company_, .schema = Schema::kCompany, .provenance = Source()};
    AddIdentifier(company, "registrationNumber", number_, "gb");
    AddCountry(company, "jurisdiction", "gb");
    company.properties = std::move(properties);
    return Give(std::move(company), is_new);
  }

  bool IsNew(const std::string& number) {
    const std::optional<std::uint64_t> key = KeyOf(number);
    return key ? companies_.insert(*key).second : odd_companies_.insert(number).second;
  }

  absl::Status Give(Entity entity, bool is_new) {
    CountEntity(entity, report_);
    if (!is_new) --report_.entities;
    return sink_.AddEntity(std::move(entity));
  }

  absl::StatusOr<std::string> LinkOf(const JsonValue& data) {
    std::string_view link = LastPart(PscObject(data, "links").TextOf("self"));
    if (link.empty()) {
      link = data.TextOf("etag");
      if (!link.empty()) Warn("it has no links.self; its etag, which changes with it, is its id");
    }
    if (link.empty()) return Bad("a record has neither links.self nor etag");
    return std::string(link);
  }

  // --- holders ---

  absl::Status AddHolder(const Kind& kind, const JsonValue& data) {
    LYNCEUS_ASSIGN_OR_RETURN(const std::string link, LinkOf(data));
    Interest interest{.owner_id = absl::StrCat("psc-holder:", number_, "/", link),
                      .subject_id = company_};
    interest.provenance = Source();
    ReadDates(data, interest);
    const std::string id = absl::StrCat(company_, "/psc/", link);
    if (kind.is_secret) {
      interest.owner_id.clear();
      interest.unknown_holder = kind.word;
      return GiveUnknown(id, std::move(interest), std::string(kind.word));
    }
    LYNCEUS_RETURN_IF_ERROR(AddHolderEntity(kind, data, interest.owner_id));
    if (interest.owner_id == company_) {
      Skip(report_, Place(), "the company is registered as its own holder");
      return absl::OkStatus();
    }
    const bool is_person = kind.schema == Schema::kPerson;
    return AddNatures(PscObject(data, "natures_of_control"), id, is_person, interest);
  }

  absl::Status GiveUnknown(const std::string& id, Interest interest, std::string role) {
    interest.id = id;
    interest.kind = InterestKind::kControl;
    interest.role = std::move(role);
    return GiveInterest(std::move(interest));
  }

  absl::Status GiveInterest(Interest interest) {
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  void ReadDates(const JsonValue& data, Interest& interest) {
    interest.start = StartOf(data);
    const std::string_view notified = PscScalar(data, "notified_on");
    const std::string_view ceased = PscScalar(data, "ceased_on");
    interest.end = DayOf(ceased);
    for (const std::string_view text : {notified, ceased}) {
      if (!text.empty() && !DayOf(text)) {
        Warn(absl::StrCat("\"", ToAbsl(text.substr(0, 40)), "\" is no date; it is left out"));
      }
    }
    const JsonValue* const flag = data.Find("ceased");
    if (flag != nullptr && flag->is_true() && !interest.end) {
      Warn("the holder has ceased, but not since when; it is taken as holding");
    }
    if (interest.start && interest.end && *interest.end <= *interest.start) {
      if (*interest.end < *interest.start) {
        Warn("it ceased before it was notified; its first day is left out");
        interest.start.reset();
      } else {
        interest.end = Date::FromDays(interest.end->days() + 1);
      }
    }
  }

  absl::Status AddHolderEntity(const Kind& kind, const JsonValue& data, std::string& id) {
    PscHolder holder = ReadPscHolder(data);
    Entity& entity = holder.record.entity;
    const bool is_company = holder.number && IsLegalEntity(kind.schema);
    if (is_company) id = absl::StrCat("gb-coh:", *holder.number);
    entity.id = id;
    entity.schema = kind.schema;
    entity.provenance = Source();
    if (entity.names.empty()) Warn("the holder has no name");
    for (std::string& text : holder.record.fragments) {
      LYNCEUS_RETURN_IF_ERROR(GiveFragment(id, std::move(text)));
    }
    return Give(std::move(entity), !is_company || IsNew(*holder.number));
  }

  absl::Status AddNatures(const JsonValue& natures, const std::string& id, bool is_person,
                          const Interest& held) {
    std::size_t given = 0;
    for (const JsonValue& nature : natures.items) {
      const std::string_view slug = TrimAscii(nature.text);
      if (!nature.is_string() || slug.empty()) continue;
      ++given;
      LYNCEUS_RETURN_IF_ERROR(AddNature(slug, id, is_person, held));
    }
    if (given > 0) return absl::OkStatus();
    Warn("no nature of control is stated; it is taken as ownership of an unknown share");
    Interest interest = held;
    interest.id = absl::StrCat(id, "/unstated");
    interest.kind = InterestKind::kOwnershipOther;
    interest.role = "natures of control not stated";
    return GiveInterest(std::move(interest));
  }

  absl::Status AddNature(std::string_view slug, const std::string& id, bool is_person,
                         const Interest& held) {
    Interest interest = held;
    interest.id = absl::StrCat(id, "/", ToAbsl(slug));
    interest.role = slug;
    const std::optional<PscNature> nature = ParsePscNature(slug);
    if (!nature) {
      Warn(absl::StrCat("the nature of control \"", ToAbsl(slug.substr(0, 120)),
                        "\" is not known; it is taken as ownership of an unknown share"));
      interest.kind = InterestKind::kOwnershipOther;
      return GiveInterest(std::move(interest));
    }
    interest.kind = nature->kind;
    interest.share = nature->share;
    interest.indirect = nature->through_others || (is_person && MayBeTwice(interest));
    if (nature->is_nominee_property) std::swap(interest.owner_id, interest.subject_id);
    return GiveInterest(std::move(interest));
  }

  // A stake of half and more decides alone; a smaller one may be a registered legal entity's too.
  bool MayBeTwice(const Interest& interest) const {
    const std::optional<std::uint64_t> key = KeyOf(number_);
    return key && IsOwnership(interest.kind) && interest.share.lo().ppm < kWholePpm / 2 &&
           legal_entities_.Hold(*key, interest);
  }

  // --- statements, exemptions, totals ---

  absl::Status AddStatement(const JsonValue& data) {
    ++statements_;
    const std::string slug = OneLine(data.TextOf("statement"));
    if (slug.empty()) return Bad("a statement has no statement");
    LYNCEUS_ASSIGN_OR_RETURN(const std::string link, LinkOf(data));
    Interest interest{.subject_id = company_};
    interest.provenance = Source();
    ReadDates(data, interest);
    std::string said = slug;
    if (interest.start) absl::StrAppend(&said, " from ", interest.start->ToString());
    if (interest.end) absl::StrAppend(&said, " until ", interest.end->ToString());
    const std::string_view linked = data.TextOf("linked_psc_name");
    if (!linked.empty()) absl::StrAppend(&said, ": ", ToAbsl(linked));
    LYNCEUS_RETURN_IF_ERROR(AddCompany({{.name = "pscStatement", .value = std::move(said)}}));
    const PscStatement says = ParsePscStatement(slug);
    if (says == PscStatement::kNoHolder) return absl::OkStatus();
    if (says == PscStatement::kUnknownWord) {
      Warn(absl::StrCat("the statement \"", slug.substr(0, 120),
                        "\" is not known; it is taken as an unknown holder"));
    }
    interest.unknown_holder = slug;
    return GiveUnknown(absl::StrCat(company_, "/statement/", link, "/", slug), std::move(interest),
                       std::string(kStatementKind));
  }

  absl::Status AddExemptions(const JsonValue& data) {
    ++exemptions_;
    std::vector<Property> properties;
    for (const auto& [name, exemption] : PscObject(data, "exemptions").members) {
      std::string word(exemption.TextOf("exemption_type"));
      if (word.empty()) word = name;
      const JsonValue* const items = exemption.Find("items");
      if (items == nullptr || items->items.empty()) properties.push_back({"pscExemption", word});
      if (items == nullptr) continue;
      for (const JsonValue& item : items->items) {
        std::string said = word;
        const std::string_view from = PscScalar(item, "exempt_from");
        const std::string_view to = PscScalar(item, "exempt_to");
        if (!from.empty()) absl::StrAppend(&said, " from ", ToAbsl(from));
        if (!to.empty()) absl::StrAppend(&said, " until ", ToAbsl(to));
        properties.push_back({"pscExemption", std::move(said)});
      }
    }
    if (properties.empty()) return Bad("a record of exemptions has none");
    return AddCompany(std::move(properties));
  }

  absl::Status ReadTotals(const JsonValue& data) {
    report_.source.list_date = DayOf(PscScalar(data, "generated_at"));
    const std::array<std::string_view, 3> keys = {"persons_of_significant_control_count",
                                                  "statements_count", "exemptions_count"};
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::string_view text = PscScalar(data, keys[i]);
      std::uint64_t count = 0;
      const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
      if (!text.empty() && parsed.ec == std::errc()) totals_[i] = count;
    }
    has_totals_ = true;
    return absl::OkStatus();
  }

  void CheckTotals() {
    if (!has_totals_) {
      AddWarning(report_,
                 "the file has no totals record; its date and whether it is whole are "
                 "not known");
      return;
    }
    const std::array<std::string_view, 3> words = {"holders", "statements", "exemptions"};
    const std::array<std::uint64_t, 3> found = {persons_, statements_, exemptions_};
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!totals_[i] || *totals_[i] == found[i]) continue;
      AddWarning(report_, absl::StrCat("the totals record says ", *totals_[i], " ",
                                       ToAbsl(words[i]), ", the file has ", found[i]));
    }
  }

  // Names members that are not of the register.
  absl::Status NameUnknown(const JsonValue& record, const JsonValue& data) {
    static constexpr std::string_view kRecord[] = {"company_number", "data",
                                                   // Of a pipeline that cuts the file up.
                                                   "ContentDate"};
    static constexpr std::string_view kData[] = {"address",       "ceased",
                                                 "ceased_on",     "country_of_residence",
                                                 "date_of_birth", "description",
                                                 "etag",          "exemptions",
                                                 "is_sanctioned", "identification",
                                                 "kind",          "linked_psc_name",
                                                 "links",         "name",
                                                 "name_elements", "nationality",
                                                 "notified_on",   "natures_of_control",
                                                 "statement",     "principal_office_address"};
    for (const auto& [key, value] : record.members) {
      if (std::ranges::find(kRecord, key) != std::end(kRecord)) continue;
      LYNCEUS_RETURN_IF_ERROR(GiveFragment(company_, absl::StrCat(key, ": ", value.text)));
    }
    for (const auto& [key, value] : data.members) {
      if (std::ranges::find(kData, key) != std::end(kData)) continue;
      LYNCEUS_RETURN_IF_ERROR(GiveFragment(company_, absl::StrCat("data/", key, ": ", value.text)));
    }
    return absl::OkStatus();
  }

  absl::Status GiveFragment(const std::string& id, std::string text) {
    ++report_.fragments_unparsed;
    return sink_.AddFragment({.entity_id = id, .text = std::move(text), .provenance = Source()});
  }

  RecordSink& sink_;
  LoadReport& report_;
  std::string path_;
  LegalEntities legal_entities_;
  absl::flat_hash_set<std::uint64_t> companies_;  // given already; only asked, never walked
  absl::flat_hash_set<std::string> odd_companies_;
  std::array<std::optional<std::uint64_t>, 3> totals_;
  bool has_totals_ = false;
  std::uint64_t persons_ = 0;
  std::uint64_t statements_ = 0;
  std::uint64_t exemptions_ = 0;
  // Of the record that is read.
  std::uint64_t line_ = 0;
  std::string number_;
  std::string company_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadPscJsonl(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(LoadReport report,
                           BeginReport(group, {.key = std::string(kKey),
                                               .publisher = "Companies House (United Kingdom)"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group.files[0].path));
  return report;
}

}  // namespace lynceus::sources
