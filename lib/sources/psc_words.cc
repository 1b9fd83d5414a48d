#include "lib/sources/psc_words.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/sources/country_table.h"

namespace lynceus::sources {
namespace {

constexpr std::size_t kCompanyNumberSize = 8;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapital(char c) { return c >= 'A' && c <= 'Z'; }

bool CutEnd(std::string_view& text, std::string_view end) {
  if (!text.ends_with(end)) return false;
  text.remove_suffix(end.size());
  return true;
}

bool CutBegin(std::string_view& text, std::string_view begin) {
  if (!text.starts_with(begin)) return false;
  text.remove_prefix(begin.size());
  return true;
}

// "25", of a band; nothing where it is no whole percent.
std::optional<std::int64_t> Percent(std::string_view text) {
  int percent = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), percent);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  if (text.empty() || !whole || percent < 0 || percent > 100) return std::nullopt;
  return percent * (kWholePpm / 100);
}

// "25-to-50-percent", "more-than-25-percent": the lower end is never in it, the upper one is.
std::optional<Share> Band(std::string_view text) {
  if (!CutEnd(text, "-percent")) return std::nullopt;
  std::optional<std::int64_t> lo;
  std::optional<std::int64_t> hi = kWholePpm;
  if (CutBegin(text, "more-than-")) {
    lo = Percent(text);
  } else {
    const std::size_t at = text.find("-to-");
    if (at == std::string_view::npos) return std::nullopt;
    lo = Percent(text.substr(0, at));
    hi = Percent(text.substr(at + 4));
  }
  if (!lo || !hi) return std::nullopt;
  const auto share = Share::Between({.ppm = *lo, .open = true}, {.ppm = *hi, .open = false});
  return share.ok() ? std::optional<Share>(*share) : std::nullopt;
}

struct Instrument {
  std::string_view prefix;
  InterestKind kind;
};
constexpr Instrument kBands[] = {
    {"ownership-of-shares-", InterestKind::kShares},
    {"voting-rights-", InterestKind::kVotes},
    {"right-to-share-surplus-assets-", InterestKind::kProfit},
    {"part-right-to-share-surplus-assets-", InterestKind::kProfit},
};

struct StatementWord {
  std::string_view slug;
  PscStatement says;
};
// Without the ending "-partnership".
constexpr StatementWord kStatements[] = {
    // The register's own spelling, and the right one.
    {"no-individual-or-entity-with-signficant-control", PscStatement::kNoHolder},
    {"no-individual-or-entity-with-significant-control", PscStatement::kNoHolder},
    {"psc-exists-but-not-identified", PscStatement::kUnknownHolder},
    {"psc-details-not-confirmed", PscStatement::kUnknownHolder},
    {"steps-to-find-psc-not-yet-completed", PscStatement::kUnknownHolder},
    {"psc-contacted-but-no-response", PscStatement::kUnknownHolder},
    // Of a holder that stands in the register.
    {"psc-has-failed-to-confirm-changed-details", PscStatement::kNoHolder},
    {"restrictions-notice-issued-to-psc", PscStatement::kUnknownHolder},
    {"awaiting-confirmation-from-psc", PscStatement::kUnknownHolder},
    {"all-beneficial-owners-identified", PscStatement::kNoHolder},
    {"no-beneficial-owner-identified", PscStatement::kUnknownHolder},
    {"at-least-one-beneficial-owner-unidentified", PscStatement::kUnknownHolder},
    {"information-not-provided-for-at-least-one-beneficial-owner", PscStatement::kUnknownHolder},
    {"at-least-one-beneficial-owner-unidentified-and-information-not-provided-for-at-least-one-"
     "beneficial-owner",
     PscStatement::kUnknownHolder},
    // Of changes before the registration; who the holders are stands in the register.
    {"nobody-has-become-or-ceased-to-be-a-beneficial-owner", PscStatement::kNoHolder},
    {"somebody-has-become-or-ceased-to-be-a-beneficial-owner", PscStatement::kNoHolder},
    {"no-change-beneficial-owner-relevant-period", PscStatement::kNoHolder},
    {"change-beneficial-owner-relevant-period", PscStatement::kNoHolder},
    {"no-trust-involved-relevant-period", PscStatement::kNoHolder},
    {"trust-involved-relevant-period", PscStatement::kNoHolder},
    {"no-change-beneficiary-relevant-period", PscStatement::kNoHolder},
    {"change-beneficiary-relevant-period", PscStatement::kNoHolder},
};

