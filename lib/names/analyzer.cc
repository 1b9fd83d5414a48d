// The analysis of a name, in this order:
//
//   words     folded and split by script (words.h)
//   order     "Family, Given" becomes given, family
//   drafts    words romanised; runs of Han, kana and Hangul segmented; Arabic articles and Abd- cut
//   off forms     legal forms at both ends taken off and kept as a class kinds     numbers,
//   particles, honorifics, company words, patronymics, initials; weights, groups
//
// Nothing here depends on the snapshot, so a name has one analysis wherever it stands.

#include <unicode/uversion.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "lib/base/limits.h"
#include "lib/base/status.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/anchors.h"
#include "lib/names/romanise.h"
#include "lib/names/vocabulary.h"
#include "lib/names/words.h"

namespace lynceus::names {
namespace {

// A token in the making, with what the word said about it.
struct Draft {
  Token token;
  Script script = Script::kLatin;
  bool hyphen_before = false;
  bool hyphen_after = false;
  bool dotted = false;
  bool bracketed = false;
  bool glued = false;  // cut out of a run without blanks
};

// How the schema lets a name be read.
struct Reading {
  bool person = false;   // surely a person
  bool persons = false;  // may be a person: person, legal entity, unknown
  bool things = false;   // may be something else than a person
  bool vessel = false;
};

Reading ReadingOf(Schema schema) {
  Reading reading;
  reading.person = schema == Schema::kPerson;
  reading.persons = reading.person || schema == Schema::kUnknown || schema == Schema::kLegalEntity;
  reading.things = !reading.person;
  reading.vessel = schema == Schema::kVessel || schema == Schema::kAirplane;
  return reading;
}

constexpr std::size_t kCorrectedLettersMin = 7;

bool IsGluedScript(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kHangul;
}

bool AllDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string WithoutLeadingZeros(std::string_view digits) {
  const std::size_t at = digits.find_first_not_of('0');
  return at == std::string_view::npos ? "0" : std::string(digits.substr(at));
}

// "1st", "22nd": the digits, else nothing.
std::optional<std::string> OrdinalDigits(std::string_view text) {
  if (text.size() < 3) return std::nullopt;
  const std::string_view ending = text.substr(text.size() - 2);
  const std::string_view digits = text.substr(0, text.size() - 2);
  const bool ordinal = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
  if (!ordinal || !AllDigits(digits)) return std::nullopt;
  return WithoutLeadingZeros(digits);
}

// Roman numerals up to 39 in their regular form: fund series and regnal numbers go no further.
std::optional<std::int32_t> RomanNumeral(std::string_view text) {
  constexpr std::array<std::string_view, 10> kUnits = {"",  "i",  "ii",  "iii",  "iv",
                                                       "v", "vi", "vii", "viii", "ix"};
  std::size_t tens = 0;
  while (tens < 3 && tens < text.size() && text[tens] == 'x') ++tens;
  const std::string_view rest = text.substr(tens);
  for (std::size_t unit = 0; unit < kUnits.size(); ++unit) {
    if (rest == kUnits[unit] && tens + unit > 0) {
      return static_cast<std::int32_t>(10 * tens + unit);
    }
  }
  return std::nullopt;
}

// Patronymics of East Slavic names: -ovich, -evna and their spellings; the short ones stand in a
// list.
bool LooksLikePatronymic(std::string_view text) {
  constexpr std::array<std::string_view, 16> kEndings = {
      "ovich", "evich",   "ovych",   "evych",   "yovych", "ovna",   "evna",   "ivna",
      "ichna", "inichna", "owitsch", "ewitsch", "ovic",   "ovitch", "evitch", "jewitsch"};
  constexpr std::array<std::string_view, 6> kShort = {"ilyich", "ilich",  "kuzmich",
                                                      "lukich", "fomich", "ilyinichna"};
  if (std::find(kShort.begin(), kShort.end(), text) != kShort.end()) return true;
  if (text.size() < 7) return false;
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

// Splits Abd- names: abdurrahman, abdul-rahman and abd al-rahman are all abd, rahman. Abdullah and
// Slavic surnames made from it stay whole. Returns the length of the prefix, 0 for none.
std::size_t AbdPrefix(std::string_view text) {
  if (!text.starts_with("abd") || text.size() < 8) return 0;
  for (const std::string_view ending : {"ov", "ev", "va"}) {
    if (text.ends_with(ending)) return 0;
  }
  constexpr std::array<std::string_view, 19> kPrefixes = {
      "abdoul", "abdool", "abdul", "abdal", "abdel", "abdol", "abdur", "abdar", "abder", "abdus",
      "abdas",  "abdes",  "abdun", "abdan", "abden", "abduz", "abdaz", "abdud", "abdut"};
  for (const std::string_view prefix : kPrefixes) {
    if (!text.starts_with(prefix)) continue;
    const std::string_view rest = text.substr(prefix.size());
    const bool allah = rest == "lah" || rest == "lahi" || rest == "lahe" || rest == "laev";
    return rest.size() >= 3 && !allah ? prefix.size() : 0;
  }
  return 0;
}

absl::Status NothingToCompare(std::string cause) {
  return InvalidError({.subject = "name",
                       .cause = std::move(cause),
                       .remedy = "send the party's name; leave the field out where it has none"});
}

std::uint8_t TraitOf(Script script) {
  switch (script) {
    case Script::kLatin:
    case Script::kDigits:
      return 0;
    case Script::kHan:
      return kTraitHan;
    case Script::kCyrillic:
      return kTraitCyrillic;
    case Script::kArabic:
      return kTraitArabic;
    case Script::kHebrew:
    case Script::kGreek:
    case Script::kKana:
    case Script::kHangul:
    case Script::kOther:
      return kTraitOtherScript;
  }
  return kTraitOtherScript;
}

// One run of the pipeline over one name.
class Analysis {
 public:
  Analysis(const Vocabulary& vocabulary, const Romaniser& romaniser, Schema schema)
      : vocabulary_(vocabulary),
        romaniser_(romaniser),
        reading_(ReadingOf(schema)),
        may_turn_(schema == Schema::kPerson || schema == Schema::kUnknown) {}

  absl::StatusOr<AnalyzedName> Run(std::vector<Word> words) {
    PutGivenNameFirst(words);
    if (reading_.things) MarkAlternatives(words);
    for (std::size_t at = 0; at < words.size(); ++at) {
      AddWord(words[at], words.size());
      if (!drafts_.empty() && at + 1 < words.size()) {
        drafts_.back().hyphen_after = words[at + 1].hyphen_before;
      }
    }
    TakeLegalForms();
    if (drafts_.empty()) return NothingToCompare("the name is only a legal form");
    JoinNumbers();
    if (reading_.things) JoinPhrases();
    for (std::size_t at = 0; at < drafts_.size(); ++at) Classify(at);
    FindPatronymic();
    KeepOneWord();
    Weigh();
    SetAside();
    return Finish();
  }

 private:
  // --- order ---

  void PutGivenNameFirst(std::vector<Word>& words) {
    if (!may_turn_) return;
    std::size_t comma = 0;
    for (std::size_t at = 1; at < words.size(); ++at) {
      if (!words[at].comma_before) continue;
      if (comma != 0) return;
      comma = at;
    }
    if (comma == 0 || !HoldsName(words, comma)) return;
    std::rotate(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(comma), words.end());
    result_.traits |= kTraitPersonOrder;
  }

  // "Al-Qa'ida/Islamic Army": what follows a slash between words is another name, not so in "A/S".
  static void MarkAlternatives(std::vector<Word>& words) {
    bool behind = false;
    for (std::size_t at = 1; at < words.size(); ++at) {
      const bool between_words = words[at - 1].letters.size() >= 3 && words[at].letters.size() >= 3;
      behind = behind || (words[at].slash_before && between_words);
      words[at].bracketed = words[at].bracketed || behind;
    }
  }

  // False where nothing but suffixes, titles and legal forms follows the comma ("Apple, Inc.").
  bool HoldsName(const std::vector<Word>& words, std::size_t from) const {
    std::string joined;
    bool name = false;
    for (std::size_t at = from; at < words.size(); ++at) {
      const std::string text = romaniser_.ToLatin(words[at].letters, words[at].script);
      joined += text;
      name = name || !vocabulary_.IsHonorific(text);
    }
    return name && vocabulary_.FindLegalForm(joined) == nullptr;
  }

  // --- drafts ---

  void AddWord(const Word& word, std::size_t word_count) {
    result_.traits |= TraitOf(word.script);
    if (IsGluedScript(word.script)) {
      AddRun(word, word_count);
    } else if (word.dotted && SplitsIntoInitials(word)) {
      for (const char32_t letter : word.letters) {
        Draft draft = MakeDraft(word, std::u32string(1, letter));
        draft.token.kind = TokenKind::kInitial;
        drafts_.push_back(std::move(draft));
      }
    } else if (word.script == Script::kArabic) {
      AddArabic(word);
    } else {
      drafts_.push_back(MakeDraft(word, word.letters));
      if (word.dotted) drafts_.back().token.kind = TokenKind::kInitial;
      if (reading_.persons) SplitAbd();
    }
  }

  // A person's "V.V." are two initials; a company's "A.B.C." is one acronym; legal forms stay
  // whole.
  bool SplitsIntoInitials(const Word& word) const {
    if (!reading_.persons) return false;
    const std::string text = romaniser_.ToLatin(word.letters, word.script);
    if (vocabulary_.FindLegalForm(text) != nullptr || vocabulary_.IsHonorific(text)) return false;
    return word.letters.size() <= (reading_.person ? 5U : 2U);
  }

  Draft MakeDraft(const Word& word, std::u32string_view letters) const {
    Draft draft;
    draft.token.text = romaniser_.ToLatin(letters, word.script);
    if (TraitOf(word.script) != 0) draft.token.native = ToUtf8(letters);
    draft.script = word.script;
    draft.hyphen_before = word.hyphen_before;
    draft.dotted = word.dotted;
    draft.bracketed = word.bracketed;
    return draft;
  }

  // The article is a word of its own, as it is in most romanisations.
  void AddArabic(const Word& word) {
    std::u32string_view letters = word.letters;
    if (letters.size() >= 5 && letters.starts_with(U"ال")) {
      Draft article = MakeDraft(word, letters.substr(0, 2));
      article.hyphen_after = true;
      drafts_.push_back(std::move(article));
      letters.remove_prefix(2);
    }
    drafts_.push_back(MakeDraft(word, letters));
  }

  void SplitAbd() {
    Draft& whole = drafts_.back();
    const std::size_t prefix = AbdPrefix(whole.token.text);
    if (prefix == 0 || vocabulary_.WeightOf(whole.token.text).has_value()) return;
    Draft rest = whole;
    rest.token.text = whole.token.text.substr(prefix);
    rest.token.native.clear();
    whole.token.text.resize(prefix);
    drafts_.push_back(std::move(rest));
  }

  // A run without blanks: legal forms off its ends, then known words, then names between them.
  void AddRun(const Word& word, std::size_t word_count) {
    const std::u32string simple =
        word.script == Script::kHan ? romaniser_.ToSimplified(word.letters) : word.letters;
    std::u32string_view letters = simple;
    if (reading_.things) letters = CutGluedForms(letters, word);
    if (letters.empty()) return;
    if (reading_.persons && word_count == 1 && AddSurnameFirst(word, letters)) return;
    if (!reading_.things) {
      PushRun(word, letters);
      return;
    }
    std::size_t unknown = 0;  // start of the part that no word covers
    for (std::size_t at = 0; at < letters.size();) {
      const GluedForm<CompanyWord>* found = GluedWordAt(letters.substr(at));
      if (found == nullptr) {
        ++at;
        continue;
      }
      PushRun(word, letters.substr(unknown, at - unknown));
      PushKnown(word, *found);
      at += found->letters.size();
      unknown = at;
    }
    PushRun(word, letters.substr(unknown));
  }

  std::u32string_view CutGluedForms(std::u32string_view letters, const Word& word) {
    for (bool again = true; again && !letters.empty();) {
      again = false;
      for (const auto& form : vocabulary_.glued_legal_forms()) {
        // One-letter forms ((株), (有)) count only where brackets set them apart.
        if (form.letters.size() == 1 && !(word.bracketed && letters == form.letters)) continue;
        if (letters.ends_with(form.letters)) {
          letters.remove_suffix(form.letters.size());
        } else if (letters.starts_with(form.letters)) {
          letters.remove_prefix(form.letters.size());
        } else {
          continue;
        }
        if (result_.legal_form == 0) result_.legal_form = form.value.class_id;
        again = true;
        break;
      }
    }
    return letters;
  }

  const GluedForm<CompanyWord>* GluedWordAt(std::u32string_view rest) const {
    for (const auto& form : vocabulary_.glued_words()) {
      if (form.letters.size() >= 2 && rest.starts_with(form.letters)) return &form;
    }
    return nullptr;
  }

  // A lone run of two to four characters said to be a person: surname, then given name.
  bool AddSurnameFirst(const Word& word, std::u32string_view letters) {
    if (!reading_.person || word.script == Script::kKana) return false;
    if (letters.size() < 2 || letters.size() > 4) return false;
    const bool two = letters.size() >= 3 && vocabulary_.IsDoubleSurname(letters.substr(0, 2));
    if (letters.size() == 4 && !two) return false;
    PushRun(word, letters.substr(0, two ? 2 : 1));
    PushRun(word, letters.substr(two ? 2 : 1));
    return true;
  }

  void PushRun(const Word& word, std::u32string_view letters) {
    if (letters.empty()) return;
    Draft draft = MakeDraft(word, letters);
    draft.glued = true;
    drafts_.push_back(std::move(draft));
  }

  void PushKnown(const Word& word, const GluedForm<CompanyWord>& form) {
    for (std::size_t at = 0; at < form.value.canonical.size(); ++at) {
      Draft draft;
      draft.token.text = form.value.canonical[at];
      if (at == 0) draft.token.native = ToUtf8(form.letters);
      draft.token.kind = TokenKind::kCommon;
      draft.token.weight = form.value.weight;
      draft.script = word.script;
      draft.bracketed = word.bracketed;
      draft.glued = true;
      drafts_.push_back(std::move(draft));
    }
  }

  // --- legal forms ---

  void TakeLegalForms() {
    if (reading_.things) CorrectFormWords();
    while (!drafts_.empty() && TakeTrailingForm()) {
    }
    while (!drafts_.empty() && TakeLeadingForm()) {
    }
    if (!reading_.things) return;
    while (drafts_.size() >= 3 && TakeInnerForm()) {
    }
    while (TakeFusedForm()) {
    }
  }

  // A form that may lead also stands in the middle, where other words were put around it.
  bool TakeInnerForm() {
    for (std::size_t count = std::min(LongestForm(), drafts_.size() - 2); count > 0; --count) {
      for (std::size_t from = 1; from + count < drafts_.size(); ++from) {
        const LegalForm* form = ExactFormOf(from, count);
        if (form == nullptr || !form->leading) continue;
        KeepForm(*form);
        const auto first = drafts_.begin() + static_cast<std::ptrdiff_t>(from);
        drafts_.erase(first, first + static_cast<std::ptrdiff_t>(count));
        return true;
      }
    }
    return false;
  }

  // "CYPRUSLIMITED", "COMPANYTRIMIX": the blank was lost.
  // No word begins so: a long form, or one that cannot be spoken.
  static bool LeadsFused(std::string_view form) {
    return form.size() >= 6 || form.find_first_of("aeiou") == std::string_view::npos;
  }

  bool TakeFusedForm() {
    if (drafts_.empty()) return false;
    std::string& last = drafts_.back().token.text;
    std::string& first = drafts_.front().token.text;
    for (const std::string& form : vocabulary_.fused_legal_forms()) {
      const std::size_t rest = form.size() + 4;
      if (last.size() >= rest && last.ends_with(form)) {
        last.resize(last.size() - form.size());
      } else if (LeadsFused(form) && first.size() >= rest && first.starts_with(form)) {
        first.erase(0, form.size());
      } else {
        continue;
      }
      KeepForm(*vocabulary_.FindLegalForm(form));
      return true;
    }
    return false;
  }

  // The drafts' texts with words of legal forms put right ("lmtd", "liabflity").
  std::string CorrectedText(std::size_t from, std::size_t count) const {
    std::string joined;
    for (std::size_t at = from; at < from + count; ++at) joined += corrected_[Original(at)];
    return joined;
  }

  // Forms are cut off at both ends, so a draft's place among all is its place plus what was cut
  // before.
  std::size_t Original(std::size_t at) const { return at + cut_in_front_; }

  void CorrectFormWords() {
    for (const Draft& draft : drafts_) {
      corrected_.push_back(vocabulary_.CorrectFormWord(draft.token.text));
    }
  }

  std::string JoinedText(std::size_t from, std::size_t count) const {
    std::string joined;
    for (std::size_t at = from; at < from + count; ++at) joined += drafts_[at].token.text;
    return joined;
  }

  const LegalForm* ExactFormOf(std::size_t from, std::size_t count) const {
    return vocabulary_.FindLegalForm(JoinedText(from, count));
  }

  // A misspelt form counts only where a name is left beside it.
  const LegalForm* FormOf(std::size_t from, std::size_t count) const {
    const std::string joined = JoinedText(from, count);
    const LegalForm* form = vocabulary_.FindLegalForm(joined);
    if (form == nullptr && count < drafts_.size() && !corrected_.empty()) {
      const std::string corrected = CorrectedText(from, count);
      // A short word alone is too near to other words.
      if (count > 1 || corrected.size() >= kCorrectedLettersMin) {
        form = vocabulary_.FindLegalForm(corrected);
      }
    }
    if (form != nullptr && reading_.person && !form->persons_too) return nullptr;
    return form;
  }

  std::size_t LongestForm() const {
    return std::min(drafts_.size(), vocabulary_.legal_form_tokens_max() + 2);
  }

  bool TakeTrailingForm() {
    for (std::size_t count = LongestForm(); count > 0; --count) {
      const std::size_t from = drafts_.size() - count;
      const LegalForm* form = FormOf(from, count);
      if (form == nullptr) continue;
      KeepForm(*form);
      drafts_.resize(from);
      return true;
    }
    return false;
  }

  bool TakeLeadingForm() {
    for (std::size_t count = LongestForm(); count > 0; --count) {
      const LegalForm* form = FormOf(0, count);
      if (form == nullptr || !form->leading) continue;
      KeepForm(*form);
      drafts_.erase(drafts_.begin(), drafts_.begin() + static_cast<std::ptrdiff_t>(count));
      cut_in_front_ += count;
      return true;
    }
    return false;
  }

  // "Co., Ltd.": the last one says more than the general words before it.
  void KeepForm(const LegalForm& form) {
    if (result_.legal_form == 0 || result_.legal_form == kGeneralForm) {
      result_.legal_form = form.class_id;
    }
  }

  // --- kinds ---

  void SetNumber(Token& token, std::string digits) {
    token.kind = TokenKind::kNumber;
    token.text = std::move(digits);
    token.native.clear();
  }

  // Digits, ordinals, number words and Roman numerals; then "forty four" and "forty 4" become 44.
  void JoinNumbers() {
    for (std::size_t at = 0; at < drafts_.size(); ++at) MakeNumber(at);
    for (std::size_t at = 0; at + 1 < drafts_.size(); ++at) {
      const Token& tens = drafts_[at].token;
      const Token& unit = drafts_[at + 1].token;
      const bool joins = tens.kind == TokenKind::kNumber && unit.kind == TokenKind::kNumber &&
                         from_word_.size() > at && from_word_[at] && tens.text.size() == 2 &&
                         tens.text[1] == '0' && unit.text.size() == 1 && unit.text != "0";
      if (!joins) continue;
      drafts_[at].token.text[1] = unit.text[0];
      drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(at + 1));
      from_word_.erase(from_word_.begin() + static_cast<std::ptrdiff_t>(at + 1));
    }
  }

  void MakeNumber(std::size_t at) {
    Token& token = drafts_[at].token;
    from_word_.push_back(false);
    if (AllDigits(token.text)) {
      SetNumber(token, WithoutLeadingZeros(token.text));
    } else if (auto digits = OrdinalDigits(token.text)) {
      SetNumber(token, *std::move(digits));
    } else if (reading_.things) {
      if (const auto value = vocabulary_.NumberWord(token.text)) {
        SetNumber(token, std::to_string(*value));
        from_word_.back() = true;
      } else if (const auto roman = RomanNumeral(token.text); roman && RomanIsMeant(at)) {
        SetNumber(token, std::to_string(*roman));
      }
    }
  }

  // A numeral stands behind the name, not before it; a name that may be a person's has only those
  // that are no syllables (Xi, Vi), and single letters need a company around them.
  bool RomanIsMeant(std::size_t at) const {
    if (at == 0 || drafts_[at].dotted) return false;
    const std::string& text = drafts_[at].token.text;
    if (!reading_.persons) return true;
    return text == "ii" || text == "iii" || text == "iv" || text == "vii" || text == "viii";
  }

  // Two words that the pack knows as one ("United States") become its canonical form.
  void JoinPhrases() {
    for (std::size_t at = 0; at + 1 < drafts_.size(); ++at) {
      Draft& first = drafts_[at];
      const Draft& second = drafts_[at + 1];
      const bool words = first.token.kind == TokenKind::kWord &&
                         second.token.kind == TokenKind::kWord && first.token.text.size() > 1;
      if (!words) continue;
      const CompanyWord* phrase = vocabulary_.FindCompanyWord(first.token.text + second.token.text);
      if (phrase == nullptr || phrase->canonical.size() != 1) continue;
      SetCompanyWord(first.token, *phrase);
      drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(at + 1));
    }
  }

