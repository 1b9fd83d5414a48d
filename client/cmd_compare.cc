// `lynceus compare`: scores without a snapshot, for one pair or a file of pairs. The same analyzer,
// scorer and threshold as screening, so `compare` equals `screen`.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "client/command.h"
#include "client/output_file.h"
#include "client/paths.h"
#include "lib/base/csv.h"
#include "lib/base/file.h"
#include "lib/base/json.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"
#include "lib/matching/compare.h"
#include "lib/review/answer_json.h"
#include "lib/review/answer_text.h"
#include "lib/rules/load.h"
#include "lib/sources/csv_reader.h"
#include "lib/sources/json_party.h"
#include "lib/validation/entity_pair.h"

namespace lynceus::client {
namespace {

struct Options {
  std::vector<std::string> names;
  std::string schema;
  std::string rules;
  std::string preset;
  std::string pairs;
  std::string entities;
  std::string out;
  std::string format = "text";
};

// What every comparison needs, loaded once.
struct Comparer {
  std::shared_ptr<const names::Analyzer> analyzer;
  std::shared_ptr<const RuleSet> rules;
  const Preset* preset = nullptr;  // of the rules
};

absl::StatusOr<Comparer> OpenComparer(const Options& options) {
  LYNCEUS_ASSIGN_OR_RETURN(const std::string directory, RulesDirectory(options.rules));
  Comparer comparer;
  LYNCEUS_ASSIGN_OR_RETURN(comparer.analyzer, names::Analyzer::Load(JoinPath(directory, "names")));
  LYNCEUS_ASSIGN_OR_RETURN(comparer.rules, rules::LoadRules(directory));
  LYNCEUS_ASSIGN_OR_RETURN(comparer.preset,
                           AsPresetOption(rules::PresetNamed(*comparer.rules, options.preset)));
  return comparer;
}

absl::StatusOr<matching::Scored> Compare(const Comparer& comparer, const Counterparty& asked,
                                         const Counterparty& listed) {
  return matching::CompareParties(*comparer.analyzer, *comparer.preset, asked, listed);
}

absl::Status RunOne(const Options& options, const Comparer& comparer) {
  Counterparty asked{.names = {options.names[0]}};
  Counterparty listed{.names = {options.names[1]}};
  if (!options.schema.empty()) {
    const auto schema = ParseSchema(options.schema);
    if (!schema) return UsageError("--schema", "this is no schema", "use Person, Company ...");
    asked.schema = listed.schema = *schema;
  }
  LYNCEUS_ASSIGN_OR_RETURN(const matching::Scored scored, Compare(comparer, asked, listed));
  const bool match = scored.score >= comparer.preset->match_score_min;
  if (options.format == "json") {
    JsonWriter json(JsonWriter::Style::kIndented);
    json.BeginObject().Member("preset", comparer.preset->key);
    json.Key("score").Fixed(scored.score, 4).Key("match").Bool(match);
    json.Key("explanation");
    review::WriteScoreNode(scored.tree, json);
    json.EndObject();
    std::puts(json.Take().c_str());
  } else {
    std::printf("%s %s\n%s", review::ScoreText(scored.score).c_str(), match ? "match" : "no match",
                review::ScoreTreeText(scored.tree, 0).c_str());
  }
  return absl::OkStatus();
}

// The columns of the pairs file, found by name.
struct PairColumns {
  std::size_t schema = 0;
  std::size_t name1 = 0;
  std::size_t name2 = 0;
};

absl::StatusOr<PairColumns> FindColumns(const sources::CsvRow& header) {
  PairColumns columns;
  for (const auto& [word, at] :
       {std::pair{"schema", &columns.schema}, std::pair{"name1", &columns.name1},
        std::pair{"name2", &columns.name2}}) {
    const auto found = std::find(header.fields.begin(), header.fields.end(), word);
    if (found == header.fields.end()) {
      return InvalidError({.place = "header",
                           .cause = absl::StrCat("there is no column ", word),
                           .remedy = "the columns schema, name1 and name2 are needed"});
    }
    *at = static_cast<std::size_t>(found - header.fields.begin());
  }
  return columns;
}

std::string CsvLine(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields)
    absl::StrAppend(&line, line.empty() ? "" : ",", CsvField(field));
  return line;
}

// A pair that cannot be compared gets its error in the score's place, and the exit code says so.
absl::Status RunPairs(const Options& options, const Comparer& comparer) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto input, OpenByteReader(options.pairs));
  sources::CsvReader csv(*input);
  LYNCEUS_ASSIGN_OR_RETURN(const sources::CsvRow* row, csv.Next());
  if (row == nullptr) return InvalidError({.subject = options.pairs, .cause = "it is empty"});
  const auto columns = FindColumns(*row);
  if (!columns.ok()) return Annotate(columns.status(), {.subject = options.pairs});
  const std::size_t width = row->fields.size();
  LYNCEUS_ASSIGN_OR_RETURN(std::ofstream out, OpenOutput(options.out, options.pairs));
  out << CsvLine(row->fields) << ",score,match\n";
  std::uint64_t errors = 0;
  std::uint64_t pairs = 0;
  for (;;) {
    LYNCEUS_ASSIGN_OR_RETURN(row, csv.Next());
    if (row == nullptr) break;
    if (row->fields.size() != width) {
      return InvalidError({.subject = options.pairs,
                           .place = absl::StrCat("line ", row->line),
                           .cause = "the row has another number of fields than the header"});
    }
    const Schema schema = ParseSchema(row->fields[columns->schema]).value_or(Schema::kUnknown);
    const auto scored =
        Compare(comparer, {.names = {row->fields[columns->name1]}, .schema = schema},
                {.names = {row->fields[columns->name2]}, .schema = schema});
    out << CsvLine(row->fields) << ',';
    if (scored.ok()) {
      out << review::ScoreText(scored->score) << ','
          << (scored->score >= comparer.preset->match_score_min ? "true" : "false") << '\n';
    } else {
      ++errors;
      out << CsvField("error: " + ErrorText(scored.status())) << ",error\n";
    }
    ++pairs;
  }
  out.flush();
  if (!out) return UnavailableError({.subject = options.out, .cause = "it cannot be written"});
  std::fprintf(stderr, "lynceus: %llu pairs, %llu errors\n", static_cast<unsigned long long>(pairs),
               static_cast<unsigned long long>(errors));
  return errors == 0 ? absl::OkStatus() : FailedQuietly();
}

