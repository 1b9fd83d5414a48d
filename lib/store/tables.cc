// Sorted SST files are written apart and ingested into an empty, quiet database: an order of
// magnitude faster than puts, and free of RocksDB 7.8's known ingestion faults, which need data in
// memtables or compactions at the same time. The database is then closed and only ever opened
// read-only.
//
// RocksDB ends a damaged scan early and tells only by Iterator::status(), so that is asked after
// every scan here and nowhere else is an iterator used.
#include "lib/store/tables.h"

#include <algorithm>
#include <cstdarg>
#include <utility>

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/table.h>

#include "absl/strings/match.h"
#include "lib/base/file.h"
#include "lib/base/status.h"
#include "lib/base/strings.h"

namespace lynceus::store {
namespace {

constexpr std::uint64_t kSstBytesMax = 256u << 20;
constexpr std::size_t kCacheBytes = 64u << 20;

constexpr std::array<std::string_view, kTables> kTableNames = {
    "parties",   "ids",     "interests_into", "interests_of", "identifiers",
    "fragments", "skipped", "meta",           "records"};

std::size_t Index(Table table) { return static_cast<std::size_t>(table); }

rocksdb::Slice AsSlice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
std::string_view AsView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// RocksDB's log would be a file of its own in a directory that must hold nothing but the
// manifest's.
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

absl::Status FromRocks(const rocksdb::Status& status, const std::string& directory,
                       std::string_view doing) {
  if (status.ok()) return absl::OkStatus();
  ErrorDetail detail{.subject = directory, .cause = std::string(doing) + ": " + status.ToString()};
  if (status.IsNoSpace()) {
    detail.remedy = "free space on that file system";
    return LimitError(std::move(detail));
  }
  if (status.IsCorruption() || status.IsIOError() || status.IsNotFound()) {
    detail.remedy = "restore the snapshot from a good copy or build it anew";
    return DataLossError(std::move(detail));
  }
  return InternalError(std::move(detail));
}

rocksdb::Options BaseOptions() {
  rocksdb::Options options;
  options.info_log = std::make_shared<NoLog>();
  options.stats_dump_period_sec = 0;  // with the next two lines no background thread is started
  options.stats_persist_period_sec = 0;
  options.max_file_opening_threads = 1;
  options.disable_auto_compactions = true;
  options.compression = rocksdb::kLZ4Compression;
  return options;
}

rocksdb::BlockBasedTableOptions TableOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  return table;
}

std::vector<rocksdb::ColumnFamilyDescriptor> Families(const rocksdb::Options& options) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, options);
  for (const std::string_view name : kTableNames) families.emplace_back(std::string(name), options);
  return families;
}

// An open database with the handles of its families; closes in the right order.
class Database {
 public:
  static absl::StatusOr<Database> OpenForReading(const rocksdb::Options& options,
                                                 const std::string& directory) {
    Database database;
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(
        options, directory, Families(options), &database.handles_, &db);
    LYNCEUS_RETURN_IF_ERROR(FromRocks(status, directory, "the store does not open"));
    database.db_.reset(db);
    return database;
  }

  // A new database with all families. They are made in one call: RocksDB writes its options and
  // reads them back after each, which else is a third of what a small snapshot takes.
  static absl::StatusOr<Database> Create(const rocksdb::Options& options,
                                         const std::string& directory) {
    Database database;
    rocksdb::DB* db = nullptr;
    const std::vector<rocksdb::ColumnFamilyDescriptor> first = {
        {rocksdb::kDefaultColumnFamilyName, options}};
    LYNCEUS_RETURN_IF_ERROR(
        FromRocks(rocksdb::DB::Open(options, directory, first, &database.handles_, &db), directory,
                  "the store cannot be made"));
    database.db_.reset(db);
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    const std::vector<std::string> names(kTableNames.begin(), kTableNames.end());
    LYNCEUS_RETURN_IF_ERROR(FromRocks(db->CreateColumnFamilies(options, names, &handles), directory,
                                      "the store's tables cannot be made"));
    database.handles_.insert(database.handles_.end(), handles.begin(), handles.end());
    return database;
  }

