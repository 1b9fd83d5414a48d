// RapidJSON's reader gives numbers as written; the tree is ours, so that members keep their order
// and one that comes twice is seen.
#include "lib/review/json_value.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"

namespace lynceus::review {
namespace {

using ValueKind = JsonValue::Kind;

class TreeHandler {
 public:
  // Each returns false to stop.
  bool Null() { return Add({}); }
  bool Bool(bool value) {
    return Add({.kind = ValueKind::kBool, .text = value ? "true" : "false"});
  }
  bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    return Add({.kind = ValueKind::kNumber, .text = std::string(text, length)});
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    return Add({.kind = ValueKind::kString, .text = std::string(text, length)});
  }
  bool StartObject() { return Open(ValueKind::kObject); }
  bool StartArray() { return Open(ValueKind::kArray); }
  bool EndObject(rapidjson::SizeType /*count*/) { return Close(); }
  bool EndArray(rapidjson::SizeType /*count*/) { return Close(); }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    JsonValue& object = open_.back();
    if (object.Find(std::string_view(text, length)) != nullptr) return false;
    object.keys.emplace_back(text, length);
    object.items.emplace_back();
    return true;
  }
  // Numbers come raw; these are what RapidJSON asks every handler to have.
  bool Int(int /*value*/) { return false; }
  bool Uint(unsigned /*value*/) { return false; }
  bool Int64(std::int64_t /*value*/) { return false; }
  bool Uint64(std::uint64_t /*value*/) { return false; }
  bool Double(double /*value*/) { return false; }

  JsonValue Take() { return std::move(root_); }

 private:
  bool Open(ValueKind kind) {
    if (open_.size() >= limits::kJsonDepthMax) return false;
    open_.push_back({.kind = kind});
    return true;
  }
  bool Close() {
    JsonValue value = std::move(open_.back());
    open_.pop_back();
    return Add(std::move(value));
  }
  bool Add(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().kind == ValueKind::kArray) {
      open_.back().items.push_back(std::move(value));
    } else {
      open_.back().items.back() = std::move(value);
    }
    return true;
  }

  std::vector<JsonValue> open_;
  JsonValue root_;
};

absl::Status NotJson(std::size_t offset, std::string_view cause) {
  return DataLossError({.subject = "JSON",
                        .place = absl::StrCat("byte ", offset),
                        .cause = std::string(cause),
                        .remedy = "verify the log; a newer program may have written it"});
}

