#include "lib/rules/publishers.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/file.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/rules/yaml_file.h"

namespace lynceus::rules {
namespace {

constexpr int kSizeMinKibMax = 1 << 20;  // 1 GiB
constexpr int kSizeMaxMibMax = 1 << 17;  // 128 GiB: the largest registry has some 10
constexpr int kShrinkPercentMax = 99;
constexpr std::size_t kWordBytesMax = 64;

// Keys and extensions become names of directories and files.
bool IsFileWord(std::string_view word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !word.empty() && word.size() <= kWordBytesMax && word.front() != '-' &&
         std::ranges::all_of(word, plain);
}

std::string FileWord(YamlMap& map, std::string_view key) {
  std::string word = map.Text(key, true);
  if (!word.empty() && !IsFileWord(word)) {
    map.Problem(key, absl::StrCat(word, " is no plain word"),
                "use a-z, 0-9 and -, at most 64 of them; it names directories and files");
    word.clear();
  }
  return word;
}

// The names of placeholders are checked where they are filled in: an address with one that nobody
// knows would never be fetched, so it is a problem here already.
void CheckPlaceholders(YamlMap& map, std::string_view address) {
  for (std::size_t at = 0; (at = address.find('{', at)) != std::string_view::npos; ++at) {
    const std::size_t end = address.find('}', at);
    const std::string_view name =
        end == std::string_view::npos ? "" : address.substr(at + 1, end - at - 1);
    const bool variable = at > 0 && address[at - 1] == '$';
    const auto plain = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    if (variable ? !name.empty() && std::ranges::all_of(name, plain)
                 : name == "date" || name == "yesterday") {
      continue;
    }
    map.Problem("addresses", "there is no such placeholder",
                "use {date}, {yesterday}, or ${NAME} with A-Z and _ for an environment variable");
    return;
  }
}

std::vector<std::string> Addresses(YamlMap& map) {
  std::vector<std::string> addresses = map.Texts("addresses");
  if (addresses.empty()) map.Problem("addresses", "there is no address", "give one at least");
  for (const std::string& address : addresses) {
    if (!IsWebAddress(address)) {
      map.Problem("addresses", absl::StrCat(address, " is no web address"),
                  "write https://host/path, without user name, and placeholders behind the host");
    }
    CheckPlaceholders(map, address);
  }
  return addresses;
}

Cadence ReadCadence(YamlMap& map) {
  const std::string word = map.Text("cadence", true);
  const auto cadence = ParseCadence(word);
  if (!cadence && !word.empty()) {
    map.Problem("cadence", absl::StrCat("there is no cadence ", word),
                "use on-change, daily, weekly, monthly or quarterly");
  }
  return cadence.value_or(Cadence::kOnChange);
}

void ReadSizes(YamlMap& map, PublishedList& list) {
  const int kib_min = map.Number("size_min_kib", 0, kSizeMinKibMax);
  const int mib_max = map.Number("size_max_mib", 0, kSizeMaxMibMax);
  if (mib_max == 0) {
    map.Problem("size_max_mib", "the greatest size is missing or 0",
                "give some five times of what the file has");
  }
  list.bytes_min = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(kib_min) << 10);
  list.bytes_max = static_cast<std::uint64_t>(mib_max) << 20;
  if (mib_max != 0 && list.bytes_min > list.bytes_max) {
    map.Problem("size_min_kib", "it is above size_max_mib", "mend the sizes");
  }
  list.shrink_percent_max = map.Number("shrink_percent_max", 10, kShrinkPercentMax);
}

AddressStatus ReadStatus(YamlMap& map) {
  const std::string word = map.Text("status", true);
  const auto status = ParseAddressStatus(word);
  if (!status && !word.empty()) {
    map.Problem("status", absl::StrCat("there is no status ", word),
                "write unverified, verified once somebody has fetched from there, or by-hand");
  }
  return status.value_or(AddressStatus::kUnverified);
}

PublishedList ReadList(YamlMap& map) {
  PublishedList list{.key = FileWord(map, "key"),
                     .publisher = map.Text("publisher", true),
                     .title = map.Text("title", true),
                     .addresses = Addresses(map),
                     .kind = FileWord(map, "kind"),
                     .extension = FileWord(map, "extension"),
                     .cadence = ReadCadence(map),
                     .licence = map.Text("licence", true),
                     .note = map.Text("note", false),
                     .by_default = map.Flag("by_default"),
                     .status = ReadStatus(map)};
  ReadSizes(map, list);
  if (list.by_default && list.status == AddressStatus::kByHand) {
    map.Problem("by_default", "what is fetched by hand is not fetched", "write false");
  }
  return list;
}

}  // namespace

void ReadPublisher(YamlMap& map, PackItems& items) {
  PublishedList list = ReadList(map);
  if (!list.key.empty() && !items.publisher_keys.insert(list.key).second) {
    map.Problem("key", absl::StrCat(list.key, " is used twice"), "give each list its own key");
  }
  items.publishers.push_back(std::move(list));
}

std::vector<PublishedList> ReadPublishers(const std::string& file, const std::string& content,
                                          Problems& problems) {
  PackItems items;
  const auto node = ReadYaml(file, content, problems);
  if (!node) return {};
  YamlMap map(file, *node, problems);
  ReadItems(map, "lists", problems, [&](YamlMap& item) { ReadPublisher(item, items); });
  map.Finish();
  std::ranges::sort(items.publishers, {}, &PublishedList::key);
  return std::move(items.publishers);
}

absl::StatusOr<std::vector<PublishedList>> LoadPublishers(const std::string& directory) {
  const std::string file = JoinPath(directory, kPublishersFile);
  if (!PathExists(file)) {
    return NotFoundError({.subject = file,
                          .cause = "there is no table of publishers",
                          .remedy = "name a rule directory that has one with --rules DIR"});
  }
  LYNCEUS_ASSIGN_OR_RETURN(const std::string content, ReadFile(file, limits::kRuleFileBytesMax));
  Problems problems;
  std::vector<PublishedList> lists = ReadPublishers(file, content, problems);
  if (!problems.found().empty()) return problems.found().front();
  return lists;
}

}  // namespace lynceus::rules