  Database() = default;
  Database(Database&&) = default;
  Database& operator=(Database&&) = delete;
  ~Database() { static_cast<void>(Close()); }

  rocksdb::Status Close() {
    if (db_ == nullptr) return rocksdb::Status::OK();
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      static_cast<void>(db_->DestroyColumnFamilyHandle(handle));
    }
    handles_.clear();
    rocksdb::Status status = db_->Close();
    db_.reset();
    return status;
  }

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(Table table) const { return handles_[Index(table) + 1]; }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // default first, then in Table's order
};

// Removes what only a writer needs. The write-ahead log must be empty: nothing was ever put.
absl::Status RemoveWritersFiles(const std::string& directory) {
  LYNCEUS_ASSIGN_OR_RETURN(const auto names, ListDirectory(directory));
  for (const std::string& name : names) {
    const std::string path = JoinPath(directory, name);
    const bool log = absl::EndsWith(name, ".log");
    if (log) {
      LYNCEUS_ASSIGN_OR_RETURN(const std::uint64_t bytes, FileSize(path));
      if (bytes != 0) return InternalError({.subject = path, .cause = "the log is not empty"});
    }
    if (log || name == "LOG" || name == "LOCK" || name == "IDENTITY" ||
        absl::StartsWith(name, "OPTIONS-") || absl::StartsWith(name, "LOG.old")) {
      LYNCEUS_RETURN_IF_ERROR(RemoveTree(path));
    }
  }
  return SyncDirectory(directory);
}

absl::Status CheckFamilies(const rocksdb::Options& options, const std::string& directory) {
  std::vector<std::string> found;
  LYNCEUS_RETURN_IF_ERROR(FromRocks(rocksdb::DB::ListColumnFamilies(options, directory, &found),
                                    directory, "the store's tables cannot be listed"));
  std::vector<std::string> expected(kTableNames.begin(), kTableNames.end());
  expected.push_back(rocksdb::kDefaultColumnFamilyName);
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  if (found == expected) return absl::OkStatus();
  return PreconditionError({.subject = directory,
                            .cause = "the store holds the tables " + Join(found, ", ") +
                                     "; this build reads " + Join(expected, ", "),
                            .remedy = "build the snapshot anew with this version"});
}

}  // namespace

std::string_view TableName(Table table) { return kTableNames[Index(table)]; }

std::string NumberKey(std::uint32_t number) {
  std::string key;
  for (int shift = 24; shift >= 0; shift -= 8) key += static_cast<char>((number >> shift) & 0xff);
  return key;
}

std::string SequenceKey(std::uint64_t number) {
  return NumberKey(static_cast<std::uint32_t>(number >> 32)) +
         NumberKey(static_cast<std::uint32_t>(number & 0xffff'ffff));
}

std::uint32_t NumberOfKey(std::string_view bytes) {
  LYNCEUS_CHECK(bytes.size() == 4);
  std::uint32_t number = 0;
  for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
  return number;
}

// --- writing --------------------------------------------------------------------------------

struct TablesWriter::Impl {
  // One table's files so far, and the one being filled.
  struct Sorted {
    std::vector<std::string> files;
    std::unique_ptr<rocksdb::SstFileWriter> open;
    std::string last_key;
    bool any = false;
    Sha256Builder digest;
  };

  Impl(std::string store_directory, std::string sst_directory)
      : directory(std::move(store_directory)), sst(std::move(sst_directory)) {
    options = BaseOptions();
    options.create_if_missing = true;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions()));
  }

  absl::Status OpenFile(Table table, Sorted& sorted) {
    const std::string name =
        std::string(TableName(table)) + "-" + std::to_string(sorted.files.size()) + ".sst";
    sorted.files.push_back(JoinPath(sst, name));
    sorted.open = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(options), options);
    return FromRocks(sorted.open->Open(sorted.files.back()), directory, "no table file");
  }

  absl::Status CloseFile(Sorted& sorted) {
    if (sorted.open == nullptr) return absl::OkStatus();
    const rocksdb::Status status = sorted.open->Finish();
    sorted.open.reset();
    return FromRocks(status, directory, "a table file does not close");
  }

  absl::Status Ingest(Database& database, Table table) {
    const Sorted& sorted = tables[Index(table)];
    if (sorted.files.empty()) return absl::OkStatus();
    rocksdb::IngestExternalFileOptions ingest;
    ingest.move_files = true;
    ingest.failed_move_fall_back_to_copy = false;
    return FromRocks(database.db().IngestExternalFile(database.family(table), sorted.files, ingest),
                     directory, "a table is not taken in");
  }

  const std::string directory;
  const std::string sst;  // beside the store, so that ingestion moves by link
  rocksdb::Options options;
  std::array<Sorted, kTables> tables;
};

