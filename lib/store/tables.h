#pragma once
// The store's sorted tables: one RocksDB column family each, written once in key order, then
// read-only. No RocksDB type leaves tables.cc; snapshot_builder.cc and snapshot.cc are its users.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/base/digest.h"

namespace lynceus::store {

// FORMAT.md gives keys and values of each.
enum class Table : std::uint8_t {
  kParties = 0,
  kIds = 1,
  kInterestsInto = 2,
  kInterestsOf = 3,
  kIdentifiers = 4,
  kFragments = 5,
  kSkipped = 6,
  kMeta = 7,
  kRecords = 8,
};
inline constexpr std::size_t kTables = 9;
std::string_view TableName(Table table);  // the column family: "parties"

// Big-endian, so that byte order is number order.
std::string NumberKey(std::uint32_t number);
std::string SequenceKey(std::uint64_t number);
// REQUIRES: bytes.size() == 4.
std::uint32_t NumberOfKey(std::string_view bytes);

using TableDigests = std::array<Sha256, kTables>;

// Writes all tables of a new store. One thread. Leaves files behind in its directory on an error;
// the snapshot builder removes the whole directory.
class TablesWriter {
 public:
  // `directory` becomes the store; REQUIRES: its parent exists and it does not.
  static absl::StatusOr<std::unique_ptr<TablesWriter>> Create(const std::string& directory);
  ~TablesWriter();
  TablesWriter(const TablesWriter&) = delete;
  TablesWriter& operator=(const TablesWriter&) = delete;

  // Errors: Internal where `key` does not come after the table's last one; those of the file
  // system.
  absl::Status Put(Table table, std::string_view key, std::string_view value);
  // Ingests what was put, removes what reading does not need, and returns each table's digest over
  // its keys and values in key order. REQUIRES: called once, and nothing is put after it.
  absl::StatusOr<TableDigests> Finish();

 private:
  struct Impl;
  explicit TablesWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// One table from its first key to its last. One thread.
class TableCursor {
 public:
  virtual ~TableCursor() = default;
  // Moves to the next key. False: there is none. Errors: DataLoss.
  virtual absl::StatusOr<bool> Next() = 0;
  // Valid until the next call of Next.
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
};

// Reads a finished store. Immutable; Thread-safe. Writes nothing, not even beside the files.
class TablesReader {
 public:
  // Errors: DataLoss where files are missing or damaged; FailedPrecondition where the column
  // families are not exactly the ones above.
  static absl::StatusOr<std::unique_ptr<TablesReader>> Open(const std::string& directory);
  ~TablesReader();
  TablesReader(const TablesReader&) = delete;
  TablesReader& operator=(const TablesReader&) = delete;

  // Nothing where the key does not exist. Errors: DataLoss.
  absl::StatusOr<std::optional<std::string>> Get(Table table, std::string_view key) const;
  // The values of `keys`, in their order. Errors: DataLoss, also where a key does not exist.
  absl::StatusOr<std::vector<std::string>> GetAll(Table table,
                                                  const std::vector<std::string>& keys) const;
  // Calls `visit` for every key that begins with `prefix`, in key order. An error of `visit` ends
  // it. Errors: DataLoss.
  using Visit = std::function<absl::Status(std::string_view key, std::string_view value)>;
  absl::Status Scan(Table table, std::string_view prefix, const Visit& visit) const;

  // Stands before the first key. The reader must outlive it.
  std::unique_ptr<TableCursor> OpenCursor(Table table) const;

  // Reads every block against RocksDB's own checksums. Errors: DataLoss.
  absl::Status VerifyChecksums() const;
  // As TablesWriter::Finish gave them. Cost: reads everything. Errors: DataLoss.
  absl::StatusOr<TableDigests> Digests() const;

 private:
  struct Impl;
  explicit TablesReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lynceus::store
