#pragma once
// What a file has said already, kept as digests: 16 bytes an id, whatever its length, so that a
// file of gigabytes is read in bounded memory.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace lynceus::sources {

// One thread.
class SeenIds {
 public:
  SeenIds();
  ~SeenIds();
  SeenIds(const SeenIds&) = delete;
  SeenIds& operator=(const SeenIds&) = delete;

  enum class Seen : std::uint8_t {
    kNew,    // remembered from now on, with its content
    kSame,   // seen with this content
    kOther,  // seen with another; the first content stays remembered
  };
  // 96 bits of SHA-256 tell ids apart, 32 more the contents of one id.
  Seen Note(std::string_view id, std::string_view content);
  bool Contains(std::string_view id) const;
  std::size_t size() const;

 private:
  struct Set;
  const std::unique_ptr<Set> set_;
};

}  // namespace lynceus::sources
