// Laws over damaged lists of the European Union and the United Kingdom: whatever bytes a list is
// made of, loading it ends, with an error or with everything it gave accounted for. Mutations are
// drawn from a fixed seed.

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

#include "lib/base/random.h"
#include "lib/base/strings.h"
#include "tests/sources/eu_samples.h"
#include "tests/sources/loaded_list.h"
#include "tests/sources/uk_samples.h"

namespace lynceus::sources {
namespace {

constexpr std::uint64_t kSeed = 20'260'805;
constexpr int kRounds = 300;

std::string Mutated(std::string text, SeededRandom& random) {
  static const std::string kPieces[] = {"\"",   ";",    ",",       "\n",    "\t",     "|",
                                        "<",    "</",   "&",       "(1)",   "dd/mm/", "00/00/",
                                        "\xFF", "\xC3", "UN Ref ", "INN: ", "\x1A"};
  const std::uint64_t times = 1 + random.Below(2);
  for (std::uint64_t i = 0; i < times && !text.empty(); ++i) {
    const auto at = static_cast<std::size_t>(random.Below(text.size()));
    const auto size = static_cast<std::size_t>(random.Below(40)) + 1;
    switch (random.Below(5)) {
      case 0:
        text.erase(at, size);
        break;
      case 1:
        text[at] = static_cast<char>(random.Below(256));
        break;
      case 2:
        text.insert(at, kPieces[random.Below(std::size(kPieces))]);
        break;
      case 3:
        text.insert(at, text.substr(static_cast<std::size_t>(random.Below(text.size())), size));
        break;
      default: {
        // A whole line again.
        const std::size_t end = text.find('\n', at);
        if (end != std::string::npos) text.insert(end + 1, text.substr(at, end + 1 - at));
        break;
      }
    }
  }
  return text;
}

void ExpectAccounted(const LoadedList& loaded, const std::string& what) {
  const LoadReport& report = *loaded.report;
  const MemorySink& sink = loaded.sink;
  EXPECT_EQ(report.entities, sink.entities.size()) << what;
  EXPECT_EQ(report.designations, sink.designations.size()) << what;
  EXPECT_EQ(report.interests, sink.interests.size()) << what;
  EXPECT_EQ(report.fragments_unparsed, sink.fragments.size()) << what;
  std::set<std::string> listed;
  for (const Designation& designation : sink.designations) listed.insert(designation.entity_id);
  for (const auto& [id, entity] : sink.entities) {
    EXPECT_TRUE(listed.contains(id) || id.starts_with("uk:named-")) << what << ": " << id;
    for (const Name& name : entity.names) EXPECT_TRUE(IsValidUtf8(name.text)) << what;
    for (const Property& property : entity.properties) {
      EXPECT_TRUE(IsValidUtf8(property.value)) << what;
    }
  }
  for (const Interest& interest : sink.interests) {
    EXPECT_TRUE(sink.entities.contains(interest.owner_id)) << what;
    EXPECT_TRUE(sink.entities.contains(interest.subject_id)) << what;
  }
}

TEST(EuUkMutationTest, EndsInAnErrorOrIsAccounted) {
  const struct {
    const char* kind;
    std::string whole;
  } table[] = {{"eu-xml", std::string(kEuXml)},
               {"eu-csv", EuCsv()},
               {"eu-csv", Wrapped(EuCsv())},
               {"eu-journal-csv", std::string(kEuJournal)},
               {"uk-xml", std::string(kUkXml)},
               {"uk-csv", std::string(kUkCsv)},
               {"uk-conlist-csv", std::string(kConListOld)},
               {"uk-conlist-csv", std::string(kConListLater)}};
  SeededRandom random(kSeed);
  for (const auto& row : table) {
    int loads = 0;
    for (int round = 0; round < kRounds; ++round) {
      const LoadedList loaded = LoadList(row.kind, Mutated(row.whole, random));
      const std::string what = std::string(row.kind) + ", round " + std::to_string(round);
      if (!loaded.report.ok()) {
        EXPECT_FALSE(DetailOf(loaded.report.status()).cause.empty()) << what;
        continue;
      }
      ++loads;
      ExpectAccounted(loaded, what);
    }
    EXPECT_GT(loads, kRounds / 20) << row.kind << ": the mutations are too hard to test anything";
  }
}

}  // namespace
}  // namespace lynceus::sources
