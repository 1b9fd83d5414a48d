#pragma once
// An analysed name as one line, for tables of cases.

#include <string>
#include <string_view>

#include "lib/names/analyzed_name.h"

namespace lynceus::names {

// "vladimir vladimirovich/patronymic putin": token texts, with the kind where it is not a word.
inline std::string Show(const AnalyzedName& name) {
  constexpr std::string_view kKinds[] = {"",       "/initial", "/number",     "/particle",
                                         "/title", "/common",  "/patronymic", "/aside"};
  std::string out;
  for (const Token& token : name.tokens) {
    if (!out.empty()) out.push_back(' ');
    out += token.text;
    out += kKinds[static_cast<std::size_t>(token.kind)];
  }
  return out;
}

}  // namespace lynceus::names
