#include "lib/names/icu_romaniser.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <mutex>

#include "lib/base/status.h"

namespace lynceus::names {
namespace {

icu::UnicodeString ToUnits(std::u32string_view letters) {
  icu::UnicodeString units;
  for (const char32_t c : letters) units.append(static_cast<UChar32>(c));
  return units;
}

std::u32string FromUnits(const icu::UnicodeString& units) {
  std::u32string out;
  for (std::int32_t at = 0; at < units.length(); at = units.moveIndex32(at, 1)) {
    out.push_back(static_cast<char32_t>(units.char32At(at)));
  }
  return out;
}

std::unique_ptr<const icu::Transliterator> Make(const char* id) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<const icu::Transliterator> made(
      icu::Transliterator::createInstance(id, UTRANS_FORWARD, error));
  // ICU carries its transliterators as data of its own: without them no name could be compared.
  LYNCEUS_CHECK(U_SUCCESS(error) && made != nullptr);
  return made;
}

class OnFirstUse {
 public:
  explicit OnFirstUse(const char* id) : id_(id) {}
  icu::UnicodeString Apply(std::u32string_view letters) const {
    std::call_once(once_, [this] { made_ = Make(id_); });
    icu::UnicodeString units = ToUnits(letters);
    made_->transliterate(units);
    return units;
  }

 private:
  const char* const id_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const icu::Transliterator> made_;
};

}  // namespace

struct IcuRomaniser::Transliterators {
  OnFirstUse any{"Any-Latin; Latin-ASCII"};
  OnFirstUse kana{"Hiragana-Latin; Katakana-Latin; Latin-ASCII"};
  OnFirstUse han{"Han-Latin; Latin-ASCII"};
  OnFirstUse greek{"Greek-Latin/UNGEGN; Latin-ASCII"};
  OnFirstUse simplified{"Traditional-Simplified"};

  const OnFirstUse& Of(Script script) const {
    if (script == Script::kHan) return han;
    if (script == Script::kKana) return kana;
    return script == Script::kGreek ? greek : any;
  }
};

IcuRomaniser::IcuRomaniser() : transliterators_(std::make_unique<Transliterators>()) {}
IcuRomaniser::~IcuRomaniser() = default;

std::string IcuRomaniser::ToLatin(std::u32string_view letters, Script script) const {
  std::string text;
  transliterators_->Of(script).Apply(letters).toUTF8String(text);
  return KeepLettersAndDigits(text);
}

std::u32string IcuRomaniser::ToSimplified(std::u32string_view letters) const {
  return FromUnits(transliterators_->simplified.Apply(letters));
}

std::u32string IcuRomaniser::RulesOf(const char* id) {
  icu::UnicodeString rules;
  return FromUnits(Make(id)->toRules(rules, /*escapeUnprintable=*/false));
}

std::string KeepLettersAndDigits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.push_back(c);
    if (c >= 'A' && c <= 'Z') out.push_back(static_cast<char>(c - 'A' + 'a'));
  }
  return out;
}

}  // namespace lynceus::names
