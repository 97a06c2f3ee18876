/// \file
/// A study: many runs of several policies over a design, read from a TOML file.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/factor.h"
#include "scenarios/scenario.h"

namespace fulcrum {

enum class DesignKind { kNone, kGrid, kList, kLatinHypercube, kSobol, kSaltelli, kMorris, kWalks, kFile };
/// The kinds as study files name them; a study without a design has none.
inline constexpr std::pair<std::string_view, DesignKind> kDesignKinds[] = {
    {"grid", DesignKind::kGrid},   {"list", DesignKind::kList},         {"lhs", DesignKind::kLatinHypercube},
    {"sobol", DesignKind::kSobol}, {"saltelli", DesignKind::kSaltelli}, {"morris", DesignKind::kMorris},
    {"walks", DesignKind::kWalks}, {"file", DesignKind::kFile}};

struct DesignRequest {
  DesignKind kind = DesignKind::kNone;
  std::int64_t points = 1;                  ///< of lhs and sobol; base points of saltelli; trajectories of morris; walks
  bool maximin = false;                     ///< lhs
  bool second_order = false;                ///< saltelli
  bool groups = false;                      ///< walks: factors whose keys begin alike change together
  int levels = 4;                           ///< morris
  std::string file;                         ///< of kFile, or empty
  std::vector<std::vector<double>> listed;  ///< points of kList and kFile, in factors' units
  std::vector<Factor> factors;
};

/// Replicates until certain.
struct StopRequest {
  std::string first, second;  ///< policies whose paired difference is asked for
  std::string outcome;
  std::optional<double> half_width;
  bool sign = false;  ///< until the sign is known
  std::int64_t max_replicates = 10000;
  double confidence = .95;
  std::optional<std::pair<double, double>> range;  ///< that no difference can leave
};

struct Study {
  std::string name;
  std::string title;
  std::string file;
  std::vector<Scenario> policies;
  RunSettings run;
  DesignRequest design;
  std::vector<OutcomeRequest> outcomes;  ///< its own; those of its policies come beside
  std::optional<StopRequest> stop;
  std::optional<UncertaintyRequest> uncertainty;  ///< what replicates are besides luck; nothing: luck only
  std::vector<Problem> notes;
  std::vector<SourceFile> inputs;
  /// What identifies the study's design piece by piece, what it is -> how it is, for messages that say what differs. Long lists are told by
  /// their SHA-256.
  std::map<std::string, std::string> design_parts() const;
};

/// A table of numbers: names and columns.
struct NumberTable {
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;  ///< [column][row]
};
/// Reads the table of a binary design file (.h5); throws std::runtime_error that says what is wrong.
using TableReader = std::function<NumberTable(const std::filesystem::path&)>;

/// Reads a study by path; overrides reach every policy. Throws InputError.
Study read_study(const std::string& name, const Library& library, std::span<const Override> overrides = {}, const TableReader& tables = {});
/// The study as one TOML text in a fixed order, with everything in force: what a results file holds. Policies are named only, for their
/// scenarios stand beside it; points that were read from a file are written out.
std::string study_toml(const Study& study);
/// Reads a study from that text and the scenarios of its policies: writing it gives the same text again. Throws InputError.
Study read_stored_study(const std::string& text, std::span<const Scenario> policies);
/// Reads a study from the text that results files of format 1 hold: enumerators as numbers, and factors and points as rows of numbers.
/// Throws std::runtime_error.
Study read_study_of_format_1(const std::string& text, std::span<const Scenario> policies);
/// Whether the text of a file is a study: it has a [study] table.
bool looks_like_study(const SourceFile& file);

}  // namespace fulcrum
