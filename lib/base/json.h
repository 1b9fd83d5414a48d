#pragma once
// One JSON writer for everything that leaves as JSON: RapidJSON behind a small face, keys in the
// order written (so that equal values give equal bytes), UTF-8 out, invalid UTF-8 in replaced by
// U+FFFD.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lynceus {

// Thread-compatible. Calls nest as JSON does: Key before each member of an object.
class JsonWriter {
 public:
  enum class Style : std::uint8_t { kCompact, kIndented };
  explicit JsonWriter(Style style = Style::kCompact);
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& BeginObject();
  JsonWriter& EndObject();
  JsonWriter& BeginArray();
  JsonWriter& EndArray();
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view value);
  JsonWriter& Int(std::int64_t value);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // A decimal fraction written exactly: Fixed(8312, 4) is 0.8312. No floating point is involved.
  JsonWriter& Fixed(std::int64_t scaled, int decimals);
  // JSON text that is already well formed.
  JsonWriter& Raw(std::string_view json);

  // Short form for a member with a text value.
  JsonWriter& Member(std::string_view key, std::string_view value) {
    return Key(key).String(value);
  }

  // Returns the text. REQUIRES: every object and array is closed.
  std::string Take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus
