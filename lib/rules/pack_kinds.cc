#include "lib/rules/pack_kinds.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"
#include "lib/rules/publishers.h"
#include "lib/rules/read_flags.h"
#include "lib/rules/read_groups.h"
#include "lib/rules/read_patterns.h"

namespace lynceus::rules {
namespace {

constexpr PackTime kBuild = PackTime::kBuild;
constexpr PackTime kHot = PackTime::kHot;

constexpr std::array kKinds = {
    PackKind{"sources/cases.yaml", "", kBuild, "sources.cases", "cases", false, false,
             ReadAuthorityCase},
    PackKind{"sources/*.yaml", "sources", kBuild, "sources", "authorities", false, false,
             ReadAuthority},
    PackKind{"programmes/cases.yaml", "", kBuild, "programmes.cases", "cases", false, false,
             ReadProgrammeCase},
    PackKind{"programmes/*.yaml", "programmes", kBuild, "programmes", "programmes", false, false,
             ReadProgramme},
    // A bank's own spellings: the snapshot has them, the rules it was built from may have none.
    PackKind{"names/variants.txt", "variants", kBuild, "", "", false, false, nullptr},
    PackKind{"names/frequencies.tsv", "names", kBuild, "", "", false, false, nullptr},
    PackKind{"names/*.yaml", "names", kBuild, "names", "", false, false, nullptr},
    PackKind{"regimes/cases.json", "", kHot, "", "", false, false, nullptr},
    PackKind{"regimes/*.yaml", "regimes", kHot, "regime", "", true, false, ReadRegime},
    PackKind{"coverage/*.yaml", "coverage", kHot, "coverage", "jurisdictions", true, false,
             ReadCoverage},
    PackKind{"export/cases.yaml", "", kHot, "export.cases", "cases", false, false,
             ReadExportWordsCase},
    PackKind{"export/*.yaml", "export", kHot, "export", "", true, false, ReadExportControl},
    PackKind{"flags/cases.yaml", "", kHot, "flags.cases", "cases", false, false, ReadFlagCase},
    PackKind{"flags/*.yaml", "flags", kHot, "flag", "", true, false, ReadFlagRule},
    PackKind{"groups/cases.yaml", "", kHot, "groups.cases", "cases", false, false, ReadGroupCase},
    PackKind{"groups/*.yaml", "groups", kHot, "groups", "groups", true, false, ReadGroup},
    PackKind{"patterns/cases.yaml", "", kHot, "patterns.cases", "cases", false, false,
             ReadTextCase},
    PackKind{"patterns/*.yaml", "patterns", kHot, "patterns", "patterns", true, false,
             ReadTextPattern},
    PackKind{"policy/presets.yaml", "policy", kHot, "presets", "presets", true, false, ReadPreset},
    PackKind{"policy/rebuttals.yaml", "policy", kHot, "rebuttals", "rebuttals", false, true,
             ReadRebuttal},
    PackKind{"policy/good_guys.yaml", "policy", kHot, "good_guys", "good_guys", false, true,
             ReadGoodGuy},
    PackKind{"policy/block_entries.yaml", "policy", kHot, "block_entries", "block_entries", false,
             false, ReadBlockEntry},
    PackKind{"policy/cases.yaml", "", kHot, "policy.cases", "cases", false, false, ReadPolicyCase},
    // To be read and copied: checked and tested, never in force.
    PackKind{"policy/examples/*.yaml", "", kHot, "policy", "", false, false, ReadExamplePolicy},
    PackKind{"policy/default.yaml", "policy", kHot, "policy", "", true, false, ReadPolicy},
    PackKind{kPublishersFile, "", kBuild, "publishers", "lists", false, false, ReadPublisher},
};

bool Fits(std::string_view path, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return path == pattern;
  const std::string_view before = pattern.substr(0, star);
  const std::string_view after = pattern.substr(star + 1);
  return path.size() > before.size() + after.size() && path.starts_with(before) &&
         path.ends_with(after) && path.find('/', before.size()) == std::string_view::npos;
}

}  // namespace

std::span<const PackKind> PackKinds() { return kKinds; }

const PackKind* KindOf(std::string_view path) {
  const std::string plain = WithoutVersion(path);
  const auto kind =
      std::ranges::find_if(kKinds, [&](const PackKind& each) { return Fits(plain, each.pattern); });
  if (kind == kKinds.end() || (plain != path && !kind->versions)) return nullptr;
  return &*kind;
}

std::string WithoutVersion(std::string_view path) {
  const std::size_t at = path.rfind('@');
  const std::size_t end = path.rfind('.');
  if (at == std::string_view::npos || end == std::string_view::npos || end < at) {
    return std::string(path);
  }
  return absl::StrCat(ToAbsl(path.substr(0, at)), ToAbsl(path.substr(end)));
}

std::string KnownPlaces() {
  std::vector<std::string> places;
  places.reserve(kKinds.size());
  for (const PackKind& kind : kKinds) places.emplace_back(kind.pattern);
  return Join(places, ", ");
}

}  // namespace lynceus::rules
