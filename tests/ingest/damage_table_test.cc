// Every format's small sample, damaged in every way of damage_kinds.cc and damage_formats.cc, goes
// through a whole build that is to replace the snapshot of the undamaged one. What is said of each
// stands in damage_table.md; LYNCEUS_UPDATE_GOLDEN=1 rewrites it.
//
// The law of every row: the build ends with an error that names the file, the cause and a remedy,
// and the snapshot before is as it was, byte for byte, and opens; or the loss is named in the load
// report; or a reason stands in the table why there is nothing to name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lib/base/digest.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/ingest/build.h"
#include "lib/names/analyzed_name.h"
#include "lib/rules/load.h"
#include "lib/sources/format.h"
#include "tests/ingest/damage.h"
#include "tests/sources/quick_write.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace lynceus::ingest {
namespace {

using support::IsOk;

constexpr std::size_t kKindsMin = 20;  // of damage, for each format
constexpr std::size_t kSaidBytesMax = 400;
constexpr std::size_t kNotesMax = 3;
constexpr std::size_t kColumns = 98;

std::string SourceDirectory() {
  const char* const root = std::getenv("LYNCEUS_SOURCE_DIR");
  return root == nullptr ? "." : root;
}

// At most that many bytes, whole characters.
std::string Cut(std::string text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return text.substr(0, bytes_max) + "...";
}

// Printable, on one line: control characters as \xNN.
std::string OneLine(const std::string& text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string line;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      line += std::string("\\x") + kDigits[byte >> 4] + kDigits[byte & 15];
    } else {
      line += c;
    }
  }
  return line;
}

// Path -> digest of every file below a directory.
std::map<std::string, Sha256> FilesBelow(const std::string& directory) {
  std::map<std::string, Sha256> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    files[entry.path().string()] = *Sha256OfFile(entry.path().string());
  }
  return files;
}

// What a report says beyond its figures.
std::multiset<std::string> NotesOf(const store::Manifest& manifest) {
  std::multiset<std::string> notes;
  for (const LoadReport& report : manifest.sources) {
    for (const std::string& allowed : report.allowed) notes.insert("allowed: " + allowed);
    for (const std::string& warning : report.warnings) notes.insert("warning: " + warning);
    for (const Tally& word : report.unknown_words) {
      for (std::uint64_t i = 0; i < word.count; ++i) notes.insert("not known: " + word.word);
    }
  }
  return notes;
}

std::string Figures(const store::Manifest& manifest) {
  LoadReport sum;
  for (const LoadReport& report : manifest.sources) {
    sum.entities += report.entities;
    sum.designations += report.designations;
    sum.interests += report.interests;
  }
  return std::to_string(sum.entities) + " entities, " + std::to_string(sum.designations) +
         " designations, " + std::to_string(sum.interests) + " interests";
}

// Lets temporary directories be made in memory unless TEST_TMPDIR says otherwise: nothing in them
// has to survive, and a build syncs many times.
void PreferMemory() {
  constexpr char kMemory[] = "/dev/shm";
  if (::access(kMemory, W_OK) == 0) ::setenv("TEST_TMPDIR", kMemory, /*overwrite=*/0);
}

// Writes a sample's file and returns its path. A delta stands in a directory named as its version.
std::string WriteSample(const support::TempDir& dir, const std::string& name,
                        const std::string& content) {
  constexpr std::string_view kDelta = ".delta.json";
  if (!name.ends_with(kDelta)) return sources::QuickWrite(dir, name, content);
  const std::string version = name.substr(0, name.size() - kDelta.size());
  EXPECT_THAT(MakeDirectories(dir / version), IsOk());
  return sources::QuickWrite(dir, version + "/entities" + std::string(kDelta), content);
}

// Read once for all builds.
struct Rules {
  std::string directory = JoinPath(SourceDirectory(), "rules");
  absl::StatusOr<std::shared_ptr<const RuleSet>> rules = rules::LoadRules(directory);
  absl::StatusOr<std::shared_ptr<const names::Analyzer>> analyzer =
      names::Analyzer::Load(JoinPath(directory, "names"));
};

