// Words are closed lists, so that a slip of the pen ("asset-freeze") is found before it decides.
#include "lib/rules/read_programmes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"

namespace lynceus::rules {
namespace {

// Each class with a theme that a programme of it must have.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kClasses = {
    {{"GLOBAL_HUMAN_RIGHTS", "human_rights"},
     {"GLOBAL_CORRUPTION", "corruption"},
     {"NAMED_MAGNITSKY", "human_rights"},
     {"COUNTRY_HUMAN_RIGHTS", "human_rights"},
     {"VISA_ONLY", ""}}};

constexpr std::array<std::string_view, 22> kMeasures = {"arms_embargo",
                                                        "asset_freeze",
                                                        "assistance_ban",
                                                        "correspondent_account",
                                                        "debarment",
                                                        "debt_equity_limits",
                                                        "denial_of_export_privileges",
                                                        "export_credit_ban",
                                                        "export_licence",
                                                        "export_statement",
                                                        "import_ban",
                                                        "investment_ban",
                                                        "menu_based",
                                                        "payment_rejection",
                                                        "port_ban",
                                                        "procurement_ban",
                                                        "sectoral",
                                                        "securities_ban",
                                                        "transaction_ban",
                                                        "travel_ban",
                                                        "visa_only",
                                                        "warning"};

void CheckClass(YamlMap& map, const Programme& programme) {
  if (programme.magnitsky_class.empty()) return;
  const auto* const found = std::ranges::find(kClasses, programme.magnitsky_class,
                                              [](const auto& each) { return each.first; });
  if (found == kClasses.end()) {
    map.Problem("magnitsky_class", absl::StrCat("there is no class ", programme.magnitsky_class),
                "use GLOBAL_HUMAN_RIGHTS, GLOBAL_CORRUPTION, NAMED_MAGNITSKY, "
                "COUNTRY_HUMAN_RIGHTS or VISA_ONLY");
    return;
  }
  const std::string theme(found->second);
  if (!theme.empty() && std::ranges::find(programme.themes, theme) == programme.themes.end()) {
    map.Problem("themes",
                absl::StrCat("the class ", programme.magnitsky_class, " is about ", theme),
                "add the theme, or mend the class");
  }
  const bool freezes =
      std::ranges::find(programme.measures, "asset_freeze") != programme.measures.end();
  if (programme.magnitsky_class == "VISA_ONLY" && freezes) {
    map.Problem("measures", "what bars entry alone freezes nothing",
                "remove asset_freeze, or give another class");
  }
}

void CheckMeasures(YamlMap& map, const std::vector<std::string>& measures) {
  for (const std::string& measure : measures) {
    if (std::ranges::find(kMeasures, measure) != kMeasures.end()) continue;
    map.Problem("measures", absl::StrCat("there is no measure ", measure),
                absl::StrCat("use one of ", Join({kMeasures.begin(), kMeasures.end()}, ", ")));
  }
}

void CheckThemes(YamlMap& map, const std::vector<std::string>& themes) {
  for (const std::string& theme : themes) {
    const bool plain = std::ranges::all_of(
        theme, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!plain)
      map.Problem("themes", absl::StrCat(theme, " is no theme"), "write it as human_rights");
  }
}

}  // namespace

void ReadStatus(YamlMap& map, const std::string& key, std::vector<std::string>& unverified) {
  const std::string status = map.Text("status", false);
  if (status == "unverified") {
    unverified.push_back(key);
  } else if (!status.empty()) {
    map.Problem("status", absl::StrCat("there is no status ", status),
                "write unverified or remove the key");
  }
}

Programme ReadProgramme(YamlMap& map, std::vector<std::string>& unverified) {
  Programme programme{.key = map.Text("key", true),
                      .authority = map.Text("authority", true),
                      .title = map.Text("title", true),
                      .aliases = map.Texts("aliases"),
                      .regulations = map.Texts("regulations"),
                      .lists = map.Texts("lists"),
                      .magnitsky_class = map.Text("magnitsky_class", false),
                      .legal_basis = map.Text("legal_basis", false),
                      .themes = map.Texts("themes"),
                      .measures = map.Texts("measures")};
  if (map.Has("seeds")) programme.seeds = map.Texts("seeds");
  CheckThemes(map, programme.themes);
  CheckMeasures(map, programme.measures);
  CheckClass(map, programme);
  ReadStatus(map, programme.key, unverified);
  return programme;
}

bool IsMagnitskyClass(std::string_view word) {
  return std::ranges::any_of(kClasses, [&](const auto& each) { return each.first == word; });
}

std::string ReadJurisdictionWord(YamlMap& map) {
  std::string word = map.Text("jurisdiction", true);
  const bool country =
      word.size() == 2 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!word.empty() && !country && word != "INT") {
    map.Problem("jurisdiction", absl::StrCat(word, " is no jurisdiction"),
                "write an ISO 3166-1 code in capitals, EU, UN, or INT for another body");
  }
  return word;
}

}  // namespace lynceus::rules
