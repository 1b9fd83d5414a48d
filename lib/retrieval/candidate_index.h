#pragma once
// From a name or an identifier to the listed names worth scoring, by exact look-up of anchors.
//
// The index is a flat, versioned, little-endian encoding (FORMAT.md) that is read in place from
// mapped blocks. It holds each listed name analysed, so that scoring needs no other store.
//
// Names share their words, so a word is kept once and numbered, and what a word is found by is
// filed once, under the word: an anchor leads to words and, for what only a name shows (pairs of
// frequent words and initials; words joined and whole names), to names. A caller that looks at
// the words first can leave out those that are far from the query, with all the names that only
// they lead to. Every word is filed, also one that is too frequent to lead to names by itself: it
// may be words of the query run together.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/block.h"
#include "lib/model/entity.h"
#include "lib/names/analyzed_name.h"
#include "lib/names/name_outline.h"
#include "lib/names/word_shape.h"

namespace lynceus::retrieval {

using EntityNumber = std::uint32_t;  // dense, in the order of canonical ids
using NameNumber = std::uint32_t;    // dense, in the order added
using WordNumber = std::uint32_t;    // dense, in the order first seen

// What the index returns for one listed name, decoded.
struct IndexedName {
  EntityNumber entity = 0;
  std::uint16_t ordinal = 0;  // which of the entity's names (position in Entity::names)
  NameKind kind = NameKind::kPrimary;
  Schema schema = Schema::kUnknown;
  names::AnalyzedName name;
};

// Numbers as they stand in the index.
class NumberList {
 public:
  NumberList() = default;
  explicit NumberList(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::size_t size() const { return bytes_.size() / 4; }
  std::uint32_t operator[](std::size_t at) const { return LoadU32(&bytes_[4 * at]); }

 private:
  std::span<const std::byte> bytes_;
};

// A listed name as it stands in the index; borrowed from it.
struct NameView {
  EntityNumber entity = 0;
  std::uint16_t ordinal = 0;
  NameKind kind = NameKind::kPrimary;
  Schema schema = Schema::kUnknown;
  std::uint16_t legal_form = 0;
  std::uint8_t traits = 0;
  NumberList words;  // one a token
  std::string_view joined;
  std::string_view native_joined;
};

// What is filed under some anchors; of one Find, ascending, each once.
struct Filed {
  std::vector<WordNumber> words;
  std::vector<NameNumber> names;   // by tokens together (Analyzer::NameAnchors)
  std::vector<NameNumber> wholes;  // by words run together, or as wholes (WholeAnchors)

  void Clear() {
    words.clear();
    names.clear();
    wholes.clear();
  }
};

struct IndexBuilderOptions {
  // Where sorted runs go once more than `pairs_max` (anchor, name) pairs are held. Empty: memory
  // only.
  std::string spill_directory;
  std::size_t pairs_max = 16u << 20;  // 256 MiB
};

// Collects names and identifiers, then writes the index. The same calls give the same bytes,
// whether or not runs were spilled. One thread.
class IndexBuilder {
 public:
  // `analyzer` and `sink` must outlive the builder; the sink gets the names as they are added.
  IndexBuilder(const names::Analyzer& analyzer, BlockSink& sink,
               const IndexBuilderOptions& options = {});
  ~IndexBuilder();
  absl::Status AddName(const IndexedName& name);
  // `value` is normalised already (names::NormalizeIdentifier); an empty one is passed over.
  absl::Status AddIdentifier(EntityNumber entity, std::string_view value);
  // Completes the index. REQUIRES: called once, nothing added after.
  absl::Status Finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Immutable; Thread-safe.
class CandidateIndex {
 public:
  // `blocks` must outlive the index. Errors: FailedPrecondition for another format version;
  // DataLoss.
  static absl::StatusOr<std::unique_ptr<CandidateIndex>> Open(const BlockSource& blocks);
  virtual ~CandidateIndex() = default;

  virtual std::uint32_t names() const = 0;
  virtual std::uint32_t entities() const = 0;
  virtual std::uint32_t words() const = 0;

  // Adds to `out` the words and the names that are filed under the anchors. Complete: nothing is
  // left out. Errors: DataLoss.
  virtual absl::Status Find(std::span<const names::Anchor> anchors, Filed& out) const = 0;
  // Appends the names that are found by the word alone (Analyzer::FiledTokens), ascending.
  // Errors: DataLoss.
  virtual absl::Status NamesOf(WordNumber word, std::vector<NameNumber>& out) const = 0;
  // Reads one word into `out`, reusing its memory. Errors: OutOfRange, DataLoss.
  virtual absl::Status Word(WordNumber number, names::Token& out) const = 0;
  // Looks at the texts of that word; borrowed from the index. Errors: OutOfRange, DataLoss.
  virtual absl::Status Texts(WordNumber number, names::WordTexts& out) const = 0;
  // Reads the shape of that word. Cost: one cache line. Errors: OutOfRange, DataLoss.
  virtual absl::Status Shape(WordNumber number, names::WordShape& out) const = 0;
  // Looks at the outline of one name; borrowed. Cost: a cache line or two. Errors: OutOfRange,
  // DataLoss.
  virtual absl::Status Outline(NameNumber number, names::NameOutline& out) const = 0;
  // Looks at one name. Errors: OutOfRange, DataLoss.
  virtual absl::Status View(NameNumber number, NameView& out) const = 0;

  // Appends the names that share an anchor with the query, be it through their words, each once,
  // ascending. Errors: DataLoss.
  virtual absl::Status Candidates(std::span<const names::Anchor> anchors,
                                  std::vector<NameNumber>& out) const = 0;
  // Appends the entities that carry an identifier of this normalised value, of whatever type: which
  // types compare is for the scorer to say. Errors: DataLoss.
  virtual absl::Status ByIdentifier(std::string_view value,
                                    std::vector<EntityNumber>& out) const = 0;
  // Decodes one name into `out`, reusing its memory. Errors: OutOfRange, DataLoss.
  virtual absl::Status Decode(NameNumber number, IndexedName& out) const = 0;
};

}  // namespace lynceus::retrieval