// The builds of one format.
class FormatBuilds {
 public:
  FormatBuilds(const samples::Sample& sample, const Rules& rules)
      : sample_(sample), rules_(rules) {}

  // The format's section of the table. What breaks the law is a failure.
  std::string Section(const FormatDamage& damage);

 private:
  struct Outcome {
    absl::Status status;
    std::multiset<std::string> notes;
    std::string figures;
  };

  Outcome Build(const std::string& content, const std::vector<samples::SampleFile>& more,
                const std::string& forced_kind, std::set<std::string> allowed = {});
  std::string Said(const std::string& what, const Outcome& outcome, const std::string& harmless);
  std::string SaidOfError(const std::string& what, const absl::Status& status) const;
  void ExpectUntouched(const std::string& what);
  std::string WithoutDirectory(std::string text) const;

  const samples::Sample& sample_;
  const Rules& rules_;
  const support::TempDir dir_;
  const std::string home_ = dir_ / "home";
  const std::string snapshot_ = JoinPath(home_, "current");
  const std::string kept_ = dir_ / "kept";
  std::map<std::string, Sha256> files_before_;
  Outcome whole_;
};

bool IsWorkbook(const std::string& kind) {
  return sources::FindFormat(kind)->shape == sources::Shape::kWorkbook;
}

FormatBuilds::Outcome FormatBuilds::Build(const std::string& content,
                                          const std::vector<samples::SampleFile>& more,
                                          const std::string& forced_kind,
                                          std::set<std::string> allowed) {
  std::vector<sources::InputFile> files;
  files.reserve(sample_.before.size() + 1 + more.size());
  for (const samples::SampleFile& before : sample_.before) {
    files.push_back(
        {.path = WriteSample(dir_, before.name, before.content), .forced_kind = before.kind});
  }
  files.push_back(
      {.path = WriteSample(dir_, sample_.file.name, content), .forced_kind = forced_kind});
  for (const samples::SampleFile& after : more) {
    files.push_back(
        {.path = WriteSample(dir_, after.name, after.content), .forced_kind = after.kind});
  }
  BuildOptions options{.files = files,
                       .out_directory = snapshot_,
                       .rules_directory = rules_.directory,
                       .rules = *rules_.rules,
                       .analyzer = *rules_.analyzer,
                       .engine = "lynceus test",
                       .replace = true};
  options.hygiene.allowed = std::move(allowed);
  if (PathExists(snapshot_)) options.previous_directory = snapshot_;
  const auto result = BuildSnapshot(options);
  Outcome outcome;
  outcome.status = result.status();
  if (!result.ok()) return outcome;
  outcome.notes = NotesOf(result->manifest);
  outcome.figures = Figures(result->manifest);
  const auto snapshot = store::Snapshot::Open(snapshot_, {});
  EXPECT_THAT(snapshot, IsOk());
  if (!snapshot.ok()) return outcome;
  absl::Status read =
      (*snapshot)->ForEachSkipped([&](const std::string&, const SkippedRecord& one) {
        outcome.notes.insert("rejected: " + one.place + ": " + one.reason);
        return absl::OkStatus();
      });
  EXPECT_THAT(read, IsOk());
  read = (*snapshot)->ForEachFragment([&](const UnparsedFragment& fragment) {
    outcome.notes.insert("fragment: " + fragment.text);
    return absl::OkStatus();
  });
  EXPECT_THAT(read, IsOk());
  return outcome;
}

std::string FormatBuilds::WithoutDirectory(std::string text) const {
  for (std::size_t at = 0; (at = text.find(dir_.path() + "/")) != std::string::npos;) {
    text.erase(at, dir_.path().size() + 1);
  }
  return text;
}

