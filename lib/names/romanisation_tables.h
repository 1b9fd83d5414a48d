#pragma once
// The tables that generate_romanisation.cc writes when the project is built, out of the ICU that it
// is built with. Each gives for every word of which it knows all letters exactly what ICU gives
// (icu_romaniser.h); tests/names/romanisation_tables_test.cc holds them to that.

#include "lib/names/letter_table.h"

namespace lynceus::names {

const LetterTable<char>& GreekTable();
const LetterTable<char>& HanTable();
const LetterTable<char>& KanaTable();  // all but the iteration marks, whose reading is any syllable
const LetterTable<char32_t>& SimplifiedTable();  // traditional characters and phrases only

}  // namespace lynceus::names
