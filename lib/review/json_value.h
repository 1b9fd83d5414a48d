#pragma once
// JSON that is read back: what records hold, and what another build of the engine answers. Strict:
// a member that comes twice or that the reader does not know is an error, since it would be read
// past in silence. Numbers stay as they are written, so that no float comes between.

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/model/date.h"
#include "lib/model/entity.h"
#include "lib/model/share.h"

namespace lynceus::review {

struct JsonValue {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  std::string text;               // of a string its value; of a number or bool as written
  std::vector<std::string> keys;  // of an object, in the order written; items holds the values
  std::vector<JsonValue> items;

  // A member of an object, or nothing.
  const JsonValue* Find(std::string_view key) const;
};

// Errors: DataLoss where `text` is not one JSON value of UTF-8 and nothing else, nests deeper than
// limits::kJsonDepthMax, or an object has a member twice.
absl::StatusOr<JsonValue> ParseJson(std::string_view text);

// An object read member by member. The first thing that is wrong stays in status(), which all
// readers of one text share; what is read after it is empty. A member that is absent is an error
// but where a function says otherwise. One thread.
class ObjectReader {
 public:
  // `place` is what errors call the object: "/hits/0". Both outlive the reader.
  ObjectReader(const JsonValue& value, std::string place, absl::Status& status);
  // Everything that was not asked for is an error.
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  bool Has(std::string_view key) const { return value_.Find(key) != nullptr; }
  std::string Text(std::string_view key);
  std::string TextOrNone(std::string_view key);  // absent: empty
  std::int64_t Int(std::string_view key);
  bool Bool(std::string_view key);
  bool BoolOrFalse(std::string_view key);
  // A decimal fraction with at most four digits behind the point, in 1/10,000.
  std::int32_t Score(std::string_view key);
  std::vector<std::string> Texts(std::string_view key);
  std::vector<std::string> TextsOrNone(std::string_view key);
  // An ISO day; null: nothing.
  std::optional<Date> DateOrNull(std::string_view key);
  std::optional<Date> DateOrNone(std::string_view key);  // absent: nothing
  // What Share::ToCanonical and InterestKindName write.
  Share ShareText(std::string_view key);
  InterestKind Kind(std::string_view key);
  // One of the values below `end` by the word that `name` gives for it.
  template <typename Enum>
  Enum Word(std::string_view key, std::string_view (*name)(Enum), int end) {
    const std::string word = Text(key);
    for (int at = 0; at < end; ++at) {
      const auto value = static_cast<Enum>(at);
      if (name(value) == word) return value;
    }
    Fail(key, "it is none of the known words");
    return Enum{};
  }
  // Calls `read` with each element and its place.
  void Each(std::string_view key,
            const std::function<void(const JsonValue&, const std::string& place)>& read);
  void EachOrNone(std::string_view key,
                  const std::function<void(const JsonValue&, const std::string& place)>& read);
  // The member itself, or nothing; counts as asked for.
  const JsonValue* Take(std::string_view key);
  std::string PlaceOf(std::string_view key) const { return place_ + "/" + std::string(key); }
  // Keeps the first error only.
  void Fail(std::string_view key, std::string_view cause);

 private:
  const JsonValue* Need(std::string_view key, JsonValue::Kind kind);

  const JsonValue& value_;
  const std::string place_;
  absl::Status& status_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace lynceus::review
