// Romanisation: ns a word by script, as names are analysed and as ICU alone does it.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "lib/names/icu_romaniser.h"
#include "lib/names/romanise.h"
#include "lib/names/words.h"

namespace lynceus::names {
namespace {

struct Sample {
  Script script;
  const char* name;
  std::u32string_view words[6];  // folded
};

constexpr Sample kSamples[] = {
    {Script::kLatin, "Latin", {U"sergey", U"rahman", U"industries", U"kim", U"holding", U"maria"}},
    {Script::kCyrillic,
     "Cyrillic",
     {U"сергей", U"владимирович", U"иванов", U"банк", U"россельхоз", U"ольга"}},
    {Script::kArabic, "Arabic", {U"محمد", U"عبدالله", U"الشركة", U"حسين", U"الدولية", U"علي"}},
    {Script::kHebrew, "Hebrew", {U"יוסף", U"אברהם", U"ישראל", U"כהן", U"חברה", U"רחל"}},
    {Script::kGreek,
     "Greek",
     {U"παπαδοπουλοσ", U"ευαγγελοσ", U"μπακογιαννησ", U"τραπεζα", U"μαρια", U"νικοσ"}},
    {Script::kHan,
     "Han",
     {U"毛泽东", U"中國銀行", U"欧阳修", U"华为技术有限公司", U"重庆", U"佐々木"}},
    {Script::kKana,
     "Kana",
     {U"トヨタ", U"ショッピング", U"さとう", U"マルティーヌ", U"デュシェーヌ", U"いとう"}},
    {Script::kHangul, "Hangul", {U"김정은", U"삼성전자", U"이순신", U"박", U"현대중공업", U"영희"}},
    {Script::kOther, "Thai", {U"สมชาย", U"ธนาคาร", U"กรุงเทพ", U"ชินวัตร", U"บริษัท", U"ไทย"}},
};

const Sample& SampleOf(const benchmark::State& state) {
  return kSamples[static_cast<std::size_t>(state.range(0))];
}

// Runs `work` over the words of the sample in turn.
template <typename Work>
void RunOverWords(benchmark::State& state, const Sample& sample, Work work) {
  for (const std::u32string_view word : sample.words) benchmark::DoNotOptimize(work(word));
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(work(sample.words[at]));
    at = at + 1 == std::size(sample.words) ? 0 : at + 1;
  }
  state.SetLabel(sample.name);
}

void BM_ToLatin(benchmark::State& state) {
  const Romaniser romaniser;
  const Sample& sample = SampleOf(state);
  RunOverWords(state, sample,
               [&](std::u32string_view word) { return romaniser.ToLatin(word, sample.script); });
}
BENCHMARK(BM_ToLatin)->DenseRange(0, std::size(kSamples) - 1);

void BM_ToLatinByIcu(benchmark::State& state) {
  const IcuRomaniser icu;
  const Sample& sample = SampleOf(state);
  RunOverWords(state, sample,
               [&](std::u32string_view word) { return icu.ToLatin(word, sample.script); });
}
BENCHMARK(BM_ToLatinByIcu)->DenseRange(0, std::size(kSamples) - 1);

constexpr std::int64_t kHanSample = 5;

void BM_ToSimplified(benchmark::State& state) {
  const Romaniser romaniser;
  RunOverWords(state, SampleOf(state),
               [&](std::u32string_view word) { return romaniser.ToSimplified(word); });
}
BENCHMARK(BM_ToSimplified)->Arg(kHanSample);

void BM_ToSimplifiedByIcu(benchmark::State& state) {
  const IcuRomaniser icu;
  RunOverWords(state, SampleOf(state),
               [&](std::u32string_view word) { return icu.ToSimplified(word); });
}
BENCHMARK(BM_ToSimplifiedByIcu)->Arg(kHanSample);

}  // namespace
}  // namespace lynceus::names
