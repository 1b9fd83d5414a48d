#include "lib/sources/gleif_file.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/list_file.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kIdPrefix = "lei:";
constexpr std::size_t kLeiSize = 20;
constexpr int kEasternMidnightHour = 10;  // UTC+14 has its midnight at 10:00 UTC

struct Header {
  std::optional<std::uint64_t> records;
  bool is_delta = false;
};

Header ReadHeader(const XmlElement& element, LoadReport& report) {
  Header header;
  report.source.list_date = GleifDay(element.TextOf("ContentDate"));
  if (!report.source.list_date) {
    AddWarning(report, "the header has no ContentDate; the list's date is not known");
  }
  header.is_delta = element.TextOf("FileContent").find("DELTA") != std::string_view::npos;
  const std::string_view count = element.TextOf("RecordCount");
  std::uint64_t records = 0;
  const auto parsed = std::from_chars(count.data(), count.data() + count.size(), records);
  if (!count.empty() && parsed.ec == std::errc() && parsed.ptr == count.data() + count.size()) {
    header.records = records;
  } else {
    AddWarning(report, "the header has no RecordCount; whether the file is whole is not known");
  }
  return header;
}

std::string_view DeletedAt(const XmlElement& record) {
  const XmlElement* const extension = record.Child("Extension");
  const XmlElement* const deletion = extension == nullptr ? nullptr : extension->Child("Deletion");
  if (deletion == nullptr) return {};
  const std::string_view at = deletion->TextOf("DeletedAt");
  return at.empty() ? "a time that is not said" : at;
}

}  // namespace

absl::Status ReadGleifXml(const FileGroup& group, const GleifShape& shape, LoadReport& report,
                          const std::function<absl::Status(const XmlElement&)>& on_record) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::unique_ptr<ByteReader> input,
                           OpenListFile(group.files[0].path));
  std::optional<Header> header;
  std::uint64_t deleted = 0;
  const auto on_element = [&](const XmlElement& element) -> absl::Status {
    if (element.name == shape.header) {
      if (header) AddWarning(report, "the file has two headers; the last one counts");
      header = ReadHeader(element, report);
      return absl::OkStatus();
    }
    ++report.records_read;
    if (const std::string_view at = DeletedAt(element); !at.empty()) {
      ++deleted;
      Skip(report, absl::StrCat("line ", element.line), absl::StrCat("deleted at ", ToAbsl(at)));
      return absl::OkStatus();
    }
    return on_record(element);
  };
  const XmlShape xml{.root = shape.root,
                     .containers = {shape.container},
                     .records = {shape.record, shape.header},
                     .on_unknown = UnknownLayout(group, report),
                     // Of the CDF schemas, and those of XML Schema itself.
                     .attributes = {"lang", "type", "group_type", "event_status", "field_xpath",
                                    "nil", "schemaLocation"},
                     .on_attribute = UnknownAttribute(report)};
  const auto on_root = [](const XmlElement&) { return absl::OkStatus(); };
  LYNCEUS_RETURN_IF_ERROR(ReadXml(*input, xml, on_root, on_element));
  if (!header) {
    AddWarning(report, "the file has no header; its date and number of records are not known");
  } else if (header->records && *header->records != report.records_read) {
    AddWarning(report, absl::StrCat("the header says ", *header->records, " records, the file has ",
                                    report.records_read));
  }
  if (deleted > 0 || (header && header->is_delta)) {
    AddWarning(report, absl::StrCat("the file is a delta: the ", deleted,
                                    " records it deletes stay in other files that have them; load "
                                    "the full file of its date instead"));
  }
  return absl::OkStatus();
}

bool IsLei(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == kLeiSize && is_digit(text[18]) && is_digit(text[19]) &&
         std::ranges::all_of(text, [&](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

absl::StatusOr<std::string> LeiId(std::string_view text, std::string_view element) {
  if (IsLei(text)) return absl::StrCat(ToAbsl(kIdPrefix), ToAbsl(text));
  return InvalidError({.cause = text.empty()
                                    ? absl::StrCat("a record has no ", ToAbsl(element))
                                    : absl::StrCat("the ", ToAbsl(element), " \"",
                                                   ToAbsl(text.substr(0, 40)), "\" is no LEI"),
                       .remedy = "get the file again"});
}

std::optional<Date> GleifDay(std::string_view time) {
  if (time.size() > 10 && time[10] != 'T') return std::nullopt;
  const auto day = Date::ParseIso(time.substr(0, 10));
  return day.ok() ? std::optional<Date>(*day) : std::nullopt;
}

std::optional<Date> GleifDayAfter(std::string_view time) {
  const std::optional<Date> day = GleifDay(time);
  if (!day) return std::nullopt;
  int hour = 0;
  if (time.size() > 13 && time.ends_with('Z')) {
    std::from_chars(time.data() + 11, time.data() + 13, hour);
  }
  return Date::FromDays(day->days() + (hour >= kEasternMidnightHour ? 2 : 1));
}

bool LeiSet::Add(std::string_view id) {
  std::array<char, kLeiSize> key{};
  const std::string_view lei = id.substr(kIdPrefix.size());
  std::copy_n(lei.begin(), std::min(lei.size(), kLeiSize), key.begin());
  return set_.insert(key).second;
}

absl::Status LeiParties::Add(const std::string& id, Provenance provenance,
                             std::vector<Property> properties) {
  const bool is_new = known_.Add(id);
  if (!is_new && properties.empty()) return absl::OkStatus();
  Entity entity{.id = id, .schema = Schema::kLegalEntity, .provenance = std::move(provenance)};
  entity.identifiers.push_back({.type = "leiCode", .value = id.substr(kIdPrefix.size())});
  entity.properties = std::move(properties);
  if (is_new) {
    CountEntity(entity, report_);
  }
  return sink_.AddEntity(std::move(entity));
}

}  // namespace lynceus::sources
