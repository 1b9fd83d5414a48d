#pragma once
// Statements of BODS 0.1 to 0.3 in the form of 0.4, so that one loader reads both.
//
// Before 0.4 a statement had an id and its party or relation none: a later statement names those
// that it replaces (replacesStatements), and relations refer to statements. The statements that
// replace one another are one record here; its id is that of the first of them, which stays as a
// file grows. Sources: the schemas of the releases 0.1, 0.2, 0.3 and 0.4 of the data standard.

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "lib/sources/json_lines.h"

namespace lynceus::sources {

// True where the statement has the form of 0.1, 0.2 or 0.3.
bool IsOldBods(const JsonValue& statement);

// Which record each statement of a file is of. One thread while it is filled, then immutable.
class BodsLineage {
 public:
  // Notes one statement of the file; one of 0.4 leaves nothing.
  void Note(const JsonValue& statement);
  // To be called once, after the file's last statement.
  void Finish();

  // The id of the record that the statement is of; the statement's own where nothing replaces it.
  std::string RecordOf(std::string_view statement_id) const;
  // True where another statement of the file stands for this one. Of statements that replace each
  // other in a ring none is.
  bool IsReplaced(std::string_view statement_id) const;

 private:
  std::string Shortened(const std::string& id);
  std::string RootOf(std::string_view id) const;

  std::set<std::string, std::less<>> noted_;                // statements of the file
  std::set<std::string, std::less<>> replacing_;            // those that name another one
  std::set<std::string, std::less<>> replaced_;             // those that are named
  std::map<std::string, std::string, std::less<>> parent_;  // trees of statements that replace
  std::set<std::string, std::less<>> living_;               // roots with one that is not replaced
  std::map<std::string, std::string, std::less<>> first_;   // root -> id of its record
};

// Returns the statement in the form of 0.4: recordId, recordType and recordDetails with the words
// of 0.4. What 0.4 has no place for stays among the details under its own name. A share's
// booleans become bounds: exclusiveMinimum is false and exclusiveMaximum true where they are not
// stated, as those releases say, but for a range that this would leave empty. What is damaged stays
// so that the loader names it. REQUIRES: IsOldBods(statement).
JsonValue UpgradeBods(const JsonValue& statement, const BodsLineage& lineage);

}  // namespace lynceus::sources
