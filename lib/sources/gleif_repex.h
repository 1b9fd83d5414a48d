#pragma once
// GLEIF's reporting exceptions (format 1.1 and 2.1, XML): why a legal entity names no parent.

#include "absl/status/statusor.h"
#include "lib/model/load_report.h"
#include "lib/sources/loader.h"
#include "lib/sources/record_sink.h"

namespace lynceus::sources {

// Loads a file of kind "gleif-repex-xml", full or delta. Each exception is kept as a property
// "reportingException" of the entity; those that say that somebody controls it who is not named are
// an interest kControl of unknown share with an unknown holder too (ultimate parents: `indirect`):
//
//   NO_LEI             a parent that has no LEI
//   NATURAL_PERSONS    controlled by natural persons
//   NON_CONSOLIDATING  controlled by legal entities that need not consolidate
//   NON_PUBLIC, and the words it replaced (BINDING_LEGAL_COMMITMENTS, LEGAL_OBSTACLES,
//   CONSENT_NOT_OBTAINED, DETRIMENT_NOT_EXCLUDED, DISCLOSURE_DETRIMENTAL)   a parent kept back
//   any other word     the same, and a warning
//
// NO_KNOWN_PERSON (no one controls it, as with dispersed shares) states no holder.
// Errors: those of ReadGleifXml; InvalidArgument with the line for an exception without LEI,
// category or reason.
absl::StatusOr<LoadReport> LoadGleifRepex(const FileGroup& group, RecordSink& sink);

}  // namespace lynceus::sources
