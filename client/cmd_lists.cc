// `lynceus lists`: what publishers offer and what is kept of it; `lynceus lists fetch`.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/paths.h"
#include "lib/base/clock.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/fetch/fetch.h"
#include "lib/fetch/kept_list.h"
#include "lib/review/answer_text.h"
#include "lib/rules/publishers.h"
#include "lib/screening/engine.h"

namespace lynceus::client {
namespace {

constexpr int kBarCells = 30;
constexpr std::uint64_t kPlainStepBytes = 64u << 20;  // a line each, where no terminal shows a bar
constexpr int kRetriesMax = 20;

using fetch::FetchResult;
using fetch::Version;

struct Options {
  std::string directory;
  std::string rules;
  std::string ca_file;
  std::vector<std::string> names;
  int retries = fetch::DownloadOptions().retries_max;
  bool allow_shrink = false;
  bool quiet = false;
  std::string format = "text";
};

unsigned long long Number(std::uint64_t value) { return value; }

// Publishers' words may hold what a terminal would obey.
std::string Shown(const std::string& text) { return review::Printable(text); }

absl::StatusOr<std::vector<PublishedList>> Publishers(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string rules, RulesDirectory(options.rules));
  return rules::LoadPublishers(rules);
}

// --- lists ---

// A list and what is kept of it.
struct Row {
  const PublishedList* list = nullptr;
  std::optional<Version> version;
  absl::Status damage;
};

// Whole days from the day of a stamp ("2024-07-03T09:00:00Z") to today; nothing where it is none.
std::optional<int> DaysSince(const std::string& stamp) {
  const auto day = Date::ParseIso(stamp.substr(0, 10));
  if (!day.ok()) return std::nullopt;
  return Date::FromUnixMicros(SystemClock().NowUnixMicros()).days() - day->days();
}

bool IsOverdue(const Row& row) {
  if (!row.version) return false;
  const auto days = DaysSince(row.version->checked_at);
  return !days || *days > CadenceDays(row.list->cadence);
}

std::string KeptWords(const Row& row) {
  if (!row.damage.ok()) return "DAMAGED: " + DetailOf(row.damage).cause;
  if (!row.version) return "-";
  return absl::StrCat(row.version->fetched_at.substr(0, 10), ", ",
                      DaysSince(row.version->fetched_at).value_or(0), " days old, checked ",
                      row.version->checked_at.substr(0, 10), IsOverdue(row) ? ", OVERDUE" : "");
}

std::vector<Row> RowsOf(const std::vector<PublishedList>& lists, const std::string& directory) {
  std::vector<Row> rows;
  for (const PublishedList& list : lists) {
    rows.push_back({.list = &list});
    if (directory.empty()) continue;
    auto version = fetch::KeptList(directory, list.key).Current();
    if (version.ok()) {
      rows.back().version = *std::move(version);
    } else {
      rows.back().damage = version.status();
    }
  }
  return rows;
}

void PrintRowsText(const std::vector<Row>& rows, bool with_kept) {
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.list->key.size());
  const int key_width = static_cast<int>(width);
  for (const Row& row : rows) {
    const PublishedList& list = *row.list;
    std::printf("%c %-*s  %-10s %-10s  %s: %s\n", list.by_default ? '*' : ' ', key_width,
                list.key.c_str(), std::string(CadenceName(list.cadence)).c_str(),
                std::string(AddressStatusName(list.status)).c_str(), list.publisher.c_str(),
                list.title.c_str());
    std::printf("  %*s  licence: %s\n", key_width, "", list.licence.c_str());
    if (with_kept) std::printf("  %*s  kept: %s\n", key_width, "", Shown(KeptWords(row)).c_str());
  }
  std::printf("* fetched by default. Addresses and notes: --format json\n");
}

void WriteVersion(JsonWriter& json, const Row& row) {
  json.Key("kept");
  if (row.version) {
    json.Raw(fetch::VersionJson(*row.version));
  } else {
    json.Null();
  }
  json.Key("overdue").Bool(IsOverdue(row));
  if (!row.damage.ok()) json.Key("error").Raw(ErrorJson(row.damage));
}

