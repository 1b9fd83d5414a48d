// Words are compared without regard to case and white space at the ends: they changed over the
// years ("N.K.A.", "n.k.a."), the numbers behind them too.

#include "lib/sources/ofac_party.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"
#include "lib/sources/list_record.h"
#include "lib/sources/ofac_dates.h"
#include "lib/sources/ofac_remarks.h"

namespace lynceus::sources {
namespace {

struct Pair {
  std::string_view word;
  std::string_view meaning;
};

// The value of `word`, without regard to case; empty where the table has none.
template <std::size_t size>
std::string_view Lookup(const std::array<Pair, size>& table, std::string_view word) {
  const std::string lower = LowerAscii(TrimAscii(word));
  const auto found = std::ranges::find(table, lower, &Pair::word);
  return found == table.end() ? std::string_view() : found->meaning;
}

constexpr std::array<Pair, 17> kLists = {{
    {"sdn list", "SDN"},
    {"consolidated list", "CONS"},
    {"sectoral sanctions identifications list", "SSI"},
    {"capta list", "CAPTA"},
    {"list of foreign financial institutions subject to correspondent account or payable-through "
     "account sanctions",
     "CAPTA"},
    {"part 561 list", "561"},
    {"561 list", "561"},
    {"non-sdn menu-based sanctions list", "NS-MBS"},
    {"non-sdn cmic list", "NS-CMIC"},
    {"non-sdn palestinian legislative council list", "NS-PLC"},
    {"non-sdn iranian sanctions act list", "NS-ISA"},
    {"non-sdn iran sanctions act list", "NS-ISA"},
    {"fse list", "FSE"},
    {"foreign sanctions evaders list", "FSE"},
    {"13599 list", "13599"},
    {"eo 13599 list", "13599"},
    {"executive order 13599 list", "13599"},
}};

// Parts in the order in which an address is written.
constexpr std::array<std::string_view, 7> kAddressParts = {
    "ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE"};

struct ScriptRow {
  std::string_view number;
  std::string_view name;
  std::string_view code;
};

// ISO 15924: number, English name as OFAC prints it, code.
constexpr std::array<ScriptRow, 22> kScripts = {{
    {"125", "hebrew", "Hebr"},
    {"134", "syriac", "Syrc"},
    {"160", "arabic", "Arab"},
    {"170", "thaana", "Thaa"},
    {"200", "greek", "Grek"},
    {"215", "latin", "Latn"},
    {"220", "cyrillic", "Cyrl"},
    {"230", "armenian", "Armn"},
    {"240", "georgian", "Geor"},
    {"286", "hangul", "Hang"},
    {"287", "korean", "Kore"},
    {"315", "devanagari", "Deva"},
    {"325", "bengali", "Beng"},
    {"346", "tamil", "Taml"},
    {"350", "myanmar", "Mymr"},
    {"352", "thai", "Thai"},
    {"355", "khmer", "Khmr"},
    {"356", "lao", "Laoo"},
    {"413", "japanese", "Jpan"},
    {"500", "chinese", "Hani"},
    {"501", "chinese simplified", "Hans"},
    {"502", "chinese traditional", "Hant"},
}};

constexpr std::array<Pair, 6> kPartProperties = {{
    {"first name", "firstName"},
    {"last name", "lastName"},
    {"middle name", "middleName"},
    {"maiden name", "maidenName"},
    {"patronymic", "fatherName"},
    {"matronymic", "motherName"},
}};

// Labels of features that the remarks say in another word.
constexpr std::array<Pair, 4> kFeatureLabels = {{
    {"birthdate", "DOB"},
    {"place of birth", "POB"},
    {"nationality country", "nationality"},
    {"citizenship country", "citizen"},
}};

// The lists on which a measure puts a party; of 14024's directives see 31 CFR 587, of 13662's 31
// CFR 589 (SSI), of 13959's as amended by E.O. 14032 31 CFR 586.
constexpr std::array<Pair, 21> kMeasureLists = {{
    {"block", "SDN"},
    {"block", "13599"},
    {"reject", "NS-PLC"},
    {"reject", "FSE"},
    {"561 full restrictions", "CAPTA"},
    {"561 full restrictions", "561"},
    {"ndaa special conditions", "CAPTA"},
    {"ndaa special conditions", "561"},
    {"13662 sectoral directive 1", "SSI"},
    {"13662 sectoral directive 2", "SSI"},
    {"13662 sectoral directive 3", "SSI"},
    {"13662 sectoral directive 4", "SSI"},
    {"caatsa section 231/235 sanctions", "NS-MBS"},
    {"executive order 13959 sanctions", "NS-CMIC"},
    {"cmic executive order", "NS-CMIC"},
    {"executive order 14024 directive 1a", "NS-MBS"},
    {"executive order 14024 directive 2", "CAPTA"},
    {"executive order 14024 directive 3", "NS-MBS"},
    {"executive order 14024 directive 4", "NS-MBS"},
    {"executive order 14014 directive 1", "NS-MBS"},
    {"executive order 14059 non-blocking", "NS-MBS"},
}};

// Programmes of one list; `may_block`: parties are on SDN under it too.
struct ProgrammeHome {
  std::string_view prefix;
  std::string_view list;
  bool may_block;
};
constexpr std::array<ProgrammeHome, 5> kProgrammeHomes = {{
    {"NS-PLC", "NS-PLC", false},
    {"CMIC-EO13959", "NS-CMIC", false},
    {"FSE-", "FSE", false},
    {"561-", "CAPTA", false},
    {"UKRAINE-EO13662", "SSI", true},
}};
// Lists that have no programme but those of kProgrammeHomes.
constexpr std::array<std::string_view, 4> kClosedLists = {"NS-PLC", "NS-CMIC", "FSE", "SSI"};

constexpr std::string_view kUmbrella = "CONS";

struct TieWord {
  std::string_view type;
  InterestKind kind;
  bool from_owns;
};
constexpr std::array<TieWord, 10> kTieWords = {{
    {"owned or controlled by", InterestKind::kControl, false},
    {"owns, controls, or operates", InterestKind::kControl, true},
    {"property in the interest of", InterestKind::kOwnershipOther, false},
    {"acting for or on behalf of", InterestKind::kActsFor, true},
    {"leader or official of", InterestKind::kDirector, true},
    {"principal executive officer", InterestKind::kDirector, true},
    {"family member of", InterestKind::kFamily, false},
    {"associate of", InterestKind::kLinked, false},
    {"providing support to", InterestKind::kLinked, false},
    {"playing a significant role in", InterestKind::kLinked, false},
}};

template <typename Range, typename Value>
bool Holds(const Range& values, const Value& value) {
  return std::ranges::find(values, value) != std::ranges::end(values);
}

template <typename T>
void AddOnce(std::vector<T>& values, const T& value) {
  if (!Holds(values, value)) values.push_back(value);
}

bool IsUnspaced(std::string_view script) {
  static constexpr std::array<std::string_view, 6> kUnspaced = {"Hans", "Hant", "Hani",
                                                                "Jpan", "Kore", "Hang"};
  return Holds(kUnspaced, script);
}

// "LAST, First Middle". What stands between the last name and the first given name belongs to the
// last name ("GUZMAN Loera, Joaquin"), what stands behind a given name to the given names.
std::string Compose(const OfacName& name, bool is_person) {
  std::string family;
  std::string given;
  std::string_view space = " ";
  if (is_person && IsUnspaced(name.script)) space = "";
  const auto append = [&space](std::string& to, const std::string& text) {
    if (!to.empty()) to += space;
    to += text;
  };
  for (const OfacNamePart& part : name.parts) {
    const std::string type = LowerAscii(part.type);
    const bool parental = type == "patronymic" || type == "matronymic";
    const bool is_family =
        type == "last name" || type == "maiden name" || (parental && given.empty());
    append(is_person && is_family ? family : given, part.text);
  }
  if (family.empty() || given.empty()) return family + given;
  if (space.empty()) return family + given;
  return absl::StrCat(family, ", ", given);
}

NameKind KindOf(const OfacName& name) {
  if (name.is_primary) return NameKind::kPrimary;
  if (LowerAscii(name.alias_type) == "f.k.a.") return NameKind::kFormer;
  return name.is_weak ? NameKind::kWeak : NameKind::kAlias;
}

void AddNote(std::string text, OfacRecord& record) { AddProperty(record.entity, "notes", text); }

bool IsAliasType(std::string_view type) {
  static constexpr std::array<std::string_view, 5> kTypes = {"", "name", "a.k.a.", "f.k.a.",
                                                             "n.k.a."};
  return Holds(kTypes, LowerAscii(type));
}

void AddAsFragment(std::string text, OfacRecord& record) {
  AddProperty(record.entity, "notes", text);
  AddOnce(record.fragments, text);
}

// "09 Jul 2014", "Jul 2014", "2014": a date that may stand behind a document's number.
bool IsPlainDate(std::string_view text) {
  const auto date = ParseListDate(text);
  return date && !date->circa && text.find_first_of("-/") == std::string_view::npos &&
         date->precision != DatePrecision::kRange;
}

std::string DocumentText(const OfacDocument& document) {
  std::string text = absl::StrCat(document.type, " ", document.number);
  if (!document.country.empty()) absl::StrAppend(&text, " (", document.country, ")");
  if (IsPlainDate(document.issued)) absl::StrAppend(&text, " issued ", document.issued);
  if (IsPlainDate(document.expires)) absl::StrAppend(&text, " expires ", document.expires);
  return text;
}

// The register that the authority names, where the number is of it.
std::string_view RegisterType(const OfacDocument& document) {
  if (document.authority == "INN") return "innCode";
  if (document.authority == "OGRN") return "ogrnCode";
  return {};
}

const ProgrammeHome* HomeOf(std::string_view programme) {
  const auto found = std::ranges::find_if(kProgrammeHomes, [programme](const ProgrammeHome& home) {
    return programme.starts_with(home.prefix);
  });
  return found == kProgrammeHomes.end() ? nullptr : &*found;
}

// What the listings of one party say together.
class Listings {
 public:
  explicit Listings(std::span<const OfacListing> all) : all_(all) {}

