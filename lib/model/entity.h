#pragma once
// What sources say about a party: plain structs whose words are FollowTheMoney's (FtM).
//
// A loader makes these from a publisher's file; the store keeps them as they are. An id is
// source-qualified ("ofac-sdn:18715", "un:CDi.001", "lei:..."). A resolved party answers to the ids
// of all its records (see entity.h: Party).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/date.h"
#include "lib/model/share.h"

namespace lynceus {

enum class Schema : std::uint8_t {
  kUnknown = 0,  // not said; comparable with every schema
  kPerson = 1,
  kLegalEntity = 2,  // a person or an organisation, not said which
  kOrganization = 3,
  kCompany = 4,
  kPublicBody = 5,
  kVessel = 6,
  kAirplane = 7,
  kSecurity = 8,
  kCryptoWallet = 9,
  kAsset = 10,  // any other thing that can be owned
};
// "Person": the FtM word; "Thing" for kUnknown.
std::string_view SchemaName(Schema schema);
// Case-insensitive; also Vehicle, Fund, Thing ...; nothing where the word is no schema.
std::optional<Schema> ParseSchema(std::string_view word);

enum class NameKind : std::uint8_t { kPrimary = 0, kAlias = 1, kFormer = 2, kWeak = 3 };
std::string_view NameKindName(NameKind kind);  // "primary", "alias", "former", "weak"

struct Name {
  std::string text;  // as listed, UTF-8: "PUTIN, Vladimir Vladimirovich"
  NameKind kind = NameKind::kPrimary;
  std::string script;  // the publisher's tag as ISO 15924 ("Cyrl"); empty where not tagged
  friend bool operator==(const Name&, const Name&) = default;
  friend auto operator<=>(const Name&, const Name&) = default;
};

// An identifier as listed. `type` is an FtM property: imoNumber, innCode, ogrnCode, leiCode,
// swiftBic, passportNumber, registrationNumber, taxNumber, idNumber, publicKey, isin, mmsi,
// callSign ...
struct Identifier {
  std::string type;
  std::string value;
  std::string country;  // ISO 3166-1 alpha-2, lower case, of the issuer; empty where not said
  friend bool operator==(const Identifier&, const Identifier&) = default;
  friend auto operator<=>(const Identifier&, const Identifier&) = default;
};

// A country and in what sense: property is nationality, citizenship, country, jurisdiction, flag,
// birthCountry. `code` is ISO 3166-1 alpha-2 in lower case where known, else the publisher's word.
struct CountryFact {
  std::string property;
  std::string code;
  friend bool operator==(const CountryFact&, const CountryFact&) = default;
  friend auto operator<=>(const CountryFact&, const CountryFact&) = default;
};

struct Address {
  std::string full;     // one line
  std::string country;  // as in CountryFact.code
  friend bool operator==(const Address&, const Address&) = default;
  friend auto operator<=>(const Address&, const Address&) = default;
};

// Any other FtM property, in the words of the source (gender, position, birthPlace, notes, topics
// ...).
struct Property {
  std::string name;
  std::string value;
  friend bool operator==(const Property&, const Property&) = default;
  friend auto operator<=>(const Property&, const Property&) = default;
};

// Where a fact was read: the source key and the place in its file ("line 17", "record 123").
struct Provenance {
  std::string source;  // "ofac-sdn"; a key of the manifest's sources
  std::string place;
  friend bool operator==(const Provenance&, const Provenance&) = default;
  friend auto operator<=>(const Provenance&, const Provenance&) = default;
};

// One authority's act of putting an entity on a list, under one programme. An entity listed under
// three programmes has three designations.
struct Designation {
  std::string entity_id;
  std::string authority;  // "US-OFAC", "UN-SC", "EU", "UK" (rules/sources maps publishers' words)
  std::string list;       // "SDN", "CONS", "UNSC", "FSF", "UKSL"
  std::string programme;  // as listed: "GLOMAG"
  std::string legal_basis;
  std::optional<Date> date;      // none: not known, in force at all dates
  std::optional<Date> end_date;  // first day no longer in force
  std::vector<std::string> measures;
  Provenance provenance;
  friend bool operator==(const Designation&, const Designation&) = default;
  friend auto operator<=>(const Designation&, const Designation&) = default;
};

struct Entity {
  std::string id;
  Schema schema = Schema::kUnknown;
  std::vector<Name> names;                 // the first primary name is the caption
  std::vector<PartialDate> birth_dates;    // persons
  std::vector<PartialDate> founded_dates;  // incorporation, establishment, build
  std::vector<CountryFact> countries;
  std::vector<Identifier> identifiers;
  std::vector<Address> addresses;
  std::vector<Property> properties;
  std::vector<std::string> referents;  // other ids under which publishers know the same party
  Provenance provenance;

