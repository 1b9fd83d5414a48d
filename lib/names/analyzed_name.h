#pragma once
// A name taken apart: what matching compares and what retrieval finds names by.
//
// One analysis serves both sides, the listed name at build and the asked name at query, so the two
// can never disagree. Everything here is a pure function of the text, the schema and the vocabulary
// pack.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/model/entity.h"

namespace lynceus::names {

enum class TokenKind : std::uint8_t {
  kWord = 0,
  kInitial = 1,     // one letter, or letters written with a dot after each ("A.B.C.")
  kNumber = 2,      // digits, ordinals and Roman numerals, `text` is the number in digits
  kParticle = 3,    // bin, al, van der
  kHonorific = 4,   // Mr, Sheikh, Dr, Jr; weighs nothing when left over
  kCommon = 5,      // a frequent company word (bank, trading, group), in its canonical form
  kPatronymic = 6,  // Vladimirovich
  kAside = 7,       // said beside the name: in brackets, behind a slash, a place, a word twice
};

std::string_view TokenKindName(TokenKind kind);  // "word", "initial", "aside" ...

struct Token {
  std::string text;    // folded, transliterated to Latin, lower case: a-z and 0-9
  std::string native;  // folded in its own script; empty where that is Latin
  TokenKind kind = TokenKind::kWord;
  std::int32_t weight =
      0;  // rarity from the frequency pack, 1..10'000; independent of any snapshot
  // Classes of names that stand for each other, 0 where unused: spellings of one name (the high bit
  // is set: Mohammed, Muhamad) and nicknames (Bill, William). Kept by the index like the other
  // fields.
  std::array<std::uint16_t, 2> groups{};
  friend bool operator==(const Token&, const Token&) = default;
};

// Bit set of how the name reads.
enum NameTrait : std::uint8_t {
  kTraitPersonOrder =
      1,  // "Family, Given" was written with a comma and has been put as given, family
  kTraitHan = 2,
  kTraitCyrillic = 4,
  kTraitArabic = 8,
  kTraitOtherScript = 16,
  kTraitOnlyForms = 32,  // nothing but legal forms ("RT", "ООО", "RT LLC"): one stays as the name
};

struct AnalyzedName {
  std::vector<Token> tokens;     // at most limits::kNameTokensMax, legal forms removed
  std::uint16_t legal_form = 0;  // class id from the vocabulary pack; 0: none seen
  std::uint8_t traits = 0;       // NameTrait bits
  // All words as written, romanised and run together, titles and legal form included, what stands
  // around the name left out: the same under every schema, but for the order of "Family, Given".
  std::string joined;
  std::string native_joined;  // the same in the name's own script; empty where all is Latin
  friend bool operator==(const AnalyzedName&, const AnalyzedName&) = default;
};

// Tokens below this weight are so frequent (mohammed, bank, international) that they make an anchor
// only together with another token of their name.
inline constexpr std::int32_t kFrequentWeight = 1'500;

// From this length on two names with the same letters are taken for the same words in another
// order.
inline constexpr std::size_t kAnagramLettersMin = 15;
// A name this long may be another one cut off by a field of fixed length, where its own words
// (without the legal form) have so many letters left.
inline constexpr std::size_t kCutOffLettersMin = 20;
inline constexpr std::size_t kCutOffStart = 6;

// Key of an index posting: a hash of the anchor's class and text. Two names can score at or above
// 6,000 (the lowest threshold a policy may set) only if they share an anchor (DESIGN decision 9).
using Anchor = std::uint64_t;

// The vocabularies of rules/names, loaded once. Immutable; Thread-safe.
class Analyzer {
 public:
  // Reads the packs in `directory` (rules/names). Errors: NotFound, InvalidArgument naming file and
  // line.
  static absl::StatusOr<std::shared_ptr<const Analyzer>> Load(const std::string& directory);
  virtual ~Analyzer() = default;

  // Errors: InvalidArgument where `text` is not UTF-8 or holds nothing but punctuation;
  // ResourceExhausted where it exceeds limits::kNameBytesMax. Never an empty name: one that is only
  // legal forms keeps a form as its word, and kTraitOnlyForms. Tokens past limits::kNameTokensMax
  // are an error too.
  virtual absl::StatusOr<AnalyzedName> Analyze(std::string_view text, Schema schema) const = 0;

  // Appends the anchors of `name`, sorted, without repetition. `query` adds the forms only the
  // asking side needs. Cost: some dozens of hashes a name.
  virtual void Anchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out) const = 0;

  // The same anchors in three parts: those of tokens by themselves, which a token has in every name
  // that files it; those of tokens together; and those of tokens run together and of whole names.
  // FiledTokens gives the tokens that are filed, the first one in the lowest bit. Words
  // run together agree only where they share an anchor. Default: none is filed, and the name
  // shows all anchors.
  virtual std::uint64_t FiledTokens(const AnalyzedName& /*name*/) const { return 0; }
  // None where the token says nothing by itself.
  virtual void WordAnchors(const Token& /*token*/, bool /*query*/,
                           std::vector<Anchor>& /*out*/) const {}
  virtual void NameAnchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out) const {
    Anchors(name, query, out);
  }
  virtual void WholeAnchors(const AnalyzedName& /*name*/, bool /*query*/,
                            std::vector<Anchor>& /*out*/) const {}

  // Hex SHA-256 over the pack files, and the ICU version: both are pinned into a snapshot.
  virtual const std::string& pack_digest() const = 0;
};

std::string IcuVersion();
// "72.1 unicode 15.0 cldr 42.0": ICU and the data in it, for records.
const std::string& IcuAndDataVersions();

// Returns the comparable form of an identifier: upper case, without spaces, dashes and dots;
// prefixes such as "IMO" cut. Empty where nothing comparable is left.
std::string NormalizeIdentifier(std::string_view type, std::string_view value);

// True where an equal value of this type and (if any) country means the same party for certain:
// leiCode, innCode, ogrnCode, imoNumber, registrationNumber and taxNumber with country ...
bool IsStrongIdentifier(std::string_view type, std::string_view country);

}  // namespace lynceus::names
