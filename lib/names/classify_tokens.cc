#include "lib/names/classify_tokens.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/names/name_variants.h"

namespace lynceus::names {
namespace {

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

class Classifier {
 public:
  Classifier(const Vocabulary& vocabulary, const Reading& reading, std::vector<Draft>& drafts)
      : vocabulary_(vocabulary), reading_(reading), drafts_(drafts) {}

  void Run() {
    if (vocabulary_.has_variants()) JoinVariants();
    if (reading_.vessel) JoinVesselPrefix();
    JoinNumbers();
    bare_ = reading_.things && IsWrittenBare();
    if (reading_.things) JoinPhrases();
    for (std::size_t at = 0; at < drafts_.size(); ++at) Classify(at);
    FindPatronymic();
    KeepOneWord();
    SetRepeatedApart();
    Weigh();
    SetSeatApart();
    SetAside();
  }

 private:
  void SetNumber(Token& token, std::string digits) {
    token.kind = TokenKind::kNumber;
    token.text = std::move(digits);
    token.native.clear();
  }

  // Words side by side that together are a form of the bank's own table become one word, so that
  // "Abd al-Rahman" can be a variant, and a run of Han signs that was cut up. The longest counts.
  void JoinVariants() {
    for (std::size_t at = 0; at < drafts_.size(); ++at) {
      const std::string* form = nullptr;
      std::size_t last = at;
      std::string text;
      std::string native;
      bool all_native = true;
      for (std::size_t end = at; end < std::min(drafts_.size(), at + kVariantWordsMax); ++end) {
        if (drafts_[end].token.kind != TokenKind::kWord) break;
        text += drafts_[end].token.text;
        native += drafts_[end].token.native;
        all_native = all_native && !drafts_[end].token.native.empty();
        const std::string* found = vocabulary_.FindVariant(text);
        if (found == nullptr && all_native) found = vocabulary_.FindVariant(native);
        if (found == nullptr || end == at) continue;
        form = found;
        last = end;
      }
      if (form != nullptr) JoinDrafts(at, last, *form);
    }
  }

  void JoinDrafts(std::size_t first, std::size_t last, const std::string& form) {
    Draft& whole = drafts_[first];
    for (std::size_t at = first + 1; at <= last; ++at) {
      whole.token.native += drafts_[at].token.native;
    }
    whole.token.text = form;
    whole.hyphen_after = drafts_[last].hyphen_after;
    drafts_.erase(drafts_.begin() + static_cast<std::ptrdiff_t>(first + 1),
                  drafts_.begin() + static_cast<std::ptrdiff_t>(last + 1));
  }

  // "CHN NTNL ELCTRNCS": all longer words without vowels, so that the short ones are no acronyms.
  bool IsWrittenBare() const {
    constexpr std::size_t kStrippedMin = 5;  // shorter words often are left as they are
    bool longer = false;
    int words = 0;
    for (const Draft& draft : drafts_) {
      const std::string& text = draft.token.text;
      if (draft.token.kind != TokenKind::kWord || text.size() < 3) continue;
      const bool bare = std::string_view(text).find_first_of("aeiou", 1) == std::string_view::npos;
      if (!bare && text.size() >= kStrippedMin) return false;
      words += bare ? 1 : 0;
      longer = longer || (bare && text.size() > 3);
    }
    return longer && words >= 2;
  }

  // "M/V", "M. V." before a vessel's name are one word.
  void JoinVesselPrefix() {
    if (drafts_.size() < 3) return;
    Token& first = drafts_[0].token;
    const Token& second = drafts_[1].token;
    const std::string joined = first.text + second.text;
    const bool letters = first.text.size() == 1 && second.text.size() == 1;
    if (!letters || !vocabulary_.IsVesselPrefix(joined)) return;
    first.text = joined;
    drafts_.erase(drafts_.begin() + 1);
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
    if (IsVesselRemark(at) || IsYearBeside(draft)) token.kind = TokenKind::kHonorific;
    if (token.kind != TokenKind::kWord) return;
    if (IsParticle(at)) {
      token.kind = TokenKind::kParticle;
      token.text = std::string(vocabulary_.Particle(token.text));
    } else if (token.text.size() == 1 && !draft.glued) {
      token.kind = TokenKind::kInitial;
    } else if (IsHonorific(at)) {
      token.kind = TokenKind::kHonorific;
    } else if (reading_.things) {
      ClassifyCompanyWord(token);
    }
  }

