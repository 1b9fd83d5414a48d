#include "lib/names/cut_legal_forms.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus::names {
namespace {

constexpr std::size_t kCorrectedLettersMin = 7;

class FormCutter {
 public:
  FormCutter(const Vocabulary& vocabulary, const Reading& reading, DraftedName& name)
      : vocabulary_(vocabulary), reading_(reading), result_(name), drafts_(name.drafts) {}

  void TakeAllButOne() {
    if (reading_.things) CorrectFormWords();
    while (!IsOneForm() && TakeLeadingForm()) {
    }
    while (!IsOneForm() && TakeTrailingForm()) {
    }
  }

  void TakeAll() {
    if (reading_.things) CorrectFormWords();
    while (!drafts_.empty() && TakeTrailingForm()) {
    }
    while (!drafts_.empty() && TakeLeadingForm()) {
    }
    if (!reading_.things) return;
    while (drafts_.size() >= 3 && TakeInnerForm()) {
    }
    while (TakeFusedForm()) {
    }
  }

 private:
  bool IsOneForm() const { return drafts_.size() <= 1 || FormOf(0, drafts_.size()) != nullptr; }

  // A form that may lead also stands in the middle, where other words were put around it.
  bool TakeInnerForm() {
    for (std::size_t count = std::min(LongestForm(), drafts_.size() - 2); count > 0; --count) {
      for (std::size_t from = 1; from + count < drafts_.size(); ++from) {
        const LegalForm* form = ExactFormOf(from, count);
        if (form == nullptr || !form->leading) continue;
        KeepForm(*form);
        const auto first = drafts_.begin() + static_cast<std::ptrdiff_t>(from);
        drafts_.erase(first, first + static_cast<std::ptrdiff_t>(count));
        return true;
      }
    }
    return false;
  }

  // "CYPRUSLIMITED", "COMPANYTRIMIX": the blank was lost.
  // No word begins so: a long form, or one that cannot be spoken.
  static bool LeadsFused(std::string_view form) {
    return form.size() >= 6 || form.find_first_of("aeiou") == std::string_view::npos;
  }

  bool TakeFusedForm() {
    if (drafts_.empty()) return false;
    std::string& last = drafts_.back().token.text;
    std::string& first = drafts_.front().token.text;
    for (const std::string& form : vocabulary_.fused_legal_forms()) {
      const std::size_t rest = form.size() + 4;
      if (last.size() >= rest && last.ends_with(form)) {
        last.resize(last.size() - form.size());
      } else if (LeadsFused(form) && first.size() >= rest && first.starts_with(form)) {
        first.erase(0, form.size());
      } else {
        continue;
      }
      KeepForm(*vocabulary_.FindLegalForm(form));
      return true;
    }
    return false;
  }

  // The drafts' texts with words of legal forms put right ("lmtd", "liabflity").
  std::string CorrectedText(std::size_t from, std::size_t count) const {
    std::string joined;
    for (std::size_t at = from; at < from + count; ++at) joined += corrected_[Original(at)];
    return joined;
  }

  // Forms are cut off at both ends, so a draft's place among all is its place plus what was cut
  // before.
  std::size_t Original(std::size_t at) const { return at + cut_in_front_; }

  void CorrectFormWords() {
    for (const Draft& draft : drafts_) {
      corrected_.push_back(vocabulary_.CorrectFormWord(draft.token.text));
      const LegalForm* form = vocabulary_.FindLegalForm(corrected_.back());
      general_.push_back(form != nullptr && form->class_id == kGeneralForm);
    }
  }

  bool HasGeneral(std::size_t from, std::size_t count) const {
    const auto first = general_.begin() + static_cast<std::ptrdiff_t>(Original(from));
    return std::find(first, first + static_cast<std::ptrdiff_t>(count), true) !=
           first + static_cast<std::ptrdiff_t>(count);
  }

  // In a form of several words all that say "company" stand for each other ("compagnie").
  std::string GeneralText(std::size_t from, std::size_t count) const {
    std::string joined;
    for (std::size_t at = from; at < from + count; ++at) {
      joined += general_[Original(at)] ? "company" : corrected_[Original(at)];
    }
    return joined;
  }