  std::vector<std::string> ProgrammesOf(const OfacListing& listing) const {
    std::vector<std::string> kept;
    for (const std::string& programme : listing.programmes) {
      const bool keep =
          listing.list == kUmbrella ? !OnlyBlocks(programme) : KeepsProgramme(listing, programme);
      if (keep) AddOnce(kept, programme);
    }
    if (kept.empty()) kept = listing.programmes;
    if (kept.empty()) kept.emplace_back();  // it is on the list all the same
    return kept;
  }

  std::vector<std::string> MeasuresOf(const OfacListing& listing) const {
    std::vector<std::string> kept;
    for (const std::string& measure : listing.measures) {
      if (KeepsMeasure(listing.list, measure)) AddOnce(kept, measure);
    }
    std::ranges::sort(kept);
    return kept;
  }

 private:
  bool Has(std::string_view list) const {
    return std::ranges::find(all_, list, &OfacListing::list) != all_.end();
  }

  bool KeepsProgramme(const OfacListing& listing, std::string_view programme) const {
    const ProgrammeHome* const home = HomeOf(programme);
    if (home != nullptr && Has(home->list)) {
      return listing.list == home->list || (listing.list == "SDN" && home->may_block);
    }
    if (!IsClosed(listing) || Has(kUmbrella)) return !IsClosed(listing);
    return std::ranges::all_of(all_, &Listings::IsClosed);  // it must stand somewhere
  }