struct Nationality {
  std::string_view word;  // lower case
  std::string_view code;
};
// Companies House's list of nationalities, and the parts of the kingdom.
constexpr Nationality kNationalities[] = {
    {"afghan", "af"},
    {"albanian", "al"},
    {"algerian", "dz"},
    {"american", "us"},
    {"andorran", "ad"},
    {"angolan", "ao"},
    {"anguillan", "ai"},
    {"argentine", "ar"},
    {"argentinian", "ar"},
    {"armenian", "am"},
    {"australian", "au"},
    {"austrian", "at"},
    {"azerbaijani", "az"},
    {"bahamian", "bs"},
    {"bahraini", "bh"},
    {"bangladeshi", "bd"},
    {"barbadian", "bb"},
    {"belarusian", "by"},
    {"belgian", "be"},
    {"belizean", "bz"},
    {"beninese", "bj"},
    {"bermudian", "bm"},
    {"bhutanese", "bt"},
    {"bolivian", "bo"},
    {"botswanan", "bw"},
    {"brazilian", "br"},
    {"british", "gb"},
    {"british virgin islander", "vg"},
    {"bruneian", "bn"},
    {"bulgarian", "bg"},
    {"burkinan", "bf"},
    {"burmese", "mm"},
    {"burundian", "bi"},
    {"cambodian", "kh"},
    {"cameroonian", "cm"},
    {"canadian", "ca"},
    {"cape verdean", "cv"},
    {"cayman islander", "ky"},
    {"central african", "cf"},
    {"chadian", "td"},
    {"chilean", "cl"},
    {"chinese", "cn"},
    {"citizen of antigua and barbuda", "ag"},
    {"citizen of bosnia and herzegovina", "ba"},
    {"citizen of guinea-bissau", "gw"},
    {"citizen of kiribati", "ki"},
    {"citizen of seychelles", "sc"},
    {"citizen of the dominican republic", "do"},
    {"citizen of vanuatu", "vu"},
    {"colombian", "co"},
    {"comoran", "km"},
    {"congolese (congo)", "cg"},
    {"congolese (drc)", "cd"},
    {"cook islander", "ck"},
    {"costa rican", "cr"},
    {"croatian", "hr"},
    {"cuban", "cu"},
    {"cymraes", "gb"},
    {"cymro", "gb"},
    {"cypriot", "cy"},
    {"czech", "cz"},
    {"danish", "dk"},
    {"djiboutian", "dj"},
    {"dominican", "dm"},
    {"dutch", "nl"},
    {"east timorese", "tl"},
    {"ecuadorean", "ec"},
    {"egyptian", "eg"},
    {"emirati", "ae"},
    {"english", "gb"},
    {"equatorial guinean", "gq"},
    {"eritrean", "er"},
    {"estonian", "ee"},
    {"ethiopian", "et"},
    {"faroese", "fo"},
    {"fijian", "fj"},
    {"filipino", "ph"},
    {"finnish", "fi"},
    {"french", "fr"},
    {"gabonese", "ga"},
    {"gambian", "gm"},
    {"georgian", "ge"},
    {"german", "de"},
    {"ghanaian", "gh"},
    {"gibraltarian", "gi"},
    {"greek", "gr"},
    {"greenlandic", "gl"},
    {"grenadian", "gd"},
    {"guamanian", "gu"},
    {"guatemalan", "gt"},
    {"guinean", "gn"},
    {"guyanese", "gy"},
    {"haitian", "ht"},
    {"honduran", "hn"},
    {"hong konger", "hk"},
    {"hungarian", "hu"},
    {"icelandic", "is"},
    {"indian", "in"},
    {"indonesian", "id"},
    {"iranian", "ir"},
    {"iraqi", "iq"},
    {"irish", "ie"},
    {"israeli", "il"},
    {"italian", "it"},
    {"ivorian", "ci"},
    {"jamaican", "jm"},
    {"japanese", "jp"},
    {"jordanian", "jo"},
    {"kazakh", "kz"},
    {"kenyan", "ke"},
    {"kittitian", "kn"},
    {"kosovan", "xk"},
    {"kuwaiti", "kw"},
    {"kyrgyz", "kg"},
    {"lao", "la"},
    {"latvian", "lv"},
    {"lebanese", "lb"},
    {"liberian", "lr"},
    {"libyan", "ly"},
    {"liechtenstein citizen", "li"},
    {"lithuanian", "lt"},
    {"luxembourger", "lu"},
    {"macanese", "mo"},
    {"macedonian", "mk"},
    {"malagasy", "mg"},
    {"malawian", "mw"},
    {"malaysian", "my"},
    {"maldivian", "mv"},
    {"malian", "ml"},
    {"maltese", "mt"},
    {"marshallese", "mh"},
    {"martiniquais", "mq"},
    {"mauritanian", "mr"},
    {"mauritian", "mu"},
    {"mexican", "mx"},
    {"micronesian", "fm"},
    {"moldovan", "md"},
    {"monegasque", "mc"},
    {"mongolian", "mn"},
    {"montenegrin", "me"},
    {"montserratian", "ms"},
    {"moroccan", "ma"},
    {"mosotho", "ls"},
    {"mozambican", "mz"},
    {"namibian", "na"},
    {"nauruan", "nr"},
    {"nepalese", "np"},
    {"new zealander", "nz"},
    {"nicaraguan", "ni"},
    {"nigerian", "ng"},
    {"nigerien", "ne"},
    {"niuean", "nu"},
    {"north korean", "kp"},
    {"northern irish", "gb"},
    {"norwegian", "no"},
    {"omani", "om"},
    {"pakistani", "pk"},
    {"palauan", "pw"},
    {"palestinian", "ps"},
    {"panamanian", "pa"},
    {"papua new guinean", "pg"},
    {"paraguayan", "py"},
    {"peruvian", "pe"},
    {"pitcairn islander", "pn"},
    {"polish", "pl"},
    {"portuguese", "pt"},
    {"prydeinig", "gb"},
    {"puerto rican", "pr"},
    {"qatari", "qa"},
    {"romanian", "ro"},
    {"russian", "ru"},
    {"rwandan", "rw"},
    {"salvadorean", "sv"},
    {"sammarinese", "sm"},
    {"samoan", "ws"},
    {"sao tomean", "st"},
    {"saudi arabian", "sa"},
    {"scottish", "gb"},
    {"senegalese", "sn"},
    {"serbian", "rs"},
    {"sierra leonean", "sl"},
    {"singaporean", "sg"},
    {"slovak", "sk"},
    {"slovenian", "si"},
    {"solomon islander", "sb"},
    {"somali", "so"},
    {"south african", "za"},
    {"south korean", "kr"},
    {"south sudanese", "ss"},
    {"spanish", "es"},
    {"sri lankan", "lk"},
    {"st helenian", "sh"},
    {"st lucian", "lc"},
    {"sudanese", "sd"},
    {"surinamese", "sr"},
    {"swazi", "sz"},
    {"swedish", "se"},
    {"swiss", "ch"},
    {"syrian", "sy"},
    {"taiwanese", "tw"},
    {"tajik", "tj"},
    {"tanzanian", "tz"},
    {"thai", "th"},
    {"togolese", "tg"},
    {"tongan", "to"},
    {"trinidadian", "tt"},
    {"tristanian", "sh"},
    {"tunisian", "tn"},
    {"turkish", "tr"},
    {"turkmen", "tm"},
    {"turks and caicos islander", "tc"},
    {"tuvaluan", "tv"},
    {"ugandan", "ug"},
    {"ukrainian", "ua"},
    {"uruguayan", "uy"},
    {"uzbek", "uz"},
    {"vatican citizen", "va"},
    {"venezuelan", "ve"},
    {"vietnamese", "vn"},
    {"vincentian", "vc"},
    {"wallisian", "wf"},
    {"welsh", "gb"},
    {"yemeni", "ye"},
    {"zambian", "zm"},
    {"zimbabwean", "zw"},
};

}  // namespace

