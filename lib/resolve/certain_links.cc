// Identifiers and references are sorted by key, so that equal ones stand together: one sort of
// positions, no maps. An equal key is verified by the values themselves.
#include "lib/resolve/certain_links.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/model/date.h"
#include "lib/resolve/groups.h"
#include "lib/resolve/name_comparer.h"

namespace lynceus::resolve {
namespace {

// A value of a record, in the order of spaces: the numbers of one space compare.
struct Use {
  std::string_view space;  // the type; one for all national numbers
  std::string_view country;
  std::string_view value;
  Position at = 0;
  const IdentifierFact* fact = nullptr;
};
auto OrderOf(const Use& use) { return std::tuple(use.space, use.country, use.value); }

constexpr std::string_view kNationalSpace = "national";
// Numbers of a country's register or office whose country one of the sides does not state.
constexpr std::string_view kAnywhereSpace = "national, country unknown";

bool IsNationalType(std::string_view type) {
  return type == "idNumber" || type == "nationalId" || type == "passportNumber" ||
         type == "registrationNumber" || type == "socialSecurityNumber" || type == "taxNumber";
}

std::vector<Use> CollectUses(const RecordFacts& facts) {
  std::vector<Use> uses;
  for (Position at = 0; at < facts.size(); ++at) {
    for (const IdentifierFact& fact : facts.IdentifiersOf(facts[at])) {
      const std::string_view type = facts.Word(fact.type);
      if (fact.use == IdentifierUse::kNational) {
        uses.push_back({kNationalSpace, facts.Word(fact.country), fact.value, at, &fact});
      } else {
        uses.push_back({type, "", fact.value, at, &fact});
      }
      if (IsNationalType(type) && fact.use != IdentifierUse::kAlone) {
        uses.push_back({kAnywhereSpace, "", fact.value, at, &fact});
      }
    }
  }
  std::sort(uses.begin(), uses.end(), [&](const Use& a, const Use& b) {
    return std::tuple(OrderOf(a), a.at, std::string_view(facts.Word(a.fact->type))) <
           std::tuple(OrderOf(b), b.at, std::string_view(facts.Word(b.fact->type)));
  });
  return uses;
}

// What is asked of names.
struct AskNames {
  const NamesAgree& agree;
  const NamesAnother& another;
};

// What two records that share an identifier are, before anything else of theirs is compared.
class Weigh {
 public:
  Weigh(const RecordFacts& facts, const AskNames& names) : facts_(facts), names_(names) {}

  // Nothing where the pair says nothing: the one list that holds both takes them for two.
  bool IsLink(const Use& a, const Use& b) const {
    const Record& x = facts_[a.at];
    const Record& y = facts_[b.at];
    if (a.at == b.at) return false;
    const bool one_list = x.source == y.source && x.habit != SourceHabit::kGathers;
    if (one_list && x.at_risk && y.at_risk) return false;
    if (a.space != kAnywhereSpace) return true;
    // With both countries known the national space has said what there is to say.
    return a.fact->type == b.fact->type && (a.fact->country == 0 || b.fact->country == 0);
  }

  // Lists give one company's number to another, too: where two lists have one number and other
  // names, and one of them has another party of the other's name, that may be the one that is
  // meant.
  Doubt DoubtOf(const Use& a, const Use& b) const {
    const auto is_list = [&](const Use& use) {
      return facts_[use.at].at_risk && facts_[use.at].habit == SourceHabit::kOneEach;
    };
    if (!is_list(a) || !is_list(b) || names_.agree(a.at, b.at)) return Doubt::kNone;
    const bool another = names_.another(a.at, b.at) || names_.another(b.at, a.at);
    return another ? Doubt::kNamesAnother : Doubt::kNone;
  }

  LinkBasis Basis(const Use& a, const Use& b) const {
    const Record& x = facts_[a.at];
    const Record& y = facts_[b.at];
    // A source that keeps one record a party takes these two for two.
    if (x.source == y.source && x.habit == SourceHabit::kOneEach) return LinkBasis::kHint;
    const bool certain = a.space == kNationalSpace ? IsCertainNational(a, b) : IsCertain(a, b);
    return certain ? LinkBasis::kIdentifier : LinkBasis::kHint;
  }

 private:
  // Lists give a subsidiary abroad the number of its parent (the Belarusian and the Ukrainian
  // daughters of Russian banks among them), so another seat asks for more: for a LEI the names.
  bool IsCertain(const Use& a, const Use& b) const {
    const auto enough = [](IdentifierUse use) {
      return use == IdentifierUse::kWorld || use == IdentifierUse::kAlone;
    };
    if (a.space == kAnywhereSpace || !enough(a.fact->use) || !enough(b.fact->use)) return false;
    if (!CountriesDisagree(facts_, a.at, b.at)) return true;
    return a.space == "leiCode" && names_.agree(a.at, b.at);
  }