TablesWriter::TablesWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TablesWriter::~TablesWriter() = default;

absl::StatusOr<std::unique_ptr<TablesWriter>> TablesWriter::Create(const std::string& directory) {
  const std::string sst = directory + ".sst";
  LYNCEUS_RETURN_IF_ERROR(MakeDirectories(sst));
  return std::unique_ptr<TablesWriter>(new TablesWriter(std::make_unique<Impl>(directory, sst)));
}

absl::Status TablesWriter::Put(Table table, std::string_view key, std::string_view value) {
  Impl::Sorted& sorted = impl_->tables[Index(table)];
  if (sorted.any && key <= sorted.last_key) {
    return InternalError({.subject = impl_->directory,
                          .place = std::string(TableName(table)),
                          .cause = "keys are not put in ascending order"});
  }
  if (sorted.open == nullptr) LYNCEUS_RETURN_IF_ERROR(impl_->OpenFile(table, sorted));
  LYNCEUS_RETURN_IF_ERROR(FromRocks(sorted.open->Put(AsSlice(key), AsSlice(value)),
                                    impl_->directory, "a table file is not written"));
  sorted.any = true;
  sorted.last_key = key;
  sorted.digest.AddField(key);
  sorted.digest.AddField(value);
  if (sorted.open->FileSize() >= kSstBytesMax) return impl_->CloseFile(sorted);
  return absl::OkStatus();
}

absl::StatusOr<TableDigests> TablesWriter::Finish() {
  TableDigests digests;
  for (std::size_t table = 0; table < kTables; ++table) {
    LYNCEUS_RETURN_IF_ERROR(impl_->CloseFile(impl_->tables[table]));
    digests[table] = impl_->tables[table].digest.Finish();
  }
  LYNCEUS_ASSIGN_OR_RETURN(Database database, Database::Create(impl_->options, impl_->directory));
  for (std::size_t table = 0; table < kTables; ++table) {
    LYNCEUS_RETURN_IF_ERROR(impl_->Ingest(database, static_cast<Table>(table)));
  }
  LYNCEUS_RETURN_IF_ERROR(
      FromRocks(database.Close(), impl_->directory, "the store does not close"));
  LYNCEUS_RETURN_IF_ERROR(RemoveTree(impl_->sst));
  LYNCEUS_RETURN_IF_ERROR(RemoveWritersFiles(impl_->directory));
  return digests;
}

// --- reading --------------------------------------------------------------------------------

struct TablesReader::Impl {
  Impl(std::string store_directory, Database opened)
      : directory(std::move(store_directory)), database(std::move(opened)) {}
  const std::string directory;
  const Database database;
};

TablesReader::TablesReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TablesReader::~TablesReader() = default;

absl::StatusOr<std::unique_ptr<TablesReader>> TablesReader::Open(const std::string& directory) {
  rocksdb::Options options = BaseOptions();
  rocksdb::BlockBasedTableOptions table = TableOptions();
  table.block_cache = rocksdb::NewLRUCache(kCacheBytes);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.skip_stats_update_on_db_open = true;
  LYNCEUS_RETURN_IF_ERROR(CheckFamilies(options, directory));
  LYNCEUS_ASSIGN_OR_RETURN(Database database, Database::OpenForReading(options, directory));
  return std::unique_ptr<TablesReader>(
      new TablesReader(std::make_unique<Impl>(directory, std::move(database))));
}