std::optional<PscNature> ParsePscNature(std::string_view slug) {
  // "-trust" is no ending of the other two forms: the longer one is looked for first.
  CutEnd(slug, "-registered-overseas-entity");
  CutEnd(slug, "-limited-liability-partnership");
  PscNature nature;
  if (slug.starts_with("registered-owner-as-nominee-")) {
    nature.kind = InterestKind::kActsFor;
    nature.is_nominee_property = true;
    return nature;
  }
  nature.through_others = CutEnd(slug, "-as-control-over-trust") ||
                          CutEnd(slug, "-as-control-over-firm") || CutEnd(slug, "-as-trust") ||
                          CutEnd(slug, "-as-firm");
  if (slug == "right-to-appoint-and-remove-directors" ||
      slug == "right-to-appoint-and-remove-members" ||
      slug == "right-to-appoint-and-remove-person") {
    nature.kind = InterestKind::kBoard;
    return nature;
  }
  if (slug == "significant-influence-or-control") {
    nature.kind = InterestKind::kInfluence;
    return nature;
  }
  for (const Instrument& instrument : kBands) {
    std::string_view band = slug;
    if (!CutBegin(band, instrument.prefix)) continue;
    const std::optional<Share> share = Band(band);
    if (!share) return std::nullopt;
    nature.kind = instrument.kind;
    nature.share = *share;
    return nature;
  }
  return std::nullopt;
}

