#include "lib/rules/read_entries.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/model/identifier_types.h"

namespace lynceus::rules {
namespace {

constexpr std::size_t kDigestLetters = 64;

// Who, why, from when until when. Two persons decide.
EntryWords ReadWords(YamlMap& map, bool needs_end) {
  EntryWords words{.key = map.Text("key", true),
                   .author = map.Text("author", true),
                   .approver = map.Text("approver", true),
                   .reason = map.Text("reason", true)};
  if (!map.Text("from", true).empty()) words.from = map.Day("from").value_or(Date());
  if (!map.Text("until", needs_end).empty()) words.until = map.Day("until");
  if (words.until && *words.until <= words.from) {
    map.Problem("until", "it is not after from", "mend the dates");
  }
  if (!words.author.empty() &&
      LowerAscii(TrimAscii(words.author)) == LowerAscii(TrimAscii(words.approver))) {
    map.Problem("approver", "it is the author", "let another person approve the entry");
  }
  return words;
}

std::string ReadDigest(YamlMap& map, std::string_view key) {
  std::string digest = map.Text(key, true);
  const bool hex = digest.size() == kDigestLetters &&
                   digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!digest.empty() && !hex) {
    map.Problem(key, "it is no digest of 64 hexadecimal digits", "copy it from an answer");
  }
  return digest;
}

Identifier ReadIdentifier(YamlMap& map, const std::string& text) {
  const std::size_t colon = text.find(':');
  Identifier identifier{.type = text.substr(0, colon)};
  const auto& types = IdentifierTypes();
  if (std::find(types.begin(), types.end(), identifier.type) == types.end()) {
    map.Problem("identifiers", absl::StrCat(identifier.type, " is no type of identifier"),
                "write TYPE:VALUE with leiCode, innCode, imoNumber, passportNumber ...");
  }
  if (colon != std::string::npos) identifier.value = TrimAscii(text.substr(colon + 1));
  if (identifier.value.empty()) {
    map.Problem("identifiers", "the value is empty", "write TYPE:VALUE");
  }
  return identifier;
}

void ReadNames(YamlMap& map, Entity& party) {
  NameKind kind = NameKind::kPrimary;
  for (const std::string& name : map.Texts("names")) {
    party.names.push_back({.text = name, .kind = kind});
    kind = NameKind::kAlias;
  }
}

void ReadDates(YamlMap& map, std::string_view key, std::vector<PartialDate>& dates) {
  for (const std::string& text : map.Texts(key)) {
    const auto date = PartialDate::ParseIso(text);
    if (date.ok()) {
      dates.push_back(*date);
    } else {
      map.Problem(key, absl::StrCat(text, " is no date"), "write YYYY-MM-DD, YYYY-MM or YYYY");
    }
  }
}

void ReadCountries(YamlMap& map, Entity& party) {
  for (const std::string& code : map.Texts("countries")) {
    const bool fits = code.size() == 2 && code == LowerAscii(code);
    if (!fits) {
      map.Problem("countries", absl::StrCat(code, " is no code of two small letters"),
                  "write the ISO 3166-1 code");
    }
    party.countries.push_back({.property = "country", .code = code});
  }
}

}  // namespace

GoodGuy ReadGoodGuy(YamlMap& map) {
  return {.words = ReadWords(map, true),
          .counterparty_id = map.Text("counterparty", false),
          .asked_digest = ReadDigest(map, "asked_digest"),
          .listed = map.Text("listed", true),
          .listed_digest = ReadDigest(map, "listed_digest")};
}

BlockEntry ReadBlockEntry(YamlMap& map) {
  BlockEntry entry{.words = ReadWords(map, false)};
  Entity& party = entry.party;
  party.id = absl::StrCat("internal:", entry.words.key);
  party.provenance = {.source = "internal", .place = absl::StrCat("line ", map.place().line)};
  if (const std::string word = map.Text("schema", false); !word.empty()) {
    const auto schema = ParseSchema(word);
    if (!schema) map.Problem("schema", absl::StrCat("there is no schema ", word), "use an FtM one");
    party.schema = schema.value_or(Schema::kUnknown);
  }
  ReadNames(map, party);
  ReadDates(map, "birth_dates", party.birth_dates);
  ReadDates(map, "founded_dates", party.founded_dates);
  ReadCountries(map, party);
  for (const std::string& text : map.Texts("identifiers")) {
    party.identifiers.push_back(ReadIdentifier(map, text));
  }
  if (party.names.empty() && party.identifiers.empty()) {
    map.Problem("names", "nothing would find the party", "give names, identifiers or both");
  }
  const std::string decision = map.Text("decision", true);
  if (decision == "REVIEW") {
    entry.decision = Decision::kReview;
  } else if (!decision.empty() && decision != "BLOCK") {
    map.Problem("decision", absl::StrCat(decision, " is no decision of an entry"),
                "use BLOCK or REVIEW");
  }
  return entry;
}

}  // namespace lynceus::rules
