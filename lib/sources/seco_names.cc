#include "lib/sources/seco_names.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/free_text.h"

namespace lynceus::sources {
namespace {

using Spelling = std::pair<std::string, std::string>;  // language, script: "RUS", "CYRL"

struct Part {
  int order = 0;
  std::string type;
  std::string value;
  std::map<Spelling, std::vector<std::string>> variants;
};

// "CYRL" as "Cyrl"; Latin is not tagged.
std::string ScriptTag(std::string_view script) {
  std::string tag = LowerAscii(script);
  if (tag.empty() || tag == "latn") return {};
  tag[0] = static_cast<char>(tag[0] - 'a' + 'A');
  return tag;
}

Part PartOf(const XmlElement& element, ListRecord& record) {
  Part part{.type = std::string(element.Attribute("name-part-type"))};
  const std::string_view order = element.Attribute("order");
  std::from_chars(order.data(), order.data() + order.size(), part.order);
  for (const XmlElement& child : element.children) {
    const std::string text = TidyText(child.text);
    if (text.empty()) continue;
    if (child.name == "value") {
      part.value = text;
    } else if (child.name == "spelling-variant") {
      part.variants[{std::string(child.Attribute("lang")), std::string(child.Attribute("script"))}]
          .push_back(text);
    } else {
      AddFragment(record, absl::StrCat("name-part/", child.name, ": ", text));
    }
  }
  return part;
}

std::string Joined(const std::vector<Part>& parts, const std::vector<std::string>& texts) {
  std::string name;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (texts[i].empty()) continue;
    if (!name.empty()) {
      const bool family_first = i == 1 && parts[0].type == "family-name";
      name += family_first ? ", " : " ";
    }
    name += texts[i];
  }
  return name;
}

NameKind KindOf(const XmlElement& name, bool is_main) {
  const std::string_view type = name.Attribute("name-type");
  if (name.Attribute("quality") == "low") return NameKind::kWeak;
  if (type == "formerly-known-as") return NameKind::kFormer;
  return type == "primary-name" && is_main ? NameKind::kPrimary : NameKind::kAlias;
}

}  // namespace

void AddSecoName(const XmlElement& name, bool is_main, ListRecord& record) {
  std::vector<Part> parts;
  std::map<Spelling, std::size_t> spellings;  // with how many variants one part has at most
  for (const XmlElement& child : name.children) {
    if (child.name != "name-part") {
      AddFragment(record, absl::StrCat("name/", child.name, ": ", TidyText(child.text)));
      continue;
    }
    Part part = PartOf(child, record);
    if (part.type == "title") {
      AddProperty(record.entity, "title", part.value);
      continue;
    }
    for (const auto& [spelling, texts] : part.variants) {
      spellings[spelling] = std::max(spellings[spelling], texts.size());
    }
    parts.push_back(std::move(part));
  }
  std::ranges::stable_sort(parts, {}, &Part::order);
  const NameKind kind = KindOf(name, is_main);
  std::vector<std::string> texts;
  for (const Part& part : parts) texts.push_back(part.value);
  AddName(record.entity, Joined(parts, texts), kind);
  const NameKind variant_kind = kind == NameKind::kPrimary ? NameKind::kAlias : kind;
  for (const auto& [spelling, count] : spellings) {
    for (std::size_t n = 0; n < count; ++n) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto found = parts[i].variants.find(spelling);
        texts[i] = found == parts[i].variants.end()
                       ? parts[i].value
                       : found->second[std::min(n, found->second.size() - 1)];
      }
      AddName(record.entity, Joined(parts, texts), variant_kind, ScriptTag(spelling.second));
    }
  }
}

}  // namespace lynceus::sources
