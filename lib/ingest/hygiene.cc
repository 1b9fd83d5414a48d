#include "lib/ingest/hygiene.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::ingest {
namespace {

// What is wrong with a source, and the word that allows it.
struct Doubt {
  std::string_view word;
  std::string cause;
};

// Allowed: noted in the report. Else an error.
absl::Status Judge(const Doubt& doubt, const std::string& source, const HygieneOptions& options,
                   LoadReport& report) {
  if (options.allowed.contains(std::string(doubt.word))) {
    report.allowed.push_back(
        absl::StrCat(source, ": ", doubt.cause, "; allowed (", ToAbsl(doubt.word), ")"));
    return absl::OkStatus();
  }
  return PreconditionError(
      {.subject = source,
       .cause = doubt.cause,
       .remedy = absl::StrCat("get the file again; if the publisher means it, allow it with "
                              "--allow ",
                              ToAbsl(doubt.word))});
}

// A file that is cut at the end of a record loses some of these, and not always entities: a side
// file of names, statements of relations behind those of parties.
struct Figure {
  std::string_view word;
  std::uint64_t LoadReport::*count;
};
constexpr Figure kFigures[] = {{"entities", &LoadReport::entities},
                               {"names", &LoadReport::names},
                               {"identifiers", &LoadReport::identifiers},
                               {"designations", &LoadReport::designations},
                               {"interests", &LoadReport::interests}};

bool Shrinks(std::uint64_t before, std::uint64_t now, int percent_max) {
  return now < before && (before - now) * 100 > before * static_cast<std::uint64_t>(percent_max);
}

// "from 40 to 35 entities, from 60 to 40 names": of the figures that shrink by more; or empty.
std::string ShrunkFigures(const LoadReport& before, const LoadReport& now, int percent_max) {
  std::string shrunk;
  for (const Figure& figure : kFigures) {
    const std::uint64_t then = before.*figure.count;
    const std::uint64_t left = now.*figure.count;
    if (!Shrinks(then, left, percent_max)) continue;
    absl::StrAppend(&shrunk, shrunk.empty() ? "" : ", ", "from ", then, " to ", left, " ",
                    ToAbsl(figure.word));
  }
  return shrunk;
}

absl::Status CheckSource(const LoadReport& before, const HygieneOptions& options, LoadReport& now) {
  const std::string& key = now.source.key;
  const std::string shrunk = ShrunkFigures(before, now, options.shrink_percent_max);
  if (!shrunk.empty()) {
    LYNCEUS_RETURN_IF_ERROR(Judge({kAllowShrink, absl::StrCat("it shrinks ", shrunk, ", more than ",
                                                              options.shrink_percent_max, " %")},
                                  key, options, now));
  }
  const auto& then = before.source.list_date;
  const auto& date = now.source.list_date;
  if (then && date && *date < *then) {
    LYNCEUS_RETURN_IF_ERROR(
        Judge({kAllowOlder, absl::StrCat("its date is ", date->ToString(), ", older than the ",
                                         then->ToString(), " of the snapshot before")},
              key, options, now));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckSources(const std::vector<LoadReport>& before, const HygieneOptions& options,
                          std::vector<LoadReport>& now) {
  LYNCEUS_CHECK(!now.empty());
  for (const LoadReport& old : before) {
    const auto same = std::ranges::find(now, old.source.key, [](const LoadReport& report) {
      return std::string_view(report.source.key);
    });
    if (same != now.end()) {
      LYNCEUS_RETURN_IF_ERROR(CheckSource(old, options, *same));
    } else {
      LYNCEUS_RETURN_IF_ERROR(
          Judge({kAllowMissing, absl::StrCat("the snapshot before has it with ", old.entities,
                                             " entities, and no file given now is of it")},
                old.source.key, options, now.front()));
    }
  }
  return absl::OkStatus();
}

}  // namespace lynceus::ingest
