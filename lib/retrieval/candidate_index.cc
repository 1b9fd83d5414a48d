// Names first, as they come; then their offsets, the words and their offsets, the tables of
// anchors, words' names and identifiers, and a trailer that says where each begins.
//
// The numbers of the anchor table are words and names: four times the number and a Filing.
#include "lib/retrieval/candidate_index.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/base/digest.h"
#include "lib/base/status.h"
#include "lib/retrieval/name_codec.h"
#include "lib/retrieval/posting_table.h"

namespace lynceus::retrieval {
namespace {

constexpr std::string_view kMagic = "LYNCAND1";
constexpr std::uint32_t kFormatVersion = 4;
constexpr std::uint64_t kTrailerBytes = 212;
constexpr std::uint64_t kOffsetBytes = 8;

// Records of one kind, back to back, and where each begins.
struct Records {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint64_t ends_offset = 0;  // one offset more than records, 8 bytes each, from `offset`
};

// What the anchor table files.
enum Filing : std::uint32_t { kFiledName = 0, kFiledWord = 1, kFiledWhole = 2 };

std::uint32_t Tagged(std::uint32_t number, Filing filing) { return 4 * number + filing; }

struct Trailer {
  std::uint32_t names = 0;
  std::uint32_t entities = 0;
  std::uint32_t words = 0;
  Records name_records;
  Records word_records;
  std::uint64_t shapes_offset = 0;    // kShapeBytes a word
  std::uint64_t outlines_offset = 0;  // names::kOutlineBytes a name
  TableExtent anchors;
  TableExtent word_names;
  TableExtent identifiers;
};

void AppendExtent(std::string& out, const TableExtent& table) {
  AppendU64(out, table.lists_offset);
  AppendU64(out, table.lists_bytes);
  AppendU64(out, table.buckets_offset);
  AppendU64(out, table.entries_offset);
  AppendU32(out, static_cast<std::uint32_t>(table.keys));
  AppendU32(out, table.bucket_bits);
}

TableExtent ReadExtent(ByteCursor& cursor) {
  TableExtent table;
  table.lists_offset = cursor.U64();
  table.lists_bytes = cursor.U64();
  table.buckets_offset = cursor.U64();
  table.entries_offset = cursor.U64();
  table.keys = cursor.U32();
  table.bucket_bits = cursor.U32();
  return table;
}

void AppendRecords(std::string& out, const Records& records) {
  AppendU64(out, records.offset);
  AppendU64(out, records.bytes);
  AppendU64(out, records.ends_offset);
}

Records ReadRecords(ByteCursor& cursor) {
  Records records;
  records.offset = cursor.U64();
  records.bytes = cursor.U64();
  records.ends_offset = cursor.U64();
  return records;
}

std::string EncodeTrailer(const Trailer& trailer) {
  std::string out;
  AppendU32(out, trailer.names);
  AppendU32(out, trailer.entities);
  AppendU32(out, trailer.words);
  AppendRecords(out, trailer.name_records);
  AppendRecords(out, trailer.word_records);
  AppendU64(out, trailer.shapes_offset);
  AppendU64(out, trailer.outlines_offset);
  AppendExtent(out, trailer.anchors);
  AppendExtent(out, trailer.word_names);
  AppendExtent(out, trailer.identifiers);
  AppendU32(out, 0);
  AppendU32(out, kFormatVersion);
  out += kMagic;
  LYNCEUS_CHECK(out.size() == kTrailerBytes);
  return out;
}

absl::Status Damaged(std::string_view section, std::uint64_t offset) {
  return DataLossError({.subject = "candidate index",
                        .place = absl::StrCat(std::string(section), ", byte ", offset),
                        .cause = "the bytes are damaged",
                        .remedy = "build the snapshot again"});
}

bool Inside(std::uint64_t offset, std::uint64_t count, std::uint64_t each, std::uint64_t size) {
  return offset <= size && (each == 0 || count <= (size - offset) / each);
}

bool TableInside(const TableExtent& table, std::uint64_t size) {
  return table.bucket_bits >= 1 && table.bucket_bits <= 31 &&
         Inside(table.lists_offset, table.lists_bytes, 1, size) &&
         Inside(table.buckets_offset, table.buckets() + 1, 4, size) &&
         Inside(table.entries_offset, table.keys, 8, size);
}

bool RecordsInside(const Records& records, std::uint64_t count, std::uint64_t size) {
  return Inside(records.offset, records.bytes, 1, size) &&
         Inside(records.ends_offset, count + 1, kOffsetBytes, size);
}

absl::StatusOr<Trailer> ReadTrailer(const BlockSource& blocks) {
  const std::uint64_t size = blocks.size();
  if (size < kTrailerBytes) return Damaged("trailer", size);
  LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, blocks.Bytes(size - kTrailerBytes, kTrailerBytes));
  ByteCursor cursor(bytes);
  Trailer trailer;
  trailer.names = cursor.U32();
  trailer.entities = cursor.U32();
  trailer.words = cursor.U32();
  trailer.name_records = ReadRecords(cursor);
  trailer.word_records = ReadRecords(cursor);
  trailer.shapes_offset = cursor.U64();
  trailer.outlines_offset = cursor.U64();
  trailer.anchors = ReadExtent(cursor);
  trailer.word_names = ReadExtent(cursor);
  trailer.identifiers = ReadExtent(cursor);
  const std::uint32_t reserved = cursor.U32();
  const std::uint32_t version = cursor.U32();
  if (cursor.Raw(kMagic.size()) != kMagic) return Damaged("trailer", size - kMagic.size());
  if (version != kFormatVersion) {
    return PreconditionError({.subject = "candidate index",
                              .cause = absl::StrCat("its format version is ", version,
                                                    ", this program reads ", kFormatVersion),
                              .remedy = "build the snapshot again with this program"});
  }
  const bool inside = reserved == 0 && RecordsInside(trailer.name_records, trailer.names, size) &&
                      RecordsInside(trailer.word_records, trailer.words, size) &&
                      Inside(trailer.shapes_offset, trailer.words, kShapeBytes, size) &&
                      Inside(trailer.outlines_offset, trailer.names, names::kOutlineBytes, size) &&
                      TableInside(trailer.anchors, size) && TableInside(trailer.word_names, size) &&
                      TableInside(trailer.identifiers, size);
  if (!inside) return Damaged("trailer", size - kTrailerBytes);
  return trailer;
}

std::uint64_t IdentifierKey(std::string_view value) {
  const Sha256 digest = Sha256Of(value);
  std::uint64_t key = 0;
  for (int i = 0; i < 8; ++i) key = key << 8 | digest[static_cast<std::size_t>(i)];
  return key;
}

// Spreads word numbers over the keys of a table; no two numbers share a key.
std::uint64_t WordKey(WordNumber word) {
  std::uint64_t key = (std::uint64_t{word} + 1) * 0x9E37'79B9'7F4A'7C15U;
  key ^= key >> 32;
  return key * 0xBF58'476D'1CE4'E5B9U;
}

absl::Status NoSuch(std::string_view what, std::uint32_t number) {
  return MakeError(absl::StatusCode::kOutOfRange,
                   {.subject = "candidate index",
                    .cause = absl::StrCat("there is no ", std::string(what), " ", number)});
}

template <typename Number>
void SortUnique(std::vector<Number>& numbers, std::size_t from) {
  const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(from);
  std::sort(first, numbers.end());
  numbers.erase(std::unique(first, numbers.end()), numbers.end());
}

class MappedIndex final : public CandidateIndex {
 public:
  MappedIndex(const BlockSource& blocks, const Trailer& trailer)
      : blocks_(blocks), trailer_(trailer) {}

