#pragma once
// The one table of limits. Every bound on input or work stands here with its unit in its name and
// the reason beside it; ARCHITECTURE.md prints the same table (a test compares them).

#include <cstddef>
#include <cstdint>

namespace lynceus::limits {

// --- a counterparty ---
inline constexpr std::size_t kNameBytesMax = 2'048;  // a remittance line is 140; legal names < 600
inline constexpr std::size_t kNamesPerCounterpartyMax = 64;  // names and aliases of one request
inline constexpr std::size_t kNameTokensMax = 64;            // tokens of one name that are compared
inline constexpr std::size_t kIdentifiersPerCounterpartyMax = 64;
inline constexpr std::size_t kDeclaredOwnersMax = 64;
inline constexpr std::size_t kTextsPerCounterpartyMax = 64;  // remarks, payment references
inline constexpr std::size_t kFieldBytesMax = 4'096;         // any other single value
inline constexpr std::size_t kMatchesMax = 50;  // matches returned; more sets `truncated`

// --- files ---
inline constexpr std::size_t kRecordBytesMax = 16u << 20;  // one JSON line, CSV row or XML record
inline constexpr std::size_t kXmlDepthMax = 64;            // no list nests deeper than 20
inline constexpr std::size_t kXmlTextBytesMax = 4u << 20;  // text of one element, or one attribute
inline constexpr std::size_t kJsonDepthMax = 64;
inline constexpr std::size_t kCsvColumnsMax = 1'024;
inline constexpr std::size_t kArchiveMembersMax = 1'024;  // a ZIP of a publisher has one to ten
inline constexpr std::uint64_t kUnpackedBytesMax = 32ull << 30;  // GLEIF's LEI file is about 10 GiB
inline constexpr std::uint64_t kUnpackRatioMax =
    250;  // lists pack 5 to 30 times; deflate can 1,032
inline constexpr std::uint64_t kUnpackRatioFromBytes = 16u << 20;  // below it no ratio is a danger
inline constexpr std::size_t kSheetRowsMax = 1'048'576;            // Excel's own
inline constexpr std::size_t kSheetColumnsMax = 1'024;             // Excel's own are 16,384
inline constexpr std::size_t kSharedStringsBytesMax = 256u << 20;  // held while a workbook is read
inline constexpr std::uint64_t kJoinedRowsMax =
    4'000'000;  // of a list that states a party in several rows; it is held
inline constexpr std::size_t kRuleFileBytesMax = 4u << 20;
inline constexpr std::size_t kBlockEntriesMax = 10'000;  // indexed in memory when rules load
inline constexpr std::size_t kReportedProblemsMax =
    100'000;  // listed one by one; beyond it counted
inline constexpr std::uint64_t kDamagedRecordsPerThousandMax =
    50;  // of JSON Lines, named one by one; a file with more is refused
inline constexpr std::size_t kHeldAddressesBytesMax =
    192u << 20;  // of an FtM file, to join; a file with more is read again

// --- who is who ---
inline constexpr std::size_t kDecisionsMax = 1'000'000;   // rows of a bank's identities.csv
inline constexpr std::size_t kNamePairsMax = 50'000'000;  // of records that share a name; held

// --- validation ---
inline constexpr std::size_t kLabelledFileBytesMax = 256u << 20;  // unpacked, held

// --- the match log ---
inline constexpr std::size_t kLeafBytesMax = 65'535;  // C2SP tlog-tiles: uint16 length
inline constexpr std::size_t kSealedBodyBytesMax = 8u << 20;
inline constexpr std::size_t kRecordBodyBytesMax = 64u << 20;  // before it is compressed
inline constexpr std::size_t kWitnessRequestBytesMax =
    64u << 10;  // a proof of 63 hashes is 3 KB, a checkpoint with 100 signatures 30 KB
inline constexpr std::size_t kOpenBucketsMax = 256;  // years x legal entities that are sealed for

// --- ownership ---
inline constexpr std::size_t kOwnerClosureNodesMax =
    200'000;  // then the verdict is an error, not NO
inline constexpr std::size_t kEvidenceItemsMax = 256;
inline constexpr std::size_t kCommonTiesMax =
    1'000;  // of a party that two others have in common; beyond it said, not looked at

// --- the service ---
inline constexpr int kMessageBytesMax = 4 << 20;
inline constexpr std::size_t kErrorMessageBytesMax = 1'024;  // status message at the RPC edge

}  // namespace lynceus::limits