void PrintRowsJson(const std::vector<Row>& rows) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Key("lists").BeginArray();
  for (const Row& row : rows) {
    const PublishedList& list = *row.list;
    json.BeginObject()
        .Member("key", list.key)
        .Member("publisher", list.publisher)
        .Member("title", list.title)
        .Key("addresses")
        .BeginArray();
    for (const std::string& address : list.addresses) json.String(address);
    json.EndArray()
        .Member("kind", list.kind)
        .Member("cadence", CadenceName(list.cadence))
        .Member("licence", list.licence)
        .Member("note", list.note)
        .Member("status", AddressStatusName(list.status))
        .Key("by_default")
        .Bool(list.by_default);
    WriteVersion(json, row);
    json.EndObject();
  }
  json.EndArray().EndObject();
  std::puts(json.Take().c_str());
}

absl::Status RunTable(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto lists, Publishers(options));
  const std::vector<Row> rows = RowsOf(lists, options.directory);
  if (options.format == "json") {
    PrintRowsJson(rows);
  } else {
    PrintRowsText(rows, !options.directory.empty());
  }
  const bool whole = std::ranges::all_of(rows, [](const Row& row) { return row.damage.ok(); });
  return whole ? absl::OkStatus() : FailedQuietly();
}

// --- lists fetch ---

absl::StatusOr<std::vector<PublishedList>> Chosen(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(std::vector<PublishedList> lists, Publishers(options));
  for (const std::string& name : options.names) {
    if (std::ranges::find(lists, name, &PublishedList::key) == lists.end()) {
      return UsageError(name, "there is no such list", "see lynceus lists for their names");
    }
  }
  std::erase_if(lists, [&options](const PublishedList& list) {
    return options.names.empty()
               ? !list.by_default
               : std::ranges::find(options.names, list.key) == options.names.end();
  });
  if (lists.empty()) {
    return UsageError("NAME", "no list is fetched by default", "name the lists to fetch");
  }
  return lists;
}

// Shows how far a download is, on standard error: a bar that is drawn over on a terminal, else a
// line now and then. One thread.
class Progress {
 public:
  explicit Progress(bool quiet) : quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1) {}

  void Show(const PublishedList& list, std::uint64_t bytes, std::uint64_t total) {
    if (quiet_) return;
    if (list.key != key_) {
      key_ = list.key;
      shown_bytes_ = 0;
    }
    if (terminal_) {
      Bar(bytes, total);
    } else if (bytes >= shown_bytes_ + kPlainStepBytes) {
      std::fprintf(stderr, "lynceus: %s %llu of %llu bytes\n", key_.c_str(), Number(bytes),
                   Number(total));
      shown_bytes_ = bytes;
    }
  }
  // Takes the bar away.
  void End() {
    if (drawn_) std::fputs("\r\033[K", stderr);
    drawn_ = false;
    cells_ = -1;
  }

 private:
  void Bar(std::uint64_t bytes, std::uint64_t total) {
    // Of a body without a length only the count is known: one cell a MiB, round and round.
    const int cells = total > 0 ? static_cast<int>(std::min(bytes, total) * kBarCells / total)
                                : static_cast<int>((bytes >> 20) % kBarCells);
    if (cells == cells_) return;
    cells_ = cells;
    drawn_ = true;
    const std::string bar(static_cast<std::size_t>(cells), '#');
    std::fprintf(stderr, "\r\033[K%s [%-*s] %llu KiB", key_.c_str(), kBarCells, bar.c_str(),
                 Number(bytes >> 10));
    if (total > 0) std::fprintf(stderr, " of %llu", Number(total >> 10));
    std::fflush(stderr);
  }

  const bool quiet_;
  const bool terminal_;
  std::string key_;
  std::uint64_t shown_bytes_ = 0;
  int cells_ = -1;
  bool drawn_ = false;
};

std::string_view OutcomeWord(FetchResult::Outcome outcome) {
  switch (outcome) {
    case FetchResult::Outcome::kNew:
      return "new";
    case FetchResult::Outcome::kUnchanged:
      return "unchanged";
    case FetchResult::Outcome::kFailed:
      return "failed";
  }
  return "";
}

void PrintResult(const FetchResult& result) {
  std::printf("%-24s %-9s", result.key.c_str(), std::string(OutcomeWord(result.outcome)).c_str());
  if (result.outcome == FetchResult::Outcome::kFailed) {
    std::printf(" %s\n", Shown(ErrorText(result.problem)).c_str());
    std::printf("%-24s %-9s in use: %s\n", "", "",
                result.path.empty() ? "none" : result.path.c_str());
  } else {
    std::printf(" %s, %llu bytes", result.path.c_str(), Number(result.bytes));
    if (result.bytes_before && *result.bytes_before != result.bytes) {
      std::printf(" (before %llu)", Number(*result.bytes_before));
    }
    std::printf("\n");
  }
  for (const std::string& warning : result.warnings) {
    std::printf("%-24s %-9s warning: %s\n", "", "", Shown(warning).c_str());
  }
  std::fflush(stdout);
}