  // The first primary name, else the first name, else the id.
  std::string_view caption() const;
  friend bool operator==(const Entity&, const Entity&) = default;
};

// How an interested party is tied to a subject. The first group is ownership, the second control,
// the third affiliation (never a share, never control: it makes flags and the risk universe).
enum class InterestKind : std::uint8_t {
  kShares = 0,          // equity, capital, membership shares
  kVotes = 1,           // voting rights
  kProfit = 2,          // rights to profit, surplus assets
  kOwnershipOther = 3,  // "owned", share kind not said: counts as shares

  kBoard = 16,      // may appoint or remove a board majority
  kInfluence = 17,  // dominant or significant influence, other control
  kControl = 18,    // "owned or controlled by", kind not said
  kTrust = 19,      // settlor, trustee, protector, beneficiary
  kNominee = 20,    // holds in the name of another

  kDirector = 32,  // director, manager, officer
  kLinked = 33,    // "Linked To", associate, unknown link
  kFamily = 34,
  kActsFor = 35,  // acting for or on behalf of, agent, representation
  kMember = 36,   // membership, employment
  kSuccessor = 37,
};
std::string_view InterestKindName(InterestKind kind);  // "shares", "votes", ...
std::optional<InterestKind> ParseInterestKind(std::string_view word);
constexpr bool IsOwnership(InterestKind kind) { return kind <= InterestKind::kOwnershipOther; }
constexpr bool IsControl(InterestKind kind) {
  return kind >= InterestKind::kBoard && kind <= InterestKind::kNominee;
}
constexpr bool IsAffiliation(InterestKind kind) { return kind >= InterestKind::kDirector; }

// A stated relation: `owner_id` holds `share` of `subject_id`.
struct Interest {
  std::string id;        // source-qualified, unique in its source
  std::string owner_id;  // empty: a stated holder that the source does not name (unknown holder)
  std::string subject_id;
  InterestKind kind = InterestKind::kShares;
  Share share;
  std::string joint_group;  // holders of one subject with the same word act jointly; else empty
  std::string
      unknown_holder;  // why the holder is not named ("informationUnknownToPublisher"), or empty
  std::optional<Date> start;  // first day; none: always
  std::optional<Date> end;    // first day no longer; none: still
  bool indirect = false;      // the source says it is held through others
  bool summary = false;  // restates what other interests of its source say in parts; never added
  std::string role;      // the source's own word ("Owned or Controlled By", "director")
  Provenance provenance;
  friend bool operator==(const Interest&, const Interest&) = default;
};

// A piece of a free-text remark that no pattern understood.
struct UnparsedFragment {
  std::string entity_id;
  std::string text;
  Provenance provenance;
};

// A probable statement that two ids mean one party, with why. Certain ones are merged into a Party.
struct IdentityLink {
  std::string a;
  std::string b;
  std::string reason;  // "equal name, birth date and country"
  friend bool operator==(const IdentityLink&, const IdentityLink&) = default;
  friend auto operator<=>(const IdentityLink&, const IdentityLink&) = default;
};

// What became of a party's canonical id since an earlier snapshot. Ids that stayed are not listed.
struct IdentityChange {
  enum class Kind : std::uint8_t {
    kMerged = 0,   // its party is one with another's now; `now` is the id that stands for both
    kSplit = 1,    // its party's records stand apart now; `now` are all their ids, its own too
    kRemoved = 2,  // its record is gone; `now` are the ids of its party's other records, or none
  };
  Kind kind = Kind::kMerged;
  std::string id;                // canonical in the earlier snapshot
  std::vector<std::string> now;  // canonical ids of this one, sorted
  friend bool operator==(const IdentityChange&, const IdentityChange&) = default;
  friend auto operator<=>(const IdentityChange&, const IdentityChange&) = default;
};
std::string_view IdentityChangeName(IdentityChange::Kind kind);  // "merged", "split", "removed"

// What the store serves: one party with everything its records say. Source records stay as they
// are; `entity` is their union under the canonical id (sorted, without repetition).
struct Party {
  Entity entity;                          // entity.id is the canonical id
  std::vector<std::string> ids;           // all record ids, sorted, canonical included
  std::vector<Designation> designations;  // sorted; entity_id is the record's id
};

}  // namespace lynceus
