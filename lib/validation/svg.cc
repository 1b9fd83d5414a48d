#include "lib/validation/svg.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "lib/base/strings.h"

namespace lynceus::validation {
namespace {

constexpr int kWidth = 760;
constexpr int kLeft = 56;
constexpr int kRight = 150;  // room for the lines' labels
constexpr int kTop = 30;
constexpr int kPlotHeight = 260;
constexpr int kRowHeight = 17;
constexpr int kLabelWidth = 240;

std::string Open(int height, std::string_view title) {
  return absl::StrFormat(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
      "aria-label=\"%s\">\n<text x=\"0\" y=\"14\" class=\"t\">%s</text>\n",
      kWidth, height, EscapeMarkup(title), EscapeMarkup(title));
}

std::string Line(double x1, double y1, double x2, double y2, std::string_view style) {
  return absl::StrFormat("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2,
                         y2, style);
}

std::string Text(double x, double y, std::string_view anchor, std::string_view text) {
  return absl::StrFormat("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor,
                         EscapeMarkup(text));
}

constexpr std::string_view kGrid = "stroke=\"#ddd\"";
constexpr std::string_view kAxis = "stroke=\"#444\"";
constexpr std::string_view kMark = "stroke=\"#b3261e\" stroke-dasharray=\"4 3\"";

// Labels at the right end of the lines, moved apart so that they can be read.
std::vector<double> LabelHeights(const std::vector<PlotLine>& lines) {
  std::vector<std::size_t> order(lines.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto height = [&](std::size_t i) {
    const std::vector<double>& percents = lines[i].percents;
    return kTop + kPlotHeight * (1 - (percents.empty() ? 0 : percents.back()) / 100);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return height(a) < height(b); });
  std::vector<double> heights(lines.size());
  double last = kTop - 14;
  for (const std::size_t i : order) heights[i] = last = std::max(height(i), last + 14);
  const double over = last - (kTop + kPlotHeight);
  if (over > 0) {
    for (double& each : heights) each -= over;
  }
  return heights;
}

}  // namespace

std::string EscapeMarkup(std::string_view text) {
  std::string out;
  for (const char c : ToValidUtf8(text)) {
    switch (c) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '"':
        out.append("&quot;");
        break;
      case '\'':
        out.append("&#39;");
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
          out.append("\uFFFD");
        } else {
          out.push_back(c);
        }
    }
  }
  return out;
}

std::string LinePlot(std::string_view title, double from, double to, double mark,
                     const std::vector<PlotLine>& lines) {
  const double width = kWidth - kLeft - kRight;
  const auto x = [&](double value) { return kLeft + width * (value - from) / (to - from); };
  const auto y = [](double percent) { return kTop + kPlotHeight * (1 - percent / 100); };
  std::string out = Open(kTop + kPlotHeight + 30, title);
  for (int percent = 0; percent <= 100; percent += 20) {
    absl::StrAppend(&out, Line(kLeft, y(percent), kLeft + width, y(percent), kGrid),
                    Text(kLeft - 6, y(percent) + 4, "end", absl::StrCat(percent, " %")));
  }
  for (int step = 0; step <= 5; ++step) {
    const double value = from + (to - from) * step / 5;
    absl::StrAppend(
        &out, Text(x(value), kTop + kPlotHeight + 16, "middle", absl::StrFormat("%.2f", value)));
  }
  absl::StrAppend(&out, Line(kLeft, y(0), kLeft + width, y(0), kAxis),
                  Line(x(mark), kTop, x(mark), y(0), kMark));
  const std::vector<double> heights = LabelHeights(lines);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const PlotLine& line = lines[at];
    std::string points;
    for (std::size_t i = 0; i < line.percents.size(); ++i) {
      const double value =
          from + (to - from) * static_cast<double>(i) /
                     static_cast<double>(std::max<std::size_t>(1, line.percents.size() - 1));
      absl::StrAppend(&points, absl::StrFormat("%.1f,%.1f ", x(value), y(line.percents[i])));
    }
    absl::StrAppend(
        &out, absl::StrFormat("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" "
                              "stroke-width=\"2\"%s/>\n",
                              points, line.colour, line.dashed ? " stroke-dasharray=\"5 3\"" : ""));
    absl::StrAppend(&out, absl::StrFormat("<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>\n",
                                          kLeft + width + 6, heights[at] + 4, line.colour,
                                          EscapeMarkup(line.label)));
  }
  return out + "</svg>\n";
}

std::string IntervalPlot(std::string_view title, double from, double mark,
                         const std::vector<PlotRow>& rows) {
  const double width = kWidth - kLabelWidth - 60;
  const auto x = [&](double percent) {
    return kLabelWidth + width * (std::max(percent, from) - from) / (100 - from);
  };
  const double bottom = kTop + kRowHeight * static_cast<double>(rows.size());
  std::string out = Open(static_cast<int>(bottom) + 24, title);
  for (int step = 0; step <= 5; ++step) {
    const double percent = from + (100 - from) * step / 5;
    absl::StrAppend(&out, Line(x(percent), kTop - 6, x(percent), bottom, kGrid),
                    Text(x(percent), bottom + 14, "middle", absl::StrFormat("%.0f %%", percent)));
  }
  absl::StrAppend(&out, Line(x(mark), kTop - 6, x(mark), bottom, kMark));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PlotRow& row = rows[i];
    const double y = kTop + kRowHeight * (static_cast<double>(i) + 0.5);
    const std::string_view colour = row.marked ? "#b3261e" : "#1f5fa8";
    absl::StrAppend(
        &out, Text(kLabelWidth - 8, y + 4, "end", row.label),
        Line(x(row.low), y, x(row.high), y,
             absl::StrFormat("stroke=\"%s\" stroke-width=\"3\" opacity=\"0.45\"", colour)),
        absl::StrFormat("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n", x(row.percent),
                        y, colour),
        Text(kWidth - 4, y + 4, "end", absl::StrFormat("%.1f", row.percent)));
  }
  return out + "</svg>\n";
}

}  // namespace lynceus::validation
