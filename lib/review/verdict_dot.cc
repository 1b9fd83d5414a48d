#include "lib/review/verdict_dot.h"

#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/review/answer_text.h"

namespace lynceus::review {
namespace {

constexpr std::size_t kLineBytes = 72;  // a title that is wider than its graph is hard to read

// A quoted DOT string; '\n' in `text` breaks a line.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    if (byte == '\n') {
      quoted += "\\n";
      continue;
    }
    if (byte == '"' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return quoted + "\"";
}

// `text` in lines, broken at spaces, but not between a number and its percent sign.
std::string Wrapped(const std::string& text) {
  std::string out;
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    const bool before_percent = i + 1 < text.size() && text[i + 1] == '%';
    if (byte == ' ' && width >= kLineBytes && !before_percent) {
      out += '\n';
      width = 0;
      continue;
    }
    out += byte;
    ++width;
  }
  return out;
}

std::string DatesText(const EvidenceItem& item) {
  std::string text;
  if (item.start) absl::StrAppend(&text, "\nfrom ", item.start->ToString());
  if (item.end) absl::StrAppend(&text, "\nuntil ", item.end->ToString());
  return text;
}

// Ownership is told by its share; what is no share is told by its kind.
std::string EdgeText(const EvidenceItem& item) {
  if (item.kind == EvidenceKind::kIdentity) return "probably the same party";
  const bool shares = item.interest_kind == InterestKind::kShares ||
                      item.interest_kind == InterestKind::kOwnershipOther;
  const std::string kind = shares ? "" : std::string(InterestKindName(item.interest_kind));
  std::string text = item.share.unknown() && !shares ? kind : item.share.ToString();
  if (item.share.unknown() && shares) text = "share unknown";
  if (!shares && !item.share.unknown()) text = absl::StrCat(kind, " ", text);
  return text + DatesText(item);
}

class Drawing {
 public:
  Drawing(const Verdict& verdict, const Picture& picture) : verdict_(verdict), picture_(picture) {
    nodes_[picture.subject_id].name = picture.subject_name;
    for (const EvidenceItem& item : verdict.evidence) AddFact(item, /*deciding=*/true);
    for (const EvidenceItem& item : picture.around) AddFact(item, /*deciding=*/false);
  }

  std::string Dot() const {
    const std::string title = Wrapped(
        absl::StrCat(Printable(picture_.subject_name), ", ", verdict_.regime, " as of ",
                     picture_.as_of.ToString(), ": ", std::string(AnswerName(verdict_.answer)),
                     verdict_.text.empty() ? "" : ", ", Printable(verdict_.text)));
    std::string out = absl::StrCat(
        "digraph verdict {\n  rankdir=TB;\n  labelloc=t;\n  fontname=\"sans-serif\";\n"
        "  node [shape=box, fontname=\"sans-serif\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=11];\n  label=",
        Quoted(title + "\n "), ";\n");
    for (const auto& [id, node] : nodes_) out += NodeLine(id, node);
    return absl::StrCat(out, edges_, "}\n");
  }

 private:
  struct DotNode {
    std::string name;
    std::set<std::string> listed;
  };

  void AddFact(const EvidenceItem& item, bool deciding) {
    if (item.kind == EvidenceKind::kNote) return;
    if (item.kind == EvidenceKind::kDesignation) {
      DotNode& node = nodes_[item.owner_id];
      node.name = item.owner_name;
      node.listed.insert(item.start ? absl::StrCat(item.text, " since ", item.start->ToString())
                                    : item.text);
      return;
    }
    const std::string owner =
        item.owner_id.empty() ? "unknown holder of " + item.subject_id : item.owner_id;
    if (!seen_.insert({owner, item.subject_id, EdgeText(item)}).second) return;
    nodes_[owner].name = item.owner_name.empty() ? "an unknown holder" : item.owner_name;
    DotNode& below = nodes_[item.subject_id];
    if (below.name.empty()) below.name = item.subject_name;
    const bool identity = item.kind == EvidenceKind::kIdentity;
    absl::StrAppend(&edges_, "  ", Quoted(Printable(owner)), " -> ",
                    Quoted(Printable(item.subject_id)), " [label=", Quoted(EdgeText(item)),
                    identity ? ", style=dashed" : "",
                    deciding ? ", penwidth=2.5" : ", color=gray50, fontcolor=gray30", "];\n");
  }

  std::string NodeLine(const std::string& id, const DotNode& node) const {
    std::string label = Printable(node.name);
    if (id != node.name && !id.starts_with("unknown holder")) {
      absl::StrAppend(&label, "\n", Printable(id));
    }
    for (const std::string& listing : node.listed) {
      absl::StrAppend(&label, "\nlisted: ", Printable(listing));
    }
    return absl::StrCat("  ", Quoted(Printable(id)), " [label=", Quoted(label),
                        node.listed.empty() ? "" : ", style=filled, fillcolor=\"#f4c7c3\"",
                        id == picture_.subject_id ? ", penwidth=3" : "", "];\n");
  }

  const Verdict& verdict_;
  const Picture& picture_;
  std::map<std::string, DotNode> nodes_;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;
  std::string edges_;
};

}  // namespace

std::string VerdictDot(const Verdict& verdict, const Picture& picture) {
  return Drawing(verdict, picture).Dot();
}

}  // namespace lynceus::review