  static void SetCompanyWord(Token& token, const CompanyWord& word) {
    token.kind = TokenKind::kCommon;
    token.text = word.canonical[0];
    token.weight = word.weight;
  }

  void Classify(std::size_t at) {
    Draft& draft = drafts_[at];
    Token& token = draft.token;
    if (token.kind == TokenKind::kInitial && token.text.size() > 1 && reading_.things) {
      ClassifyCompanyWord(token);  // "U.S."
    }
    if (token.kind != TokenKind::kWord) return;
    if (IsParticle(at)) {
      token.kind = TokenKind::kParticle;
      token.text = std::string(vocabulary_.Particle(token.text));
    } else if (token.text.size() == 1 && draft.script != Script::kHan) {
      token.kind = TokenKind::kInitial;
    } else if (IsHonorific(at)) {
      token.kind = TokenKind::kHonorific;
    } else if (reading_.things) {
      ClassifyCompanyWord(token);
    }
  }

  bool IsHonorific(std::size_t at) const {
    const std::string& text = drafts_[at].token.text;
    if (reading_.vessel) return at == 0 && vocabulary_.IsVesselPrefix(text);
    // A single sign that sounds like a title (潘, pan) is a surname.
    if (drafts_[at].glued && drafts_[at].token.native.size() <= 4) return false;
    return reading_.persons && vocabulary_.IsHonorific(text);
  }