  std::string JoinedText(std::size_t from, std::size_t count) const {
    std::string joined;
    for (std::size_t at = from; at < from + count; ++at) joined += drafts_[at].token.text;
    return joined;
  }

  const LegalForm* ExactFormOf(std::size_t from, std::size_t count) const {
    return vocabulary_.FindLegalForm(JoinedText(from, count));
  }

  // A misspelt form counts only where a name is left beside it.
  const LegalForm* FormOf(std::size_t from, std::size_t count) const {
    const std::string joined = JoinedText(from, count);
    const LegalForm* form = vocabulary_.FindLegalForm(joined);
    if (form == nullptr && count < drafts_.size() && !corrected_.empty()) {
      const std::string corrected = CorrectedText(from, count);
      // A short word alone is too near to other words.
      if (count > 1 || corrected.size() >= kCorrectedLettersMin) {
        form = vocabulary_.FindLegalForm(corrected);
      }
      if (form == nullptr && count > 1 && HasGeneral(from, count)) {
        form = vocabulary_.FindLegalForm(GeneralText(from, count));
      }
    }
    if (form != nullptr && reading_.person && !form->persons_too) return nullptr;
    return form;
  }

  std::size_t LongestForm() const {
    return std::min(drafts_.size(), vocabulary_.legal_form_tokens_max() + 2);
  }

  bool TakeTrailingForm() { return TakeFormAt(drafts_.size()) || TakeFormAt(EndOfName()); }

  // What stands beside the name stands behind its form too: "Optima LLC (Dubai)".
  std::size_t EndOfName() const {
    std::size_t end = drafts_.size();
    while (end > 0 && drafts_[end - 1].bracketed) --end;
    return end == drafts_.size() ? 0 : end;
  }

  bool TakeFormAt(std::size_t end) {
    for (std::size_t count = std::min(LongestForm(), end); count > 0; --count) {
      const std::size_t from = end - count;
      const LegalForm* form = FormOf(from, count);
      if (form == nullptr) continue;
      KeepForm(*form);
      if (end < drafts_.size() && !corrected_.empty()) EraseCorrected(from, count);
      const auto first = drafts_.begin() + static_cast<std::ptrdiff_t>(from);
      drafts_.erase(first, first + static_cast<std::ptrdiff_t>(count));
      return true;
    }
    return false;
  }

  void EraseCorrected(std::size_t from, std::size_t count) {
    const auto first = static_cast<std::ptrdiff_t>(Original(from));
    const auto end = first + static_cast<std::ptrdiff_t>(count);
    corrected_.erase(corrected_.begin() + first, corrected_.begin() + end);
    general_.erase(general_.begin() + first, general_.begin() + end);
  }

  bool TakeLeadingForm() {
    for (std::size_t count = LongestForm(); count > 0; --count) {
      const LegalForm* form = FormOf(0, count);
      if (form == nullptr || !form->leading) continue;
      KeepForm(*form);
      drafts_.erase(drafts_.begin(), drafts_.begin() + static_cast<std::ptrdiff_t>(count));
      cut_in_front_ += count;
      return true;
    }
    return false;
  }

  // "Co., Ltd.": the last one says more than the general words before it.
  void KeepForm(const LegalForm& form) {
    if (result_.legal_form == 0 || result_.legal_form == kGeneralForm) {
      result_.legal_form = form.class_id;
    }
  }

  const Vocabulary& vocabulary_;
  const Reading& reading_;
  DraftedName& result_;
  std::vector<Draft>& drafts_;
  std::vector<std::string> corrected_;  // one a draft as they were before forms were taken off
  std::vector<bool> general_;           // one of them each: says no more than "company"
  std::size_t cut_in_front_ = 0;
};

}  // namespace

void CutLegalForms(const Vocabulary& vocabulary, const Reading& reading, FormCut cut,
                   DraftedName& name) {
  FormCutter cutter(vocabulary, reading, name);
  if (cut == FormCut::kAll) {
    cutter.TakeAll();
  } else {
    cutter.TakeAllButOne();
  }
}

}  // namespace lynceus::names
