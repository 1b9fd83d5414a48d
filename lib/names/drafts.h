#pragma once
// A name between its words and its tokens: what lib/names/analyzer.cc hands from step to step.
// Internal to the module.

#include <cstdint>
#include <string>
#include <vector>

#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/words.h"

namespace lynceus::names {

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
  bool may_turn = false;  // "Family, Given" is read as such
};
Reading ReadingOf(Schema schema);

// Which legal forms are taken off a name.
enum class FormCut {
  kAll,
  kAllButOne,  // of a name that is nothing but legal forms: one stays and is the name ("RT")
};

// What the words of a name become.
struct DraftedName {
  std::vector<Draft> drafts;
  std::uint16_t legal_form = 0;
  std::uint8_t traits = 0;
  std::string joined;  // as AnalyzedName has them
  std::string native_joined;
};

}  // namespace lynceus::names
