#pragma once
// Damaged forms of a small whole file: the kinds of damage that every file of a shape can suffer
// are written once, and each format adds its own. damage_table_test.cc builds from each and holds
// what is said against its law.

#include <string>
#include <string_view>
#include <vector>

#include "tests/samples/samples.h"

namespace lynceus::ingest {

struct Damage {
  std::string what;     // "cut in the middle"
  std::string content;  // of the file, or bytes of the workbook
  // Why nothing has to be said where the file loads and nothing is: empty where that is an error.
  std::string harmless = {};
  // Files given besides, after the damaged one.
  std::vector<samples::SampleFile> more = {};
};

// Where the common kinds of damage take hold of a format's sample. All are texts that stand in it.
struct Handles {
  std::string kind;
  std::string name;    // of the first party, in ASCII, as a value by itself
  std::string record;  // XML: the element of a record, with its prefix
  std::string inside;  // XML: an element of the first record, before which others may stand
  std::string column;  // table: one that must be there
  std::string other;   // table: another column
  char separator = ',';
  bool has_header = true;
};

// One change of the sample's text that only this format knows.
struct OwnDamage {
  std::string what;
  std::string from;
  std::string to;
  std::string harmless = {};
};

struct FormatDamage {
  Handles handles;
  std::vector<OwnDamage> own;
};

// Of every format that has no reasons of its own to be silent about a common kind of damage:
// (kind, what) -> the reason. A common kind with no reason must be an error or named.
std::string HarmlessReason(std::string_view kind, std::string_view what);

// Every format's, sorted by kind.
std::vector<FormatDamage> AllFormatDamage();

// `text` with the first `from` as `to`. REQUIRES: it is there.
std::string Replaced(const std::string& text, const std::string& from, const std::string& to);

std::vector<Damage> XmlDamage(const std::string& whole, const Handles& handles);
std::vector<Damage> TableDamage(const std::string& whole, const Handles& handles);
std::vector<Damage> JsonDamage(const std::string& whole, const Handles& handles);
// `whole` is the table as text; the damaged ones are workbooks.
std::vector<Damage> WorkbookDamage(const std::string& whole, const Handles& handles);
// Of what a file is packed in: for all but workbooks.
std::vector<Damage> PackedDamage(const std::string& whole, const Handles& handles);

}  // namespace lynceus::ingest
