// JSON out, by RapidJSON's two writers.

#include "lib/base/json.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <limits>
#include <optional>

#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus {
namespace {

rapidjson::SizeType SizeOf(std::string_view text) {
  LYNCEUS_CHECK(text.size() <= std::numeric_limits<rapidjson::SizeType>::max());
  return static_cast<rapidjson::SizeType>(text.size());
}

}  // namespace

// The writers have no common virtual face, so each call is made through a generic function.
struct JsonWriter::Impl {
  rapidjson::StringBuffer buffer;
  std::optional<rapidjson::Writer<rapidjson::StringBuffer>> compact;
  std::optional<rapidjson::PrettyWriter<rapidjson::StringBuffer>> indented;

  explicit Impl(Style style) {
    if (style == Style::kCompact) {
      compact.emplace(buffer);
    } else {
      indented.emplace(buffer).SetIndent(' ', 2);
    }
  }

  template <typename Call>
  bool With(const Call& call) {
    return compact.has_value() ? call(*compact) : call(*indented);
  }
};

JsonWriter::JsonWriter(Style style) : impl_(std::make_unique<Impl>(style)) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::BeginObject() {
  LYNCEUS_CHECK(impl_->With([](auto& writer) { return writer.StartObject(); }));
  return *this;
}

JsonWriter& JsonWriter::EndObject() {
  LYNCEUS_CHECK(impl_->With([](auto& writer) { return writer.EndObject(); }));
  return *this;
}

JsonWriter& JsonWriter::BeginArray() {
  LYNCEUS_CHECK(impl_->With([](auto& writer) { return writer.StartArray(); }));
  return *this;
}

JsonWriter& JsonWriter::EndArray() {
  LYNCEUS_CHECK(impl_->With([](auto& writer) { return writer.EndArray(); }));
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  LYNCEUS_CHECK(IsValidUtf8(key));
  LYNCEUS_CHECK(
      impl_->With([key](auto& writer) { return writer.Key(key.data(), SizeOf(key), true); }));
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view value) {
  std::string replaced;
  if (!IsValidUtf8(value)) value = replaced = ToValidUtf8(value);
  LYNCEUS_CHECK(impl_->With(
      [value](auto& writer) { return writer.String(value.data(), SizeOf(value), true); }));
  return *this;
}

JsonWriter& JsonWriter::Int(std::int64_t value) {
  LYNCEUS_CHECK(impl_->With([value](auto& writer) { return writer.Int64(value); }));
  return *this;
}

JsonWriter& JsonWriter::Bool(bool value) {
  LYNCEUS_CHECK(impl_->With([value](auto& writer) { return writer.Bool(value); }));
  return *this;
}

JsonWriter& JsonWriter::Null() {
  LYNCEUS_CHECK(impl_->With([](auto& writer) { return writer.Null(); }));
  return *this;
}

JsonWriter& JsonWriter::Fixed(std::int64_t scaled, int decimals) {
  LYNCEUS_CHECK(decimals >= 0);
  const auto places = static_cast<std::size_t>(decimals);
  std::string digits = std::to_string(scaled);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  if (places > 0) digits.insert(digits.size() - places, ".");
  if (negative) digits.insert(0, "-");
  return Raw(digits);
}

JsonWriter& JsonWriter::Raw(std::string_view json) {
  LYNCEUS_CHECK(impl_->With([json](auto& writer) {
    return writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  }));
  return *this;
}

std::string JsonWriter::Take() {
  LYNCEUS_CHECK(impl_->With([](auto& writer) { return writer.IsComplete(); }));
  return {impl_->buffer.GetString(), impl_->buffer.GetSize()};
}

}  // namespace lynceus
