#include "lib/names/draft_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "lib/names/text_around.h"

namespace lynceus::names {
namespace {

bool IsGluedScript(Script script) {
  return script == Script::kHan || script == Script::kKana || script == Script::kHangul;
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

class DraftMaker {
 public:
  DraftMaker(const Vocabulary& vocabulary, const Romaniser& romaniser, const Reading& reading,
             FormCut cut)
      : vocabulary_(vocabulary), romaniser_(romaniser), reading_(reading), cut_(cut) {}

  DraftedName Run(std::vector<Word> words) {
    TakeTextAroundOff(vocabulary_, romaniser_, words);
    PutGivenNameFirst(words);
    MarkAlternatives(words);
    JoinWords(words);
    for (std::size_t at = 0; at < words.size(); ++at) {
      AddWord(words[at], words.size());
      if (!drafts_.empty() && at + 1 < words.size()) {
        drafts_.back().hyphen_after = words[at + 1].hyphen_before;
      }
    }
    return std::move(result_);
  }

 private:
  void JoinWords(const std::vector<Word>& words) {
    bool native = false;
    for (const Word& word : words) native = native || TraitOf(word.script) != 0;
    for (const Word& word : words) {
      result_.joined += romaniser_.ToLatin(word.letters, word.script);
      if (!native) continue;
      result_.native_joined += ToUtf8(
          word.script == Script::kHan ? romaniser_.ToSimplified(word.letters) : word.letters);
    }
  }

  // --- order ---

  void PutGivenNameFirst(std::vector<Word>& words) {
    if (!reading_.may_turn) return;
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
  // Companies are called "A and B", persons are two then.
  void MarkAlternatives(std::vector<Word>& words) const {
    bool behind = false;
    for (std::size_t at = 1; at < words.size(); ++at) {
      const bool between_words = words[at - 1].letters.size() >= 3 && words[at].letters.size() >= 3;
      const bool another = reading_.person && words[at].letters == U"and";
      behind = behind || (words[at].slash_before && between_words) || another;
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
    const bool latin = word.script == Script::kLatin || word.script == Script::kDigits;
    if (latin) draft.token.text = vocabulary_.AsMeant(draft.token.text);
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
    if (letters == U"الله" && !drafts_.empty() && drafts_.back().token.native == "عبد") {
      Draft whole = MakeDraft(word, U"عبدالله");  // one name, written with a blank
      whole.hyphen_before = drafts_.back().hyphen_before;
      drafts_.back() = std::move(whole);
      return;
    }
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
    if (cut_ == FormCut::kAll) letters = CutGluedForms(letters, word);
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
        if (reading_.person && form.letters.size() < 3) continue;
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

  const Vocabulary& vocabulary_;
  const Romaniser& romaniser_;
  const Reading& reading_;
  const FormCut cut_;
  DraftedName result_;
  std::vector<Draft>& drafts_ = result_.drafts;
};

}  // namespace

Reading ReadingOf(Schema schema) {
  Reading reading;
  reading.person = schema == Schema::kPerson;
  reading.persons = reading.person || schema == Schema::kUnknown || schema == Schema::kLegalEntity;
  reading.things = !reading.person;
  reading.vessel = schema == Schema::kVessel || schema == Schema::kAirplane;
  reading.may_turn = reading.person || schema == Schema::kUnknown;
  return reading;
}

DraftedName DraftName(const Vocabulary& vocabulary, const Romaniser& romaniser,
                      const Reading& reading, FormCut cut, std::vector<Word> words) {
  return DraftMaker(vocabulary, romaniser, reading, cut).Run(std::move(words));
}

}  // namespace lynceus::names
