#pragma once
// A sink that keeps everything, merged by id, for tests of the loaders.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "lib/model/entity.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// One thread.
class MemorySink final : public RecordSink {
 public:
  absl::Status AddEntity(Entity entity) override {
    const auto [at, is_new] = entities.try_emplace(entity.id, entity);
    if (!is_new) Merge(std::move(entity), at->second);
    return absl::OkStatus();
  }
  absl::Status AddDesignation(Designation designation) override {
    designations.push_back(std::move(designation));
    return absl::OkStatus();
  }
  absl::Status AddInterest(Interest interest) override {
    interests.push_back(std::move(interest));
    return absl::OkStatus();
  }
  absl::Status AddFragment(UnparsedFragment fragment) override {
    fragments.push_back(std::move(fragment));
    return absl::OkStatus();
  }

  // The designations of one entity.
  std::vector<Designation> DesignationsOf(const std::string& id) const {
    std::vector<Designation> found;
    for (const Designation& designation : designations) {
      if (designation.entity_id == id) found.push_back(designation);
    }
    return found;
  }

  std::map<std::string, Entity> entities;
  std::vector<Designation> designations;
  std::vector<Interest> interests;
  std::vector<UnparsedFragment> fragments;

 private:
  template <typename T>
  static void Append(std::vector<T> from, std::vector<T>& to) {
    for (T& value : from) {
      if (std::ranges::find(to, value) == to.end()) to.push_back(std::move(value));
    }
  }
  static void Merge(Entity from, Entity& to) {
    Append(std::move(from.names), to.names);
    Append(std::move(from.birth_dates), to.birth_dates);
    Append(std::move(from.founded_dates), to.founded_dates);
    Append(std::move(from.countries), to.countries);
    Append(std::move(from.identifiers), to.identifiers);
    Append(std::move(from.addresses), to.addresses);
    Append(std::move(from.properties), to.properties);
    Append(std::move(from.referents), to.referents);
  }
};

}  // namespace lynceus::sources