  bool IsOfPerson(const Use& use) const {
    return facts_[use.at].family == Family::kPerson ||
           facts_.Word(use.fact->type) == "passportNumber";
  }

  bool IsCertainNational(const Use& a, const Use& b) const {
    const bool person = IsOfPerson(a) || IsOfPerson(b);
    // Birth dates that do not meet contradict, which is for the clusters to see.
    if (person) return facts_[a.at].births.count > 0 && facts_[b.at].births.count > 0;
    if (CountriesDisagree(facts_, a.at, b.at)) return false;
    return StandsAlone(a.value, a.country) || names_.agree(a.at, b.at);
  }

  const RecordFacts& facts_;
  const AskNames& names_;
};

FoundLink MakeLink(LinkBasis basis, const Use& first, const Use& second) {
  const bool in_order = first.at < second.at;
  const Use& a = in_order ? first : second;
  const Use& b = in_order ? second : first;
  return {.basis = basis,
          .a = a.at,
          .b = b.at,
          .value = a.value,
          .type_of_a = a.fact == nullptr ? 0 : a.fact->type,
          .type_of_b = b.fact == nullptr ? 0 : b.fact->type,
          .country = a.fact == nullptr ? 0 : a.fact->country};
}

// Calls visit(begin, end) for each run of equal keys with two members or more.
template <typename Visit>
void ForRuns(const std::vector<Use>& uses, const Visit& visit) {
  for (std::size_t begin = 0; begin < uses.size();) {
    std::size_t end = begin + 1;
    while (end < uses.size() && OrderOf(uses[end]) == OrderOf(uses[begin])) ++end;
    if (end - begin > 1) visit(begin, end);
    begin = end;
  }
}

// Publishers mistype references, and copy them from one entry to the next. One is doubted where the
// names do not agree, and either other facts contradict or its list gives it to several records,
// though it keeps one a party; and where another record of the list that it names bears the name.
class DoubtReferences {
 public:
  // `uses`: all of one id, sorted by position.
  DoubtReferences(const RecordFacts& facts, const AskNames& names, std::span<const Use> uses)
      : facts_(facts), names_(names) {
    for (const Use& use : uses) sources_.push_back(facts[use.at].source);
    std::sort(sources_.begin(), sources_.end());
  }

  // `named`: the record of the id, or one of those that name it.
  Doubt operator()(Position naming, Position named, bool both_name) const {
    const bool several = GivenToSeveral(naming) || (both_name && GivenToSeveral(named));
    if ((several || facts_.Contradict(naming, named)) && !names_.agree(naming, named)) {
      return Doubt::kNamesDisagree;
    }
    const bool two_lists = facts_[naming].source != facts_[named].source;
    const bool another = !both_name && two_lists && names_.another(naming, named);
    return another ? Doubt::kNamesAnother : Doubt::kNone;
  }

 private:
  bool GivenToSeveral(Position at) const {
    const Record& record = facts_[at];
    const auto [first, last] = std::equal_range(sources_.begin(), sources_.end(), record.source);
    return record.habit == SourceHabit::kOneEach && last - first > 1;
  }

