// Placeholders of addresses: days, and tokens that come from the environment and are never shown.
#include <algorithm>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/fetch/fetch.h"

namespace lynceus::fetch {
namespace {

constexpr std::size_t kVariableBytesMax = 1'024;

// What may stand in a path or a query without changing which part is which (RFC 3986, section 2.3),
// and the signs of base64, percent-encoding included.
bool IsPlainValue(std::string_view value) {
  return !value.empty() && value.size() <= kVariableBytesMax &&
         std::ranges::all_of(value, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("-._~%=+").find(c) != std::string_view::npos;
         });
}

}  // namespace

absl::StatusOr<Address> FillAddress(
    const std::string& address, Date today,
    const std::function<std::optional<std::string>(const std::string&)>& environment) {
  Address filled;
  std::string_view rest = address;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string name(rest.substr(open + 1, close - open - 1));
    const bool variable = open > 0 && rest[open - 1] == '$';
    const std::string_view before = rest.substr(0, variable ? open - 1 : open);
    absl::StrAppend(&filled.url, ToAbsl(before));
    absl::StrAppend(&filled.shown, ToAbsl(before));
    rest.remove_prefix(close + 1);
    if (!variable) {
      const Date day = name == "yesterday" ? Date::FromDays(today.days() - 1) : today;
      absl::StrAppend(&filled.url, day.ToString());
      absl::StrAppend(&filled.shown, day.ToString());
      continue;
    }
    const std::optional<std::string> value = environment(name);
    if (!value || !IsPlainValue(*value)) {
      return PreconditionError(
          {.subject = address,
           .cause = absl::StrCat("the environment variable ", name,
                                 value ? " holds what may not stand in an address" : " is not set"),
           .remedy = "set " + name + " to the token that the publisher gave you"});
    }
    absl::StrAppend(&filled.url, *value);
    absl::StrAppend(&filled.shown, "${", name, "}");
  }
  absl::StrAppend(&filled.url, ToAbsl(rest));
  absl::StrAppend(&filled.shown, ToAbsl(rest));
  return filled;
}

}  // namespace lynceus::fetch
