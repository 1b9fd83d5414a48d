#include "tests/reference/edit_distance.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lynceus::reference {

std::int32_t UnitEditDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::int32_t>> cost(a.size() + 1,
                                              std::vector<std::int32_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<std::int32_t>(i + j);
        continue;
      }
      const std::int32_t changed = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({changed, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace lynceus::reference
