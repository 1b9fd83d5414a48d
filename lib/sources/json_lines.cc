// A scanner cuts records out of the stream by counting brackets outside of strings, and RapidJSON
// parses each record by itself. A record of JSON Lines must end on its line: a line that was cut
// off is then named, instead of what follows being read into it.

#include "lib/sources/json_lines.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <span>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// Builds the tree from RapidJSON's events. A false return ends the parsing; `problem` says why.
class TreeBuilder {
 public:
  explicit TreeBuilder(JsonValue& root) : root_(root) {}

  bool Null() { return Leaf(JsonValue::Kind::kNull, {}); }
  bool Bool(bool value) { return Leaf(JsonValue::Kind::kBool, value ? "true" : "false"); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    return Leaf(JsonValue::Kind::kNumber, {text, size});
  }
  // Numbers come as text, so these are never called.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }
  bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    return Leaf(JsonValue::Kind::kString, {text, size});
  }
  bool Key(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    if (!Check({text, size})) return false;
    open_.back()->members.push_back({std::string(text, size), {}});
    return true;
  }
  bool StartObject() { return Open(JsonValue::Kind::kObject); }
  bool StartArray() { return Open(JsonValue::Kind::kArray); }
  bool EndArray(rapidjson::SizeType) {
    open_.pop_back();
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    std::vector<std::string_view> keys;
    for (const auto& member : open_.back()->members) keys.push_back(member.key);
    std::ranges::sort(keys);
    const auto twice = std::ranges::adjacent_find(keys);
    open_.pop_back();
    if (twice == keys.end()) return true;
    problem_ = absl::StrCat("an object holds the key \"", ToAbsl(twice->substr(0, 64)), "\" twice");
    return false;
  }

  const std::string& problem() const { return problem_; }
  bool too_deep() const { return too_deep_; }

 private:
  JsonValue& Slot() {
    if (open_.empty()) return root_;
    JsonValue& parent = *open_.back();
    if (parent.is_object()) return parent.members.back().value;
    return parent.items.emplace_back();
  }
  bool Leaf(JsonValue::Kind kind, std::string_view text) {
    if (!Check(text)) return false;
    JsonValue& slot = Slot();
    slot.kind = kind;
    slot.text = text;
    return true;
  }
  bool Open(JsonValue::Kind kind) {
    if (open_.size() >= limits::kJsonDepthMax) {
      too_deep_ = true;
      return false;
    }
    JsonValue& slot = Slot();
    slot.kind = kind;
    open_.push_back(&slot);
    return true;
  }
  // Escapes can make what the raw bytes did not hold.
  bool Check(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
      problem_ = "a string holds the character U+0000";
    } else if (!IsValidUtf8(text)) {
      problem_ = "a string is not valid UTF-8";
    }
    return problem_.empty();
  }

  JsonValue& root_;
  // Only the innermost container grows, so the pointers stay good.
  std::vector<JsonValue*> open_;
  std::string problem_;
  bool too_deep_ = false;
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string Shown(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte > 0x20 && byte < 0x7F) return absl::StrCat("\"", std::string(1, c), "\"");
  return absl::StrCat("the byte 0x", absl::Hex(byte, absl::kZeroPad2));
}

}  // namespace

const JsonValue* JsonValue::Find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &JsonMember::key);
  return found == members.end() ? nullptr : &found->value;
}

std::string_view JsonValue::TextOf(std::string_view key) const {
  const JsonValue* const member = Find(key);
  return member != nullptr && member->is_string() ? std::string_view(member->text)
                                                  : std::string_view();
}

std::string_view JsonKindWords(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::kNull:
      return "null";
    case JsonValue::Kind::kBool:
      return "true or false";
    case JsonValue::Kind::kNumber:
      return "a number";
    case JsonValue::Kind::kString:
      return "a string";
    case JsonValue::Kind::kArray:
      return "an array";
    case JsonValue::Kind::kObject:
      return "an object";
  }
  return "";
}

void FlattenJson(const std::string& path, const JsonValue& value,
                 std::vector<Property>& properties) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.members) {
      FlattenJson(absl::StrCat(path, ".", key), member, properties);
    }
  } else if (value.is_array()) {
    for (const JsonValue& item : value.items) FlattenJson(path, item, properties);
  } else if (!value.is_null() && !TrimAscii(value.text).empty()) {
    properties.push_back({path, std::string(TrimAscii(value.text))});
  }
}

