#pragma once
// The packs of rules/names as look-up tables.
//
// Forms are stored as the analysis sees them: folded, romanised and run together, so that a pack
// may write "S.A. de C.V.", "ООО" or "شركة" as people do. A bank's own table of variants, where it
// stands beside the packs, is one of them. Immutable after Load; Thread-safe.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "lib/names/frequent_words.h"
#include "lib/names/misspelt_words.h"
#include "lib/names/romanise.h"

namespace lynceus::names {

// The class of words such as "company" and "corporation" that say no more than that it is one.
inline constexpr std::uint16_t kGeneralForm = 1;

struct LegalForm {
  std::uint16_t class_id = 0;
  bool leading = false;      // may stand before the name as well
  bool persons_too = false;  // is cut from what is said to be a person's name
};

// A frequent company word. One form may stand for several words (直接投資: direct investment).
struct CompanyWord {
  std::vector<std::string> canonical;
  std::int32_t weight = 0;
};

// What a phrase around a name does: a bit set, since one may do several things ("payment").
enum AroundKind : std::uint8_t {
  kAroundBefore = 1,    // leads to the party
  kAroundNumbered = 2,  // names a number
  kAroundPurpose = 4,   // says what a payment is for
  kAroundBorn = 8,      // a date of birth follows
  kAroundFormer = 16,   // another name of the party follows
};

struct AroundPhrase {
  std::uint8_t kinds = 0;
  std::size_t words = 0;
};

// Appends a word to the key of a phrase: words with blanks between, or the slash that stood there.
void AppendAroundWord(const Word& word, std::string_view text, std::string& key);

// Shorter words are too near to others to be taken for one misspelt, or without its vowels.
inline constexpr std::size_t kFormWordLettersMin = 5;
inline constexpr std::size_t kBareFormLettersMin = 3;  // "jnt": only as one word of several
inline constexpr std::size_t kBareLettersMin = 6;
inline constexpr std::size_t kSlipLettersMin = 7;

// Vowels but the first letter left out, as abbreviations and keyboards do.
std::string WithoutVowels(std::string_view text);

// A form in a script that is written without blanks, looked for inside runs.
template <typename Value>
struct GluedForm {
  std::u32string letters;
  Value value;
};

class Vocabulary {
 public:
  // Errors: NotFound; InvalidArgument naming file and line (unknown keys are refused);
  // ResourceExhausted where a table of variants has too many lines.
  static absl::StatusOr<std::unique_ptr<const Vocabulary>> Load(const std::string& directory,
                                                                const Romaniser& romaniser);

  // Look-ups by romanised text; null, empty or nothing where it is not in the packs.
  const LegalForm* FindLegalForm(std::string_view joined) const;
  // Returns `word` or, where it is a word of a legal form with one letter wrong, missing or too
  // many, or without its vowels ("liabflity", "lmtd"), that word.
  std::string CorrectFormWord(std::string_view word) const;
  // Forms that are recognised where they have grown together with the name ("cypruslimited").
  const std::vector<std::string>& fused_legal_forms() const { return fused_legal_forms_; }
  const CompanyWord* FindCompanyWord(std::string_view text) const;
  // The company word of five letters and more that `text` is without its vowels. For names that are
  // written so throughout: three letters are an acronym elsewhere.
  const CompanyWord* FindBareCompanyWord(std::string_view text) const;
  // The long company word that `text`, which no pack knows, is a slip of ("internatoinal").
  const CompanyWord* FindMisspeltCompanyWord(std::string_view text) const;
  // Returns `text` or the known word that it is a misreading of: digits for letters ("c0mpany",
  // "0a0"), pairs of letters for one ("ahmecl").
  std::string AsMeant(std::string_view text) const;
  std::string_view Particle(std::string_view text) const;  // as compared: "ibn" gives "bin"
  bool IsPreposition(std::string_view text) const { return prepositions_.contains(ToKey(text)); }
  bool IsHonorific(std::string_view text) const { return honorifics_.contains(ToKey(text)); }
  bool IsVesselPrefix(std::string_view text) const {
    return vessel_prefixes_.contains(ToKey(text));
  }
  std::optional<std::int32_t> NumberWord(std::string_view text) const;
  std::array<std::uint16_t, 2> GroupsOf(std::string_view text) const;
  // The form of the bank's own table (name_variants.h) whose words run together are `text`,
  // romanised or in their own script; null where there is none.
  const std::string* FindVariant(std::string_view text) const;
  bool has_variants() const { return !variants_.empty(); }
  std::optional<std::int32_t> WeightOf(std::string_view text) const;
  // The names below kFrequentWeight.
  const FrequentWords& frequent_words() const { return frequent_words_; }