void PrintResultsJson(const std::vector<FetchResult>& results) {
  JsonWriter json(JsonWriter::Style::kIndented);
  json.BeginObject().Key("lists").BeginArray();
  for (const FetchResult& result : results) {
    json.BeginObject()
        .Member("key", result.key)
        .Member("outcome", OutcomeWord(result.outcome))
        .Member("path", result.path)
        .Key("bytes")
        .Int(static_cast<std::int64_t>(result.bytes))
        .Member("sha256", result.sha256)
        .Key("warnings")
        .BeginArray();
    for (const std::string& warning : result.warnings) json.String(warning);
    json.EndArray();
    if (!result.problem.ok()) json.Key("error").Raw(ErrorJson(result.problem));
    json.EndObject();
  }
  json.EndArray().EndObject();
  std::puts(json.Take().c_str());
}

std::optional<std::string> Variable(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

fetch::FetchOptions FetchOptionsOf(const Options& options, Progress& progress) {
  fetch::FetchOptions fetching{.directory = options.directory,
                               .allow_shrink = options.allow_shrink,
                               .clock = &SystemClock(),
                               .environment = &Variable};
  fetching.download.retries_max = options.retries;
  fetching.download.ca_file = options.ca_file;
  fetching.download.user_agent = screening::EngineVersion();
  fetching.download.wait = [](std::int64_t milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  };
  fetching.progress = [&progress](const PublishedList& list, std::uint64_t bytes,
                                  std::uint64_t total) { progress.Show(list, bytes, total); };
  return fetching;
}

absl::Status RunFetch(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto lists, Chosen(options));
  Progress progress(options.quiet);
  const bool text = options.format == "text";
  const auto done = [&progress, text](const FetchResult& result) {
    progress.End();
    if (text) PrintResult(result);
  };
  LYNCEUS_ASSIGN_OR_RETURN(const auto results,
                           fetch::FetchLists(lists, FetchOptionsOf(options, progress), done));
  if (!text) PrintResultsJson(results);
  const auto count = [&results](FetchResult::Outcome outcome) {
    return static_cast<int>(std::ranges::count(results, outcome, &FetchResult::outcome));
  };
  const int failed = count(FetchResult::Outcome::kFailed);
  if (text) {
    std::printf("%zu lists: %d new, %d unchanged, %d failed\n", results.size(),
                count(FetchResult::Outcome::kNew), count(FetchResult::Outcome::kUnchanged), failed);
  }
  return failed == 0 ? absl::OkStatus() : FailedQuietly();
}

}  // namespace

void AddListsCommands(CLI::App& app, Body& body) {
  CLI::App* lists = app.add_subcommand("lists", "what publishers offer, and what is kept of it");
  auto options = std::make_shared<Options>();
  lists->add_option("--dir", options->directory, "lists directory, to show what is kept there");
  lists->add_option("--rules", options->rules, "rule packs; sources.yaml there names the lists");
  AddFormatOption(*lists, options->format);

  CLI::App* fetch = lists->add_subcommand(
      "fetch",
      "get lists from their publishers: lynceus lists fetch --dir lists, then lynceus index build "
      "--out DIR --lists lists");
  fetch->add_option("NAME", options->names, "lists to fetch; none: those fetched by default");
  fetch->add_option("--dir", options->directory, "lists directory")->required();
  fetch->add_option("--rules", options->rules, "rule packs; sources.yaml there names the lists");
  fetch->add_flag("--allow-shrink", options->allow_shrink,
                  "use a list that is much shorter than before, which is kept aside otherwise");
  fetch->add_option("--ca", options->ca_file, "certificate authorities (PEM), not the system's");
  fetch->add_option("--retries", options->retries, "further attempts for each address")
      ->check(CLI::Range(0, kRetriesMax))
      ->capture_default_str();
  fetch->add_flag("--quiet", options->quiet, "no progress on standard error");
  AddFormatOption(*fetch, options->format);

  // The command itself shows the table; its callback runs after that of `fetch`.
  lists->callback([&body, options, lists, fetch] {
    if (!lists->got_subcommand(fetch)) body = [options] { return RunTable(*options); };
  });
  fetch->callback([&body, options] { body = [options] { return RunFetch(*options); }; });
}

}  // namespace lynceus::client