absl::StatusOr<matching::Scored> CompareLine(const Comparer& comparer, const std::string& line) {
  LYNCEUS_ASSIGN_OR_RETURN(const validation::EntityPair pair, validation::ParseEntityPair(line));
  return Compare(comparer, pair.asked, pair.listed);
}

absl::Status RunEntities(const Options& options, const Comparer& comparer) {
  std::ifstream in(options.entities, std::ios::binary);
  if (!in) return NotFoundError({.subject = options.entities, .cause = "it cannot be opened"});
  LYNCEUS_ASSIGN_OR_RETURN(std::ofstream out, OpenOutput(options.out, options.entities));
  std::string line;
  std::uint64_t errors = 0;
  while (std::getline(in, line)) {
    if (TrimAscii(line).empty()) continue;
    const auto scored = CompareLine(comparer, line);
    std::string text;
    if (scored.ok()) {
      LYNCEUS_ASSIGN_OR_RETURN(
          text, sources::JsonWithScore(line, review::ScoreText(scored->score),
                                       scored->score >= comparer.preset->match_score_min));
    } else {
      ++errors;
      text = absl::StrCat("{\"error\":", ErrorJson(scored.status()), "}");
    }
    out << text << '\n';
  }
  out.flush();
  if (!out) return UnavailableError({.subject = options.out, .cause = "it cannot be written"});
  return errors == 0 ? absl::OkStatus() : FailedQuietly();
}

absl::Status RunCompare(const Options& options) {
  const int forms = (options.names.empty() ? 0 : 1) + (options.pairs.empty() ? 0 : 1) +
                    (options.entities.empty() ? 0 : 1);
  if (forms != 1 || (!options.names.empty() && options.names.size() != 2)) {
    return UsageError("compare", "what to compare is not clear",
                      "give two names (asked, listed), or --pairs F.csv, or --entities F.jsonl");
  }
  if (options.names.empty() == options.out.empty()) {
    return UsageError("--out", "files of pairs need it, and only they", "give --out FILE");
  }
  LYNCEUS_ASSIGN_OR_RETURN(const Comparer comparer, OpenComparer(options));
  if (!options.pairs.empty()) return RunPairs(options, comparer);
  if (!options.entities.empty()) return RunEntities(options, comparer);
  return RunOne(options, comparer);
}

}  // namespace

void AddCompareCommand(CLI::App& app, Body& body) {
  CLI::App* command = app.add_subcommand("compare", "score names against names");
  auto options = std::make_shared<Options>();
  command->add_option("NAMES", options->names, "the asked name, then the listed name");
  command->add_option("--schema", options->schema, "Person, Company, Vessel ...");
  command->add_option("--pairs", options->pairs, "CSV with columns schema, name1, name2");
  command->add_option("--entities", options->entities, "JSON lines of pairs of entities");
  command->add_option("--out", options->out, "where the scored pairs go");
  command->add_option("--rules", options->rules, "rule packs");
  AddPresetOption(*command, options->preset);
  AddFormatOption(*command, options->format);
  command->callback([&body, options] { body = [options] { return RunCompare(*options); }; });
}

}  // namespace lynceus::client