// "0.8312" in 1/10,000.
std::optional<std::int32_t> ScoreOf(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string behind(point == std::string_view::npos ? "" : text.substr(point + 1));
  if (behind.size() > 4) return std::nullopt;
  behind.resize(4, '0');
  digits += behind;
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

const JsonValue* JsonValue::Find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

absl::StatusOr<JsonValue> ParseJson(std::string_view text) {
  // A NUL would end RapidJSON's stream before the text ends.
  if (text.find('\0') != std::string_view::npos) return NotJson(text.find('\0'), "a NUL");
  const std::string copy(text);
  rapidjson::StringStream stream(copy.c_str());
  rapidjson::Reader reader;
  TreeHandler handler;
  constexpr unsigned kFlags = rapidjson::kParseNumbersAsStringsFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseIterativeFlag;
  if (!reader.Parse<kFlags>(stream, handler)) {
    const bool stopped = reader.GetParseErrorCode() == rapidjson::kParseErrorTermination;
    return NotJson(reader.GetErrorOffset(),
                   stopped ? "a member comes twice, or it nests too deep"
                           : rapidjson::GetParseError_En(reader.GetParseErrorCode()));
  }
  return handler.Take();
}

ObjectReader::ObjectReader(const JsonValue& value, std::string place, absl::Status& status)
    : value_(value), place_(std::move(place)), status_(status) {
  if (value.kind != ValueKind::kObject) Fail("", "it is no object");
}

ObjectReader::~ObjectReader() {
  for (const std::string& key : value_.keys) {
    if (!asked_.contains(key)) Fail(key, "this program does not know the member");
  }
}

void ObjectReader::Fail(std::string_view key, std::string_view cause) {
  if (!status_.ok()) return;
  status_ = DataLossError({.subject = "JSON of a record",
                           .place = key.empty() ? place_ : PlaceOf(key),
                           .cause = std::string(cause),
                           .remedy = "read it with the program that wrote it, or a newer one"});
}

const JsonValue* ObjectReader::Take(std::string_view key) {
  asked_.emplace(key);
  return value_.Find(key);
}

const JsonValue* ObjectReader::Need(std::string_view key, ValueKind kind) {
  const JsonValue* const value = Take(key);
  if (value == nullptr) {
    Fail(key, "it is missing");
    return nullptr;
  }
  if (value->kind == kind) return value;
  Fail(key, "it is of another type");
  return nullptr;
}

std::string ObjectReader::Text(std::string_view key) {
  const JsonValue* const value = Need(key, ValueKind::kString);
  return value == nullptr ? "" : value->text;
}

std::string ObjectReader::TextOrNone(std::string_view key) { return Has(key) ? Text(key) : ""; }

std::int64_t ObjectReader::Int(std::string_view key) {
  const JsonValue* const value = Need(key, ValueKind::kNumber);
  if (value == nullptr) return 0;
  std::int64_t number = 0;
  const char* const end = value->text.data() + value->text.size();
  const auto read = std::from_chars(value->text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) Fail(key, "it is no whole number");
  return number;
}

bool ObjectReader::Bool(std::string_view key) {
  const JsonValue* const value = Need(key, ValueKind::kBool);
  return value != nullptr && value->text == "true";
}

bool ObjectReader::BoolOrFalse(std::string_view key) { return Has(key) && Bool(key); }

std::int32_t ObjectReader::Score(std::string_view key) {
  const JsonValue* const value = Need(key, ValueKind::kNumber);
  if (value == nullptr) return 0;
  const auto score = ScoreOf(value->text);
  if (!score) Fail(key, "it is no decimal fraction of four digits");
  return score.value_or(0);
}

std::vector<std::string> ObjectReader::Texts(std::string_view key) {
  std::vector<std::string> texts;
  Each(key, [&](const JsonValue& item, const std::string& /*place*/) {
    if (item.kind != ValueKind::kString) Fail(key, "an element is no text");
    texts.push_back(item.text);
  });
  return texts;
}

std::vector<std::string> ObjectReader::TextsOrNone(std::string_view key) {
  return Has(key) ? Texts(key) : std::vector<std::string>();
}

std::optional<Date> ObjectReader::DateOrNull(std::string_view key) {
  const JsonValue* const value = Take(key);
  if (value != nullptr && value->kind == ValueKind::kNull) return std::nullopt;
  const auto date = Date::ParseIso(Text(key));
  if (date.ok()) return *date;
  Fail(key, "it is no day");
  return std::nullopt;
}

std::optional<Date> ObjectReader::DateOrNone(std::string_view key) {
  return Has(key) ? DateOrNull(key) : std::nullopt;
}

Share ObjectReader::ShareText(std::string_view key) {
  const auto share = Share::Parse(Text(key));
  if (!share.ok()) Fail(key, "it is no share");
  return share.value_or(Share::Unknown());
}

InterestKind ObjectReader::Kind(std::string_view key) {
  const auto kind = ParseInterestKind(Text(key));
  if (!kind) Fail(key, "it is no kind of interest");
  return kind.value_or(InterestKind::kShares);
}

void ObjectReader::Each(
    std::string_view key,
    const std::function<void(const JsonValue&, const std::string& place)>& read) {
  const JsonValue* const value = Need(key, ValueKind::kArray);
  if (value == nullptr) return;
  for (std::size_t i = 0; i < value->items.size(); ++i) {
    read(value->items[i], absl::StrCat(PlaceOf(key), "/", i));
  }
}

void ObjectReader::EachOrNone(
    std::string_view key,
    const std::function<void(const JsonValue&, const std::string& place)>& read) {
  if (Has(key)) Each(key, read);
}

}  // namespace lynceus::review
