#pragma once
// Zstandard (RFC 8878) with a dictionary that both sides know: short texts of one kind shrink to
// what is new in them.

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace lynceus {

// Immutable; Thread-safe.
class Compressor {
 public:
  // `dictionary` may be any bytes that the texts are like; empty: none. It is copied.
  explicit Compressor(std::string_view dictionary);
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  // Returns one frame that says its length. Equal texts give equal bytes. Errors: Internal.
  absl::StatusOr<std::string> Compress(std::string_view text) const;
  // Errors: DataLoss where `frame` is not one whole frame made with the dictionary, or does not say
  // a length of at most `bytes_max`.
  absl::StatusOr<std::string> Decompress(std::string_view frame, std::size_t bytes_max) const;

 private:
  struct Dictionaries;
  const std::unique_ptr<Dictionaries> dictionaries_;
};

}  // namespace lynceus
