// expat pushes events; this file stacks them into one record's tree at a time.

#include "lib/sources/xml_reader.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;
constexpr char kNamespaceSeparator = '|';
constexpr std::size_t kUnknownAttributesMax = 100;  // named one by one

bool Holds(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string LocalName(const char* name) {
  const std::string_view full = name;
  const std::size_t separator = full.rfind(kNamespaceSeparator);
  return std::string(separator == std::string_view::npos ? full : full.substr(separator + 1));
}

struct ParserDeleter {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

class Reader {
 public:
  Reader(ByteReader& input, const XmlShape& shape,
         const std::function<absl::Status(const XmlElement&)>& on_root,
         const std::function<absl::Status(XmlElement)>& on_record)
      : input_(input),
        shape_(shape),
        on_root_(on_root),
        on_record_(on_record),
        parser_(XML_ParserCreateNS(nullptr, kNamespaceSeparator)) {
    LYNCEUS_CHECK(parser_ != nullptr);
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &OnStart, &OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), &OnText);
    XML_SetStartDoctypeDeclHandler(parser_.get(), &OnDoctype);
    XML_SetUnknownEncodingHandler(parser_.get(), &OnEncoding, nullptr);
  }

  absl::Status Run() {
    std::array<char, kBlockBytes> buffer;
    for (bool final = false; !final;) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::size_t size, input_.Read(buffer));
      final = size == 0;
      const XML_Status result =
          XML_Parse(parser_.get(), buffer.data(), static_cast<int>(size), final ? 1 : 0);
      LYNCEUS_RETURN_IF_ERROR(status_);
      if (result != XML_STATUS_OK) return ParseError(final);
    }
    return absl::OkStatus();
  }

 private:
  static Reader& Self(void* self) { return *static_cast<Reader*>(self); }
  static void OnStart(void* self, const char* name, const char** attributes) {
    Self(self).Start(name, attributes);
  }
  static void OnEnd(void* self, const char*) { Self(self).End(); }
  static void OnText(void* self, const char* text, int size) {
    Self(self).Text({text, static_cast<std::size_t>(size)});
  }
  static void OnDoctype(void* self, const char*, const char*, const char*, int) {
    Self(self).Fail("it declares a document type (DOCTYPE), which no list has",
                    "get the file from its publisher again");
  }
  // expat itself knows UTF-8, UTF-16, ISO-8859-1 and US-ASCII.
  static int OnEncoding(void*, const char* name, XML_Encoding* encoding) {
    if (LowerAscii(name) != "windows-1252") return XML_STATUS_ERROR;
    for (int byte = 0; byte < 256; ++byte) encoding->map[byte] = byte;
    for (int byte = 0x80; byte < 0xA0; ++byte) {
      const int mapped = Windows1252HighControls()[static_cast<std::size_t>(byte - 0x80)];
      encoding->map[byte] = mapped == 0 ? -1 : mapped;
    }
    encoding->data = nullptr;
    encoding->convert = nullptr;
    encoding->release = nullptr;
    return XML_STATUS_OK;
  }

  void Start(const char* name, const char** attributes) {
    if (!status_.ok()) return;
    XmlElement element{.name = LocalName(name), .line = CurrentLine()};
    open_.emplace_back(element.name, element.line);
    if (open_.size() > limits::kXmlDepthMax) {
      return Limit("elements nest too deeply", absl::StrCat(limits::kXmlDepthMax, " levels"));
    }
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view value = attributes[1];
      if (!Count(value.size())) return;
      element.attributes.emplace_back(LocalName(attributes[0]), value);
    }
    if (!Count(element.name.size())) return;
    if (open_.size() == 1) return StartRoot(element);
    if (!record_.empty() || Holds(shape_.records, element.name)) {
      NameAttributes(element);
      record_.push_back(std::move(element));
      return;
    }
    if (open_.size() <= 2 && Holds(shape_.containers, element.name)) return;
    if (shape_.on_unknown) {
      is_unknown_ = true;
      record_.push_back(std::move(element));
      return;
    }
    Fail(
        absl::StrCat("an element <", element.name.substr(0, 64), "> stands where none is known"),
        "this is another format, or a newer form of it; --allow layout loads it without that part");
  }

  void NameAttributes(const XmlElement& element) {
    if (!shape_.on_attribute) return;
    for (const auto& [attribute, value] : element.attributes) {
      if (Holds(shape_.attributes, attribute)) continue;
      const std::string where =
          absl::StrCat(element.name.substr(0, 64), " ", attribute.substr(0, 64));
      if (unknown_attributes_.size() < kUnknownAttributesMax &&
          unknown_attributes_.insert(where).second) {
        shape_.on_attribute(where);
      }
    }
  }

  void StartRoot(const XmlElement& root) {
    if (root.name != shape_.root) {
      return Fail(absl::StrCat("the root element is <", root.name.substr(0, 64), ">, not <",
                               shape_.root, ">"),
                  "this is another format or a web page; get the file from its publisher again");
    }
    if (absl::Status status = on_root_(root); !status.ok()) Stop(std::move(status));
  }

  void End() {
    if (!status_.ok()) return;
    open_.pop_back();
    if (record_.empty()) return;
    XmlElement element = std::move(record_.back());
    record_.pop_back();
    if (!Holds(shape_.verbatim, element.name)) element.text = std::string(TrimAscii(element.text));
    // No list mixes the two: a loader that reads the elements would pass over the text.
    if (!element.children.empty() && !TrimAscii(element.text).empty()) {
      return Fail(absl::StrCat("text stands between the elements of <", element.name.substr(0, 64),
                               "> of line ", element.line),
                  "the file is damaged; get it again");
    }
    if (!record_.empty()) {
      record_.back().children.push_back(std::move(element));
      return;
    }
    record_bytes_ = 0;
    const ErrorDetail place{.subject = input_.name(), .place = absl::StrCat("line ", element.line)};
    absl::Status status = std::exchange(is_unknown_, false) ? shape_.on_unknown(element)
                                                            : on_record_(std::move(element));
    if (!status.ok()) Stop(Annotate(status, place));
  }

  void Text(std::string_view text) {
    if (!status_.ok()) return;
    if (record_.empty()) {
      if (!TrimAscii(text).empty()) {
        Fail("text stands outside of any record", "the file is damaged; get it again");
      }
      return;
    }
    if (!Count(text.size())) return;
    record_.back().text += text;
    if (record_.back().text.size() > limits::kXmlTextBytesMax) {
      Limit("the text of one element is too long", "4 MiB");
    }
  }

  // Adds to the record's size; false where it is then too large.
  bool Count(std::size_t bytes) {
    // An element costs more than its name: an upper bound of what a tree of empty ones takes.
    record_bytes_ += bytes + sizeof(XmlElement) / 4;
    if (bytes > limits::kXmlTextBytesMax) {
      Limit("an attribute is too long", "4 MiB");
      return false;
    }
    if (record_bytes_ <= limits::kRecordBytesMax) return true;
    Limit("one record is too large", "16 MiB");
    return false;
  }

  std::uint64_t CurrentLine() const { return XML_GetCurrentLineNumber(parser_.get()); }
  std::string Place() const {
    return absl::StrCat("line ", CurrentLine(), ", byte ",
                        std::max<std::int64_t>(0, XML_GetCurrentByteIndex(parser_.get())));
  }

  void Stop(absl::Status status) {
    status_ = std::move(status);
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  void Fail(std::string cause, std::string remedy) {
    Stop(InvalidError({.subject = input_.name(),
                       .place = Place(),
                       .cause = std::move(cause),
                       .remedy = std::move(remedy)}));
  }
  void Limit(std::string cause, std::string limit) {
    Stop(LimitError({.subject = input_.name(),
                     .place = Place(),
                     .cause = std::move(cause),
                     .limit = std::move(limit),
                     .remedy = "no list comes near it; get the file from its publisher again"}));
  }

  absl::Status ParseError(bool final) const {
    const XML_Error code = XML_GetErrorCode(parser_.get());
    if (final && !open_.empty()) {
      const auto& [name, line] = open_.back();
      return InvalidError({.subject = input_.name(),
                           .place = Place(),
                           .cause = absl::StrCat("the file is cut off: <", name.substr(0, 64),
                                                 "> of line ", line, " is not closed"),
                           .remedy = "get the file again"});
    }
    if (final && code == XML_ERROR_NO_ELEMENTS) {
      return InvalidError({.subject = input_.name(),
                           .place = Place(),
                           .cause = "the file holds no element: it is empty or cut off",
                           .remedy = "get the file again"});
    }
    if (code == XML_ERROR_NO_MEMORY) {
      return LimitError({.subject = input_.name(),
                         .place = Place(),
                         .cause = "there is no memory for the record",
                         .remedy = "try again with more memory"});
    }
    return InvalidError({.subject = input_.name(),
                         .place = Place(),
                         .cause = absl::StrCat("it is not well-formed XML: ",
                                               code == XML_ERROR_INVALID_TOKEN
                                                   ? "a character that may not stand here"
                                                   : XML_ErrorString(code)),
                         .remedy = "get the file again"});
  }

  ByteReader& input_;
  const XmlShape& shape_;
  const std::function<absl::Status(const XmlElement&)>& on_root_;
  const std::function<absl::Status(XmlElement)>& on_record_;
  const std::unique_ptr<XML_ParserStruct, ParserDeleter> parser_;
  absl::Status status_;
  std::vector<std::pair<std::string, std::uint64_t>> open_;  // elements not yet closed, with line
  std::vector<XmlElement> record_;                           // those of them in the record
  std::size_t record_bytes_ = 0;
  std::set<std::string> unknown_attributes_;  // that on_attribute was told of
  bool is_unknown_ = false;  // the record that is read is none: on_unknown takes it
};

