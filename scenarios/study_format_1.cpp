// The text of a study in results files of format 1, which nothing writes any more:
//
//     kind = 4                                    enumerators as numbers
//     points = 64
//     direct.threat_gain: 0 3.9 5.8 0 0 1         distribution, low, high, mode, mean, sd, values, weights (w1.5)
//     4.5 1                                       a row a listed point
//     [[outcome]]                                 as TOML
//     stop first second outcome half_width sign max_replicates confidence
//     range low high
#include <fmt/core.h>

#include <array>
#include <charconv>
#include <sstream>
#include <stdexcept>

#include "scenarios/input/checker.h"
#include "scenarios/study.h"

namespace fulcrum {

namespace {

using Distribution = FactorDistribution::Kind;

// By their numbers in format 1.
constexpr std::array kKindsOfFormat1{DesignKind::kNone,  DesignKind::kGrid,     DesignKind::kList,   DesignKind::kLatinHypercube,
                                     DesignKind::kSobol, DesignKind::kSaltelli, DesignKind::kMorris, DesignKind::kFile};
constexpr std::array kDistributionsOfFormat1{Distribution::kUniform, Distribution::kLogUniform, Distribution::kTriangular,
                                             Distribution::kNormal, Distribution::kValues};

constexpr std::string_view kOutcome = "\n[[outcome]]\n";

template <class Number>
Number number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw std::runtime_error(fmt::format("the study of a results file of format 1 has '{}' where a number belongs", text));
  return number;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

template <std::size_t size, class Choice>
Choice choice_of(const std::array<Choice, size>& choices, std::string_view text) {
  const auto number = number_of<std::size_t>(text);
  if (number < size) return choices[number];
  throw std::runtime_error(fmt::format("the study of a results file of format 1 has {}, which this program does not know", number));
}

class Format1Reader {
 public:
  explicit Format1Reader(std::span<const Scenario> policies) {
    study_.policies.assign(policies.begin(), policies.end());
    study_.run = policies.front().run;
  }

  Study read(const std::string& text) {
    const std::size_t outcomes = std::min(text.find(kOutcome), text.size());
    const std::size_t stop = text.find("\nstop ", outcomes == text.size() ? 0 : outcomes);
    read_lines(text.substr(0, std::min(outcomes, stop)));
    if (outcomes < text.size()) read_outcome_tables(text.substr(outcomes, stop - outcomes));
    if (stop != std::string::npos) read_lines(text.substr(stop + 1));
    return std::move(study_);
  }

 private:
  void read_lines(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) read_line(line, words_of(line));
  }

  void read_line(const std::string& line, const std::vector<std::string>& words) {
    if (words.empty()) return;
    if (line.starts_with("stop ")) return read_stop(words);
    if (line.starts_with("range ")) return read_range(words);
    if (words.front().ends_with(':')) return read_factor(words);
    if (words.size() > 1 && words[1] == "=") return read_setting(words.front(), words.back());
    std::vector<double>& point = study_.design.listed.emplace_back();
    for (const std::string& word : words) point.push_back(number_of<double>(word));
  }

  void read_setting(const std::string& name, const std::string& value) {
    DesignRequest& design = study_.design;
    if (name == "kind") design.kind = choice_of(kKindsOfFormat1, value);
    if (name == "points") design.points = number_of<std::int64_t>(value);
    if (name == "maximin") design.maximin = value == "true";
    if (name == "second_order") design.second_order = value == "true";
    if (name == "levels") design.levels = number_of<int>(value);
    if (name == "seed") study_.run.seed = number_of<std::uint64_t>(value);
    if (name == "replicates") study_.run.replicates = number_of<int>(value);
    if (name == "noise") study_.run.noise = value == "true";
  }

  void read_factor(const std::vector<std::string>& words) {
    const std::string name = words.front().substr(0, words.front().size() - 1);
    std::optional<SetupKey> key;
    for (const Scenario& scenario : study_.policies)
      if (!key) key = find_setup_key(name, scenario.setup);
    if (!key || words.size() < 7) throw std::runtime_error(fmt::format("the study varies '{}', which this program does not know", name));
    FactorDistribution d;
    d.kind = choice_of(kDistributionsOfFormat1, words[1]);
    double* const numbers[] = {&d.low, &d.high, &d.mode, &d.mean, &d.sd};
    for (std::size_t i = 0; i < std::size(numbers); ++i) *numbers[i] = number_of<double>(words[i + 2]);
    for (std::size_t i = 7; i < words.size(); ++i)
      if (words[i].starts_with('w'))
        d.weights.push_back(number_of<double>(words[i].substr(1)));
      else
        d.values.push_back(number_of<double>(words[i]));
    study_.design.factors.push_back({std::move(*key), std::move(d)});
  }

  void read_stop(const std::vector<std::string>& words) {
    if (words.size() != 8) throw std::runtime_error("the rule of stopping in a results file of format 1 cannot be read");
    StopRequest stop{words[1],
                     words[2],
                     words[3],
                     number_of<double>(words[4]),
                     words[5] == "true",
                     number_of<std::int64_t>(words[6]),
                     number_of<double>(words[7]),
                     {}};
    if (*stop.half_width == 0) stop.half_width.reset();
    study_.stop = stop;
  }

  void read_range(const std::vector<std::string>& words) {
    if (words.size() == 3 && study_.stop) study_.stop->range = {number_of<double>(words[1]), number_of<double>(words[2])};
  }

  void read_outcome_tables(const std::string& text) {
    const Setup& setup = study_.policies.front().setup;
    Checker check;
    const toml::table document = parse_toml({"study.toml", text, {}, {}});
    study_.outcomes = read_outcomes(document, setup.theatre, setup.weeks, check);
    check.finish();
  }

  Study study_;
};

}  // namespace

Study read_study_of_format_1(const std::string& text, std::span<const Scenario> policies) { return Format1Reader(policies).read(text); }

}  // namespace fulcrum
