#include "sim/explain/within_report.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "sim/explain/sentence_table.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

struct Level {
  const char* key;
  const char* name;
  const WantedHistory& history;
  const std::vector<double>& given;
};

std::vector<Level> levels(const WithinRun& e) {
  return {{"direct", "direct support", e.direct, e.direct_given}, {"indirect", "indirect support", e.indirect, e.indirect_given}};
}

Contribution& child(std::vector<Contribution>& parts, std::string_view name) {
  for (Contribution& part : parts)
    if (part.name == name) return part;
  return parts.emplace_back(Contribution{std::string(name)});
}

void add_rows(const std::vector<Contribution>& parts, const std::string& indent, TextTable& table) {
  for (const Contribution& part : parts) {
    table.add({indent + part.name, fmt::format("{:+.4f}", part.change)});
    add_rows(part.parts, fmt::format("{}  ", indent), table);
  }
}

std::string heading(const Level& level, Span span) {
  const auto from = static_cast<std::size_t>(span.from), to = static_cast<std::size_t>(span.to);
  const double before = level.history.wanted[from], after = level.history.wanted[to];
  return fmt::format(
      "The {} that the patron wants went from {:.3f} in week {} to {:.3f} in week {} ({:+.3f}); given were {:.3f} and {:.3f}.", level.name,
      before, span.from, after, span.to, after - before, level.given[from], level.given[to]);
}

std::string in_words(const Level& level, Span span, const std::vector<Contribution>& parts) {
  return heading(level, span) + "\n" + lines(sentences("it", parts));
}

Json json_of(const std::vector<Contribution>& parts) {
  Json all = Json::array();
  for (const Contribution& part : parts) {
    Json one{{"name", part.name}, {"change", part.change}};
    if (!part.parts.empty()) one["parts"] = json_of(part.parts);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::vector<Contribution> parts_over(const WantedHistory& history, Span span) {
  std::vector<Contribution> parts;
  for (std::size_t by = 0; by < kWantedBy; ++by) {
    Contribution part{std::string(wanted_by_name(by))};
    Change sum = no_change();
    for (auto t = static_cast<std::size_t>(span.from) + 1; t <= static_cast<std::size_t>(span.to); ++t) {
      part.change += history.by[t][by];
      for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += history.causes[t][by][j];
    }
    for (std::size_t j = 0; j < sum.size(); ++j) {
      if (sum[j] == 0 || causes()[j].way == "itself") continue;
      Contribution& way = child(part.parts, causes()[j].way);
      way.change += sum[j];
      way.parts.push_back({causes()[j].name, sum[j]});
    }
    for (Contribution& way : part.parts)  // a way of one kind needs no names
      if (way.parts.size() == 1 && (way.parts[0].name == way.name || way.parts[0].name == "settling" || way.parts[0].name == "luck"))
        way.parts.clear();
    if (part.parts.size() == 1 && part.parts.front().name == part.name) part.parts = std::vector<Contribution>(part.parts.front().parts);
    if (part.change != 0 || !part.parts.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

std::string within_text(const std::string& run, const WithinRun& explained, Span span) {
  std::string text = run + "\n";
  for (const Level& level : levels(explained)) {
    const std::vector<Contribution> parts = parts_over(level.history, span);
    TextTable table({fmt::format("what moved the {} wanted", level.name), "change"});
    add_rows(by_size(parts, .02), "  ", table);
    const auto from = static_cast<std::size_t>(span.from), to = static_cast<std::size_t>(span.to);
    table.add({"sum", fmt::format("{:+.4f}", level.history.wanted[to] - level.history.wanted[from])});
    text.append("\n").append(in_words(level, span, parts)).append("\n").append(table.text());
  }
  return text;
}

std::string within_csv(const WithinRun& explained, Span span) {
  TextTable table({"support", "argument", "way", "cause", "change"});
  for (const Level& level : levels(explained))
    for (std::size_t by = 0; by < kWantedBy; ++by)
      for (std::size_t j = 0; j < causes().size(); ++j) {
        double sum = 0;
        for (auto t = static_cast<std::size_t>(span.from) + 1; t <= static_cast<std::size_t>(span.to); ++t)
          sum += level.history.causes[t][by][j];
        if (sum != 0)
          table.add({level.key, std::string(wanted_by_name(by)), causes()[j].way, causes()[j].name, fmt::format("{:.17g}", sum)});
      }
  return table.csv();
}

std::string within_json(const std::string& run, const WithinRun& explained, Span span) {
  Json all{{"run", run}, {"from_week", span.from}, {"to_week", span.to}, {"support", Json::array()}};
  for (const Level& level : levels(explained)) {
    const std::vector<Contribution> parts = parts_over(level.history, span);
    Json weeks = Json::array();
    for (auto t = static_cast<std::size_t>(span.from) + 1; t <= static_cast<std::size_t>(span.to); ++t) {
      Json by = Json::object();
      for (std::size_t i = 0; i < kWantedBy; ++i)
        if (level.history.by[t][i] != 0) by[std::string(wanted_by_name(i))] = level.history.by[t][i];
      weeks.push_back({{"week", t}, {"change", level.history.wanted[t] - level.history.wanted[t - 1]}, {"by", by}});
    }
    const auto from = static_cast<std::size_t>(span.from), to = static_cast<std::size_t>(span.to);
    all["support"].push_back({{"support", level.key},
                              {"wanted_before", level.history.wanted[from]},
                              {"wanted_after", level.history.wanted[to]},
                              {"change", level.history.wanted[to] - level.history.wanted[from]},
                              {"in_words", in_words(level, span, parts)},
                              {"parts", json_of(parts)},
                              {"weeks", weeks}});
  }
  return all.dump(1) + "\n";
}

Table within_words(const std::string& run, const WithinRun& explained, Span span) {
  SentenceTable said;
  for (const Level& level : levels(explained)) {
    said.add(run, level.key, "whole", heading(level, span));
    for (const std::string& one : sentences("it", parts_over(level.history, span))) said.add(run, level.key, "argument", one);
  }
  return said.table({{"from_week", std::int64_t{span.from}}, {"to_week", std::int64_t{span.to}}});
}

Table within_table(const std::string& run, const WithinRun& explained) {
  std::vector<std::string> support, argument, way, cause;
  std::vector<std::int64_t> week;
  std::vector<double> change;
  for (const Level& level : levels(explained))
    for (std::size_t t = 1; t < level.history.causes.size(); ++t)
      for (std::size_t by = 0; by < kWantedBy; ++by)
        for (std::size_t j = 0; j < causes().size(); ++j)
          if (const double part = level.history.causes[t][by][j]; part != 0) {
            support.emplace_back(level.key);
            argument.emplace_back(wanted_by_name(by));
            way.push_back(causes()[j].way);
            cause.push_back(causes()[j].name);
            week.push_back(static_cast<std::int64_t>(t));
            change.push_back(part);
          }
  return {
      "explanation",
      {{"support", "", "support that is wanted: direct or indirect", support},
       {"week", "weeks", "change from the week before", week},
       {"argument", "", "argument of steps 9 and 10", argument},
       {"way", "", "by way of what it changed", way},
       {"cause", "", "what changed in the end", cause},
       {"change", "index", "part of the change of the support wanted", change}},
      {{"run", run}, {"method", std::string("Shapley values over the arguments of each step, handed on in proportion; docs/explain.md")}}};
}

}  // namespace fulcrum
