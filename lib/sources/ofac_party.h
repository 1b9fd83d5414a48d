#pragma once
// What OFAC's two rich XML forms (ADVANCED and ENHANCED) have in common: the publisher's words for
// lists, measures, scripts and relations, and the way from what a party's element says to an
// OfacRecord. The readers (ofac_advanced, ofac_enhanced) resolve their own ids into words first.
//
// Both forms say in fields what SDN.CSV says in remarks; a field is put back into the remark's
// words and read by the table of ofac_remarks.h, so that all forms of one list give the same facts.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/entity.h"
#include "lib/sources/ofac_record.h"

namespace lynceus::sources {

// The word of Designation.list for OFAC's name of a list: "SDN List" is SDN, "Sectoral Sanctions
// Identifications List" SSI; also CAPTA, NS-MBS, NS-CMIC, NS-PLC, NS-ISA, FSE, 561, 13599, and CONS
// for the "Consolidated List", the umbrella under which every list but SDN stands. Empty where the
// name is not known.
std::string_view OfacListWord(std::string_view label);

// The ISO 15924 code of a script, by the standard's number ("220") or else by its English name
// ("Cyrillic"); empty where neither is known.
std::string_view OfacScript(std::string_view number, std::string_view label);

// A party's own number: up to twelve digits.
bool IsOfacNumber(std::string_view text);

struct OfacAddressPart {
  std::string type;  // "CITY"
  std::string text;
};
// The parts in the order in which an address is written, unknown ones behind all. Where no country
// is known, a region stands for it ("Region: Gaza"), as in OFAC's plain form: it then is `country`
// and none of the parts.
std::vector<std::string> OfacAddressParts(std::vector<OfacAddressPart> parts, std::string& country);

struct OfacNamePart {
  std::string type;  // "Last Name"
  std::string text;
};

// One rendering of one name.
struct OfacName {
  bool is_primary = false;      // of the party, in its first script
  std::string alias_type = {};  // "A.K.A.", "F.K.A.", "N.K.A."; another is an alias and a fragment
  bool is_weak = false;
  std::string script = {};          // ISO 15924
  std::vector<OfacNamePart> parts;  // in the publisher's order
  std::string display = {};         // the publisher's own composition, where the form has one
};

// Adds the name as OFAC displays it ("LAST, First Middle"; Chinese, Japanese and Korean scripts
// without a separator) and, for persons, its parts as properties firstName, lastName, middleName,
// fatherName, motherName, maidenName.
void AddOfacName(const OfacName& name, OfacRecord& record);

// Adds what a feature says: `label` is its type ("Birthdate", "SWIFT/BIC"), `text` its value. What
// no pattern understands becomes a fragment and a note. A comment, and a reliability other than
// "Confirmed" and "Unknown", are kept as a note beside the fact, which stays evidence.
struct OfacFeature {
  std::string label;
  std::string text;
  std::string comment = {};
  std::string reliability = {};
};
void AddOfacFeature(const OfacFeature& feature, OfacRecord& record);

struct OfacDocument {
  std::string type;  // "Passport"
  std::string number;
  std::string country = {};    // of the issuer, a word
  std::string location = {};   // where it was issued
  std::string authority = {};  // who issued it; "INN" and "OGRN" name the register
  std::string issued = {};     // "09 Jul 2014"
  std::string expires = {};
  bool is_fraudulent = false;
  std::string comment = {};
};
// Adds an identity document. One of an unknown type is kept as idNumber (persons) or
// registrationNumber, and named as a fragment.
// REQUIRES: the entity's countries are there, since they tell whose register a number is of.
void AddOfacDocument(const OfacDocument& document, OfacRecord& record);

// Remarks of the party: labelled facts where they are some; names behind "Linked To" become the
// property linkedTo, since these forms state relations apart.
void AddOfacRemarks(std::string_view remarks, OfacRecord& record);

// The range as OFAC prints it, a text that ParseListDate reads back to the same PartialDate: "05
// Apr 1965", "Mar 1945", "1962", "1953 to 1958", "01 Jan 1953 to 05 Feb 1954"; "circa " before it.
std::string OfacDateText(Date first, Date last, bool circa);

// One listing of one party: one list, with everything the publisher says of it.
struct OfacListing {
  std::string list;  // word
  std::optional<Date> date;
  std::vector<std::string> programmes;
  std::vector<std::string> measures;    // "Block", "13662 Sectoral Directive 1"
  std::vector<std::string> bases;       // legal
  std::vector<std::string> notes = {};  // what else is said of it; a fragment each
};

// A designation for each list and each of its programmes. OFAC's files repeat all programmes and
// measures of a party under each of its lists. Where the law puts one on a list that the party is
// on (NS-PLC, CMIC-EO13959, FSE-*, 561-Related; a directive under EO 13662 on SSI; Block on SDN),
// it is given with that list alone; else with each, and an umbrella entry (CONS) has what the
// party's other lists beside SDN have. Every listing gives at least one designation, and every
// programme and measure stands in one.
// The legal basis is the one that names the programme's executive order, else all others.
std::vector<Designation> OfacDesignations(std::span<const OfacListing> listings);

// A relation as stated: `from` [type] `to`.
struct OfacRelation {
  std::string number;  // its own
  std::string from;    // party numbers
  std::string to;
  std::string type;     // "Owned or Controlled By"
  std::string quality;  // "High", "Low"
  bool is_former = false;
  std::string place = {};
  std::vector<std::string> notes = {};  // what else is said of it; a fragment each
};
// The Interest of a relation, without ids. "Owned or Controlled By" is control by `to` with an
// unknown share, since OFAC states no percentage; "Owns, controls, or operates" the same by `from`;
// "Property in the interest of" is ownership of an unknown share: a property interest under 31 CFR
// is any interest, so regimes may neither conclude control from it nor rule ownership out. An
// unknown type is kLinked, and `is_known` false.
struct OfacTie {
  Interest interest;
  bool from_owns = false;
  bool is_known = true;
};
OfacTie TieOf(const OfacRelation& relation, std::optional<Date> list_date);

}  // namespace lynceus::sources
