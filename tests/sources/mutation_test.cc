// Laws over damaged files, in place of examples: whatever bytes a list is made of, loading it ends,
// with an error or with every record it read accounted for. Mutations are drawn from a fixed seed.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lib/base/random.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/sources/detect.h"
#include "lib/sources/ofac_csv.h"
#include "lib/sources/ofac_sdn_xml.h"
#include "lib/sources/un_xml.h"
#include "tests/sources/memory_sink.h"
#include "tests/sources/quick_write.h"
#include "tests/sources/sample_lists.h"
#include "tests/support/temp_dir.h"

namespace lynceus::sources {
namespace {

constexpr std::uint32_t kSeed = 20'260'227;
constexpr int kRounds = 700;

class Mutator {
 public:
  std::string Mutate(std::string text) {
    const std::size_t times = 1 + Below(4);
    for (std::size_t i = 0; i < times && !text.empty(); ++i) MutateOnce(text);
    return text;
  }

  // Drops, repeats or moves whole lines: what is left is often still well formed.
  std::string MutateLines(const std::string& text) {
    std::vector<std::string> lines = Lines(text);
    const std::size_t times = 1 + Below(4);
    for (std::size_t i = 0; i < times && lines.size() > 1; ++i) {
      const auto from = lines.begin() + static_cast<std::ptrdiff_t>(Below(lines.size()));
      const std::string line = *from;
      if (Below(3) != 0) lines.erase(from);
      const auto to = lines.begin() + static_cast<std::ptrdiff_t>(Below(lines.size()));
      if (Below(3) != 0) lines.insert(to, line);
    }
    std::string mutated;
    for (const std::string& line : lines) mutated += line + "\n";
    return mutated;
  }

 private:
  static std::vector<std::string> Lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      lines.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return lines;
  }

  std::size_t Below(std::size_t limit) { return static_cast<std::size_t>(random_.Below(limit)); }