std::string FormatBuilds::SaidOfError(const std::string& what, const absl::Status& status) const {
  const ErrorDetail detail = DetailOf(status);
  EXPECT_FALSE(detail.subject.empty() || detail.cause.empty() || detail.remedy.empty())
      << sample_.file.kind << ", " << what << ": " << ErrorText(status);
  EXPECT_NE(status.code(), absl::StatusCode::kInternal) << sample_.file.kind << ", " << what;
  return "error: " + Cut(OneLine(WithoutDirectory(ErrorText(status))), kSaidBytesMax);
}

std::string FormatBuilds::Said(const std::string& what, const Outcome& outcome,
                               const std::string& harmless) {
  if (!outcome.status.ok()) return SaidOfError(what, outcome.status);
  std::vector<std::string> fresh;
  std::set_difference(outcome.notes.begin(), outcome.notes.end(), whole_.notes.begin(),
                      whole_.notes.end(), std::back_inserter(fresh));
  const std::string figures =
      outcome.figures == whole_.figures ? std::string() : " (" + outcome.figures + ")";
  // That a list is smaller than the one before it is no name for what was lost.
  const bool is_named = !std::ranges::all_of(
      fresh, [](const std::string& note) { return note.starts_with("allowed: "); });
  if (!is_named) {
    EXPECT_FALSE(harmless.empty())
        << sample_.file.kind << ", " << what << ": loads, and nothing is said of it" << figures;
    return (fresh.empty() ? "harmless: " : "nothing more: ") + harmless + figures;
  }
  std::string said;
  for (std::size_t i = 0; i < std::min(fresh.size(), kNotesMax); ++i) {
    said += (i == 0 ? "" : "; ") + Cut(OneLine(WithoutDirectory(fresh[i])), kSaidBytesMax / 2);
  }
  if (fresh.size() > kNotesMax) {
    said += "; and " + std::to_string(fresh.size() - kNotesMax) + " more";
  }
  return "named: " + said + figures;
}

void FormatBuilds::ExpectUntouched(const std::string& what) {
  EXPECT_EQ(FilesBelow(home_), files_before_) << sample_.file.kind << ", " << what;
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(home_), {}), 1)
      << sample_.file.kind << ", " << what << ": something is left behind";
}

bool IsShrink(const absl::Status& status) {
  return DetailOf(status).remedy.find("--allow shrink") != std::string::npos;
}

// Paragraphs of a list, wrapped.
std::string Wrapped(const std::string& text) {
  std::string wrapped;
  std::size_t column = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = std::min(text.find(' ', at), text.size());
    std::size_t characters = 0;
    for (std::size_t i = at; i < end; ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++characters;
      if (characters == kColumns - 2) {  // a word longer than a line
        end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        break;
      }
    }
    const bool glued = end < text.size() && text[end] != ' ';
    if (column > 0 && column + 1 + characters > kColumns) {
      wrapped += "\n  ";
      column = 2;
    } else if (column > 0) {
      wrapped += ' ';
      ++column;
    }
    wrapped += text.substr(at, end - at);
    column += characters;
    at = glued ? end : end + 1;
  }
  return wrapped + "\n";
}

