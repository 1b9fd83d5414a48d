#pragma once
// What ICU's transliterators make of a word: what the tables of hot scripts are generated from and
// tested against, and who serves words that no table knows.

#include <memory>
#include <string>
#include <string_view>

#include "lib/names/words.h"

namespace lynceus::names {

// Makes each transliterator when it is first asked for, since all of them take some 100 ms.
// Thread-safe; threads wait for each other, since ICU holds a lock of its own while it works.
class IcuRomaniser {
 public:
  IcuRomaniser();
  ~IcuRomaniser();
  IcuRomaniser(const IcuRomaniser&) = delete;
  IcuRomaniser& operator=(const IcuRomaniser&) = delete;

  // Returns `letters` as a-z and 0-9: Han, kana and Greek by their own transliterators, all else by
  // Any-Latin. Empty where ICU knows none of them. Cost: some 5 µs a word, 10 µs a letter of Han;
  // what the first word of a kind waits for, 75 ms for Han, 1 to 13 ms otherwise.
  std::string ToLatin(std::u32string_view letters, Script script) const;

  // Returns `letters` with traditional Chinese characters as simplified ones.
  std::u32string ToSimplified(std::u32string_view letters) const;

  // Returns the rules of the transliterator `id` in ICU's notation, one a line. For the generator.
  static std::u32string RulesOf(const char* id);

 private:
  struct Transliterators;
  std::unique_ptr<const Transliterators> transliterators_;
};

// Returns the ASCII letters and digits of `text`, in lower case.
std::string KeepLettersAndDigits(std::string_view text);

}  // namespace lynceus::names