  // Particles that are also names or sun-letter articles need their place to say so.
  bool IsParticle(std::size_t at) const {
    const Draft& draft = drafts_[at];
    const std::string_view particle = vocabulary_.Particle(draft.token.text);
    if (particle.empty()) return false;
    const std::string& text = draft.token.text;
    const bool last = at + 1 == drafts_.size();
    if (text == "ben" || text == "b") return at > 0 && !last;
    // Prepositions of companies' names are syllables of persons' ones (Kim Jong On).
    if (vocabulary_.IsPreposition(text)) return !reading_.person && !last;
    const bool sun_letter =
        text.size() <= 3 && particle == "al" && text != "al" && text != "el" && text != "ul";
    if (sun_letter) {
      return !last && draft.hyphen_after && drafts_[at + 1].token.text[0] == text.back();
    }
    return true;
  }

  void ClassifyCompanyWord(Token& token) const {
    const CompanyWord* word = vocabulary_.FindCompanyWord(token.text);
    if (word == nullptr || word->canonical.size() != 1) return;
    SetCompanyWord(token, *word);
  }

  // Of three or more words the first one with the ending that is not the name's first word.
  void FindPatronymic() {
    if (!reading_.persons) return;
    std::size_t words = 0;
    for (const Draft& draft : drafts_) words += draft.token.kind == TokenKind::kWord ? 1 : 0;
    if (words < 3) return;
    bool first = true;
    for (Draft& draft : drafts_) {
      if (draft.token.kind != TokenKind::kWord) continue;
      if (!first && LooksLikePatronymic(draft.token.text)) {
        draft.token.kind = TokenKind::kPatronymic;
        return;
      }
      first = false;
    }
  }