  // "M.V."; "(Panama flag)", "[tanker]", "(PA)": what a vessel is and where it is registered.
  bool IsVesselRemark(std::size_t at) const {
    if (!reading_.vessel) return false;
    const std::string& text = drafts_[at].token.text;
    if (at == 0) return drafts_.size() > 1 && vocabulary_.IsVesselPrefix(text);
    if (!drafts_[at].bracketed) return false;
    return text.size() <= 2 || vocabulary_.IsVesselRemark(text) || vocabulary_.IsPlace(text);
  }

  // A person's "(1962)".
  bool IsYearBeside(const Draft& draft) const {
    return reading_.person && draft.bracketed && draft.token.kind == TokenKind::kNumber;
  }

  bool IsHonorific(std::size_t at) const {
    const std::string& text = drafts_[at].token.text;
    if (reading_.vessel) return false;
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
    // A letter that another script writes for a particle (wa, "and") is an initial in this one.
    if (text.size() == 1 && draft.script == Script::kLatin) return false;
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
    if (word == nullptr && !reading_.persons && !reading_.vessel) {
      word = bare_ ? vocabulary_.FindBareCompanyWord(token.text)
                   : vocabulary_.FindMisspeltCompanyWord(token.text);
    }
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

  // A word written twice, side by side, says no more than once; what binds them is passed over.
  // Where the name is spelt so ("Boutros Boutros-Ghali") it still is another text. A person's
  // frequent names are father and son (Mohamed Mohamed).
  void SetRepeatedApart() {
    constexpr std::size_t kLettersMin = 3;
    const Token* before = nullptr;
    for (Draft& draft : drafts_) {
      if (draft.token.kind == TokenKind::kParticle) continue;
      const bool word =
          draft.token.kind == TokenKind::kWord || draft.token.kind == TokenKind::kCommon;
      if (word && before != nullptr && draft.token.text.size() >= kLettersMin &&
          before->text == draft.token.text) {
        const bool father = reading_.persons && WeightOf(draft.token) < kFrequentWeight;
        draft.bracketed = draft.bracketed || !father;
      }
      before = word ? &draft.token : nullptr;
    }
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

  // "Veltor Cement Istanbul": a company's seat behind its name, but not in "Bank of Istanbul". Of
  // one word or two.
  void SetSeatApart() {
    if (reading_.persons || reading_.vessel || drafts_.size() < 2) return;
    const auto text = [&](std::size_t at) { return std::string_view(drafts_[at].token.text); };
    const std::size_t last = drafts_.size() - 1;
    std::size_t from = last;
    if (last >= 2 && vocabulary_.IsCity(std::string(text(last - 1)) + drafts_[last].token.text)) {
      from = last - 1;
    } else if (!vocabulary_.IsCity(text(last))) {
      return;
    }
    if (drafts_[from - 1].token.kind == TokenKind::kParticle) return;
    const auto rare = [](const Draft& draft) {
      return draft.token.kind == TokenKind::kWord && draft.token.weight >= kFrequentWeight &&
             !draft.bracketed;
    };
    if (std::none_of(drafts_.begin(), drafts_.begin() + static_cast<std::ptrdiff_t>(from), rare)) {
      return;
    }
    for (std::size_t at = from; at <= last; ++at) drafts_[at].bracketed = true;
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
    for (std::size_t at = 0; at < drafts_.size(); ++at) {
      Draft& draft = drafts_[at];
      if (!draft.bracketed || !is_word(draft)) continue;
      draft.token.kind = TokenKind::kAside;
      if (IsPlace(at)) draft.token.weight = std::min(draft.token.weight, kFrequentWeight);
    }
  }

  // A place set beside the name, of one word or two, tells hardly more than which office is meant.
  bool IsPlace(std::size_t at) const {
    const auto joined = [&](std::size_t first) {
      return first + 1 < drafts_.size() && drafts_[first].bracketed &&
             drafts_[first + 1].bracketed &&
             vocabulary_.IsPlace(drafts_[first].token.text + drafts_[first + 1].token.text);
    };
    return vocabulary_.IsPlace(drafts_[at].token.text) || joined(at) || (at > 0 && joined(at - 1));
  }

  const Vocabulary& vocabulary_;
  const Reading& reading_;
  std::vector<Draft>& drafts_;
  bool bare_ = false;            // vowels were left out throughout
  std::vector<bool> from_word_;  // the number was written as a word
};

}  // namespace

void ClassifyTokens(const Vocabulary& vocabulary, const Reading& reading,
                    std::vector<Draft>& drafts) {
  Classifier(vocabulary, reading, drafts).Run();
}

}  // namespace lynceus::names
