#pragma once
// Plots as inline SVG for reports in HTML: axes, lines, dots with intervals. Colours and fonts are
// few, so that a page prints well. Internal to the module.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lynceus::validation {

// `text` for the content and the quoted attributes of HTML and XML; control characters, which XML
// does not have, as U+FFFD.
std::string EscapeMarkup(std::string_view text);

struct PlotLine {
  std::string label;
  std::string colour;  // "#1f5fa8"
  bool dashed = false;
  std::vector<double> percents;  // 0..100, one a point of the axis
};

// Lines over an axis of equal steps from `from` to `to`; a mark at `mark`.
std::string LinePlot(std::string_view title, double from, double to, double mark,
                     const std::vector<PlotLine>& lines);

struct PlotRow {
  std::string label;
  double percent = 0;
  double low = 0;
  double high = 100;
  bool marked = false;  // drawn in the colour of warning
};

// One row a kind: a dot at the rate, a bar over its interval, on an axis from `from` to 100; rates
// below it are drawn at the edge. A line at `mark`.
std::string IntervalPlot(std::string_view title, double from, double mark,
                         const std::vector<PlotRow>& rows);

}  // namespace lynceus::validation
