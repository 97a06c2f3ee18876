/// \file
/// Observation models: which record a quantity of the model is held against, and with which error. Data, read strictly from TOML.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "models/expression.h"
#include "scenarios/keys.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// How a record scatters about its expectation.
enum class ErrorKind { kPoisson, kNegativeBinomial, kNormal, kDirichletMultinomial };

/// One category of a record of shares.
struct ObservedCategory {
  std::string name;  ///< as the record's file has it
  Expression quantity;
};

/// [[series]]: a record by month, or by year and category for shares.
struct ObservationModel {
  std::string name;
  std::string title;
  std::string file;
  std::string quantity_text;
  Expression quantity;                       ///< value a week; of shares: none
  std::vector<ObservedCategory> categories;  ///< of shares
  ErrorKind error = ErrorKind::kNegativeBinomial;
  std::optional<double> scale;  ///< fixed; nothing: fitted
  std::set<std::string> mask;   ///< months (2004-09) that count for nothing
  bool in_total = true;
  std::optional<double> least_nse;  ///< target: Nash-Sutcliffe efficiency of the training part
  std::string caveat;
};

/// [[ablation]]: what is taken out of the scenario before it is fitted again.
struct Ablation {
  std::string name;
  std::string scenario;  ///< another scenario instead, or empty
  std::vector<std::pair<SetupKey, double>> set;
  std::vector<std::string> clear;  ///< levers that stay at 0
};

struct Observations {
  std::string file;
  std::string split;  ///< last month of the training part
  std::vector<ObservationModel> series;
  std::vector<Ablation> ablations;
};

/// Reads observation models by path or name, for runs of that scenario. Throws InputError with all problems of meaning.
Observations read_observations(const std::string& name, const Library& library, const Scenario& scenario);

/// "2004-09" or nothing.
bool is_month(const std::string& text);

}  // namespace fulcrum
