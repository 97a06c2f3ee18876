#include "sim/terminal/text_table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "output/export/export_text.h"

namespace fulcrum {

namespace {

void pad(std::string& line, const std::string& text, std::size_t width, bool left) {
  const std::string space(width - std::min(width, display_width(text)), ' ');
  line += left ? text + space : space + text;
}

}  // namespace

std::size_t display_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string folded(const std::string& text, int width, int indent) {
  const auto most = static_cast<std::size_t>(std::max(width, indent + 20));
  std::string all, line;
  std::size_t from = 0;
  while (from < text.size()) {
    std::size_t to = std::min(text.find(' ', from + 1), text.size());
    if (text.compare(to, 2, " %") == 0) to = std::min(text.find(' ', to + 1), text.size());  // 95 % is one word
    std::string word = text.substr(from, to - from);
    if (!all.empty() || !line.empty())
      if (display_width(line) + display_width(word) > most) {
        all += line + "\n";
        line = std::string(static_cast<std::size_t>(indent), ' ');
        word.erase(0, word.find_first_not_of(' '));
      }
    line += word;
    from = to;
  }
  return all + line;
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < heads_.size(); ++c) {
    std::size_t width = display_width(heads_[c]);
    for (const auto& row : rows_) width = std::max(width, display_width(row[c]));
    widths.push_back(width);
  }
  std::string all;
  const auto add_line = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line += "  ";
      pad(line, row[c], widths[c], std::find(left_.begin(), left_.end(), c) != left_.end());
    }
    all += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  };
  add_line(heads_);
  for (const auto& row : rows_) add_line(row);
  return all;
}

std::string TextTable::csv() const {
  std::string all;
  const auto add_line = [&](const std::vector<std::string>& row) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) all += ',';
      all += csv_field(row[c]);
    }
    all += '\n';
  };
  add_line(heads_);
  for (const auto& row : rows_) add_line(row);
  return all;
}

std::string sparkline(std::span<const double> values, double low, double high, int width) {
  static constexpr const char* kBlocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::size_t n = values.size(), cells = std::min(n, static_cast<std::size_t>(std::max(1, width)));
  std::string line;
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t from = i * n / cells, to = std::max(from + 1, (i + 1) * n / cells);
    double sum = 0;
    for (std::size_t t = from; t < to; ++t) sum += values[t];
    const double share = (sum / static_cast<double>(to - from) - low) / (high - low);
    line += std::isfinite(share) ? kBlocks[std::clamp(static_cast<int>(share * 8), 0, 7)] : " ";
  }
  return line;
}

std::string csv_number(double value) { return std::isfinite(value) ? fmt::format("{:.17g}", value) : ""; }

}  // namespace fulcrum
