#pragma once
// From named values (a row's columns, a JSON object's properties) to a Counterparty.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/model/decision.h"

namespace lynceus::sources {

// The FtM property that a column means: "date_of_birth" -> "birthDate". Case, spaces and
// underscores do not matter. Nothing where the word is neither a property we know nor a common
// spelling of one.
std::optional<std::string> PropertyOf(std::string_view column);

// True for country, nationality, citizenship, jurisdiction and flag.
bool IsCountryProperty(std::string_view property);

// Gathers values, then makes the counterparty. One thread.
class CounterpartyReader {
 public:
  // `property` is one that PropertyOf returns; several values stand between ';', but of `text`.
  // Errors: InvalidArgument for a value that cannot be read (a date, a share, a schema, a country).
  absl::Status Add(std::string_view property, std::string_view values);
  // The same for one value that is not split.
  absl::Status AddValue(std::string_view property, std::string_view value);
  // Joins first, middle and last name parts into a further name where they say something new.
  Counterparty Take();

 private:
  Counterparty counterparty_;
  std::string first_;
  std::string middle_;
  std::string last_;
};

// "TYPE:VALUE". Errors: InvalidArgument.
absl::StatusOr<Identifier> ParseIdentifier(std::string_view text);
// "NAME=SHARE" or "id:ENTITY=SHARE"; the share may be left out and is then unknown.
absl::StatusOr<DeclaredOwner> ParseOwner(std::string_view text);

}  // namespace lynceus::sources
