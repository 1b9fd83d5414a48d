// The first reading holds addresses and uses as long as there is room for both. Where there was,
// they are joined at its end. Else every further reading gives the addresses that are held and
// gathers the next ones, until none is left; so a file of N windows of addresses is read N + 1
// times.

#include "lib/sources/ftm_addresses.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/sources/report.h"

namespace lynceus::sources {
namespace {

// Of a node, two strings' heads and what the allocator adds.
constexpr std::size_t kOverheadBytes = 256;

}  // namespace

absl::Status FtmAddresses::AddAddress(const std::string& id, Address address,
                                      const std::string& place) {
  const std::uint64_t number = addresses_++;
  // One that found no room stays the next: none is passed over.
  if (number != window_end_) return absl::OkStatus();
  std::map<std::string, Held>& window = windows_ == 0 ? held_ : next_;
  const std::size_t bytes = kOverheadBytes + id.size() + address.full.size() + place.size();
  const bool must_take = windows_ > 0 && window.empty();
  if (!must_take && !HasRoom(bytes)) return absl::OkStatus();
  bytes_held_ += bytes;
  ++window_end_;
  window.insert_or_assign(id, Held{.address = std::move(address), .place = place});
  return absl::OkStatus();
}

absl::Status FtmAddresses::AddUse(Use use) {
  if (windows_ > 0) return GiveHeld(use);
  ++uses_total_;
  const std::size_t bytes =
      kOverheadBytes + use.party_id.size() + use.address_id.size() + use.place.size();
  if (!uses_complete_ || !HasRoom(bytes)) {
    uses_complete_ = false;
    return absl::OkStatus();
  }
  bytes_held_ += bytes;
  uses_.push_back(std::move(use));
  return absl::OkStatus();
}

absl::Status FtmAddresses::GiveHeld(const Use& use) {
  const auto found = held_.find(use.address_id);
  if (found == held_.end()) return absl::OkStatus();
  found->second.is_used = true;
  ++uses_given_;
  return give_(use, found->second.address);
}

absl::Status FtmAddresses::JoinHeld() {
  for (const Use& use : uses_) {
    const std::uint64_t before = uses_given_;
    LYNCEUS_RETURN_IF_ERROR(GiveHeld(use));
    if (uses_given_ > before) continue;
    AddWarning(report_, absl::StrCat(use.place, ": the address ", use.address_id, " of ",
                                     use.party_id, " is not in the file"));
  }
  for (const auto& [id, held] : held_) {
    if (!held.is_used) AddWarning(report_, held.place + ": Address: no party of the file names it");
  }
  return absl::OkStatus();
}

absl::Status FtmAddresses::Join(const ReadAgain& read_again, const Give& give) {
  give_ = give;
  const std::uint64_t total = addresses_;
  if (uses_complete_ && window_end_ == total) return JoinHeld();
  uses_ = {};
  while (!held_.empty() || window_end_ < total) {
    ++windows_;
    addresses_ = 0;
    bytes_held_ = 0;  // of the next window: there is half of the room for each
    LYNCEUS_RETURN_IF_ERROR(read_again());
    for (const auto& [id, held] : held_) unused_ += held.is_used ? 0u : 1u;
    held_ = std::exchange(next_, {});
  }
  if (uses_given_ < uses_total_) {
    AddWarning(report_, absl::StrCat(uses_total_ - uses_given_,
                                     " addresses that parties name are not in the file"));
  }
  if (unused_ > 0) {
    AddWarning(report_, absl::StrCat(unused_, " addresses are named by no party of the file"));
  }
  return absl::OkStatus();
}

}  // namespace lynceus::sources