  void MutateOnce(std::string& text) {
    static const std::vector<std::string> kPieces = {"\"",
                                                     ",",
                                                     "\r\n",
                                                     "\n",
                                                     "\x1A",
                                                     ";",
                                                     "'",
                                                     "(",
                                                     ")",
                                                     "-0- ",
                                                     "<",
                                                     ">",
                                                     "</",
                                                     "&",
                                                     "]]>",
                                                     "<!--",
                                                     "\xFF",
                                                     "\xD0",
                                                     "\xEF\xBB\xBF",
                                                     std::string(1, '\0'),
                                                     "] [",
                                                     "99999999999999999999",
                                                     "DOB ",
                                                     "Linked To: ",
                                                     "circa ",
                                                     "<!DOCTYPE x>",
                                                     std::string(5'000, 'x')};
    const std::size_t at = Below(text.size());
    const std::size_t size = Below(60) + 1;
    switch (Below(6)) {
      case 0:
        text.resize(at);
        break;
      case 1:
        text.erase(at, size);
        break;
      case 2:
        text[at] = static_cast<char>(Below(256));
        break;
      case 3:
        text.insert(at, kPieces[Below(kPieces.size())]);
        break;
      case 4:
        text.insert(at, text.substr(Below(text.size()), size));
        break;
      default:
        text.append(text.substr(at));
        break;
    }
  }

  SeededRandom random_{kSeed};
};

// Everything a load promises about what it gave to the sink.
void ExpectAccounted(const LoadReport& report, const MemorySink& sink, const std::string& what) {
  EXPECT_EQ(report.entities, sink.entities.size()) << what;
  EXPECT_EQ(report.designations, sink.designations.size()) << what;
  EXPECT_EQ(report.interests, sink.interests.size()) << what;
  EXPECT_EQ(report.fragments_unparsed, sink.fragments.size()) << what;
  EXPECT_LE(report.entities, report.records_read) << what;
  std::set<std::string> designated;
  for (const Designation& designation : sink.designations) designated.insert(designation.entity_id);
  for (const auto& [id, entity] : sink.entities) {
    EXPECT_EQ(designated.count(id), 1u) << what << ": " << id << " is on no list";
    for (const Name& name : entity.names) EXPECT_TRUE(IsValidUtf8(name.text)) << what;
  }
  for (const Interest& interest : sink.interests) {
    EXPECT_EQ(sink.entities.count(interest.owner_id), 1u) << what;
    EXPECT_EQ(sink.entities.count(interest.subject_id), 1u) << what;
  }
}

TEST(MutationTest, OfacCsvEndsInAnErrorOrIsAccounted) {
  const support::TempDir dir;
  const std::vector<std::string> kinds = {"ofac-sdn-csv", "ofac-alt-csv", "ofac-add-csv"};
  const std::vector<std::string> whole = {OfacLines(kSdnRows), OfacLines(kAltRows),
                                          OfacLines(kAddRows)};
  Mutator mutator;
  int loads = 0;
  for (int round = 0; round < kRounds; ++round) {
    FileGroup group{.kind = kinds[0], .kinds = kinds};
    const std::size_t damaged = static_cast<std::size_t>(round) % 3;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string content = i == damaged ? mutator.Mutate(whole[i]) : whole[i];
      group.files.push_back({.path = QuickWrite(dir, kinds[i], content), .forced_kind = {}});
    }
    MemorySink sink;
    const auto report = LoadOfacCsv(group, sink);
    if (!report.ok()) {
      EXPECT_FALSE(DetailOf(report.status()).cause.empty()) << "round " << round;
      continue;
    }
    ++loads;
    ExpectAccounted(*report, sink, "round " + std::to_string(round));
  }
  EXPECT_GT(loads, kRounds / 20) << "the mutations are too hard to test anything";
}

template <typename Load>
void MutateXml(const std::string& kind, std::string_view whole, Load load) {
  const support::TempDir dir;
  Mutator mutator;
  int loads = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string text(whole);
    const std::string content = round % 2 == 0 ? mutator.Mutate(text) : mutator.MutateLines(text);
    const FileGroup group{
        .kind = kind,
        .files = {{.path = QuickWrite(dir, "list.xml", content), .forced_kind = {}}},
        .kinds = {kind}};
    MemorySink sink;
    const auto report = load(group, sink);
    if (!report.ok()) {
      EXPECT_FALSE(DetailOf(report.status()).cause.empty()) << "round " << round;
      continue;
    }
    ++loads;
    ExpectAccounted(*report, sink, kind + ", round " + std::to_string(round));
  }
  EXPECT_GT(loads, kRounds / 20) << "the mutations are too hard to test anything";
}

TEST(MutationTest, OfacXmlEndsInAnErrorOrIsAccounted) {
  MutateXml("ofac-sdn-xml", kSdnXml, LoadOfacXml);
}

TEST(MutationTest, UnXmlEndsInAnErrorOrIsAccounted) { MutateXml("un-xml", kUnXml, LoadUnXml); }

TEST(MutationTest, DetectionEnds) {
  Mutator mutator;
  const std::vector<std::string> wholes = {
      OfacLines(kSdnRows), std::string(kSdnXml), std::string(kUnXml),
      R"([{"id":"a","schema":"Person","properties":{"name":["A"]}}])",
      "owner_id,subject_id,kind,share\n"};
  for (int round = 0; round < 10 * kRounds; ++round) {
    const std::string text =
        mutator.Mutate(wholes[static_cast<std::size_t>(round) % wholes.size()]);
    const auto parts = TakeApart("f", text, round % 2 == 0);
    const auto kind = parts.ok() ? DetectKind(*parts) : parts.status();
    if (!kind.ok()) {
      EXPECT_FALSE(DetailOf(kind.status()).cause.empty());
    }
  }
}

}  // namespace
}  // namespace lynceus::sources
