// Every loader over any bytes: an error with a cause, or a report that counts what the sink was
// given.
#include <unistd.h>

#include <cstdlib>

#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/sources/loader.h"
#include "tests/fuzz/target.h"

namespace lynceus {
namespace {

// Counts, and keeps nothing.
class CountingSink final : public sources::RecordSink {
 public:
  std::uint64_t designations = 0;
  std::uint64_t interests = 0;
  std::uint64_t fragments = 0;

  absl::Status AddEntity(Entity entity) override {
    LYNCEUS_CHECK(!entity.id.empty());
    return absl::OkStatus();
  }
  absl::Status AddDesignation(Designation /*designation*/) override {
    ++designations;
    return absl::OkStatus();
  }
  absl::Status AddInterest(Interest interest) override {
    LYNCEUS_CHECK(!interest.owner_id.empty() || !interest.unknown_holder.empty());
    ++interests;
    return absl::OkStatus();
  }
  absl::Status AddFragment(UnparsedFragment /*fragment*/) override {
    ++fragments;
    return absl::OkStatus();
  }
};

std::string ScratchFile() {
  static const std::string path = [] {
    std::string name = "/tmp/lynceus_fuzz_XXXXXX";
    LYNCEUS_CHECK(mkstemp(name.data()) >= 0);
    return name;
  }();
  return path;
}

}  // namespace

std::vector<std::string> fuzz::Seeds() {
  return {
      "7,\"ALDER, John\",\"individual\",\"SDGT] [IFSR\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
      "\"DOB 1 Jan 1960; POB X; Passport 1 (Iran); a.k.a. 'J'.\"\r\n\x1a",
      "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-01-01\"><INDIVIDUALS>"
      "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
      "<REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS><ENTITIES>"
      "</ENTITIES></CONSOLIDATED_LIST>",
      "{\"id\":\"a\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Alder\"]}}\n"
      "{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"a\"],\"asset\":[\"b\"],"
      "\"percentage\":[\"25-50%\"]}}\n",
      "[{\"statementId\":\"s\",\"recordId\":\"r\",\"recordType\":\"entity\",\"recordStatus\":"
      "\"new\",\"statementDate\":\"2024-01-01\",\"declarationSubject\":\"r\",\"recordDetails\":"
      "{\"isComponent\":false,\"entityType\":{\"type\":\"registeredEntity\"},\"name\":\"A\"}}]",
      "owner_id,owner_name,subject_id,subject_name,subject_schema,kind,share,start_date,source\n"
      "x:1,,y:2,Alder,Company,shares,(25..50],2020-01-01,press\n"};
}

void fuzz::Check(std::string_view input) {
  const std::string path = ScratchFile();
  LYNCEUS_CHECK(WriteFileDurably(path, input).ok());
  for (const char* kind :
       {"", "ofac-sdn-csv", "un-xml", "ftm-json", "bods-json", "interests-csv"}) {
    const auto groups = sources::GroupFiles({{.path = path, .forced_kind = kind}});
    if (!groups.ok()) {
      LYNCEUS_CHECK(!DetailOf(groups.status()).cause.empty());
      continue;
    }
    CountingSink sink;
    const auto report = sources::LoadGroup(groups->front(), sink);
    if (!report.ok()) {
      LYNCEUS_CHECK(!DetailOf(report.status()).cause.empty());
      continue;
    }
    LYNCEUS_CHECK(report->designations == sink.designations);
    LYNCEUS_CHECK(report->interests == sink.interests);
    LYNCEUS_CHECK(report->fragments_unparsed == sink.fragments);
  }
}

}  // namespace lynceus
