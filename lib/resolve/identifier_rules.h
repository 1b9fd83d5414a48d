#pragma once
// What an equal identifier says about two records.
//
// A LEI, INN, OGRN, IMO number, unified social credit code or UEI is issued once in the world to
// one party: equal means one party. A number of a country's own register or office is certain only
// with more: a person's (passport, identity card, tax) with a birth date that meets, since numbers
// are re-used and mistyped; an organisation's where it is long and the country keeps one register,
// else where the names agree too, since states, courts and free zones count anew. A BIC (head
// office and branches share it), an MMSI (goes with the flag), an ISIN and a wallet key of another
// kind of party, a VAT number (groups share one), and any number whose country is not known are
// hints: strong, not certain. Pure functions.

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/model/entity.h"

namespace lynceus::resolve {

enum class IdentifierUse : std::uint8_t {
  kNone,      // says nothing about identity: licences, tickers, placeholders
  kHint,      // equal: a probable link
  kNational,  // equal in one country, whatever its type: certain with a birth date or a name
  kWorld,     // equal: certain; a party has one of its kind, so another value contradicts
  kAlone,     // equal: certain; a party may have several
};

struct ReadIdentifier {
  IdentifierUse use = IdentifierUse::kNone;
  std::string type;     // as listed, or what the number shows it to be: "ogrnCode"
  std::string value;    // normalised
  std::string country;  // issuer, lower case; empty where not known
};

// Reads an identifier of a party. `jurisdiction`: of the party, where it states exactly one; it
// stands for the issuer of an organisation's number that names none. Numbers that publishers file
// under a broader word are told by their check digits: a registrationNumber that is a LEI or an
// OGRN, a Russian taxNumber that is an INN.
ReadIdentifier Read(const Identifier& identifier, Schema schema, std::string_view jurisdiction);

// True where an organisation's number of a country's register needs no name beside it: long, and
// of a country that keeps one register.
bool StandsAlone(std::string_view value, std::string_view country);

// Check digits; pure functions of the normalised value. ISO 17442 (MOD 97-10); the Russian tax
// service's for 10 and 12 digits; the Russian register's for 13 and 15.
bool IsLei(std::string_view value);
bool IsInn(std::string_view value);
bool IsOgrn(std::string_view value);

}  // namespace lynceus::resolve