// Moves behind one construct that may stand before the root; false where `text` ends inside it.
bool SkipBehind(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  if (at == std::string_view::npos) return false;
  text.remove_prefix(at + end.size());
  return true;
}

}  // namespace

const XmlElement* XmlElement::Child(std::string_view child) const {
  const auto found = std::ranges::find(children, child, &XmlElement::name);
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlElement::TextOf(std::string_view child) const {
  const XmlElement* const element = Child(child);
  return element == nullptr ? std::string_view() : std::string_view(element->text);
}

std::string_view XmlElement::Attribute(std::string_view attribute) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute) return value;
  }
  return {};
}

absl::Status ReadXml(ByteReader& input, const XmlShape& shape,
                     const std::function<absl::Status(const XmlElement&)>& on_root,
                     const std::function<absl::Status(XmlElement)>& on_record) {
  return Reader(input, shape, on_root, on_record).Run();
}

std::string XmlRootName(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  for (head = TrimAscii(head); head.starts_with("<"); head = TrimAscii(head)) {
    if (head.starts_with("<?")) {
      if (!SkipBehind(head, "?>")) return {};
    } else if (head.starts_with("<!--")) {
      if (!SkipBehind(head, "-->")) return {};
    } else if (head.starts_with("<!")) {
      if (!SkipBehind(head, ">")) return {};
    } else {
      head.remove_prefix(1);
      const std::size_t end = head.find_first_of(" \t\r\n/>");
      if (end == std::string_view::npos) return {};
      const std::string_view name = head.substr(0, end);
      const std::size_t colon = name.find(':');
      return std::string(colon == std::string_view::npos ? name : name.substr(colon + 1));
    }
  }
  return {};
}

}  // namespace lynceus::sources