  // A name that is all titles or all particles is a name: "Hajji" alone, "Sheikh Said".
  void KeepOneWord() {
    const auto carries = [](const Draft& draft) {
      return draft.token.kind != TokenKind::kHonorific && draft.token.kind != TokenKind::kParticle;
    };
    if (std::any_of(drafts_.begin(), drafts_.end(), carries)) return;
    for (Draft& draft : drafts_) draft.token.kind = TokenKind::kWord;
  }

  // --- weights ---

  void Weigh() {
    for (Draft& draft : drafts_) {
      Token& token = draft.token;
      token.groups = vocabulary_.GroupsOf(token.text);
      if (token.kind != TokenKind::kCommon) token.weight = WeightOf(token);
    }
  }

  std::int32_t WeightOf(const Token& token) const {
    switch (token.kind) {
      case TokenKind::kHonorific:
        return 50;
      case TokenKind::kParticle:
        return 200;
      case TokenKind::kInitial:
        return token.text.size() == 1 ? 500 : 4'000;
      case TokenKind::kNumber:
        return 1'000;
      case TokenKind::kPatronymic:
        return 2'500;
      case TokenKind::kWord:
      case TokenKind::kCommon:
      case TokenKind::kAside:
        break;
    }
    if (const auto listed = vocabulary_.WeightOf(token.text)) return *listed;
    // What the pack does not know is rare; short syllables are shared by many names.
    constexpr std::array<std::int32_t, 8> kByLength = {0,     500,   2'000, 3'500,
                                                       5'500, 6'500, 7'000, 7'500};
    return token.text.size() < kByLength.size() ? kByLength[token.text.size()] : 8'500;
  }

