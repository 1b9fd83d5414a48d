#pragma once
// One list or registry file that a publisher puts on the web: where it is, and what a copy of it
// must look like. Read from rules/sources.yaml (lib/rules/publishers.h), used by lib/fetch.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus {

// How often the publisher makes a new version; a copy is looked for at least that often.
enum class Cadence : std::uint8_t { kOnChange, kDaily, kWeekly, kMonthly, kQuarterly };

// "on-change", "daily", "weekly", "monthly", "quarterly".
std::string_view CadenceName(Cadence cadence);
std::optional<Cadence> ParseCadence(std::string_view word);
// The days after which a copy that nobody has checked is overdue; kOnChange: 1.
int CadenceDays(Cadence cadence);

enum class AddressStatus : std::uint8_t {
  kUnverified,  // nobody has fetched from there with this release
  kVerified,
  kByHand,  // a page for people: the publisher has no lasting address for the file itself
};
// "unverified", "verified", "by-hand".
std::string_view AddressStatusName(AddressStatus status);
std::optional<AddressStatus> ParseAddressStatus(std::string_view word);

struct PublishedList {
  std::string key;        // "un-sc-xml": the word of the command and the directory's name
  std::string publisher;  // "UN Security Council"
  std::string title;
  // Tried in order until one answers. "${NAME}" stands for an environment variable (a token that
  // the publisher gives to each subscriber), "{date}" and "{yesterday}" for a day, 2024-07-03.
  std::vector<std::string> addresses;
  std::string kind;       // kind word of lib/sources: "un-xml"
  std::string extension;  // "xml"
  Cadence cadence = Cadence::kOnChange;
  std::string licence;
  std::string note;
  // A copy shorter or longer than this is none: an error page, or something endless.
  std::uint64_t bytes_min = 1;
  std::uint64_t bytes_max = 0;
  // A copy that is shorter than the one before by more than this is kept aside.
  int shrink_percent_max = 0;
  bool by_default = false;  // fetched where no list is named
  AddressStatus status = AddressStatus::kUnverified;
};

// True for an http or https address with a host and without user name or password. A placeholder
// may stand anywhere behind the host, never in it.
bool IsWebAddress(std::string_view address);
bool IsEncryptedAddress(std::string_view address);  // https

}  // namespace lynceus
