#pragma once
// XML lists, one record at a time. A publisher's file is one root, perhaps containers below it, and
// in them the records; each record is given whole as a small tree, so memory is bounded by the
// largest record. Parsing is expat's; a document type declaration is refused (with it entity bombs
// and outside files), and so is anything that stands where no record or container may stand.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/file.h"

namespace lynceus::sources {

// Names are local names, without namespace; text is UTF-8, the element's own pieces joined and
// trimmed at both ends unless XmlShape.verbatim names it.
struct XmlElement {
  std::string name;
  std::string text;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlElement> children;
  std::uint64_t line = 0;

  // The first child of that name; null where there is none.
  const XmlElement* Child(std::string_view child) const;
  // The text of the first child of that name; empty where there is none.
  std::string_view TextOf(std::string_view child) const;
  // The value of that attribute; empty where there is none.
  std::string_view Attribute(std::string_view attribute) const;
};

struct XmlShape {
  std::string root;
  std::vector<std::string> containers;     // may stand under the root and hold records
  std::vector<std::string> records;        // may stand under the root or a container
  std::vector<std::string> verbatim = {};  // elements whose text keeps the white space at its ends
  // Called with an element that stands where no record or container may stand, whole. Null: such an
  // element is an error.
  std::function<absl::Status(const XmlElement&)> on_unknown = {};
  // The attributes that elements of records have; `on_attribute` is told "ELEMENT ATTRIBUTE" of any
  // other, once. Default: not looked at, since the loader names what it does not know.
  std::vector<std::string> attributes = {};
  std::function<void(std::string_view)> on_attribute = {};
};

// Calls `on_root` once with the root's name and attributes (no text, no children), then `on_record`
// for each record in file order; either may end the reading with an error, which is returned.
// Errors, with the input's name and line and byte: InvalidArgument for XML that is not well formed,
// for a file that is cut off (the message names the element that is open and where it began), a
// document type, an unknown encoding, another root, an element (unless on_unknown takes it) or text
// outside of records, and text that stands between elements;
// ResourceExhausted for limits::kXmlDepthMax, kXmlTextBytesMax and kRecordBytesMax; the input's
// own.
absl::Status ReadXml(ByteReader& input, const XmlShape& shape,
                     const std::function<absl::Status(const XmlElement&)>& on_root,
                     const std::function<absl::Status(XmlElement)>& on_record);

// Returns the local name of the root element of an XML text of which `head` is the beginning; empty
// where it cannot be told from it (no element begins in it, or it is not XML).
std::string XmlRootName(std::string_view head);

}  // namespace lynceus::sources