  // Words in brackets, and those behind a slash, are said by the way, unless nothing else is said.
  void SetAside() {
    const auto is_word = [](const Draft& draft) {
      return draft.token.kind == TokenKind::kWord || draft.token.kind == TokenKind::kCommon;
    };
    const bool others = std::any_of(drafts_.begin(), drafts_.end(), [&](const Draft& draft) {
      return is_word(draft) && !draft.bracketed;
    });
    if (!others) return;
    for (Draft& draft : drafts_) {
      if (draft.bracketed && is_word(draft)) draft.token.kind = TokenKind::kAside;
    }
  }

  absl::StatusOr<AnalyzedName> Finish() {
    if (drafts_.size() > limits::kNameTokensMax) {
      return LimitError({.subject = "name",
                         .cause = "the name has too many words",
                         .limit = std::to_string(limits::kNameTokensMax) + " words",
                         .remedy = "send one name a field"});
    }
    bool native = false;
    for (const Draft& draft : drafts_) native = native || !draft.token.native.empty();
    for (Draft& draft : drafts_) {
      if (draft.token.kind != TokenKind::kHonorific) {
        result_.joined += draft.token.text;
        if (native) {
          result_.native_joined +=
              draft.token.native.empty() ? draft.token.text : draft.token.native;
        }
      }
      result_.tokens.push_back(std::move(draft.token));
    }
    return std::move(result_);
  }

