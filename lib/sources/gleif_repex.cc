#include "lib/sources/gleif_repex.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/gleif_file.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

constexpr std::string_view kKey = "gleif-repex";
constexpr std::string_view kNoHolder = "NO_KNOWN_PERSON";
constexpr std::string_view kCategories[] = {"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
                                            "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"};
constexpr std::string_view kUnknownHolder[] = {
    "NO_LEI",
    "NATURAL_PERSONS",
    "NON_CONSOLIDATING",
    "NON_PUBLIC",
    "BINDING_LEGAL_COMMITMENTS",
    "LEGAL_OBSTACLES",
    "CONSENT_NOT_OBTAINED",
    "DETRIMENT_NOT_EXCLUDED",
    "DISCLOSURE_DETRIMENTAL",
};

class Loader {
 public:
  Loader(RecordSink& sink, LoadReport& report)
      : sink_(sink), report_(report), parties_(sink, report) {}

  absl::Status Run(const FileGroup& group) {
    const GleifShape shape{.root = "ReportingExceptionData",
                           .header = "Header",
                           .container = "ReportingExceptions",
                           .record = "Exception"};
    return ReadGleifXml(group, shape, report_,
                        [this](const XmlElement& record) { return AddRecord(record); });
  }

 private:
  absl::Status AddRecord(const XmlElement& record) {
    provenance_ = {.source = std::string(kKey), .place = absl::StrCat("line ", record.line)};
    LYNCEUS_ASSIGN_OR_RETURN(const std::string id, LeiId(record.TextOf("LEI"), "LEI"));
    const std::string_view category = record.TextOf("ExceptionCategory");
    if (category.empty()) return Missing("ExceptionCategory");
    if (std::ranges::find(kCategories, category) == std::end(kCategories)) {
      AddWarning(report_, absl::StrCat(provenance_.place, ": the ExceptionCategory \"",
                                       ToAbsl(category.substr(0, 60)),
                                       "\" is not known; it is kept as the holder's role"));
    }
    std::vector<std::string> references;
    std::vector<std::string> reasons;
    for (const XmlElement& child : record.children) {
      if (child.name == "ExceptionReason") {
        reasons.push_back(OneLine(child.text));
      } else if (child.name == "ExceptionReference") {
        references.push_back(OneLine(child.text));
      } else if (child.name != "LEI" && child.name != "ExceptionCategory" &&
                 child.name != "NextVersion" && child.name != "Extension") {
        LYNCEUS_RETURN_IF_ERROR(Fragment(id, child));
      }
    }
    std::erase(reasons, "");
    if (reasons.empty()) return Missing("ExceptionReason");
    for (const std::string& reason : reasons) {
      LYNCEUS_RETURN_IF_ERROR(AddReason(id, category, reason, Join(references, "; ")));
    }
    return absl::OkStatus();
  }

  static absl::Status Missing(std::string_view element) {
    return InvalidError({.cause = absl::StrCat("an exception has no ", ToAbsl(element)),
                         .remedy = "get the file again"});
  }

  absl::Status Fragment(const std::string& id, const XmlElement& element) {
    ++report_.fragments_unparsed;
    return sink_.AddFragment({.entity_id = id,
                              .text = absl::StrCat(element.name, ": ", OneLine(element.text)),
                              .provenance = provenance_});
  }

  absl::Status AddReason(const std::string& id, std::string_view category,
                         const std::string& reason, const std::string& reference) {
    std::string said = absl::StrCat(ToAbsl(category), ": ", reason);
    if (!reference.empty()) absl::StrAppend(&said, ", ", reference);
    LYNCEUS_RETURN_IF_ERROR(
        parties_.Add(id, provenance_, {{.name = "reportingException", .value = said}}));
    if (reason == kNoHolder) return absl::OkStatus();
    if (std::ranges::find(kUnknownHolder, reason) == std::end(kUnknownHolder)) {
      AddWarning(report_, absl::StrCat(provenance_.place, ": the reason \"", reason.substr(0, 60),
                                       "\" is not known; it is taken as an unknown holder"));
    }
    Interest interest{.id = absl::StrCat(id, "/", ToAbsl(category), "/", reason),
                      .subject_id = id,
                      .kind = InterestKind::kControl,
                      .role = std::string(category),
                      .provenance = provenance_};
    interest.unknown_holder = reason;
    interest.indirect = category.starts_with("ULTIMATE");
    if (!reference.empty()) absl::StrAppend(&interest.provenance.place, ": ", reference);
    ++report_.interests;
    return sink_.AddInterest(std::move(interest));
  }

  RecordSink& sink_;
  LoadReport& report_;
  LeiParties parties_;
  Provenance provenance_;
};

}  // namespace

absl::StatusOr<LoadReport> LoadGleifRepex(const FileGroup& group, RecordSink& sink) {
  LYNCEUS_ASSIGN_OR_RETURN(
      LoadReport report,
      BeginReport(group, {.key = std::string(kKey),
                          .publisher = "Global Legal Entity Identifier Foundation"}));
  LYNCEUS_RETURN_IF_ERROR(Loader(sink, report).Run(group));
  return report;
}

}  // namespace lynceus::sources
