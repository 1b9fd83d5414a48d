#include "tests/resolve/reference.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace lynceus::resolve {
namespace {

const std::set<std::string> kOneEach = {"leiCode",   "innCode", "ogrnCode",
                                        "imoNumber", "uscCode", "uniqueEntityId"};
const std::set<std::string> kNational = {"registrationNumber", "taxNumber", "idNumber",
                                         "passportNumber"};

std::string KindOf(const Entity& record) {
  if (record.schema == Schema::kPerson) return "person";
  if (record.schema == Schema::kCompany) return "organisation";
  if (record.schema == Schema::kVessel) return "vessel";
  if (record.schema == Schema::kCryptoWallet) return "wallet";
  return "";
}

bool DaysMeet(const PartialDate& a, const PartialDate& b) {
  const int slack = a.circa || b.circa ? 5 * 366 : 0;
  return a.first.days() - slack <= b.last.days() && b.first.days() - slack <= a.last.days();
}

bool BirthsMeet(const Entity& a, const Entity& b) {
  for (const PartialDate& x : a.birth_dates) {
    for (const PartialDate& y : b.birth_dates) {
      if (DaysMeet(x, y)) return true;
    }
  }
  return false;
}

std::set<std::string> ValuesOf(const Entity& record, const std::string& type) {
  std::set<std::string> values;
  for (const Identifier& each : record.identifiers) {
    if (each.type == type) values.insert(each.value);
  }
  return values;
}

bool Share(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return b.contains(x); });
}

std::set<std::string> CountriesOf(const Entity& record, const std::set<std::string>& senses) {
  std::set<std::string> codes;
  for (const CountryFact& each : record.countries) {
    if (senses.empty() || senses.contains(each.property)) codes.insert(each.code);
  }
  return codes;
}

