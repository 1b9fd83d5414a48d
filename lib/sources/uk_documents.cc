// A part of the text is cut before the words that begin its dates and places ("issued", "expires",
// "under name"), since these hold digits too; in what is left the first number counts, and every
// number behind "passport no." and its like.

#include "lib/sources/uk_documents.h"

#include <re2/re2.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/joined_parties.h"
#include "lib/sources/uk_words.h"

namespace lynceus::sources {
namespace {

// A number as documents have it: at least three digits, letters before or among them.
constexpr const char* kNumber =
    R"((?:^|[\s:(.,)])((?:[A-Z]{1,6}[ \-/])?(?:[A-Z]{1,6}|x)[ \-/]?\d[\dA-Z/.\-]*\d[A-Z]?|)"
    R"(\d[\dA-Z/.\-]+(?: \d[\dA-Z/.\-]+)*))";

struct Found {
  std::string number;
  std::string country;
};

std::size_t Digits(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) digits += c >= '0' && c <= '9' ? 1 : 0;
  return digits;
}

// The first country that is named in words of `text`: in parentheses, or before "passport" or the
// number.
std::string CountryIn(const std::string& text) {
  static const RE2 kInParentheses(R"(\(([^()]+)\)?)");
  static const RE2 kNoise(
      R"((?i)\b(?:false|diplomatic|diplomatib|service|official|national|foreign|travel|document|)"
      R"(identification|identity|id|card|civil|federal|passports?|number|no|tazkira|issued|by)\b)"
      R"(\.?:?)");
  const auto code = [](std::string words) {
    RE2::GlobalReplace(&words, kNoise, " ");
    return std::string(UkCountryCode(words));
  };
  re2::StringPiece rest(text);
  std::string words;
  while (RE2::FindAndConsume(&rest, kInParentheses, &words)) {
    if (std::string found = code(words); !found.empty()) return found;
  }
  static const RE2 kBefore(
      R"(([^\d(]*?)(?:(?i:passport|national id|identification|identity)\b|[A-Z]{0,4}[ \-]?\d).*)");
  if (RE2::FullMatch(text, kBefore, &words)) {
    if (std::string found = code(words); !found.empty()) return found;
  }
  static const RE2 kBehind(R"([^,]*\d[^,]*, ([A-Z][a-z]+(?: [A-Z][a-z]+)?) .*)");
  return RE2::FullMatch(text, kBehind, &words) ? code(words) : std::string();
}

std::string Cut(const std::string& text) {
  static const RE2 kBehind(
      R"((?i)[\s,.(;]+(?:issued|issue|expir\w*|dates? of|valid|revoked|under (?:the )?name|)"
      R"(in (?:the )?name|born|delivered)\b.*)");
  std::string head = text;
  RE2::Replace(&head, kBehind, "");
  return head;
}

void Find(const std::string& text, std::vector<Found>& found) {
  static const RE2 kAny(kNumber);
  static const RE2 kLabel(
      R"((?i:.*?)\b(?i:passport|card|id|number|national identity|identification)\s*)"
      R"((?i:number|no\b|n°|№)?\s*[.:]{0,2}\s*(?:\([a-z]\)\s*)?(.*))");
  const std::string head = Cut(text);
  std::string behind;
  std::string number;
  if (RE2::FullMatch(head, kLabel, &behind) && RE2::PartialMatch(behind, kAny, &number) &&
      Digits(number) >= 3) {
    found.push_back({number, CountryIn(text)});
  } else if (RE2::PartialMatch(head, kAny, &number) && Digits(number) >= 3) {
    found.push_back({number, CountryIn(text)});
  }
}

// Where a part names several documents without numbering them, each "passport number" begins one.
std::vector<std::string> Parts(std::string_view text) {
  static const RE2 kBegin(R"(\.\s+((?:[A-Z][a-z]+ )?[Pp]assport (?:number|no)\b))");
  static const RE2 kInner(R"((?:[:.,]\s*)\(a\)(.*))");
  std::vector<std::string> parts;
  for (std::string part : SplitNumbered(text)) {
    std::string listed;
    if (RE2::PartialMatch(part, kInner, &listed)) {
      for (std::string& inner : SplitNumbered("(a)" + listed)) parts.push_back(std::move(inner));
      continue;
    }
    RE2::GlobalReplace(&part, kBegin, "\x1F\\1");
    for (std::string& piece : SplitTrimmed(part, '\x1F')) parts.push_back(std::move(piece));
  }
  return parts;
}

std::string_view TypeOf(UkDocumentKind kind) {
  return kind == UkDocumentKind::kPassport ? "passportNumber" : "idNumber";
}

std::string_view WordOf(UkDocumentKind kind) {
  return kind == UkDocumentKind::kPassport ? "passport: " : "national identifier: ";
}

}  // namespace

void AddUkDocuments(UkDocumentKind kind, std::string_view text, UkParty& party) {
  for (const std::string& part : Parts(text)) {
    std::vector<Found> found;
    Find(part, found);
    for (const Found& document : found) {
      AddIdentifier(party.record.entity, TypeOf(kind), document.number, document.country);
    }
    const std::string said = absl::StrCat(ToAbsl(WordOf(kind)), part);
    if (found.empty()) {
      AddFragmentOnce(party.record, said);
    } else if (found[0].number != part) {
      AddProperty(party.record.entity, "notes", said);
    }
  }
}

void AddUkDocument(UkDocumentKind kind, std::string_view number, std::string_view words,
                   UkParty& party) {
  const std::string value = OneLine(number);
  const std::string said = OneLine(words);
  static const RE2 kPlain(R"([A-Z0-9][A-Z0-9 /.\-]*)");
  if (value.empty()) {
    if (!said.empty()) AddUkDocuments(kind, said, party);
    return;
  }
  if (!RE2::FullMatch(value, kPlain)) {
    AddUkDocuments(kind, value, party);
  } else {
    AddIdentifier(party.record.entity, TypeOf(kind), value, CountryIn(said));
  }
  if (!said.empty()) {
    AddProperty(party.record.entity, "notes",
                absl::StrCat(ToAbsl(WordOf(kind)), value, ", ", said));
  }
}

}  // namespace lynceus::sources