  // Phrases around a name, by their key; the most words that one beginning with `word` has.
  std::uint8_t AroundKinds(std::string_view key) const;
  std::size_t around_words_max(std::string_view word) const;
  bool IsMonth(std::string_view text) const { return months_.contains(ToKey(text)); }
  bool IsStreetWord(std::string_view text) const { return streets_.contains(ToKey(text)); }
  bool IsBranchWord(std::string_view text) const { return branches_.contains(ToKey(text)); }
  bool IsCity(std::string_view text) const { return cities_.contains(ToKey(text)); }
  bool IsPlace(std::string_view text) const {
    return IsCity(text) || countries_.contains(ToKey(text));
  }
  bool IsVesselRemark(std::string_view text) const { return vessel_remarks_.contains(ToKey(text)); }

  // Forms inside runs of Han, kana and Hangul, longest first.
  const std::vector<GluedForm<LegalForm>>& glued_legal_forms() const { return glued_legal_forms_; }
  const std::vector<GluedForm<CompanyWord>>& glued_words() const { return glued_words_; }
  // True for Chinese surnames of two characters (欧阳).
  bool IsDoubleSurname(std::u32string_view letters) const;

  std::size_t legal_form_tokens_max() const { return legal_form_tokens_max_; }
  const std::string& digest() const { return digest_; }

 private:
  friend class PackReader;
  using Key = absl::string_view;
  static Key ToKey(std::string_view text) { return {text.data(), text.size()}; }
  bool IsNameWord(std::string_view text) const;
  bool IsKnownWord(std::string_view text) const;
  std::string WithoutDigits(std::string_view text) const;

  absl::flat_hash_map<std::string, LegalForm> legal_forms_;
  absl::flat_hash_set<std::string> form_words_;  // of five letters and more
  MisspeltWords misspelt_form_words_;
  MisspeltWords misspelt_company_words_;
  absl::flat_hash_map<std::string, std::string> bare_form_words_;
  absl::flat_hash_map<std::string, CompanyWord> bare_words_;  // long words without vowels
  absl::flat_hash_map<std::string, CompanyWord> short_bare_words_;
  std::vector<std::string> fused_legal_forms_;
  absl::flat_hash_map<std::string, CompanyWord> company_words_;
  absl::flat_hash_map<std::string, std::string> particles_;
  absl::flat_hash_set<std::string> prepositions_;
  absl::flat_hash_set<std::string> honorifics_;
  absl::flat_hash_set<std::string> vessel_prefixes_;
  absl::flat_hash_map<std::string, std::int32_t> numbers_;
  absl::flat_hash_map<std::string, std::array<std::uint16_t, 2>> groups_;
  absl::flat_hash_map<std::string, std::string> variants_;  // to the form, romanised
  absl::flat_hash_map<std::string, std::int32_t> weights_;
  FrequentWords frequent_words_;
  absl::flat_hash_map<std::string, std::uint8_t> around_phrases_;
  absl::flat_hash_map<std::string, std::size_t> around_first_words_;
  absl::flat_hash_set<std::string> months_;
  absl::flat_hash_set<std::string> streets_;
  absl::flat_hash_set<std::string> branches_;
  absl::flat_hash_set<std::string> countries_;
  absl::flat_hash_set<std::string> cities_;
  absl::flat_hash_set<std::string> vessel_remarks_;
  std::vector<GluedForm<LegalForm>> glued_legal_forms_;
  std::vector<GluedForm<CompanyWord>> glued_words_;
  std::vector<std::u32string> double_surnames_;
  std::size_t legal_form_tokens_max_ = 1;
  std::string digest_;
};

}  // namespace lynceus::names
