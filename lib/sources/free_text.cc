#include "lib/sources/free_text.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/demonyms.h"
#include "lib/sources/text_decoding.h"

namespace lynceus::sources {
namespace {

// White space beyond ASCII's, and characters that have no width.
constexpr std::string_view kWideSpaces[] = {
    "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006",
    "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
constexpr std::string_view kNoWidth[] = {"\u200B", "\u200E", "\u200F", "\u2060", "\uFEFF"};

// The length of the white space that `text` begins with; 0 where it begins with none.
std::size_t SpaceBytes(std::string_view text) {
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  for (const std::string_view space : kWideSpaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

std::size_t NoWidthBytes(std::string_view text) {
  for (const std::string_view none : kNoWidth) {
    if (text.starts_with(none)) return none.size();
  }
  return 0;
}

// Without punctuation that is left at its ends by cutting, and without a parenthesis that has no
// other.
std::string Trimmed(std::string_view text) {
  std::string tidy = TidyText(text);
  constexpr std::string_view kLeft = ",;:)";
  constexpr std::string_view kRight = ",;:(";
  while (!tidy.empty()) {
    const auto open = std::ranges::count(tidy, '(');
    const auto closed = std::ranges::count(tidy, ')');
    if (kRight.find(tidy.back()) != std::string_view::npos ||
        (tidy.back() == ')' && closed > open)) {
      tidy.pop_back();
    } else if (kLeft.find(tidy.front()) != std::string_view::npos ||
               (tidy.front() == '(' && open > closed)) {
      tidy.erase(0, 1);
    } else if (tidy.front() == '(' && tidy.back() == ')' && open == 1 && closed == 1) {
      tidy = tidy.substr(1, tidy.size() - 2);
    } else {
      break;
    }
    tidy = TidyText(tidy);
  }
  return tidy;
}

bool IsAllUpper(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

// Whether what stands in parentheses at the end of a name is itself a name: an abbreviation or
// another way to say it, or anything in quotes; not a place, a number, a legal form, a remark or
// the word for a part of a company.
bool IsNameInParentheses(std::string_view inner, bool is_quoted) {
  static const RE2 kPart(
      R"((?i)(?:.*\b)?(?:branch|subsidiary|headquarters|head office|parent company|group|company|firm|private|pvt|pty|male|female|deceased)(?:\b.*)?)");
  static const RE2 kRemark(
      R"((?i)(?:and|with|but|only|except|including|in|for|as|of|under|by|see|tin|cnpj|nit|ruc|reg|registration|tax|id|no)\b.*)");
  static const RE2 kLegalForm(
      R"((?i)(?:jsc|pjsc|ojsc|cjsc|llc|ltd|limited|inc|co|ao|oao|pao|zao|ooo|sa|s\.a|sl|srl|gmbh|plc|limited partnership|limited liability company|joint stock company|ао|пао|ооо|зао|оао)\.?)");
  const re2::StringPiece text(inner.data(), inner.size());
  if (inner.size() < 2 || RE2::FullMatch(text, kPart) || RE2::FullMatch(text, kRemark) ||
      RE2::FullMatch(text, kLegalForm) || !CountryCode(inner).empty()) {
    return false;
  }
  const bool has_space = inner.find(' ') != std::string_view::npos;
  const std::string_view script = ScriptOf(inner);
  return is_quoted || has_space || IsAllUpper(inner) || (!script.empty() && script != "Latn");
}

// Without quotes that stand around the whole of it.
std::string Unquoted(std::string text) {
  static const RE2 kQuoted(R"re(^(?:"([^"]+)"|“([^“”]+)”|«([^«»]+)»|'([^']+)'|\[([^\[\]]+)\])$)re");
  std::string parts[5];
  if (!RE2::FullMatch(text, kQuoted, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4])) {
    return text;
  }
  for (std::string& part : parts) {
    if (!part.empty()) return std::move(part);
  }
  return text;
}

// One word, with or without a title: "ICOR", "Mr. Brandao".
bool IsShort(std::string_view name) {
  static const RE2 kTitle(R"((?i)^(?:mr|ms|mrs|miss|dr)\.?\s+)");
  std::string text(name);
  RE2::Replace(&text, kTitle, "");
  return text.find(' ') == std::string::npos;
}

std::string_view Tag(std::string_view text) {
  const std::string_view script = ScriptOf(text);
  return script == "Latn" ? std::string_view() : script;
}

void AddTo(std::vector<Name>& names, std::string text, NameKind kind) {
  if (text.empty()) return;
  const auto same = std::ranges::find(names, text, &Name::text);
  if (same != names.end()) return;
  std::string script(Tag(text));
  names.push_back({.text = std::move(text), .kind = kind, .script = std::move(script)});
}

// "Institute of X (IX)": the name, then what stands before and in the parentheses. "X (birth name)"
// is X alone.
void AddWithParentheses(std::vector<Name>& names, const std::string& text, NameKind kind) {
  static const RE2 kAtEnd(R"(^(.*\S)\s*[(（]([^()（）]+)[)）]$)");
  static const RE2 kWhatItIs(
      R"((?i)(?:birth|combat|maiden|pen|code|nick) ?name|call ?signs?|nom de guerre|pseudonym|alias)");
  std::string outer;
  std::string inner;
  const bool has_end = RE2::FullMatch(text, kAtEnd, &outer, &inner);
  inner = TidyText(inner);
  if (has_end && RE2::FullMatch(inner, kWhatItIs)) return AddTo(names, Trimmed(outer), kind);
  AddTo(names, text, kind);
  if (!has_end) return;
  const std::string bare = Unquoted(inner);
  if (!IsNameInParentheses(bare, bare != inner)) return;
  inner = bare;
  const NameKind other = kind == NameKind::kPrimary ? NameKind::kAlias : kind;
  AddTo(names, Trimmed(outer), other);
  AddTo(names, Trimmed(inner), IsShort(inner) ? NameKind::kWeak : other);
}

// The words in front of another name of the same party; the first group holds those that say that
// it is a name of the past.
const RE2& AlsoKnown() {
  static const auto& pattern = *new RE2(
      R"((?i)(?:^|[\s,;(]+)(?:(formerly|previously|f[./]?\s?k[./]?\s?a\b)|now|also|currently|may also be)?[\s,]*)"
      R"((?:(?:known as|operating as|doing business (?:as|under)|d\s?/?\s?b\s?/?\s?a\b|d\.b\.a\b|)"
      R"([an][./]?\s?k[./]?\s?a\b|formerly\b|previously\b)[.:]*\s*))");
  return pattern;
}

struct Cut {
  std::string text;
  bool former = false;
};

// "A (formerly B; also known as C)" as A, B, C.
std::vector<Cut> CutAtMarkers(const std::string& text) {
  static const RE2 kFormerAlone(
      R"((?i)(?:^|[\s,;(]+)(formerly|previously|f[./]?k[./]?a)\b[.:]*\s+)");
  std::vector<Cut> cuts;
  std::string_view rest = text;
  bool former = false;
  while (true) {
    std::string past;
    re2::StringPiece match;
    re2::StringPiece piece(rest.data(), rest.size());
    re2::StringPiece groups[2];
    bool found = AlsoKnown().Match(piece, 0, piece.size(), RE2::UNANCHORED, groups, 2);
    re2::StringPiece alone[2];
    if (kFormerAlone.Match(piece, 0, piece.size(), RE2::UNANCHORED, alone, 2) &&
        (!found || alone[0].data() < groups[0].data())) {
      groups[0] = alone[0];
      groups[1] = alone[1];
      found = true;
    }
    if (!found) break;
    const auto at = static_cast<std::size_t>(groups[0].data() - rest.data());
    cuts.push_back({.text = std::string(rest.substr(0, at)), .former = former});
    const std::string words = LowerAscii({groups[0].data(), groups[0].size()});
    former = !groups[1].empty() || words.find("former") != std::string::npos ||
             words.find("previous") != std::string::npos;
    rest.remove_prefix(at + groups[0].size());
  }
  cuts.push_back({.text = std::string(rest), .former = former});
  return cuts;
}

// "X (previously listed as)", "X (formerly listed as, in Arabic: Y)": X and Y are names of before.
bool AddListedBefore(const std::string& text, std::vector<Name>& names) {
  static const RE2 kListedBefore(
      R"((?i)(.*\S)\s*\((?:previously|formerly) listed as\b[., ]*(?:in [a-z]+:\s*([^()]*))?\))");
  std::string name;
  std::string in_other_script;
  if (!RE2::FullMatch(text, kListedBefore, &name, &in_other_script)) return false;
  AddTo(names, name, NameKind::kFormer);
  AddTo(names, TidyText(in_other_script), NameKind::kFormer);
  return true;
}

}  // namespace

std::string TidyText(std::string_view text) {
  std::string tidy;
  bool space = false;
  while (!text.empty()) {
    if (const std::size_t none = NoWidthBytes(text); none > 0) {
      text.remove_prefix(none);
    } else if (const std::size_t size = SpaceBytes(text); size > 0) {
      space = !tidy.empty();
      text.remove_prefix(size);
    } else {
      if (space) tidy += ' ';
      space = false;
      tidy += text[0];
      text.remove_prefix(1);
    }
  }
  return tidy;
}

bool SaysNothing(std::string_view text) {
  static constexpr std::string_view kNothing[] = {
      "na", "n/a", "n.a.", "nil", "none", "-", "--", "unknown", "not available", "not applicable"};
  const std::string lower = LowerAscii(TidyText(text));
  return lower.empty() || std::ranges::find(kNothing, lower) != std::end(kNothing);
}

std::vector<std::string> SplitEnumerated(std::string_view text) {
  static const RE2 kMark(R"((?:^|[\s;,.])\(?([a-z])\)\s*)");
  const std::string tidy = TidyText(text);
  std::vector<std::string> parts;
  re2::StringPiece all(tidy);
  std::size_t begin = 0;  // of the part that is open
  std::size_t from = 0;
  char expected = 'a';
  re2::StringPiece groups[2];
  while (kMark.Match(all, from, all.size(), RE2::UNANCHORED, groups, 2)) {
    const auto at = static_cast<std::size_t>(groups[0].data() - tidy.data());
    from = at + groups[0].size();
    // A letter that is used twice ("c) 1969 c) 1971") begins a part too.
    const bool again = expected > 'a' && groups[1][0] == expected - 1;
    if (groups[1][0] != expected && !again) continue;
    if (std::string part = Trimmed(tidy.substr(begin, at - begin)); !part.empty()) {
      parts.push_back(std::move(part));
    }
    begin = from;
    if (!again) ++expected;
  }
  if (expected == 'a') return tidy.empty() ? parts : std::vector<std::string>{tidy};
  std::string last = TidyText(tidy.substr(begin));
  while (last.ends_with(';') || last.ends_with(',')) last.pop_back();
  if (!last.empty()) parts.push_back(std::move(last));
  return parts;
}

std::vector<Name> NamesIn(std::string_view text) {
  std::vector<Name> names;
  if (AddListedBefore(TidyText(text), names)) return names;
  const std::vector<Cut> cuts = CutAtMarkers(TidyText(text));
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const std::string cut = cuts.size() == 1 ? cuts[i].text : Trimmed(cuts[i].text);
    if (cuts.size() > 1 && LowerAscii(cut) == "also") continue;
    NameKind kind = cuts[i].former ? NameKind::kFormer : NameKind::kAlias;
    if (i == 0) kind = NameKind::kPrimary;
    AddWithParentheses(names, Unquoted(cut), kind);
  }
  return names;
}

void AddNamesIn(Entity& entity, std::string_view text, NameKind kind) {
  bool first = true;
  for (const Name& name : NamesIn(text)) {
    // "Formerly known as X" among the aliases is a former name; as a row's own name it is primary.
    const bool takes_kind =
        first && (kind == NameKind::kPrimary || name.kind == NameKind::kPrimary);
    NameKind as = takes_kind ? kind : name.kind;
    if (kind == NameKind::kWeak || kind == NameKind::kFormer) as = kind;
    AddName(entity, name.text, as, name.script);
    first = false;
  }
}

bool BeginsWithTitleOfPerson(std::string_view name) {
  static const RE2 kTitle(R"((?i)^(?:mr|ms|mrs|miss|dr|prof|eng|sr|sra)(?:\.\s*|\s+)\S)");
  return RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), kTitle);
}

std::vector<std::string> CountriesIn(std::string_view text) {
  static const RE2 kSeparator(R"((?i)\s*(?:[;/,]|\band\b|\bor\b)\s*)");
  std::vector<std::string> codes;
  const auto add = [&codes](std::string code) {
    if (!code.empty() && std::ranges::find(codes, code) == codes.end()) {
      codes.push_back(std::move(code));
    }
  };
  const auto known = [](std::string_view word) {
    const std::string_view code = CountryCode(word);
    return std::string(code.empty() ? DemonymCountry(word) : code);
  };
  for (const std::string& part : SplitEnumerated(text)) {
    if (SaysNothing(part)) continue;
    if (std::string code = known(part); !code.empty()) {
      add(std::move(code));  // "Bosnia and Herzegovina" is one.
      continue;
    }
    std::string words = part;
    RE2::GlobalReplace(&words, kSeparator, ";");
    std::vector<std::string> several;
    bool all_known = true;
    for (const std::string& word : SplitTrimmed(words, ';')) {
      if (LowerAscii(word) == "congolese") {
        several.insert(several.end(), {"cd", "cg"});  // of the one or the other
        continue;
      }
      several.push_back(known(word));
      all_known = all_known && !several.back().empty();
    }
    if (!all_known) several = {part};
    for (std::string& code : several) add(std::move(code));
  }
  return codes;
}

void AddCountriesIn(Entity& entity, std::string_view property, std::string_view text) {
  static const RE2 kNote(R"(\s*\(([^()]*)\))");
  std::string tidy = TidyText(text);
  if (CountryCode(tidy).empty()) {
    std::string note;
    while (RE2::PartialMatch(tidy, kNote, &note)) {
      // An enumerator "(a)" is none.
      if (note.size() < 2) break;
      AddProperty(entity, "notes", absl::StrCat(ToAbsl(property), ": ", tidy));
      RE2::Replace(&tidy, kNote, "");
    }
  }
  for (const std::string& code : CountriesIn(tidy)) AddCountry(entity, property, code);
}

}  // namespace lynceus::sources