  std::uint32_t names() const override { return trailer_.names; }
  std::uint32_t entities() const override { return trailer_.entities; }
  std::uint32_t words() const override { return trailer_.words; }

  absl::Status Find(std::span<const names::Anchor> anchors, Filed& out) const override {
    thread_local std::vector<std::uint32_t> found;
    found.clear();
    for (const names::Anchor anchor : anchors) {
      LYNCEUS_RETURN_IF_ERROR(LookUp(blocks_, trailer_.anchors, anchor, found));
    }
    SortUnique(found, 0);
    for (const std::uint32_t tagged : found) {
      switch (tagged & 3) {
        case kFiledName:
          out.names.push_back(tagged >> 2);
          break;
        case kFiledWord:
          out.words.push_back(tagged >> 2);
          break;
        case kFiledWhole:
          out.wholes.push_back(tagged >> 2);
          break;
        default:
          return Damaged("anchors", trailer_.anchors.entries_offset);
      }
    }
    return absl::OkStatus();
  }

  absl::Status NamesOf(WordNumber word, std::vector<NameNumber>& out) const override {
    return LookUp(blocks_, trailer_.word_names, WordKey(word), out);
  }

  absl::Status Candidates(std::span<const names::Anchor> anchors,
                          std::vector<NameNumber>& out) const override {
    const std::size_t begin = out.size();
    Filed filed;
    LYNCEUS_RETURN_IF_ERROR(Find(anchors, filed));
    out.insert(out.end(), filed.names.begin(), filed.names.end());
    out.insert(out.end(), filed.wholes.begin(), filed.wholes.end());
    for (const WordNumber word : filed.words) LYNCEUS_RETURN_IF_ERROR(NamesOf(word, out));
    SortUnique(out, begin);
    return absl::OkStatus();
  }

