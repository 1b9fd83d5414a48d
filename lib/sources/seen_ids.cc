#include "lib/sources/seen_ids.h"

#include <cstring>

#include "absl/container/flat_hash_set.h"
#include "lib/base/digest.h"

namespace lynceus::sources {
namespace {

struct Entry {
  std::uint64_t id_low = 0;
  std::uint32_t id_high = 0;
  std::uint32_t content = 0;
};
static_assert(sizeof(Entry) == 16);

// The content is no part of what an entry is found by.
struct EntryHash {
  std::size_t operator()(const Entry& entry) const { return entry.id_low; }
};
struct EntryEqual {
  bool operator()(const Entry& a, const Entry& b) const {
    return a.id_low == b.id_low && a.id_high == b.id_high;
  }
};

Entry EntryOf(std::string_view id) {
  const Sha256 digest = Sha256Of(id);
  Entry entry;
  std::memcpy(&entry.id_low, digest.data(), sizeof entry.id_low);
  std::memcpy(&entry.id_high, digest.data() + sizeof entry.id_low, sizeof entry.id_high);
  return entry;
}

}  // namespace

struct SeenIds::Set {
  absl::flat_hash_set<Entry, EntryHash, EntryEqual> entries;
};

SeenIds::SeenIds() : set_(std::make_unique<Set>()) {}
SeenIds::~SeenIds() = default;

SeenIds::Seen SeenIds::Note(std::string_view id, std::string_view content) {
  Entry entry = EntryOf(id);
  const Sha256 digest = Sha256Of(content);
  std::memcpy(&entry.content, digest.data(), sizeof entry.content);
  const auto [at, is_new] = set_->entries.insert(entry);
  if (is_new) return Seen::kNew;
  return at->content == entry.content ? Seen::kSame : Seen::kOther;
}

bool SeenIds::Contains(std::string_view id) const { return set_->entries.contains(EntryOf(id)); }
std::size_t SeenIds::size() const { return set_->entries.size(); }

}  // namespace lynceus::sources