std::multiset<std::string> WordsOf(const std::string& name) {
  std::multiset<std::string> words;
  std::string word;
  for (const char c : name + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  return words;
}

bool EqualNames(const Entity& a, const Entity& b) {
  for (const Name& x : a.names) {
    for (const Name& y : b.names) {
      if (WordsOf(x.text) == WordsOf(y.text)) return true;
    }
  }
  return false;
}

bool IsRegistry(const std::string& id) {
  return id.starts_with("bods:") || id.starts_with("psc-holder:") || id.starts_with("ftm:");
}
// Whose record it is: of a file with several lists the one that the id names.
std::string ListOf(const Entity& record) {
  if (record.provenance.source != "us-csl") return record.provenance.source;
  return record.id.substr(0, record.id.find(':'));
}
// Several lists in one file: its records are like those of several sources.
bool Gathers(const Entity& record) { return ListOf(record) == "us-csl"; }
bool Repeats(const Entity& record) {
  return ListOf(record) == "bods" || ListOf(record) == "uk-psc";
}
// A list that keeps one record a party.
bool Keeps(const Entity& record) { return !Gathers(record) && !Repeats(record); }

std::size_t DigitsOf(const std::string& value) {
  return static_cast<std::size_t>(
      std::count_if(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

bool IsThing(const Entity& record) {
  return KindOf(record) == "vessel" || KindOf(record) == "wallet";
}

bool CountriesDisagree(const Entity& a, const Entity& b) {
  if (Share(CountriesOf(a, {}), CountriesOf(b, {}))) return false;
  const std::set<std::string> nationality = {"nationality"};
  const std::set<std::string> seat = {"jurisdiction", "country"};
  const auto both = [&](const std::set<std::string>& sense) {
    return !CountriesOf(a, sense).empty() && !CountriesOf(b, sense).empty();
  };
  const bool person = KindOf(a) == "person" || KindOf(b) == "person";
  return both(nationality) || (!person && !IsThing(a) && !IsThing(b) && both(seat));
}

bool FamiliesContradict(const Entity& a, const Entity& b) {
  return !KindOf(a).empty() && !KindOf(b).empty() && KindOf(a) != KindOf(b);
}

bool BirthsContradict(const Entity& a, const Entity& b) {
  return !a.birth_dates.empty() && !b.birth_dates.empty() && !BirthsMeet(a, b);
}

bool KindsContradict(const Entity& a, const Entity& b) {
  if (FamiliesContradict(a, b)) return true;
  return std::any_of(kOneEach.begin(), kOneEach.end(), [&](const std::string& type) {
    const std::set<std::string> x = ValuesOf(a, type);
    const std::set<std::string> y = ValuesOf(b, type);
    return !x.empty() && !y.empty() && !Share(x, y);
  });
}

bool BirthsWithin(const Entity& a, const Entity& b, int days) {
  for (const PartialDate& x : a.birth_dates) {
    for (const PartialDate& y : b.birth_dates) {
      if (x.first.days() - days <= y.last.days() && y.first.days() - days <= x.last.days()) {
        return true;
      }
    }
  }
  return false;
}

// One reason to take two records for one.
struct Evidence {
  int basis = 0;             // 0 one names the other, 1 both name a third, 2 an identifier
  bool unconfirmed = false;  // a reference of two that have no number in common
  std::string space;
  std::string country;
  std::string value;
  std::string later;
  std::string earlier;
  auto operator<=>(const Evidence&) const = default;
};

class Slowly {
 public:
  explicit Slowly(const World& world) : world_(world) {
    for (const Entity& record : world.records) records_.emplace(record.id, &record);
    for (const Entity& record : world.records) cluster_[record.id] = {record.id};
  }

  absl::StatusOr<Outcome> Run() {
    if (Decide()) return absl::InvalidArgumentError("decisions contradict each other");
    FindEvidence();
    for (const Evidence& each : certain_) {
      if (Same(each.later, each.earlier) || Forbidden(each.later, each.earlier)) continue;
      if (each.basis == 2 ? ClustersContradict(each.later, each.earlier)
                          : MixOneList(each.later, each.earlier)) {
        hints_.insert({each.earlier, each.later});
        continue;
      }
      Merge(each.later, each.earlier);
    }
    Name();
    FindNameLinks();
    for (const auto& [a, b] : hints_) AddLink(a, b);
    FindChanges();
    return outcome_;
  }

 private:
  const Entity& At(const std::string& id) const { return *records_.at(id); }
  bool Same(const std::string& a, const std::string& b) { return cluster_[a].contains(b); }

  void Merge(const std::string& a, const std::string& b) {
    std::set<std::string> all = cluster_[a];
    all.insert(cluster_[b].begin(), cluster_[b].end());
    for (const std::string& id : all) cluster_[id] = all;
  }

  bool Forbidden(const std::string& a, const std::string& b) {
    for (const std::string& x : cluster_[a]) {
      for (const std::string& y : cluster_[b]) {
        if (forbidden_.contains({x, y})) return true;
      }
    }
    return false;
  }

  bool ClustersContradict(const std::string& a, const std::string& b) {
    for (const std::string& x : cluster_[a]) {
      for (const std::string& y : cluster_[b]) {
        if (ContradictSlowly(At(x), At(y))) return true;
      }
    }
    return false;
  }

  // True where one party would hold two records that one list keeps apart and that contradict.
  bool MixOneList(const std::string& a, const std::string& b) {
    for (const std::string& x : cluster_[a]) {
      for (const std::string& y : cluster_[b]) {
        if (x == a && y == b) continue;
        const bool kept = Keeps(At(x)) && Keeps(At(y)) && ListOf(At(x)) == ListOf(At(y));
        if (kept && ContradictSlowly(At(x), At(y))) return true;
      }
    }
    return false;
  }

  // True where decisions contradict each other, over all ids that they name.
  bool Decide() {
    std::map<std::string, std::set<std::string>> forced;
    for (const Decision& each : world_.decisions) {
      if (each.kind != Decision::Kind::kForce) continue;
      std::set<std::string> all = {each.a, each.b};
      for (const std::string& id : {each.a, each.b}) {
        if (forced.contains(id)) all.insert(forced[id].begin(), forced[id].end());
      }
      for (const std::string& id : all) forced[id] = all;
    }
    for (const Decision& each : world_.decisions) {
      if (each.a == each.b) return true;
      const bool both = records_.contains(each.a) && records_.contains(each.b);
      if (each.kind == Decision::Kind::kForce) {
        if (both) Merge(each.a, each.b);
      } else {
        if (forced.contains(each.a) && forced[each.a].contains(each.b)) return true;
        if (both) forbidden_.insert({{each.a, each.b}, {each.b, each.a}});
      }
    }
    return false;
  }

  void FindEvidence() {
    for (const auto& [later, b] : records_) {
      for (const auto& [earlier, a] : records_) {
        if (earlier >= later) continue;
        References(*a, *b);
        Identifiers(*a, *b);
      }
    }
  }

  // A list that keeps one record a party gives the reference to several.
  bool GivenToSeveral(const Entity& record, const std::string& id) const {
    const auto given = std::count_if(records_.begin(), records_.end(), [&](const auto& each) {
      return ListOf(*each.second) == ListOf(record) && Names(*each.second, id);
    });
    return given > 1 && Keeps(record);
  }

  static bool Names(const Entity& record, const std::string& id) {
    return std::find(record.referents.begin(), record.referents.end(), id) !=
           record.referents.end();
  }

  // `naming` names `named`, but another record of that list bears its name.
  bool NamesAnother(const Entity& naming, const Entity& named) const {
    if (ListOf(naming) == ListOf(named) || EqualNames(naming, named)) return false;
    return std::any_of(records_.begin(), records_.end(), [&](const auto& each) {
      const Entity& other = *each.second;
      return &other != &naming && &other != &named && ListOf(other) == ListOf(named) &&
             EqualNames(naming, other) && !FamiliesContradict(naming, other) &&
             !BirthsContradict(naming, other);
    });
  }

  void References(const Entity& a, const Entity& b) {
    bool unconfirmed = true;
    for (const std::string& type : kOneEach) {
      if (Share(ValuesOf(a, type), ValuesOf(b, type))) unconfirmed = false;
    }
    const auto add = [&](const Evidence& evidence, const std::string& id, bool another) {
      const bool doubted = (Names(a, id) && GivenToSeveral(a, id)) ||
                           (Names(b, id) && GivenToSeveral(b, id)) || ContradictSlowly(a, b);
      if ((doubted && !EqualNames(a, b)) || another) {
        hints_.insert({a.id, b.id});
      } else {
        certain_.insert(evidence);
      }
    };
    const Evidence named{0, unconfirmed, "", "", "", b.id, a.id};
    if (Names(a, b.id)) add(named, b.id, NamesAnother(a, b));
    if (Names(b, a.id)) add(named, a.id, NamesAnother(b, a));
    for (const std::string& id : a.referents) {
      if (!Names(b, id) || records_.contains(id)) continue;
      add({1, unconfirmed, "", "", id, b.id, a.id}, id, false);
    }
  }

  // Two lists have one number and other names, and one of them another party of the other's name.
  bool NumberOfAnother(const Entity& a, const Entity& b) const {
    const auto is_list = [&](const Entity& record) {
      return Keeps(record) && world_.at_risk.contains(record.id);
    };
    return is_list(a) && is_list(b) && !EqualNames(a, b) &&
           (NamesAnother(a, b) || NamesAnother(b, a));
  }

  void Identifiers(const Entity& a, const Entity& b) {
    const bool same_source = ListOf(a) == ListOf(b) && !Gathers(a);
    if (same_source && world_.at_risk.contains(a.id) && world_.at_risk.contains(b.id)) return;
    const bool sure_of_source = !same_source || Repeats(a);
    for (const Identifier& x : a.identifiers) {
      for (const Identifier& y : b.identifiers) {
        if (x.value != y.value) continue;
        std::optional<Evidence> sure;
        bool hint = false;
        if (kNational.contains(x.type) && kNational.contains(y.type)) {
          if (!x.country.empty() && x.country == y.country) {
            hint = true;
            if (NationalIsSure(a, b, x, y))
              sure = {2, false, "national", x.country, x.value, b.id, a.id};
          }
          hint = hint || (x.type == y.type && (x.country.empty() || y.country.empty()));
        } else if (x.type == y.type) {
          hint = true;
          const bool wallets =
              x.type == "publicKey" && KindOf(a) == "wallet" && KindOf(b) == "wallet";
          const bool one_seat =
              !CountriesDisagree(a, b) || (x.type == "leiCode" && EqualNames(a, b));
          if ((kOneEach.contains(x.type) || wallets) && one_seat) {
            sure = {2, false, x.type, "", x.value, b.id, a.id};
          }
        }
        if (sure && sure_of_source && !NumberOfAnother(a, b)) {
          certain_.insert(*sure);
        } else if (hint && !ContradictSlowly(a, b)) {
          hints_.insert({a.id, b.id});
        }
      }
    }
  }

  static bool NationalIsSure(const Entity& a, const Entity& b, const Identifier& number,
                             const Identifier& other) {
    const bool person = KindOf(a) == "person" || KindOf(b) == "person" ||
                        number.type == "passportNumber" || other.type == "passportNumber";
    if (person) return !a.birth_dates.empty() && !b.birth_dates.empty();
    if (CountriesDisagree(a, b)) return false;
    return (DigitsOf(number.value) >= 7 && number.country != "us") || EqualNames(a, b);
  }

  bool LinkedByName(const Entity& a, const Entity& b) const {
    const bool same_source = ListOf(a) == ListOf(b) && !Gathers(a);
    const bool a_risk = world_.at_risk.contains(a.id);
    const bool b_risk = world_.at_risk.contains(b.id);
    const bool person = KindOf(a) == "person" || KindOf(b) == "person";
    if (same_source && (person || !Repeats(a) || (a_risk && b_risk))) return false;
    if (!EqualNames(a, b) || KindsContradict(a, b)) return false;
    const bool both_born = !a.birth_dates.empty() && !b.birth_dates.empty();
    if (both_born && BirthsMeet(a, b)) return true;
    if (person && !a_risk && !b_risk) return false;
    if (both_born) return BirthsNear(a, b, a_risk && b_risk);
    return !CountriesDisagree(a, b);
  }

  static bool BirthsNear(const Entity& a, const Entity& b, bool both_listed) {
    if (!Share(CountriesOf(a, {}), CountriesOf(b, {}))) {
      return both_listed && !CountriesDisagree(a, b) && BirthsWithin(a, b, 366);
    }
    return BirthsWithin(a, b, (both_listed ? 5 : 1) * 366) ||
           (both_listed && OneDayOfTheYear(a, b));
  }

  static bool OneDayOfTheYear(const Entity& a, const Entity& b) {
    for (const PartialDate& x : a.birth_dates) {
      for (const PartialDate& y : b.birth_dates) {
        if (x.first != x.last || y.first != y.last) continue;
        const std::string day = x.first.ToString().substr(5);
        if (day != "01-01" && day == y.first.ToString().substr(5)) return true;
      }
    }
    return false;
  }

  void FindNameLinks() {
    for (const auto& [x, a] : records_) {
      for (const auto& [y, b] : records_) {
        if (x < y && LinkedByName(*a, *b)) AddLink(x, y);
      }
    }
  }

  void AddLink(const std::string& a, const std::string& b) {
    if (Same(a, b) || Forbidden(a, b)) return;
    const std::string& x = outcome_.canonical[a];
    const std::string& y = outcome_.canonical[b];
    outcome_.links.insert({std::min(x, y), std::max(x, y)});
  }

  void Name() {
    for (const auto& [id, members] : cluster_) {
      const auto worse = [&](const std::string& each) {
        return std::tuple(!world_.earlier.contains(each), IsRegistry(each), each);
      };
      std::string best = id;
      for (const std::string& each : members) {
        if (worse(each) < worse(best)) best = each;
      }
      outcome_.canonical[id] = best;
    }
  }

  void FindChanges() {
    using Kind = IdentityChange::Kind;
    for (const auto& [id, members] : world_.earlier) {
      std::set<std::string> now;
      for (const std::string& each : members) {
        if (records_.contains(each)) now.insert(outcome_.canonical[each]);
      }
      const std::vector<std::string> ids(now.begin(), now.end());
      if (!records_.contains(id)) {
        outcome_.changes.push_back({Kind::kRemoved, id, ids});
        continue;
      }
      if (now.size() > 1) outcome_.changes.push_back({Kind::kSplit, id, ids});
      const std::string& own = outcome_.canonical[id];
      if (own != id) outcome_.changes.push_back({Kind::kMerged, id, {own}});
    }
    std::sort(outcome_.changes.begin(), outcome_.changes.end());
  }

  const World& world_;
  std::map<std::string, const Entity*> records_;
  std::map<std::string, std::set<std::string>> cluster_;  // of each record, with itself
  std::set<std::pair<std::string, std::string>> forbidden_;
  std::set<Evidence> certain_;
  std::set<std::pair<std::string, std::string>> hints_;
  Outcome outcome_;
};

}  // namespace

bool ContradictSlowly(const Entity& a, const Entity& b) {
  return BirthsContradict(a, b) || KindsContradict(a, b);
}

absl::StatusOr<Outcome> ResolveSlowly(const World& world) { return Slowly(world).Run(); }

}  // namespace lynceus::resolve
