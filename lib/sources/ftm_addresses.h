#pragma once
// Joins a file's addresses to the parties that name them, wherever in the file either stands, in
// bounded memory: what does not fit is read again, a window of addresses at a time.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/entity.h"
#include "lib/model/load_report.h"

namespace lynceus::sources {

// One thread.
class FtmAddresses {
 public:
  struct Use {
    std::string party_id;
    std::string address_id;
    std::string place;
  };
  using Give = std::function<absl::Status(const Use& use, const Address& address)>;
  // Reads the file once more: calls AddAddress and AddUse for all that the first reading called
  // them for, in the same order.
  using ReadAgain = std::function<absl::Status()>;

  // `bytes_max`: of what is held, about. `report` must outlive it.
  FtmAddresses(std::size_t bytes_max, LoadReport& report)
      : bytes_max_(bytes_max), report_(report) {}

  absl::Status AddAddress(const std::string& id, Address address, const std::string& place);
  absl::Status AddUse(Use use);

  // Gives every address to every party that names it. Addresses that nothing names and names of
  // addresses that are not there become warnings; one by one where everything was held, else
  // counted. `read_again` is called only where it was not. Errors: those of both functions.
  absl::Status Join(const ReadAgain& read_again, const Give& give);

  // How often the file was read again.
  int windows() const { return windows_; }

 private:
  struct Held {
    Address address;
    std::string place;
    bool is_used = false;
  };

  absl::Status GiveHeld(const Use& use);
  absl::Status JoinHeld();
  bool HasRoom(std::size_t bytes) const { return bytes_held_ + bytes <= bytes_max_ / 2; }

  const std::size_t bytes_max_;
  LoadReport& report_;
  Give give_;
  std::map<std::string, Held> held_;  // the window that is given
  std::map<std::string, Held> next_;  // the one that is gathered meanwhile
  std::vector<Use> uses_;             // of the first reading, while there is room
  bool uses_complete_ = true;
  std::size_t bytes_held_ = 0;
  std::uint64_t addresses_ = 0;   // seen in this reading
  std::uint64_t window_end_ = 0;  // addresses before it are held or were given
  std::uint64_t uses_total_ = 0;
  std::uint64_t uses_given_ = 0;
  std::uint64_t unused_ = 0;
  int windows_ = 0;
};

}  // namespace lynceus::sources
