#pragma once
// Rows of the United Kingdom's tables, several to a party: what a row repeats of an earlier one is
// read once, and designations are told apart by their regime.

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/sources/named_table.h"
#include "lib/sources/uk_record.h"

namespace lynceus::sources {

// One thread.
struct UkRowParty : UkParty {
  std::set<std::string, std::less<>> seen;  // fields already read
};

// True where the party has not had these fields together, and one of them is not empty.
bool IsFresh(const NamedTable& row, std::initializer_list<std::string_view> columns,
             UkRowParty& party);

// The fields of those columns, in this order.
std::vector<std::string> Fields(const NamedTable& row,
                                std::initializer_list<std::string_view> columns);

// The party's designation under that regime, a new one where it has none. Lives until the next
// call.
Designation& DesignationUnder(std::string_view regime, UkParty& party);

// Takes a date of listing: the earliest stated counts. A fragment where it is none.
void TakeListingDate(std::string_view column, std::string_view text, Designation& designation,
                     UkParty& party);

// Keeps what stands in columns that nobody knows.
void KeepUnknownFields(const NamedTable& row, UkParty& party);

}  // namespace lynceus::sources