  const Vocabulary& vocabulary_;
  const Romaniser& romaniser_;
  const Reading reading_;
  const bool may_turn_;  // "Family, Given" is read as such
  AnalyzedName result_;
  std::vector<Draft> drafts_;
  std::vector<std::string> corrected_;  // one a draft as they were before forms were taken off
  std::size_t cut_in_front_ = 0;
  std::vector<bool> from_word_;  // the number was written as a word
};

class PackAnalyzer final : public Analyzer {
 public:
  PackAnalyzer(std::unique_ptr<const Romaniser> romaniser,
               std::unique_ptr<const Vocabulary> vocabulary)
      : romaniser_(std::move(romaniser)), vocabulary_(std::move(vocabulary)) {}

  absl::StatusOr<AnalyzedName> Analyze(std::string_view text, Schema schema) const override {
    if (text.size() > limits::kNameBytesMax) {
      return LimitError({.subject = "name",
                         .cause = "the name is too long",
                         .limit = std::to_string(limits::kNameBytesMax) + " bytes",
                         .remedy = "send one name a field, without other text"});
    }
    LYNCEUS_ASSIGN_OR_RETURN(std::vector<Word> words, SplitWords(text));
    if (words.empty()) return NothingToCompare("the name has no letter and no digit");
    return Analysis(*vocabulary_, *romaniser_, schema).Run(std::move(words));
  }

  void Anchors(const AnalyzedName& name, bool query, std::vector<Anchor>& out) const override {
    CollectAnchors(name, query, out);
  }

  const std::string& pack_digest() const override { return vocabulary_->digest(); }

 private:
  const std::unique_ptr<const Romaniser> romaniser_;
  const std::unique_ptr<const Vocabulary> vocabulary_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const Analyzer>> Analyzer::Load(const std::string& directory) {
  auto romaniser = std::make_unique<const Romaniser>();
  LYNCEUS_ASSIGN_OR_RETURN(auto vocabulary, Vocabulary::Load(directory, *romaniser));
  return std::make_shared<const PackAnalyzer>(std::move(romaniser), std::move(vocabulary));
}

std::string IcuVersion() { return U_ICU_VERSION; }

}  // namespace lynceus::names
