// yaml-cpp's exceptions end here.
#include "server/strict_yaml.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"

namespace lynceus::server {
namespace {

absl::Status BadKey(const std::string& path, const YAML::Mark& mark, const std::string& key,
                    std::string_view cause) {
  return InvalidError({.subject = path,
                       .place = absl::StrCat("line ", mark.line + 1),
                       .cause = absl::StrCat(key, ": ", std::string(cause)),
                       .remedy = "see the table of keys in the documentation"});
}

absl::Status ReadDocument(const std::string& path, const std::string& text,
                          const Setters& setters) {
  const std::vector<YAML::Node> documents = YAML::LoadAll(text);
  if (documents.size() > 1) {
    return InvalidError({.subject = path,
                         .cause = "it holds several YAML documents",
                         .remedy = "keep one; what stands behind --- would not be read"});
  }
  return ReadMap(path, documents.empty() ? YAML::Node() : documents[0], "", setters);
}

}  // namespace

Setter Text(std::string& to) {
  return [&to](const YAML::Node& node) {
    if (!node.IsScalar()) return false;
    to = node.Scalar();
    return true;
  };
}

Setter Texts(std::vector<std::string>& to) {
  return [&to](const YAML::Node& node) {
    if (!node.IsSequence()) return false;
    for (const YAML::Node& item : node) {
      if (!item.IsScalar()) return false;
      to.push_back(item.Scalar());
    }
    return true;
  };
}

Setter Number(int& to, int value_max) {
  return [&to, value_max](const YAML::Node& node) {
    return node.IsScalar() && YAML::convert<int>::decode(node, to) && to >= 0 && to <= value_max;
  };
}

Setter Flag(bool& to) {
  return [&to](const YAML::Node& node) {
    return node.IsScalar() && YAML::convert<bool>::decode(node, to);
  };
}

absl::Status ReadMap(const std::string& path, const YAML::Node& node, const std::string& prefix,
                     const Setters& setters) {
  if (!node.IsMap()) return BadKey(path, node.Mark(), prefix, "it is no map of keys");
  std::set<std::string> seen;
  for (const auto& entry : node) {
    const std::string key = entry.first.Scalar();
    const std::string whole = prefix.empty() ? key : absl::StrCat(prefix, ".", key);
    const auto setter = setters.find(key);
    if (setter == setters.end()) {
      return BadKey(path, entry.first.Mark(), whole, "there is no such key");
    }
    if (!seen.insert(key).second) {
      return BadKey(path, entry.first.Mark(), whole, "the key is given twice");
    }
    if (!setter->second(entry.second)) {
      return BadKey(path, entry.second.Mark(), whole, "the value is of the wrong kind or range");
    }
  }
  return absl::OkStatus();
}

absl::Status ReadYaml(const std::string& path, const std::string& text, const Setters& setters) {
  try {
    return ReadDocument(path, text, setters);
  } catch (const YAML::Exception& error) {
    return BadKey(path, error.mark, "YAML", error.msg);
  }
}

}  // namespace lynceus::server
