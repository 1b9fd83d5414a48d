#pragma once
// A party of the European Union's consolidated list as both of its forms (XML 1.1 and CSV 1.0)
// state it, and the way from it to a record: names without a marked first one, identification
// documents by code, and the acts from which its designations are made.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"
#include "lib/sources/list_record.h"

namespace lynceus::sources {

struct EuName {
  std::string text;
  std::string language;        // "EN", "FR"; empty where not said
  bool has_last_name = false;  // the publisher took the name apart
  bool strong = true;
};

// A legal act under which a party stands on the list.
struct EuAct {
  std::string programme;     // "TAQA"
  std::string number_title;  // "1210/2003 (OJ L169)"
  std::optional<Date> publication;
  std::optional<Date> entry_into_force;
  // True for an act of its own, false for one that amends another; where the form does not say it,
  // false. Only the first kind can tell when a listing began.
  bool is_initial = false;
};

struct EuParty {
  ListRecord record;
  std::vector<EuName> names;
  std::vector<EuAct> acts;
  std::optional<Date> designation_date;  // stated as such
  std::optional<Date> earliest_act;      // of all that the party's facts rest on
};

// Turns names and acts into the record's names and designations.
//
// The list marks no first name. The primary one is the first strong name in English or of no said
// language that is taken apart into first and last, else the first of those two that is strong,
// else the first. A name that is not strong is weak.
//
// There is one designation for each programme; its legal basis names the programme's acts by date.
// Its date is the stated date of designation. Where none is stated it is the entry into force of
// the programme's first act, if that act is no amendment and no fact of the party rests on an
// earlier one. Else the date is not known, and the designation counts at all dates: acts that amend
// replace one another in the list, so that theirs would make a party designated in 2001 look clean
// before 2024. A party without any act has one designation without a programme.
ListRecord FinishEuParty(EuParty party);

// An identification document or number.
struct EuDocument {
  std::string code;         // "passport", "regnumber"
  std::string description;  // "National passport"
  std::string number;
  std::string country;  // a word or code, "00" where not known
  std::string remarks;  // all else that is said of it: kept as a note
};
// Adds it under the FtM word of its code. A number that is said to be false, expired, lost or
// revoked is added like any other, since a listed party may still show it; what is said stands in
// the notes. A code that is not known is taken for an idNumber, and named in a fragment.
void AddEuDocument(const EuDocument& document, ListRecord& record);

// "PHONE", "FAX", "EMAIL", "WEB" ... and its value.
void AddEuContact(std::string_view key, std::string_view value, ListRecord& record);

// "M" and "F" as words; others as they are.
void AddEuGender(std::string_view gender, Entity& entity);

// The country's word for the entity; empty for "00" and its like. `code` may be of two or three
// letters.
std::string EuCountryWord(std::string_view code, std::string_view description);

// Text of several lines as one; empty where it is only a dash or "N/A".
std::string EuText(std::string_view text);

}  // namespace lynceus::sources