  absl::Status ByIdentifier(std::string_view value, std::vector<EntityNumber>& out) const override {
    const std::size_t begin = out.size();
    LYNCEUS_RETURN_IF_ERROR(LookUp(blocks_, trailer_.identifiers, IdentifierKey(value), out));
    SortUnique(out, begin);
    return absl::OkStatus();
  }

  absl::Status Word(WordNumber number, names::Token& out) const override {
    if (number >= trailer_.words) return NoSuch("word", number);
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, Record(trailer_.word_records, "words", number));
    return DecodeWord(bytes, out) ? absl::OkStatus() : Damaged("words", number);
  }

  absl::Status Texts(WordNumber number, names::WordTexts& out) const override {
    if (number >= trailer_.words) return NoSuch("word", number);
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, Record(trailer_.word_records, "words", number));
    return ViewWord(bytes, out) ? absl::OkStatus() : Damaged("words", number);
  }

  absl::Status Shape(WordNumber number, names::WordShape& out) const override {
    if (number >= trailer_.words) return NoSuch("word", number);
    const std::uint64_t at = trailer_.shapes_offset + std::uint64_t{number} * kShapeBytes;
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, blocks_.Bytes(at, kShapeBytes));
    return DecodeShape(bytes, out) ? absl::OkStatus() : Damaged("shapes", at);
  }

  absl::Status Outline(NameNumber number, names::NameOutline& out) const override {
    if (number >= trailer_.names) return NoSuch("name", number);
    const std::uint64_t at =
        trailer_.outlines_offset + std::uint64_t{number} * names::kOutlineBytes;
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, blocks_.Bytes(at, names::kOutlineBytes));
    out = names::NameOutline(bytes.data());
    return out.words() <= names::kOutlineWordsMax ? absl::OkStatus() : Damaged("outlines", at);
  }

  absl::Status View(NameNumber number, NameView& out) const override {
    if (number >= trailer_.names) return NoSuch("name", number);
    LYNCEUS_ASSIGN_OR_RETURN(const auto bytes, Record(trailer_.name_records, "names", number));
    if (!ViewName(bytes, out) || out.entity >= trailer_.entities) return Damaged("names", number);
    return absl::OkStatus();
  }

  absl::Status Decode(NameNumber number, IndexedName& out) const override {
    NameView view;
    LYNCEUS_RETURN_IF_ERROR(View(number, view));
    out.entity = view.entity;
    out.ordinal = view.ordinal;
    out.kind = view.kind;
    out.schema = view.schema;
    out.name.legal_form = view.legal_form;
    out.name.traits = view.traits;
    out.name.joined = view.joined;
    out.name.native_joined = view.native_joined;
    out.name.tokens.resize(view.words.size());
    for (std::size_t at = 0; at < view.words.size(); ++at) {
      if (view.words[at] >= trailer_.words) return Damaged("names", number);
      LYNCEUS_RETURN_IF_ERROR(Word(view.words[at], out.name.tokens[at]));
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::span<const std::byte>> Record(const Records& records,
                                                    std::string_view section,
                                                    std::uint32_t number) const {
    LYNCEUS_ASSIGN_OR_RETURN(
        const auto ends,
        blocks_.Bytes(records.ends_offset + number * kOffsetBytes, 2 * kOffsetBytes));
    const std::uint64_t begin = LoadU64(ends.data());
    const std::uint64_t end = LoadU64(ends.data() + kOffsetBytes);
    if (begin > end || end > records.bytes) return Damaged(section, number);
    return blocks_.Bytes(records.offset + begin, end - begin);
  }

  const BlockSource& blocks_;
  const Trailer trailer_;
};

}  // namespace