class JsonReader::Impl {
 public:
  Impl(ByteReader& input, JsonOptions options)
      : input_(input), options_(std::move(options)), buffer_(kBlockBytes, '\0') {}

  absl::StatusOr<JsonRecord*> Next() {
    while (status_.ok() && !ended_) {
      status_ = Advance();
      if (!status_.ok() || ended_) break;
      const absl::Status parsed = Parse();
      if (parsed.ok()) return &record_;
      if (shape_ != Shape::kLines || options_.on_damaged == nullptr) {
        status_ = parsed;
      } else {
        options_.on_damaged(parsed);
      }
    }
    if (!status_.ok()) return status_;
    return nullptr;
  }

 private:
  enum class Shape : std::uint8_t { kUnknown, kLines, kArray, kOneObject };

  // Makes block_ hold a byte; false at the end of the input.
  absl::StatusOr<bool> More() {
    if (!block_.empty()) return true;
    LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input_.Read(std::span(buffer_)));
    block_ = std::string_view(buffer_).substr(0, size);
    return size > 0;
  }

  void Take() {
    if (block_.front() == '\n') ++line_;
    block_.remove_prefix(1);
  }

  // Goes to the next byte that is not white space; false at the end of the input.
  absl::StatusOr<bool> SkipSpace() {
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, More());
      if (!more) return false;
      if (!IsSpace(block_.front())) return true;
      Take();
    }
  }

  // Goes to the next record and gathers its bytes.
  absl::Status Advance() {
    if (shape_ == Shape::kUnknown) LYNCEUS_RETURN_IF_ERROR(Begin());
    if (ended_) return absl::OkStatus();
    if (shape_ == Shape::kArray) {
      LYNCEUS_RETURN_IF_ERROR(NextInArray());
    } else {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, SkipSpace());
      ended_ = !more;
    }
    if (ended_) return absl::OkStatus();
    if (shape_ == Shape::kOneObject && count_ > 0) {
      return Error(line_, "text stands behind the file's one object");
    }
    if (block_.front() != '{') {
      return Error(line_, absl::StrCat("a record begins with ", Shown(block_.front())),
                   "give the file as its publisher sent it: a record is a JSON object, in UTF-8");
    }
    LYNCEUS_RETURN_IF_ERROR(Gather());
    if (shape_ == Shape::kLines) LYNCEUS_RETURN_IF_ERROR(EndLine());
    return absl::OkStatus();
  }

  absl::Status Begin() {
    LYNCEUS_ASSIGN_OR_RETURN(bool more, More());
    // The mark is three bytes, which a reader may give one by one.
    for (std::size_t i = 0; more && i < kUtf8Mark.size() && block_.front() == kUtf8Mark[i]; ++i) {
      Take();
      LYNCEUS_ASSIGN_OR_RETURN(more, More());
    }
    LYNCEUS_ASSIGN_OR_RETURN(more, SkipSpace());
    ended_ = !more;
    if (ended_) return absl::OkStatus();
    shape_ = block_.front() == '[' ? Shape::kArray : Shape::kLines;
    if (options_.is_one_object) shape_ = Shape::kOneObject;
    if (shape_ == Shape::kArray) Take();
    return absl::OkStatus();
  }

  // Goes to the next element, or behind the end of the array.
  absl::Status NextInArray() {
    LYNCEUS_RETURN_IF_ERROR(Need());
    if (count_ > 0 && block_.front() == ',') {
      Take();
      LYNCEUS_RETURN_IF_ERROR(Need());
      return absl::OkStatus();
    }
    if (block_.front() != ']') {
      if (count_ == 0) return absl::OkStatus();
      return Error(line_, absl::StrCat("between two records stands ", Shown(block_.front()),
                                       " instead of a comma"));
    }
    Take();
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, SkipSpace());
    if (more) return Error(line_, "text stands behind the end of the array");
    ended_ = true;
    return absl::OkStatus();
  }

  absl::Status Need() {
    LYNCEUS_ASSIGN_OR_RETURN(const bool more, SkipSpace());
    if (more) return absl::OkStatus();
    return Error(line_, "the file is cut off: its array is not closed", "get the whole file");
  }

  // Reads one object into bytes_.
  absl::Status Gather() {
    bytes_.clear();
    record_.line = line_;
    std::size_t depth = 0;
    bool in_string = false;
    bool escaped = false;
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, More());
      if (!more) {
        return Error(record_.line, "the file is cut off: this record does not end",
                     "get the whole file");
      }
      const char c = block_.front();
      if (c == '\n' && in_string) {
        return Error(line_, "a string does not end on its line: the line is cut off or damaged");
      }
      if (c == '\n' && shape_ == Shape::kLines) {
        return Error(line_, "the record does not end on its line: the line is cut off or damaged",
                     "give one record a line, or one array of them");
      }
      if (bytes_.size() >= limits::kRecordBytesMax) return TooLong();
      bytes_ += c;
      Take();
      if (in_string) {
        in_string = escaped || c != '"';
        escaped = !escaped && c == '\\';
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return absl::OkStatus();
      }
    }
  }

  // Behind a record of JSON Lines only white space may stand on its line.
  absl::Status EndLine() {
    while (true) {
      LYNCEUS_ASSIGN_OR_RETURN(const bool more, More());
      if (!more) return absl::OkStatus();
      const char c = block_.front();
      if (!IsSpace(c)) {
        return Error(line_, absl::StrCat("behind the record stands ", Shown(c)),
                     "give one record a line, or one array of them");
      }
      Take();
      if (c == '\n') return absl::OkStatus();
    }
  }

  absl::Status Parse() {
    ++count_;
    record_.value = JsonValue{};
    if (!IsValidUtf8(bytes_)) return Error(record_.line, "the record is not valid UTF-8");
    TreeBuilder builder(record_.value);
    rapidjson::MemoryStream stream(bytes_.data(), bytes_.size());
    rapidjson::Reader reader;
    constexpr unsigned kFlags =
        rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseValidateEncodingFlag;
    const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
    if (!result.IsError()) return absl::OkStatus();
    const auto offset = static_cast<std::ptrdiff_t>(std::min(result.Offset(), bytes_.size()));
    const std::uint64_t line = record_.line + static_cast<std::uint64_t>(std::count(
                                                  bytes_.begin(), bytes_.begin() + offset, '\n'));
    if (builder.too_deep()) {
      return LimitError({.subject = input_.name(),
                         .place = absl::StrCat("line ", line),
                         .cause = "objects and arrays are nested too deep",
                         .limit = absl::StrCat(limits::kJsonDepthMax, " levels"),
                         .remedy = "no register comes near it; get the file again"});
    }
    if (!builder.problem().empty()) return Error(line, builder.problem());
    std::string_view why = rapidjson::GetParseError_En(result.Code());  // a sentence
    while (why.ends_with('.')) why.remove_suffix(1);
    return Error(line, absl::StrCat("byte ", result.Offset(), " of the record: ", ToAbsl(why)));
  }

  absl::Status TooLong() const {
    return LimitError({.subject = input_.name(),
                       .place = absl::StrCat("line ", record_.line),
                       .cause = "a record is too long, or one of its brackets is never closed",
                       .limit = absl::StrCat(limits::kRecordBytesMax >> 20, " MiB"),
                       .remedy = "look for a quote or bracket that is missing from this line on"});
  }

  absl::Status Error(std::uint64_t line, std::string cause,
                     std::string remedy = "get the file again, or mend that line") const {
    return InvalidError({.subject = input_.name(),
                         .place = absl::StrCat("line ", line),
                         .cause = std::move(cause),
                         .remedy = std::move(remedy)});
  }

  ByteReader& input_;
  const JsonOptions options_;
  std::string buffer_;
  std::string_view block_;  // what of the buffer is not read yet
  std::uint64_t line_ = 1;
  std::uint64_t count_ = 0;
  Shape shape_ = Shape::kUnknown;
  std::string bytes_;
  JsonRecord record_;
  bool ended_ = false;
  absl::Status status_;
};

JsonReader::JsonReader(ByteReader& input, JsonOptions options)
    : impl_(std::make_unique<Impl>(input, std::move(options))) {}
JsonReader::~JsonReader() = default;
absl::StatusOr<JsonRecord*> JsonReader::Next() { return impl_->Next(); }

}  // namespace lynceus::sources
