#include "lib/rules/policy_scope.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kWordShownMax = 64;  // of what somebody sent

bool Has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

absl::Status CheckKnown(const char* field, const std::string& word,
                        const std::vector<std::string>& known) {
  if (word.empty() || Has(known, word)) return absl::OkStatus();
  return InvalidError(
      {.subject = field,
       .cause = "the policy has no " + std::string(field) + " " + word.substr(0, kWordShownMax),
       .remedy = known.empty() ? "leave it out: the policy names none"
                               : "use " + Join(known, ", ") + ", or leave it out"});
}

// How much of the question the scope names: 3 both, 2 the business line, 1 the jurisdiction; 0:
// it is not for this question.
int Names(const Policy& policy, const std::string& line, const std::string& jurisdiction) {
  const auto fits = [](const std::vector<std::string>& words, const std::string& word) {
    return words.empty() || Has(words, word);
  };
  if (!fits(policy.business_lines, line) || !fits(policy.jurisdictions, jurisdiction)) return 0;
  return (policy.business_lines.empty() ? 0 : 2) + (policy.jurisdictions.empty() ? 0 : 1);
}

}  // namespace

absl::StatusOr<const Policy*> ChooseScope(const Policy& usual, const PolicyScopes& scopes,
                                          const Booking& booking) {
  const std::string line = LowerAscii(booking.business_line);
  const std::string jurisdiction = LowerAscii(booking.jurisdiction);
  LYNCEUS_RETURN_IF_ERROR(CheckKnown("business_line", line, scopes.business_lines));
  LYNCEUS_RETURN_IF_ERROR(CheckKnown("jurisdiction", jurisdiction, scopes.jurisdictions));
  const Policy* chosen = &usual;
  int most = 0;
  for (const Policy& policy : scopes.policies) {
    const int names = Names(policy, line, jurisdiction);
    if (names <= most) continue;
    most = names;
    chosen = &policy;
  }
  return chosen;
}

}  // namespace lynceus::rules