struct IndexBuilder::Impl {
  Impl(const names::Analyzer& name_analyzer, BlockSink& block_sink,
       const IndexBuilderOptions& options)
      : analyzer(name_analyzer),
        sink(block_sink),
        anchors(options.spill_directory, options.pairs_max),
        word_names(options.spill_directory, options.pairs_max),
        identifiers(options.spill_directory, options.pairs_max) {}

  absl::StatusOr<WordNumber> NumberOf(const names::Token& token) {
    word.clear();
    EncodeWord(token, word);
    const auto number = static_cast<WordNumber>(word_offsets.size() - 1);
    const auto [at, added] = numbers.try_emplace(word, number);
    if (!added) return at->second;
    words += word;
    EncodeShape(names::ShapeOf(token), shapes);
    word_offsets.push_back(words.size());
    anchors_of_word.push_back(false);
    return number;
  }

  absl::Status FileWord(WordNumber number, const names::Token& token) {
    if (anchors_of_word[number]) return absl::OkStatus();
    anchors_of_word[number] = true;
    scratch.clear();
    analyzer.WordAnchors(token, /*query=*/false, scratch);
    for (const names::Anchor anchor : scratch) {
      LYNCEUS_RETURN_IF_ERROR(anchors.Add({anchor, Tagged(number, kFiledWord)}));
    }
    return absl::OkStatus();
  }

  // Files the name under the anchors in `scratch`.
  absl::Status FileName(NameNumber number, Filing filing) {
    for (const names::Anchor anchor : scratch) {
      LYNCEUS_RETURN_IF_ERROR(anchors.Add({anchor, Tagged(number, filing)}));
    }
    return absl::OkStatus();
  }

  absl::Status AppendOffsets(const std::vector<std::uint64_t>& offsets) {
    std::string bytes;
    for (const std::uint64_t offset : offsets) AppendU64(bytes, offset);
    return sink.Append(bytes);
  }

  const names::Analyzer& analyzer;
  BlockSink& sink;
  PostingTableBuilder anchors;
  PostingTableBuilder word_names;
  PostingTableBuilder identifiers;
  std::vector<std::uint64_t> name_offsets{0};
  std::uint32_t entities = 0;
  absl::flat_hash_map<std::string, WordNumber> numbers;  // of encoded words
  std::string words;                                     // encoded, back to back
  std::string shapes;                                    // of the words, encoded
  std::string outlines;                                  // of the names, encoded
  std::vector<std::uint64_t> word_offsets{0};
  std::vector<bool> anchors_of_word;  // true where they are filed
  std::string encoded;
  std::string word;
  std::vector<WordNumber> name_words;
  std::vector<names::Anchor> scratch;
};

IndexBuilder::IndexBuilder(const names::Analyzer& analyzer, BlockSink& sink,
                           const IndexBuilderOptions& options)
    : impl_(std::make_unique<Impl>(analyzer, sink, options)) {}
IndexBuilder::~IndexBuilder() = default;

