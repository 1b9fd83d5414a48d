#pragma once
// OFAC's free-text remarks, as facts. The CSV form says in remarks what the XML form says in fields
// (birth dates, identity documents, wallets, weak aliases, links); the XML reader writes its id
// fields in the remarks' words and gives them here too, so both forms are read by one table.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/sources/ofac_record.h"

namespace lynceus::sources {

// What becomes of the text behind a label.
enum class RemarkFact : std::uint8_t {
  kIdentifier,         // property: its FtM type
  kTaxNumber,          // innCode, where it is a Russian one
  kRegistration,       // ogrnCode, where it is a Russian one; imoNumber behind "IMO"
  kGazette,            // okpoCode, where it is a Russian one
  kLegalEntityNumber,  // leiCode, where it has the form of one
  kImo,                // imoNumber behind "IMO", else registrationNumber
  kWallet,             // "- XBT address": publicKey and property currency
  kBirthDate,
  kFoundedDate,
  kBirthPlace,
  kCountry,  // property: nationality, citizenship, jurisdiction, flag
  kAlias,    // a.k.a. '...', n.k.a. '...': weak
  kFormer,   // f.k.a. '...'
  kName,     // another full name: alias
  kLinkedTo,
  kMeasure,   // property programmeInformation, and a measure of the designation on CONS
  kProperty,  // property: its name
};

struct RemarkLabel {
  std::string_view label;  // as printed, without a final colon
  RemarkFact fact;
  std::string_view property;
  std::string_view country;  // of identifiers that only one country issues
};

// Immutable.
std::span<const RemarkLabel> RemarkLabels();

// Adds everything the remarks say to `record`: facts to its entity, names behind "Linked To" to
// linked_to, and every fragment that no pattern understood to fragments (and, so that it is not
// lost to readers, to the entity's property notes). `cut` says that the text may end inside its
// last fragment, which is then not read as a fact but given as a fragment.
// REQUIRES: record.type and the entity's countries are there. Thread-safe for distinct records.
void ParseRemarks(std::string_view remarks, bool cut, OfacRecord& record);

// Adds what one fragment says ("alt. Passport A123 (Iran) expires 09 Jul 2019"). False where no
// pattern understood it; the record is then as before.
bool ParseRemark(std::string_view fragment, OfacRecord& record);

// The remarks' parts: split at semicolons outside of parentheses (at all where parentheses do not
// match), trimmed, without the last full stop, empty ones left out.
std::vector<std::string> SplitRemarks(std::string_view remarks);

}  // namespace lynceus::sources
