#pragma once
// Random values of the model from a seed, every field and enumerator in reach, for round trips.

#include <optional>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/model/entity.h"

namespace lynceus::store {

// One thread.
class RandomModel {
 public:
  explicit RandomModel(std::uint64_t seed) : random_(seed) {}

  std::string Text() {
    static const std::vector<std::string> parts = {
        "a", "B-7", " ", "\n", "й", "中", "\xf0\x9f\x98\x80", "é", "'", "\"", "0", "LLC"};
    std::string text;
    for (std::uint64_t i = random_.Below(6); i > 0; --i) text += parts[random_.Below(parts.size())];
    return text;
  }

  Date Day() {
    return Date::FromDays(static_cast<std::int32_t>(random_.Below(3'652'059)) - 719'162);
  }
  std::optional<Date> MaybeDay() {
    return Flip() ? std::optional<Date>(Day()) : std::optional<Date>();
  }

  PartialDate Partial() {
    PartialDate date{Day(), Day(), DatePrecision::kRange, Flip()};
    if (date.last < date.first) std::swap(date.first, date.last);
    if (Flip()) return {date.first, date.first, DatePrecision::kDay, date.circa};
    date.precision = static_cast<DatePrecision>(1 + random_.Below(3));
    return date;
  }

  Share AnyShare() {
    switch (random_.Below(3)) {
      case 0:
        return Share::Unknown();
      case 1:
        return Share::Exact(static_cast<std::int64_t>(random_.Below(1'000'001)));
      default: {
        const auto lo = static_cast<std::int64_t>(random_.Below(500'000));
        const auto hi = lo + 1 + static_cast<std::int64_t>(random_.Below(500'000));
        return *Share::Between({lo, Flip()}, {hi, Flip()});
      }
    }
  }

  InterestKind Kind() {
    static const std::vector<int> kinds = {0, 1, 2, 3, 16, 17, 18, 19, 20, 32, 33, 34, 35, 36, 37};
    return static_cast<InterestKind>(kinds[random_.Below(kinds.size())]);
  }

  Provenance From() { return {Text(), Text()}; }

  Designation AnyDesignation() {
    Designation designation{.entity_id = Text(),
                            .authority = Text(),
                            .list = Text(),
                            .programme = Text(),
                            .legal_basis = Text(),
                            .date = MaybeDay(),
                            .end_date = MaybeDay(),
                            .measures = {},
                            .provenance = From()};
    while (Flip()) designation.measures.push_back(Text());
    return designation;
  }

  Entity AnyEntity(std::string id) {
    Entity entity;
    entity.id = std::move(id);
    entity.schema = static_cast<Schema>(random_.Below(11));
    while (Flip()) {
      entity.names.push_back({Text(), static_cast<NameKind>(random_.Below(4)), Text()});
    }
    while (Flip()) entity.birth_dates.push_back(Partial());
    while (Flip()) entity.founded_dates.push_back(Partial());
    while (Flip()) entity.countries.push_back({Text(), Text()});
    while (Flip()) entity.identifiers.push_back({Text(), Text(), Text()});
    while (Flip()) entity.addresses.push_back({Text(), Text()});
    while (Flip()) entity.properties.push_back({Text(), Text()});
    while (Flip()) entity.referents.push_back(Text());
    entity.provenance = From();
    return entity;
  }

  Party AnyParty(std::string id) {
    Party party{.entity = AnyEntity(std::move(id)), .ids = {}, .designations = {}};
    while (Flip()) party.ids.push_back(Text());
    while (Flip()) party.designations.push_back(AnyDesignation());
    return party;
  }

  Interest AnyInterest() {
    return {.id = Text(),
            .owner_id = Text(),
            .subject_id = Text(),
            .kind = Kind(),
            .share = AnyShare(),
            .joint_group = Text(),
            .unknown_holder = Text(),
            .start = MaybeDay(),
            .end = MaybeDay(),
            .indirect = Flip(),
            .summary = Flip(),
            .role = Text(),
            .provenance = From()};
  }

  bool Flip() { return random_.Below(2) == 0; }
  SeededRandom& random() { return random_; }

 private:
  SeededRandom random_;
};

}  // namespace lynceus::store