  const RecordFacts& facts_;
  const AskNames& names_;
  std::vector<std::uint32_t> sources_;  // of the records that name the id
};

// Adds the links of the records that name one id: to the record of that id, else to each other.
void LinkReferences(const RecordFacts& facts, const AskNames& names, std::span<const Use> uses,
                    FoundLinks& found) {
  const DoubtReferences doubted(facts, names, uses);
  const auto add = [&](LinkBasis basis, const Use& a, const Use& b) {
    if (a.at == b.at) return;
    FoundLink link = MakeLink(basis, a, b);
    link.value = uses.front().value;
    link.doubt = doubted(a.at, b.at, basis == LinkBasis::kSharedReference);
    link.confirmed = facts.ShareWorldNumber(a.at, b.at);
    (link.doubt == Doubt::kNone ? found.certain : found.hints).push_back(link);
  };
  const Position named = facts.Find(uses.front().value);
  if (named < facts.size()) {
    for (const Use& use : uses) add(LinkBasis::kCrossReference, use, {.at = named});
    return;
  }
  found.pairs_passed_over += ForPairs(uses.size(), [&](std::size_t i, std::size_t j) {
    add(LinkBasis::kSharedReference, uses[j], uses[i]);
  });
}

std::string DatesOf(const RecordFacts& facts, const FoundLink& link) {
  for (const DateFact& a : facts.BirthsOf(facts[link.a])) {
    for (const DateFact& b : facts.BirthsOf(facts[link.b])) {
      if (!Meet(a, b)) continue;
      const DateFact& narrow = a.last - a.first <= b.last - b.first ? a : b;
      const std::string first = Date::FromDays(narrow.first).ToString();
      return narrow.first == narrow.last
                 ? first
                 : absl::StrCat(first, " to ", Date::FromDays(narrow.last).ToString());
    }
  }
  return "";
}

}  // namespace

FoundLinks FindByReferences(const RecordFacts& facts, const NamesAgree& names_agree,
                            const NamesAnother& names_another) {
  const AskNames names{names_agree, names_another};
  std::vector<Use> uses;
  for (Position at = 0; at < facts.size(); ++at) {
    for (const std::string_view id : facts.ReferentsOf(facts[at])) {
      uses.push_back({.value = id, .at = at});
    }
  }
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) {
    return std::tuple(a.value, a.at) < std::tuple(b.value, b.at);
  });
  const auto same = [](const Use& a, const Use& b) { return a.value == b.value && a.at == b.at; };
  uses.erase(std::unique(uses.begin(), uses.end(), same), uses.end());
  FoundLinks found;
  for (std::size_t begin = 0; begin < uses.size();) {
    std::size_t end = begin + 1;
    while (end < uses.size() && uses[end].value == uses[begin].value) ++end;
    LinkReferences(facts, names, std::span(uses).subspan(begin, end - begin), found);
    begin = end;
  }
  const auto order = [](const FoundLink& x) {
    const bool shared = x.basis == LinkBasis::kSharedReference;
    return std::tuple(shared, !x.confirmed, shared ? x.value : std::string_view(), x.b, x.a,
                      x.value);
  };
  std::sort(found.certain.begin(), found.certain.end(),
            [&](const FoundLink& x, const FoundLink& y) { return order(x) < order(y); });
  return found;
}

FoundLinks FindByIdentifiers(const RecordFacts& facts, const NamesAgree& names_agree,
                             const NamesAnother& names_another) {
  FoundLinks found;
  const AskNames names{names_agree, names_another};
  const Weigh weigh(facts, names);
  const std::vector<Use> uses = CollectUses(facts);
  ForRuns(uses, [&](std::size_t begin, std::size_t end) {
    found.pairs_passed_over += ForPairs(end - begin, [&](std::size_t i, std::size_t j) {
      const Use& a = uses[begin + j];
      const Use& b = uses[begin + i];
      if (!weigh.IsLink(a, b)) return;
      FoundLink link = MakeLink(weigh.Basis(a, b), a, b);
      if (link.basis == LinkBasis::kIdentifier) link.doubt = weigh.DoubtOf(a, b);
      if (link.doubt != Doubt::kNone) link.basis = LinkBasis::kHint;
      (link.basis == LinkBasis::kHint ? found.hints : found.certain).push_back(link);
    });
  });
  return found;
}

namespace {

std::string_view TextOf(Doubt doubt) {
  switch (doubt) {
    case Doubt::kNone:
      break;
    case Doubt::kNamesDisagree:
      return ", but their names disagree";
    case Doubt::kNamesAnother:
      return ", but another record of the list bears the name";
  }
  return "";
}

}  // namespace

std::string ReasonOf(const FoundLink& link, const RecordFacts& facts) {
  const absl::string_view doubt = ToAbsl(TextOf(link.doubt));
  const absl::string_view value = ToAbsl(link.value);
  const absl::string_view a = ToAbsl(facts[link.a].id);
  const absl::string_view b = ToAbsl(facts[link.b].id);
  if (link.basis == LinkBasis::kCrossReference) {
    return absl::StrCat("the publisher of ", value == a ? b : a, " names ", value, doubt);
  }
  if (link.basis == LinkBasis::kSharedReference) {
    return absl::StrCat("the publishers of ", a, " and ", b, " both name ", value, doubt);
  }
  const std::string& type = facts.Word(link.type_of_a);
  const std::string& other = facts.Word(link.type_of_b);
  std::string reason = absl::StrCat("equal ", type);
  if (other != type) absl::StrAppend(&reason, " and ", other);
  if (link.country != 0) absl::StrAppend(&reason, " ", facts.Word(link.country));
  absl::StrAppend(&reason, " ", value);
  const std::string dates = DatesOf(facts, link);
  if (!dates.empty()) absl::StrAppend(&reason, ", birth date ", dates);
  absl::StrAppend(&reason, doubt);
  return reason;
}

}  // namespace lynceus::resolve