  // True for a list that has its own programmes only, and has one of them here.
  static bool IsClosed(const OfacListing& listing) {
    return Holds(kClosedLists, listing.list) &&
           std::ranges::any_of(listing.programmes, [&listing](const std::string& programme) {
             const ProgrammeHome* const home = HomeOf(programme);
             return home != nullptr && home->list == listing.list;
           });
  }

  // True where SDN alone, of several lists beside the umbrella, has the programme.
  bool OnlyBlocks(std::string_view programme) const {
    bool blocks = false;
    for (const OfacListing& listing : all_) {
      if (listing.list == kUmbrella || !Holds(listing.programmes, programme)) continue;
      if (!KeepsProgramme(listing, programme)) continue;
      if (listing.list != "SDN") return false;
      blocks = true;
    }
    return blocks;
  }

  bool KeepsMeasure(std::string_view list, std::string_view measure) const {
    std::vector<std::string_view> homes;
    for (const Pair& row : kMeasureLists) {
      if (row.word == LowerAscii(measure) && Has(row.meaning)) homes.push_back(row.meaning);
    }
    if (homes.empty()) return !Has(kUmbrella) || list == kUmbrella;
    if (Holds(homes, list)) return true;
    // The umbrella has what any list but SDN has.
    return list == kUmbrella && std::ranges::any_of(homes, [](std::string_view home) {
             return home != "SDN" && home != "13599";
           });
  }