PscStatement ParsePscStatement(std::string_view slug) {
  CutEnd(slug, "-partnership");
  const auto* const word = std::ranges::find(kStatements, slug, &StatementWord::slug);
  return word == std::end(kStatements) ? PscStatement::kUnknownWord : word->says;
}

std::optional<std::string> CompanyNumber(std::string_view text) {
  std::string number;
  for (const char c : text) {
    if (c == ' ') continue;
    number += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const std::size_t letters =
      static_cast<std::size_t>(std::ranges::find_if_not(number, &IsCapital) - number.begin());
  const std::string_view digits = std::string_view(number).substr(letters);
  if (letters > 2 || digits.empty() || number.size() > kCompanyNumberSize) return std::nullopt;
  // Some societies have a letter at the end ("IP00001R").
  const std::string_view head = digits.substr(0, digits.size() - 1);
  const bool ends_well = IsDigit(digits.back()) || (letters == 2 && IsCapital(digits.back()) &&
                                                    number.size() == kCompanyNumberSize);
  if (!std::ranges::all_of(head, &IsDigit) || !ends_well) return std::nullopt;
  number.insert(letters, kCompanyNumberSize - number.size(), '0');
  return number;
}

bool IsUnitedKingdom(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "england & wales", "england and wales", "u.k.",
      "great britain",   "england/wales",     "wales and england"};
  const std::string lower = LowerAscii(TrimAscii(word));
  return CountryCode(lower) == "gb" || std::ranges::find(kWords, lower) != std::end(kWords);
}

std::string_view NationalityCode(std::string_view word) {
  const std::string lower = LowerAscii(TrimAscii(word));
  const auto* const found = std::ranges::find(kNationalities, lower, &Nationality::word);
  return found == std::end(kNationalities) ? std::string_view() : found->code;
}

}  // namespace lynceus::sources
