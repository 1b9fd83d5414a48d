#include "lib/screening/text_findings.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::screening {
namespace {

constexpr std::size_t kHeadOfficeLetters = 8;  // of a BIC; the three behind are a branch

class Finder {
 public:
  explicit Finder(const Engine& engine) : engine_(engine) {}

  absl::Status Add(std::string_view field, const std::vector<std::string>& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string place = absl::StrCat(ToAbsl(field), ", value ", i + 1);
      const TextPattern* last = nullptr;
      for (const TextFinding& finding : engine_.text_patterns->Find(texts[i])) {
        const TextPattern& pattern = engine_.rules->patterns[finding.pattern];
        LYNCEUS_ASSIGN_OR_RETURN(const bool listed, LookUp(pattern, finding.value, place));
        // One flag a pattern and field; what is listed is a match.
        if (listed || pattern.only_listed || last == &pattern) continue;
        last = &pattern;
        findings_.flags.push_back(FlagOf(pattern, place, "text"));
      }
    }
    return absl::OkStatus();
  }

  TextFindings Take() { return std::move(findings_); }

 private:
  static Flag FlagOf(const TextPattern& pattern, const std::string& place, const char* found) {
    return {.type = pattern.flag,
            .text = absl::StrCat(pattern.title, ", in ", place),
            .rule = pattern.key,
            .found = found,
            .field = place};
  }

  absl::StatusOr<bool> LookUp(const TextPattern& pattern, const std::string& value,
                              const std::string& place) {
    if (pattern.identifier.empty()) return false;
    Identifier identifier{.type = pattern.identifier,
                          .value = names::NormalizeIdentifier(pattern.identifier, value)};
    LYNCEUS_ASSIGN_OR_RETURN(bool listed, LookUp(pattern, identifier, place));
    // A branch's BIC begins with that of its bank.
    if (identifier.type == "swiftBic" && identifier.value.size() > kHeadOfficeLetters) {
      identifier.value.resize(kHeadOfficeLetters);
      LYNCEUS_ASSIGN_OR_RETURN(const bool head_office, LookUp(pattern, identifier, place));
      listed = listed || head_office;
    }
    return listed;
  }

  absl::StatusOr<bool> LookUp(const TextPattern& pattern, const Identifier& identifier,
                              const std::string& place) {
    if (identifier.value.empty()) return false;
    LYNCEUS_ASSIGN_OR_RETURN(
        const std::vector<std::uint32_t> parties,
        engine_.snapshot->PartiesByIdentifier(identifier.type, identifier.value));
    if (parties.empty()) return false;
    for (const NamedNumber& each : findings_.listed) {
      if (each.identifier == identifier) return true;
    }
    findings_.listed.push_back({identifier, FlagOf(pattern, place, "identifier")});
    return true;
  }

  const Engine& engine_;
  TextFindings findings_;
};

}  // namespace

absl::StatusOr<TextFindings> FindInTexts(const Counterparty& counterparty, const Engine& engine) {
  Finder finder(engine);
  LYNCEUS_RETURN_IF_ERROR(finder.Add("addresses", counterparty.addresses));
  LYNCEUS_RETURN_IF_ERROR(finder.Add("texts", counterparty.texts));
  return finder.Take();
}

}  // namespace lynceus::screening
