#pragma once
// Records of a JSON file, one at a time: JSON Lines (an object a line) or one array of objects,
// told from the first byte. Parsing is RapidJSON's; a record is given as a small tree that keeps
// numbers as they are written, so that a share is never a float.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/file.h"
#include "lib/model/entity.h"

namespace lynceus::sources {

struct JsonMember;

struct JsonValue {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  std::string text;                 // string; number as written; "true"
  std::vector<JsonValue> items;     // array
  std::vector<JsonMember> members;  // object, in the file's order

  bool is_string() const { return kind == Kind::kString; }
  bool is_number() const { return kind == Kind::kNumber; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_null() const { return kind == Kind::kNull; }
  bool is_true() const { return kind == Kind::kBool && text == "true"; }
  // The member of that name; null where there is none or this is no object. Linear in members.
  const JsonValue* Find(std::string_view key) const;
  // The text of the string member of that name; empty where there is none.
  std::string_view TextOf(std::string_view key) const;
};

// A member of an object.
struct JsonMember {
  std::string key;
  JsonValue value;
};

// What a kind is called in errors: "a string".
std::string_view JsonKindWords(JsonValue::Kind kind);

// Adds what has no place of its own in the model: a property a leaf, named by its path
// ("relatives.name"). Null and empty text add nothing.
void FlattenJson(const std::string& path, const JsonValue& value,
                 std::vector<Property>& properties);

struct JsonRecord {
  JsonValue value;         // an object
  std::uint64_t line = 0;  // on which it begins, from 1
};

struct JsonOptions {
  // Told of a record of JSON Lines that cannot be read though it stands whole on a line of its own
  // (its first bracket is closed by its last), so that the next record begins on the next line for
  // certain; reading goes on there. Default: such a record is an error.
  std::function<void(const absl::Status& error)> on_damaged;
  // The file is one object over any number of lines. Default: told from the first byte.
  bool is_one_object = false;
};

// One thread.
class JsonReader {
 public:
  // `input` must live as long as the reader.
  explicit JsonReader(ByteReader& input, JsonOptions options = {});
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  // Returns the next record; null at the end. The record lives until the next call and may be moved
  // from.
  // Errors, with the input's name and the line: InvalidArgument for text that is not JSON or not
  // UTF-8 (lone surrogates and NUL characters included), a key that an object holds twice, a record
  // that is no object, an object that does not end on its line (JSON Lines), a file that is cut
  // off, text behind the array; ResourceExhausted for limits::kRecordBytesMax and kJsonDepthMax;
  // the input's own. After an error or the end every call returns the same again. Memory: one
  // record, as bytes and as a tree, and a block of 64 KiB.
  absl::StatusOr<JsonRecord*> Next();

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::sources