  std::span<const OfacListing> all_;
};

// What the legal basis of a programme says, where the programme's code does not name its order.
constexpr std::array<Pair, 3> kProgrammeBases = {{
    {"FSE-", "13608"},
    {"NS-PLC", "General License 4"},
    {"561-", "CISADA"},
}};

// The words by which a basis is known as the programme's: the number of the executive order in its
// code ("UKRAINE-EO13662"), or those of the table; empty where there are none.
std::string_view BasisWords(std::string_view programme) {
  for (const Pair& row : kProgrammeBases) {
    if (programme.starts_with(row.word)) return row.meaning;
  }
  const std::size_t at = programme.rfind("EO1");
  return at == std::string_view::npos ? std::string_view() : programme.substr(at + 2, 5);
}

bool IsBasisOf(std::string_view basis, std::string_view programme) {
  const std::string_view words = BasisWords(programme);
  return !words.empty() && basis.find(words) != std::string_view::npos;
}

// The bases that are known as the programme's; where none is, those that are known as no other's.
std::string BasisOf(const OfacListing& listing, std::string_view programme) {
  std::set<std::string> own;
  std::set<std::string> others;
  for (const std::string& basis : listing.bases) {
    if (IsBasisOf(basis, programme)) own.insert(basis);
    const bool is_anothers = std::ranges::any_of(
        listing.programmes, [&basis](const std::string& code) { return IsBasisOf(basis, code); });
    if (!is_anothers) others.insert(basis);
  }
  if (own.empty()) own = std::move(others);
  if (own.empty()) own.insert(listing.bases.begin(), listing.bases.end());
  return Join({own.begin(), own.end()}, "; ");
}

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string DayText(Date day) {
  return absl::StrCat(day.day() < 10 ? "0" : "", day.day(), " ",
                      ToAbsl(kMonths[static_cast<std::size_t>(day.month() - 1)]), " ",
                      absl::Dec(day.year(), absl::kZeroPad4));
}

}  // namespace

std::string_view OfacListWord(std::string_view label) { return Lookup(kLists, label); }

std::string_view OfacScript(std::string_view number, std::string_view label) {
  if (const auto at = std::ranges::find(kScripts, number, &ScriptRow::number);
      at != kScripts.end()) {
    return at->code;
  }
  const auto named = std::ranges::find(kScripts, LowerAscii(TrimAscii(label)), &ScriptRow::name);
  return named == kScripts.end() ? std::string_view() : named->code;
}

std::vector<std::string> OfacAddressParts(std::vector<OfacAddressPart> parts,
                                          std::string& country) {
  std::ranges::stable_sort(parts, {}, [](const OfacAddressPart& part) {
    return std::ranges::find(kAddressParts, part.type) - kAddressParts.begin();
  });
  const bool placeless = IsNoCountry(country);
  std::vector<std::string> texts;
  for (OfacAddressPart& part : parts) {
    if (placeless && part.type == "REGION" && !part.text.empty()) {
      country = "Region: " + part.text;
    } else {
      texts.push_back(std::move(part.text));
    }
  }
  return texts;
}

bool IsOfacNumber(std::string_view text) {
  return !text.empty() && text.size() <= 12 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

void AddOfacName(const OfacName& name, OfacRecord& record) {
  const bool is_person = record.type == "individual";
  // The publisher puts a comma into names of unspaced scripts too, where none belongs.
  const bool own = name.display.empty() || (is_person && IsUnspaced(name.script));
  AddName(record.entity, own ? Compose(name, is_person) : name.display, KindOf(name), name.script);
  if (!IsAliasType(name.alias_type)) AddAsFragment("alias type: " + name.alias_type, record);
  if (!is_person) return;
  for (const OfacNamePart& part : name.parts) {
    const std::string_view property = Lookup(kPartProperties, part.type);
    if (!property.empty()) AddProperty(record.entity, property, part.text);
  }
}

void AddOfacFeature(const OfacFeature& feature, OfacRecord& record) {
  const std::string_view known = Lookup(kFeatureLabels, feature.label);
  const std::string text = absl::StrCat(
      ToAbsl(known.empty() ? std::string_view(feature.label) : known), " ", feature.text);
  if (feature.text.empty() || !ParseRemark(text, record)) {
    AddAsFragment(absl::StrCat(feature.label, ": ", feature.text), record);
  }
  if (!feature.comment.empty()) AddNote(absl::StrCat(text, ": ", feature.comment), record);
  const std::string reliability = LowerAscii(feature.reliability);
  if (!reliability.empty() && reliability != "confirmed" && reliability != "unknown") {
    AddNote(absl::StrCat(text, " (reliability: ", feature.reliability, ")"), record);
  }
}

void AddOfacDocument(const OfacDocument& document, OfacRecord& record) {
  const std::string text = DocumentText(document);
  const std::string_view of_register = RegisterType(document);
  std::string_view country = document.country;
  if (country.empty()) country = document.location;
  if (!of_register.empty()) {
    AddIdentifier(record.entity, of_register, document.number, "Russia");
  } else if (document.number.empty()) {
    AddAsFragment(text, record);
  } else if (!ParseRemark(text, record)) {
    const bool is_person = record.type == "individual";
    AddIdentifier(record.entity, is_person ? "idNumber" : "registrationNumber", document.number,
                  CountryCode(country));
    AddAsFragment(text, record);
  }
  const auto add_date = [&](std::string_view what, const std::string& date) {
    if (date.empty() || IsPlainDate(date)) return;
    AddNote(absl::StrCat(text, " ", ToAbsl(what), " ", date), record);
  };
  add_date("issued", document.issued);
  add_date("expires", document.expires);
  if (document.is_fraudulent) AddNote(absl::StrCat(text, " (fraudulent)"), record);
  const bool elsewhere = !document.location.empty() && document.location != document.country;
  if (elsewhere) AddNote(absl::StrCat(text, " issued in ", document.location), record);
  if (!document.authority.empty() && of_register.empty()) {
    AddNote(absl::StrCat(text, " issued by ", document.authority), record);
  }
  if (!document.comment.empty()) AddNote(absl::StrCat(text, ": ", document.comment), record);
}

void AddOfacRemarks(std::string_view remarks, OfacRecord& record) {
  ParseRemarks(remarks, false, record);
  for (const std::string& name : record.linked_to) AddProperty(record.entity, "linkedTo", name);
  record.linked_to.clear();
}

std::string OfacDateText(Date first, Date last, bool circa) {
  const auto text = [first, last]() -> std::string {
    if (first == last) return DayText(first);
    const auto year = [](Date date) {
      return absl::StrCat(absl::Dec(date.year(), absl::kZeroPad4));
    };
    const auto years = PartialDate::OfYears(first.year(), last.year());
    if (years && years->first == first && years->last == last) {
      return first.year() == last.year() ? year(first) : year(first) + " to " + year(last);
    }
    const auto month = PartialDate::OfMonth(first.year(), first.month());
    if (month && month->first == first && month->last == last) return DayText(first).substr(3);
    return DayText(first) + " to " + DayText(last);
  };
  return (circa ? "circa " : "") + text();
}

std::vector<Designation> OfacDesignations(std::span<const OfacListing> listings) {
  const Listings party(listings);
  std::vector<Designation> designations;
  for (const OfacListing& listing : listings) {
    const std::vector<std::string> measures = party.MeasuresOf(listing);
    for (const std::string& programme : party.ProgrammesOf(listing)) {
      designations.push_back({.entity_id = {},
                              .authority = {},
                              .list = listing.list,
                              .programme = programme,
                              .legal_basis = BasisOf(listing, programme),
                              .date = listing.date,
                              .end_date = std::nullopt,
                              .measures = measures,
                              .provenance = {}});
    }
  }
  return designations;
}

OfacTie TieOf(const OfacRelation& relation, std::optional<Date> list_date) {
  OfacTie tie;
  const auto known =
      std::ranges::find(kTieWords, LowerAscii(TrimAscii(relation.type)), &TieWord::type);
  tie.is_known = known != kTieWords.end();
  tie.interest.kind = tie.is_known ? known->kind : InterestKind::kLinked;
  tie.from_owns = tie.is_known && known->from_owns;
  tie.interest.role = relation.type;
  if (LowerAscii(relation.quality) == "low") tie.interest.role += " (quality low)";
  if (relation.is_former) {
    // When it ended is not said; on the day of the file it had.
    tie.interest.role += " (former)";
    tie.interest.end = list_date;
  }
  return tie;
}

}  // namespace lynceus::sources
