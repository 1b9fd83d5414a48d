// The course of a self-test: survey, names as listed, changed names, controls.
#include "lib/validation/selftest.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/validation/controls.h"
#include "lib/validation/letters.h"
#include "lib/validation/rounds.h"
#include "lib/validation/survey.h"
#include "lib/validation/tally.h"
#include "lib/validation/trial.h"

namespace lynceus::validation {
namespace {

// The kinds that are no changes stand first in the report.
enum ListedKind : std::size_t {
  kPrimaryName,
  kAliasName,
  kFormerName,
  kOtherScript,
  kOtherOrder,
  kWeakName,
  kListedKinds,
};

KindFigures Described(std::string_view key, std::string_view doc, std::string_view group,
                      Section section, std::string_view apart_because = "") {
  KindFigures kind;
  kind.key = key;
  kind.doc = doc;
  kind.group = group;
  kind.section = section;
  kind.apart_because = apart_because;
  return kind;
}

std::string_view WhyApart(Fairness fairness) {
  switch (fairness) {
    case Fairness::kFair:
      break;
    case Fairness::kUnresolvable:
      return "what is left does not say who is meant";
    case Fairness::kContradicted:
      return "may well be another party";
  }
  return "";
}

std::vector<KindFigures> DescribeKinds() {
  std::vector<KindFigures> kinds = {
      Described("primary name", "as listed", "as listed", Section::kListed),
      Described("strong alias", "as listed", "as listed", Section::kListed),
      Described("former name", "as listed", "as listed", Section::kListed),
      Described("another script", "a strong name in letters other than Latin, as listed",
                "as listed", Section::kListed),
      Described("other order", "persons: Given FAMILY for FAMILY, Given, and the other way round",
                "as listed", Section::kListed),
      Described("weak alias", "as listed", "as listed", Section::kApart,
                "its publisher calls it weak"),
  };
  for (const Change& change : Changes()) {
    const bool fair = change.fairness == Fairness::kFair;
    kinds.push_back(Described(change.key, change.doc, change.group,
                              fair ? Section::kChanged : Section::kApart,
                              WhyApart(change.fairness)));
  }
  kinds.push_back(Described("invented customers", "names of nobody, in fourteen cultures",
                            "controls", Section::kEasy));
  kinds.push_back(Described("recombined names",
                            "given and family names of listed persons; no listed person has both",
                            "controls", Section::kHard));
  return kinds;
}

std::size_t KindOf(const Name& name, const ListedText& listed) {
  if (name.kind == NameKind::kWeak) return kWeakName;
  if (listed.script != names::Script::kLatin) return kOtherScript;
  if (name.kind == NameKind::kAlias) return kAliasName;
  return name.kind == NameKind::kFormer ? kFormerName : kPrimaryName;
}

// A person's name in the other order; nothing for a name of one part.
Changed OtherOrder(const ListedText& listed) {
  if (listed.nature != kPersons) return std::nullopt;
  std::string natural = NaturalOrder(listed);
  if (natural != listed.text) return natural;
  const PersonParts parts = PartsOfPerson(listed);
  if (parts.family.empty()) return std::nullopt;
  // Where the family name stands first already, it goes last.
  const std::string family = Glue(parts.family);
  const std::string given = Glue(parts.given);
  return listed.text.starts_with(family) ? absl::StrCat(given, " ", family)
                                         : absl::StrCat(family, " ", given);
}

struct Asked {
  TrialOf of;
  TrialQuestion question;
  Trial trial;
};

class Selftest {
 public:
  Selftest(const screening::Engine& engine, const Preset& preset, ThreadPool& pool,
           const SelftestOptions& options)
      : engine_(engine), preset_(preset), pool_(pool) {
    report_.options = options;
    report_.kinds = DescribeKinds();
    report_.engine = screening::EngineBuild();
    report_.snapshot = engine.snapshot->manifest().content_digest;
    report_.rules = engine.rules->digest;
    report_.preset = preset.key;
    report_.score_min = preset.match_score_min;
    for (const LoadReport& loaded : engine.snapshot->manifest().sources) {
      const SourceInfo& source = loaded.source;
      report_.sources.push_back(source.list_date
                                    ? absl::StrCat(source.key, " of ", source.list_date->ToString())
                                    : source.key);
    }
  }

