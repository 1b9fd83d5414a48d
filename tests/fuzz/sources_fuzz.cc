// Every loader over any bytes: an error that names a cause, or a report that counts what the sink
// was given, of records that the store takes and gives back as they were; and the same again when
// asked again.
//
// An input is a line with the kind, then the file. A workbook's input is its table as text, or,
// where it begins as a ZIP archive does, the bytes themselves. A side file is given with the main
// files of its sample. An input of no known kind is a file whose kind is told from its content.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/sources/format.h"
#include "lib/sources/loader.h"
#include "lib/store/codec.h"
#include "tests/fuzz/target.h"
#include "tests/samples/samples.h"

namespace lynceus {
namespace {

bool IsSourceQualified(std::string_view id) {
  const std::size_t colon = id.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < id.size();
}

// Holds every record against what the model says of it, and keeps its stored form.
class CheckingSink final : public sources::RecordSink {
 public:
  std::uint64_t designations = 0;
  std::uint64_t interests = 0;
  std::uint64_t fragments = 0;
  std::set<std::string> entities;
  std::string stored;

  absl::Status AddEntity(Entity entity) override {
    LYNCEUS_CHECK(IsSourceQualified(entity.id));
    for (const Name& name : entity.names) LYNCEUS_CHECK(!name.text.empty());
    for (const Identifier& one : entity.identifiers) {
      LYNCEUS_CHECK(!one.type.empty() && !one.value.empty());
    }
    for (const std::string& referent : entity.referents) LYNCEUS_CHECK(!referent.empty());
    entities.insert(entity.id);
    const Party party{.entity = entity, .ids = {entity.id}, .designations = {}};
    const auto bytes = store::EncodeParty(party);
    LYNCEUS_CHECK(bytes.ok());
    const auto again = store::DecodeParty(*bytes);
    LYNCEUS_CHECK(again.ok() && again->entity == entity);
    Keep(*bytes);
    return absl::OkStatus();
  }
  absl::Status AddDesignation(Designation designation) override {
    ++designations;
    LYNCEUS_CHECK(IsSourceQualified(designation.entity_id) && !designation.authority.empty());
    Party party{.entity = {}, .ids = {}, .designations = {designation}};
    party.entity.id = designation.entity_id;
    const auto bytes = store::EncodeParty(party);
    LYNCEUS_CHECK(bytes.ok());
    const auto again = store::DecodeParty(*bytes);
    LYNCEUS_CHECK(again.ok() && again->designations == party.designations);
    Keep(*bytes);
    return absl::OkStatus();
  }
  absl::Status AddInterest(Interest interest) override {
    ++interests;
    LYNCEUS_CHECK(!interest.id.empty() && IsSourceQualified(interest.subject_id));
    LYNCEUS_CHECK(interest.owner_id.empty() != interest.unknown_holder.empty());
    LYNCEUS_CHECK(interest.owner_id != interest.subject_id);
    LYNCEUS_CHECK(!IsAffiliation(interest.kind) || interest.share.unknown());
    const auto bytes = store::EncodeInterest(interest);
    LYNCEUS_CHECK(bytes.ok());
    const auto again = store::DecodeInterest(*bytes);
    LYNCEUS_CHECK(again.ok() && *again == interest);
    Keep(*bytes);
    return absl::OkStatus();
  }
  absl::Status AddFragment(UnparsedFragment fragment) override {
    ++fragments;
    const auto bytes = store::EncodeFragment(fragment);
    LYNCEUS_CHECK(bytes.ok() && !fragment.text.empty());
    Keep(*bytes);
    return absl::OkStatus();
  }

 private:
  void Keep(std::string_view bytes) {
    stored += std::to_string(bytes.size());
    stored += ':';
    stored += bytes;
  }
};

// Without waiting for the disk.
void Write(const std::string& path, std::string_view content) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  LYNCEUS_CHECK(file != nullptr);
  LYNCEUS_CHECK(std::fwrite(content.data(), 1, content.size(), file) == content.size());
  LYNCEUS_CHECK(std::fclose(file) == 0);
}

const std::string& ScratchDirectory() {
  static const std::string& path = *[] {
    auto* const name = new std::string("/tmp/lynceus_fuzz_XXXXXX");
    LYNCEUS_CHECK(mkdtemp(name->data()) != nullptr);
    return name;
  }();
  return path;
}

const std::map<std::string, samples::Sample>& SamplesByKind() {
  static const auto& by_kind = *[] {
    auto* const all = new std::map<std::string, samples::Sample>();
    for (samples::Sample& sample : samples::AllSamples()) all->emplace(sample.file.kind, sample);
    return all;
  }();
  return by_kind;
}

// What a load came to: an error's text, or its report and records.
std::string Outcome(const std::vector<sources::InputFile>& files) {
  const auto groups = sources::GroupFiles(files);
  if (!groups.ok()) {
    LYNCEUS_CHECK(!DetailOf(groups.status()).cause.empty());
    return ErrorText(groups.status());
  }
  std::string outcome;
  for (const sources::FileGroup& group : *groups) {
    CheckingSink sink;
    const auto report = sources::LoadGroup(group, sink);
    if (!report.ok()) {
      LYNCEUS_CHECK(!DetailOf(report.status()).cause.empty());
      return ErrorText(report.status());
    }
    LYNCEUS_CHECK(report->designations == sink.designations);
    LYNCEUS_CHECK(report->interests == sink.interests);
    LYNCEUS_CHECK(report->fragments_unparsed == sink.fragments);
    LYNCEUS_CHECK(report->entities == sink.entities.size());
    for (const std::string& warning : report->warnings) outcome += warning + "\n";
    for (const SkippedRecord& one : report->skipped) outcome += one.place + one.reason + "\n";
    outcome += sink.stored;
  }
  return outcome;
}

std::vector<sources::InputFile> FilesOf(std::string_view input) {
  const std::size_t line_end = input.find('\n');
  const std::string kind(input.substr(0, line_end));
  const auto sample = SamplesByKind().find(kind);
  const std::string path = JoinPath(ScratchDirectory(), "input");
  if (line_end == std::string_view::npos || sample == SamplesByKind().end()) {
    Write(path, input);
    return {{.path = path, .forced_kind = {}}};
  }
  std::vector<sources::InputFile> files;
  for (const samples::SampleFile& before : sample->second.before) {
    const std::string at = JoinPath(ScratchDirectory(), before.name);
    Write(at, before.content);
    files.push_back({.path = at, .forced_kind = before.kind});
  }
  const std::string_view content = input.substr(line_end + 1);
  const bool is_table = sources::FindFormat(kind)->shape == sources::Shape::kWorkbook &&
                        !content.starts_with("PK\x03\x04");
  Write(path, is_table ? samples::WorkbookOf(content) : std::string(content));
  files.push_back({.path = path, .forced_kind = kind});
  return files;
}

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  std::vector<std::string> seeds;
  for (const auto& [kind, sample] : SamplesByKind()) {
    seeds.push_back(kind + "\n" + sample.file.content);
    if (sample.before.empty()) seeds.push_back(sample.file.content);
  }
  return seeds;
}

void fuzz::Check(std::string_view input) {
  const std::vector<sources::InputFile> files = FilesOf(input);
  LYNCEUS_CHECK(Outcome(files) == Outcome(files));
}

}  // namespace lynceus