absl::StatusOr<std::optional<std::string>> TablesReader::Get(Table table,
                                                             std::string_view key) const {
  std::string value;
  const rocksdb::Status status = impl_->database.db().Get(
      rocksdb::ReadOptions(), impl_->database.family(table), AsSlice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  LYNCEUS_RETURN_IF_ERROR(FromRocks(status, impl_->directory, "a value cannot be read"));
  return std::optional<std::string>(std::move(value));
}

absl::StatusOr<std::vector<std::string>> TablesReader::GetAll(
    Table table, const std::vector<std::string>& keys) const {
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  const std::vector<rocksdb::ColumnFamilyHandle*> families(keys.size(),
                                                           impl_->database.family(table));
  std::vector<std::string> values;
  const std::vector<rocksdb::Status> statuses =
      impl_->database.db().MultiGet(rocksdb::ReadOptions(), families, slices, &values);
  for (const rocksdb::Status& status : statuses) {
    LYNCEUS_RETURN_IF_ERROR(FromRocks(status, impl_->directory, "a value cannot be read"));
  }
  return values;
}

absl::Status TablesReader::Scan(Table table, std::string_view prefix, const Visit& visit) const {
  rocksdb::ReadOptions options;
  options.fill_cache = !prefix.empty();  // a scan of everything must not push out what is in use
  const std::unique_ptr<rocksdb::Iterator> at(
      impl_->database.db().NewIterator(options, impl_->database.family(table)));
  for (at->Seek(AsSlice(prefix)); at->Valid(); at->Next()) {
    const std::string_view key = AsView(at->key());
    if (key.substr(0, prefix.size()) != prefix) break;
    LYNCEUS_RETURN_IF_ERROR(visit(key, AsView(at->value())));
  }
  return FromRocks(at->status(), impl_->directory, "a table cannot be read to its end");
}

namespace {

class RocksCursor final : public TableCursor {
 public:
  RocksCursor(std::unique_ptr<rocksdb::Iterator> at, std::string directory)
      : at_(std::move(at)), directory_(std::move(directory)) {}

  absl::StatusOr<bool> Next() override {
    if (std::exchange(started_, true)) {
      if (at_->Valid()) at_->Next();
    } else {
      at_->SeekToFirst();
    }
    if (at_->Valid()) return true;
    LYNCEUS_RETURN_IF_ERROR(
        FromRocks(at_->status(), directory_, "a table cannot be read to its end"));
    return false;
  }
  std::string_view key() const override { return AsView(at_->key()); }
  std::string_view value() const override { return AsView(at_->value()); }

 private:
  const std::unique_ptr<rocksdb::Iterator> at_;
  const std::string directory_;
  bool started_ = false;
};

}  // namespace

std::unique_ptr<TableCursor> TablesReader::OpenCursor(Table table) const {
  rocksdb::ReadOptions options;
  options.fill_cache = false;  // reading everything must not push out what is in use
  std::unique_ptr<rocksdb::Iterator> at(
      impl_->database.db().NewIterator(options, impl_->database.family(table)));
  return std::make_unique<RocksCursor>(std::move(at), impl_->directory);
}

absl::Status TablesReader::VerifyChecksums() const {
  return FromRocks(impl_->database.db().VerifyChecksum(), impl_->directory,
                   "a block's checksum does not hold");
}

absl::StatusOr<TableDigests> TablesReader::Digests() const {
  TableDigests digests;
  for (std::size_t table = 0; table < kTables; ++table) {
    Sha256Builder builder;
    LYNCEUS_RETURN_IF_ERROR(
        Scan(static_cast<Table>(table), "", [&](std::string_view key, std::string_view value) {
          builder.AddField(key);
          builder.AddField(value);
          return absl::OkStatus();
        }));
    digests[table] = builder.Finish();
  }
  return digests;
}

}  // namespace lynceus::store
