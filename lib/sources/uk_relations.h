#pragma once
// Parents, subsidiaries, and owners or operators of ships, which the United Kingdom's lists name in
// words, and other parties whose UN reference number a text mentions: interests between ids.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/sources/list_record.h"
#include "lib/sources/uk_record.h"

namespace lynceus::sources {

// One thread. Memory: the names of the file's parties and their relations.
class UkRelations {
 public:
  // Takes the party's names, references and relations; its record is as before.
  void Take(const UkParty& party);

  // Gives the interests. A name that is exactly one party's (case and white space apart, weak names
  // left out) stands for it. Any other gives an entity of its own, which is on no list: its id is
  // "uk:named-" and 16 hex digits of the digest of the name, so that ownership by or of a party the
  // file does not hold is not lost; resolution ties it to other sources by its name.
  //
  // A parent, seen from either end, controls and owns its subsidiary (kControl and kOwnershipOther,
  // share unknown): a "parent" may be one by shares, votes or an agreement. A ship's owner or
  // operator is kOwnershipOther with unknown share; a former one kLinked, since the file does not
  // say when it ended. A mentioned UN reference that is one party's is kLinked from that party; one
  // that is nobody's stays a note. Errors: the emitter's.
  absl::Status Emit(ListEmitter& emitter) const;

 private:
  struct Named {
    UkRelation relation;
    std::string id;
    Provenance provenance;
  };
  struct Mention {
    std::string id;
    std::string reference;
    Provenance provenance;
  };
  absl::Status EmitNamed(const Named& named, ListEmitter& emitter) const;
  absl::Status EmitStub(const std::string& id, const Named& named, ListEmitter& emitter) const;

  std::map<std::string, std::string, std::less<>> ids_;         // folded name -> id, "" for several
  std::map<std::string, std::string, std::less<>> references_;  // the same of UN references
  std::vector<Named> named_;
  std::vector<Mention> mentions_;
};

}  // namespace lynceus::sources
