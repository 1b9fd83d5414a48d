#pragma once
// Regimes for tests, made in code so that these tests do not depend on the rule packs.

#include <string>
#include <utility>
#include <vector>

#include "lib/model/regime.h"
#include "lib/ownership/judge.h"

namespace lynceus::ownership {

inline Date Day(int year, int month, int day) {
  return Date::FromCivil(year, month, day).value_or(Date());
}

inline Regime OneSeedRegime(std::string key, std::string authority, RegimePeriod period) {
  return {.key = std::move(key),
          .title = "a regime for tests",
          .seeds = {{.authority = std::move(authority)}},
          .measure = "asset_freeze",
          .periods = {std::move(period)}};
}

inline Regime OfacRegime() {
  Regime regime = OneSeedRegime("us-ofac", "US-OFAC",
                                {.from = Day(2014, 8, 13), .counts = {InterestKind::kShares}});
  regime.seeds[0].lists = {"SDN"};
  regime.seeds[0].except_programmes = {"NS-PLC"};
  return regime;
}

inline Regime EuRegime() {
  const std::vector<InterestKind> controls = {InterestKind::kBoard, InterestKind::kInfluence,
                                              InterestKind::kControl};
  RegimePeriod before{.until = Day(2024, 7, 3),
                      .at_threshold = AtThreshold::kNotReached,
                      .counts = {InterestKind::kShares},
                      .controls = controls,
                      .rebuttable = true};
  RegimePeriod after = before;
  after.from = before.until;
  after.until.reset();
  after.at_threshold = AtThreshold::kReached;
  Regime regime = OneSeedRegime("eu-freeze", "EU", before);
  regime.periods.push_back(after);
  return regime;
}

inline Regime UkRegime() {
  return OneSeedRegime(
      "uk", "UK",
      {.from = Day(2020, 12, 31),
       .at_threshold = AtThreshold::kNotReached,
       .aggregation = Aggregation::kJoint,
       .counts = {InterestKind::kShares, InterestKind::kVotes, InterestKind::kProfit},
       .controls = {InterestKind::kBoard, InterestKind::kInfluence, InterestKind::kControl}});
}

// Regimes that the project does not ship yet; their parameters are those of the conformance cases.
inline Regime SwissRegime() {
  return OneSeedRegime(
      "ch", "CH", {.at_threshold = AtThreshold::kNotReached, .counts = {InterestKind::kShares}});
}
inline Regime CanadaRegime() {
  return OneSeedRegime("ca", "CA",
                       {.aggregation = Aggregation::kNone, .counts = {InterestKind::kShares}});
}
inline Regime KoreaRegime() {
  return OneSeedRegime("kr", "KR", {.counts = {InterestKind::kShares}});
}

inline LoadedLists AllLists() {
  return {.authority_and_list = {{"US-OFAC", "SDN"},
                                 {"US-OFAC", "SSI"},
                                 {"US-BIS", "EL"},
                                 {"EU", "FSF"},
                                 {"EU", "OJ-SECTORAL"},
                                 {"UK", "UKSL"},
                                 {"CH", "SECO"},
                                 {"CA", "SEMA"},
                                 {"AU", "DFAT"},
                                 {"JP", "FEFA"},
                                 {"KR", "TF"},
                                 {"UN-SC", "UNSC"}}};
}

}  // namespace lynceus::ownership