std::string FormatBuilds::Section(const FormatDamage& format) {
  const std::string& kind = sample_.file.kind;
  const std::string& text = sample_.file.content;
  std::string section = "\n## " + kind + "\n\n";
  EXPECT_THAT(MakeDirectories(home_), IsOk());
  const bool book = IsWorkbook(kind);
  // OFAC's two lists share their forms, and which it is is told from the records; and an empty side
  // file is known by nothing: where nothing can be told the kind is forced, as a user would.
  whole_ = Build(book ? samples::WorkbookOf(text) : text, {}, kind);
  EXPECT_THAT(whole_.status, IsOk()) << kind;
  if (!whole_.status.ok()) return section;
  files_before_ = FilesBelow(home_);
  std::filesystem::copy(home_, kept_, std::filesystem::copy_options::recursive);

  std::vector<Damage> list;
  switch (sources::FindFormat(kind)->shape) {
    case sources::Shape::kXml:
      list = XmlDamage(text, format.handles);
      break;
    case sources::Shape::kJson:
      list = JsonDamage(text, format.handles);
      break;
    case sources::Shape::kTable:
      list = TableDamage(text, format.handles);
      break;
    case sources::Shape::kWorkbook:
      list = WorkbookDamage(text, format.handles);
      break;
  }
  for (const OwnDamage& own : format.own) {
    const std::string changed = Replaced(text, own.from, own.to);
    list.push_back({own.what, book ? samples::WorkbookOf(changed) : changed, own.harmless});
  }
  if (!book) {
    for (Damage& damage : PackedDamage(text, format.handles)) list.push_back(std::move(damage));
  }
  EXPECT_GE(list.size(), kKindsMin) << kind;
  for (const Damage& damage : list) {
    const std::string harmless =
        damage.harmless.empty() ? HarmlessReason(kind, damage.what) : damage.harmless;
    Outcome outcome = Build(damage.content, damage.more, kind);
    std::string said = Said(damage.what, outcome, harmless);
    if (!outcome.status.ok()) ExpectUntouched(damage.what);
    if (IsShrink(outcome.status)) {  // what the loader itself says of it
      outcome = Build(damage.content, damage.more, kind, {std::string(kAllowShrink)});
      said = "shrinks; with --allow shrink " + Said(damage.what, outcome, harmless);
    }
    section += Wrapped("- **" + damage.what + "**: " + said);
    if (outcome.status.ok()) {
      std::filesystem::remove_all(home_);
      std::filesystem::copy(kept_, home_, std::filesystem::copy_options::recursive);
    }
  }
  EXPECT_THAT(store::Snapshot::Open(snapshot_, {}), IsOk()) << kind;
  return section;
}

constexpr char kHead[] = R"(# What is said of damaged files

Every format's sample (tests/samples), damaged in each of these ways and given to a build that is to
replace the snapshot of the undamaged one. After each *error* that snapshot is as it was, byte for
byte, and nothing is left beside it. *named* is a build whose load report names the damage: a
warning, a rejected record, a fragment, a word that the rules do not know. *harmless* is a build
that has nothing to name, and why; *nothing more* one that only the comparison with the list before
tells of, and why. damage_table_test.cc makes this table and holds it against what is said;
`LYNCEUS_UPDATE_GOLDEN=1` rewrites it.
)";

TEST(DamageTableTest, EveryDamageIsAnErrorOrNamedOrHarmless) {
  const std::vector<samples::Sample> samples = samples::AllSamples();
  const std::vector<FormatDamage> damage = AllFormatDamage();
  const char* const only = std::getenv("LYNCEUS_DAMAGE_KIND");
  ASSERT_EQ(samples.size(), sources::Formats().size()) << "each format has a sample";
  ASSERT_EQ(samples.size(), damage.size());
  PreferMemory();
  const Rules rules;
  ASSERT_THAT(rules.rules, IsOk());
  ASSERT_THAT(rules.analyzer, IsOk());
  std::string table = kHead;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    EXPECT_EQ(samples[i].file.kind, sources::Formats()[i].kind);
    EXPECT_EQ(samples[i].file.kind, damage[i].handles.kind);
    if (only != nullptr && samples[i].file.kind != only) continue;
    table += FormatBuilds(samples[i], rules).Section(damage[i]);
  }
  if (only != nullptr) {
    std::fputs(table.c_str(), stdout);
    return;
  }
  const std::string path = JoinPath(SourceDirectory(), "tests/ingest/damage_table.md");
  if (std::getenv("LYNCEUS_UPDATE_GOLDEN") != nullptr) {
    ASSERT_THAT(WriteFileDurably(path, table), IsOk());
  }
  const auto written = ReadFile(path);
  ASSERT_THAT(written, IsOk());
  EXPECT_EQ(*written, table) << "LYNCEUS_UPDATE_GOLDEN=1 writes the table again";
}

}  // namespace
}  // namespace lynceus::ingest