  absl::StatusOr<SelftestReport> Run() {
    LYNCEUS_ASSIGN_OR_RETURN(survey_, SurveySnapshot(engine_, pool_, report_.options));
    report_.parties = survey_.parties;
    report_.names = survey_.names;
    report_.linked_parties = survey_.same.linked();
    LYNCEUS_RETURN_IF_ERROR(AskListed());
    for (std::size_t kind = 0; kind < Changes().size(); ++kind) {
      LYNCEUS_RETURN_IF_ERROR(AskChanged(kind));
    }
    const std::size_t count = kControlsPerKind * report_.options.names_per_kind;
    const std::uint64_t seed = report_.options.seed;
    const std::size_t easy = report_.kinds.size() - 2;
    LYNCEUS_RETURN_IF_ERROR(
        AskControls(easy, EasyControls(survey_, *engine_.analyzer, seed, count)));
    LYNCEUS_RETURN_IF_ERROR(
        AskControls(easy + 1, HardControls(survey_, *engine_.analyzer, seed + 1, count)));
    // Parties were asked one by one: their misses come kind by kind now.
    std::stable_sort(report_.misses.begin(), report_.misses.end(),
                     [](const Miss& a, const Miss& b) { return a.kind < b.kind; });
    SumSections(report_);
    return std::move(report_);
  }

 private:
  absl::Status AskListed() {
    using AskedOfParty = std::vector<Asked>;
    return InRounds<AskedOfParty>(
        engine_.snapshot->manifest().parties, pool_,
        [this](std::size_t i, AskedOfParty& asked) {
          return AskParty(static_cast<std::uint32_t>(i), asked);
        },
        [this](AskedOfParty&& asked) {
          for (const Asked& each : asked) {
            if (each.of.kind != kOtherOrder && each.of.kind != kWeakName && each.of.shared) {
              ++report_.shared_names;
            }
            CountListed(each.of, each.question, each.trial, report_);
          }
        });
  }

  absl::Status AskParty(std::uint32_t number, std::vector<Asked>& asked) const {
    LYNCEUS_ASSIGN_OR_RETURN(const Party party, engine_.snapshot->PartyByNumber(number));
    if (party.designations.empty()) return absl::OkStatus();
    for (const Name& name : party.entity.names) {
      const ListedText listed = ListedTextOf(party, name);
      Asked one;
      one.of = {
          .kind = KindOf(name, listed),
          .shared = survey_.shared.OthersHave(PlainKey(name.text), survey_.same.GroupOf(number)),
          .entity_id = party.entity.id,
          .listed = name.text};
      one.question = {.asked = name.text, .schema = party.entity.schema, .party = number};
      asked.push_back(one);
      if (const Changed other = OtherOrder(listed); other && IsStrong(name)) {
        one.of.kind = kOtherOrder;
        one.question.asked = *other;
        asked.push_back(std::move(one));
      }
    }
    for (Asked& each : asked)
      LYNCEUS_RETURN_IF_ERROR(Try(each.question, preset_, engine_, survey_.same, each.trial));
    return absl::OkStatus();
  }

  absl::Status AskChanged(std::size_t change) {
    const std::vector<Sample>& samples = survey_.samples[change];
    return InRounds<Asked>(
        samples.size(), pool_,
        [&](std::size_t i, Asked& asked) {
          const Sample& sample = samples[i];
          asked.of = {.kind = kListedKinds + change,
                      .shared = sample.shared,
                      .entity_id = sample.entity_id,
                      .listed = sample.listed};
          asked.question = {.asked = sample.asked, .schema = sample.schema, .party = sample.party};
          return Try(asked.question, preset_, engine_, survey_.same, asked.trial);
        },
        [this](Asked&& asked) { CountListed(asked.of, asked.question, asked.trial, report_); });
  }

  absl::Status AskControls(std::size_t kind, const std::vector<TrialQuestion>& controls) {
    return InRounds<Asked>(
        controls.size(), pool_,
        [&](std::size_t i, Asked& asked) {
          asked.question = controls[i];
          return Try(asked.question, preset_, engine_, survey_.same, asked.trial);
        },
        [&](Asked&& asked) { CountControl(kind, asked.question, asked.trial, report_); });
  }

  const screening::Engine& engine_;
  const Preset& preset_;
  ThreadPool& pool_;
  Survey survey_;
  SelftestReport report_;
};

}  // namespace

std::string_view SectionName(Section section) {
  switch (section) {
    case Section::kListed:
      return "listed";
    case Section::kChanged:
      return "changed";
    case Section::kApart:
      return "apart";
    case Section::kEasy:
      return "easy";
    case Section::kHard:
      break;
  }
  return "hard";
}

std::string_view MissReasonName(MissReason reason) {
  switch (reason) {
    case MissReason::kRefused:
      return "refused";
    case MissReason::kNoAnchor:
      return "no shared anchor";
    case MissReason::kBelow:
      return "score below";
    case MissReason::kOutranked:
      return "outranked";
    case MissReason::kTied:
      break;
  }
  return "tied";
}

bool SelftestReport::EveryListedNameHits() const {
  const Rate& alert = sections[static_cast<std::size_t>(Section::kListed)].alert;
  return alert.hits == alert.trials;
}

absl::StatusOr<SelftestReport> RunSelftest(const screening::Engine& engine, const Preset& preset,
                                           ThreadPool& pool, const SelftestOptions& options) {
  return Selftest(engine, preset, pool, options).Run();
}

}  // namespace lynceus::validation
