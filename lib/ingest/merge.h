#pragma once
// Putting together what several parts say: parts of one record, and records of one party. Pure
// functions.

#include <string>
#include <string_view>
#include <vector>

#include "lib/model/entity.h"

namespace lynceus::ingest {

// The property that marks a party which sources refer to but none describes.
inline constexpr std::string_view kUndescribed = "undescribed";

// A party for an id that an interest or a designation names and no source describes: the id is its
// name.
Party MakeStub(const std::string& id, const std::string& source);
bool IsStub(const Entity& entity);

// The more specific of two schemas where one includes the other (a company is an organisation);
// else `a`.
Schema MoreSpecific(Schema a, Schema b);

// Adds what `part` says to `entity`, whose id, provenance and order of names stay first. A name
// that is there keeps its stronger kind. Call Normalize afterwards.
void MergeEntity(Entity part, Entity& entity);

// Sorts everything but names and removes repetitions; a designation that a second source states in
// the same words is one.
void Normalize(Party& party);

// One party from its records: the canonical one first, then the others by id. Stubs say nothing
// where another record describes the party. REQUIRES: not empty.
Party MergeRecords(std::vector<Party> records);

}  // namespace lynceus::ingest