absl::Status IndexBuilder::AddName(const IndexedName& name) {
  const auto number = static_cast<NameNumber>(impl_->name_offsets.size() - 1);
  const std::uint64_t filed = impl_->analyzer.FiledTokens(name.name);
  impl_->name_words.clear();
  for (std::size_t at = 0; at < name.name.tokens.size(); ++at) {
    const names::Token& token = name.name.tokens[at];
    LYNCEUS_ASSIGN_OR_RETURN(const WordNumber word, impl_->NumberOf(token));
    impl_->name_words.push_back(word);
    LYNCEUS_RETURN_IF_ERROR(impl_->FileWord(word, token));
    if ((filed >> at & 1) == 0) continue;
    LYNCEUS_RETURN_IF_ERROR(impl_->word_names.Add({WordKey(word), number}));
  }
  names::AppendOutline(name.name, impl_->name_words, impl_->outlines);
  impl_->encoded.clear();
  EncodeName(name, impl_->name_words, impl_->encoded);
  LYNCEUS_RETURN_IF_ERROR(impl_->sink.Append(impl_->encoded));
  impl_->name_offsets.push_back(impl_->name_offsets.back() + impl_->encoded.size());
  impl_->entities = std::max(impl_->entities, name.entity + 1);
  impl_->scratch.clear();
  impl_->analyzer.NameAnchors(name.name, /*query=*/false, impl_->scratch);
  LYNCEUS_RETURN_IF_ERROR(impl_->FileName(number, kFiledName));
  impl_->scratch.clear();
  impl_->analyzer.WholeAnchors(name.name, /*query=*/false, impl_->scratch);
  LYNCEUS_RETURN_IF_ERROR(impl_->FileName(number, kFiledWhole));
  return absl::OkStatus();
}

absl::Status IndexBuilder::AddIdentifier(EntityNumber entity, std::string_view value) {
  if (value.empty()) return absl::OkStatus();
  impl_->entities = std::max(impl_->entities, entity + 1);
  return impl_->identifiers.Add({IdentifierKey(value), entity});
}

absl::Status IndexBuilder::Finish() {
  BlockSink& sink = impl_->sink;
  Trailer trailer{.names = static_cast<std::uint32_t>(impl_->name_offsets.size() - 1),
                  .entities = impl_->entities,
                  .words = static_cast<std::uint32_t>(impl_->word_offsets.size() - 1)};
  trailer.name_records = {.bytes = impl_->name_offsets.back(), .ends_offset = sink.size()};
  LYNCEUS_RETURN_IF_ERROR(impl_->AppendOffsets(impl_->name_offsets));
  trailer.word_records = {.offset = sink.size(), .bytes = impl_->words.size()};
  LYNCEUS_RETURN_IF_ERROR(sink.Append(impl_->words));
  trailer.word_records.ends_offset = sink.size();
  LYNCEUS_RETURN_IF_ERROR(impl_->AppendOffsets(impl_->word_offsets));
  trailer.shapes_offset = sink.size();
  LYNCEUS_RETURN_IF_ERROR(sink.Append(impl_->shapes));
  trailer.outlines_offset = sink.size();
  LYNCEUS_RETURN_IF_ERROR(sink.Append(impl_->outlines));
  LYNCEUS_ASSIGN_OR_RETURN(trailer.anchors, impl_->anchors.Finish(sink));
  LYNCEUS_ASSIGN_OR_RETURN(trailer.word_names, impl_->word_names.Finish(sink));
  LYNCEUS_ASSIGN_OR_RETURN(trailer.identifiers, impl_->identifiers.Finish(sink));
  return sink.Append(EncodeTrailer(trailer));
}

absl::StatusOr<std::unique_ptr<CandidateIndex>> CandidateIndex::Open(const BlockSource& blocks) {
  LYNCEUS_ASSIGN_OR_RETURN(const Trailer trailer, ReadTrailer(blocks));
  return std::make_unique<MappedIndex>(blocks, trailer);
}

}  // namespace lynceus::retrieval
