// Words of cadences, and what an address may be.
#include "lib/model/published_list.h"

#include <algorithm>
#include <array>

#include "lib/base/strings.h"

namespace lynceus {
namespace {

struct CadenceRow {
  Cadence cadence;
  std::string_view name;
  int days;
};

constexpr std::array<CadenceRow, 5> kCadences = {{
    {Cadence::kOnChange, "on-change", 1},
    {Cadence::kDaily, "daily", 1},
    {Cadence::kWeekly, "weekly", 7},
    {Cadence::kMonthly, "monthly", 31},
    {Cadence::kQuarterly, "quarterly", 92},
}};

constexpr std::array<std::string_view, 3> kStatuses = {"unverified", "verified", "by-hand"};

bool IsHostCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == ':';
}

}  // namespace

std::string_view CadenceName(Cadence cadence) {
  return std::ranges::find(kCadences, cadence, &CadenceRow::cadence)->name;
}

std::optional<Cadence> ParseCadence(std::string_view word) {
  const auto* const found = std::ranges::find(kCadences, word, &CadenceRow::name);
  if (found == kCadences.end()) return std::nullopt;
  return found->cadence;
}

int CadenceDays(Cadence cadence) {
  return std::ranges::find(kCadences, cadence, &CadenceRow::cadence)->days;
}

std::string_view AddressStatusName(AddressStatus status) {
  return kStatuses.at(static_cast<std::size_t>(status));
}

std::optional<AddressStatus> ParseAddressStatus(std::string_view word) {
  const auto* const found = std::ranges::find(kStatuses, word);
  if (found == kStatuses.end()) return std::nullopt;
  return static_cast<AddressStatus>(found - kStatuses.begin());
}

bool IsEncryptedAddress(std::string_view address) {
  return LowerAscii(address.substr(0, 8)) == "https://";
}

bool IsWebAddress(std::string_view address) {
  const bool plain = LowerAscii(address.substr(0, 7)) == "http://";
  if (!plain && !IsEncryptedAddress(address)) return false;
  const auto printable = [](char c) { return c > ' ' && c < '\x7f'; };
  if (!std::ranges::all_of(address, printable)) return false;
  address.remove_prefix(plain ? 7 : 8);
  const std::string_view host = address.substr(0, address.find_first_of("/?#"));
  return !host.empty() && std::ranges::all_of(host, IsHostCharacter);
}

}  // namespace lynceus
