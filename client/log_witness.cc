#include "client/log_witness.h"

#include "absl/strings/str_cat.h"
#include "lib/audit/witnessed.h"
#include "lib/base/status.h"
#include "lib/model/date.h"

namespace lynceus::client {

void AddWitnessOption(CLI::App& command, std::vector<std::string>& witnesses) {
  command.add_option("--witness", witnesses,
                     "verifier key of a witness that must have cosigned; more than one: all");
}

absl::StatusOr<std::string> WitnessedText(const std::string& directory, const std::string& keys,
                                          const std::vector<std::string>& witnesses) {
  constexpr std::int64_t kMicrosPerSecond = 1'000'000;
  LYNCEUS_ASSIGN_OR_RETURN(const auto demanded, audit::ParseWitnessKeys(witnesses));
  LYNCEUS_ASSIGN_OR_RETURN(const auto heads, audit::VerifyWitnessed(directory, keys, demanded));
  std::string text;
  for (const audit::WitnessedHead& head : heads) {
    if (!head.checked) {
      absl::StrAppend(&text, "a cosignature of ", head.witness, " over ", head.size,
                      " records was not checked: give --witness VKEY\n");
      continue;
    }
    const std::int64_t micros = static_cast<std::int64_t>(head.unix_seconds) * kMicrosPerSecond;
    absl::StrAppend(&text, "the witness ", head.witness, " cosigned ", head.size, " records on ",
                    Date::FromUnixMicros(micros).ToString(), ", and the log goes on from them\n");
  }
  return text;
}

}  // namespace lynceus::client
