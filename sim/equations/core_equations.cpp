#include "sim/equations/core_equations.h"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "models/vehicles.h"

namespace fulcrum {

namespace {

constexpr std::string_view kMilitia = "militia.";

struct Row {
  const char *name, *start, *value;
  bool of_militia;
};
constexpr Row kTable[] = {
#define FULCRUM_LEVEL(name, start, value) {#name, start, value, false},
#define FULCRUM_TERM(name, value) {#name, nullptr, value, false},
#define FULCRUM_LEVEL_OF_MILITIA(name, start, value) {#name, start, value, true},
#define FULCRUM_TERM_OF_MILITIA(name, value) {#name, nullptr, value, true},
#include "models/core/equations.def"
#undef FULCRUM_LEVEL
#undef FULCRUM_TERM
#undef FULCRUM_LEVEL_OF_MILITIA
#undef FULCRUM_TERM_OF_MILITIA
};

const Row* find_row(const std::string& name) {
  const auto* const row = std::find_if(std::begin(kTable), std::end(kTable), [&](const Row& r) { return name == r.name; });
  return row == std::end(kTable) ? nullptr : row;
}

std::string identifier(std::string name) {
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
  return name;
}

EquationTree number(double value) { return {EquationTree::Kind::kNumber, value, "", false, {}}; }
EquationTree named(std::string name, bool last_week = false) { return {EquationTree::Kind::kName, 0, std::move(name), last_week, {}}; }
EquationTree call(std::string name, std::vector<EquationTree> parts) {
  return {EquationTree::Kind::kCall, 0, std::move(name), false, std::move(parts)};
}

// a op b op c.
EquationTree joined(const std::string& operation, std::vector<EquationTree> parts) {
  EquationTree all = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) all = call(operation, {std::move(all), std::move(parts[i])});
  return all;
}

// The table's equations as trees, read once: a level's start, and the value.
using Trees = std::vector<std::pair<std::optional<EquationTree>, EquationTree>>;
const Trees& trees() {
  static const Trees all = [] {
    Trees read;
    for (const Row& row : kTable)
      read.emplace_back(row.start != nullptr ? std::optional(read_equation(row.start)) : std::nullopt, read_equation(row.value));
    return read;
  }();
  return all;
}

// Reads the table for one scenario: names become those of its constants, levers and quantities, one a militia where they are of militias.
class Maker {
 public:
  explicit Maker(const Scenario& scenario) : setup_(scenario.setup), path_(lever_path(scenario.setup)) {
    made_.scenario = scenario.name;
    made_.title = scenario.title;
    made_.theatre = setup_.theatre.name;
    made_.weeks = setup_.weeks;
    militias_ = axis_names(Axis::kMilitia, setup_.theatre);
    double sum = 0;
    for (const Militia& militia : setup_.theatre.militias) sum += militia.fighters * militia.lethality;
    for (const Militia& militia : setup_.theatre.militias) weights_.push_back(sum > 0 ? militia.fighters * militia.lethality / sum : 0);
  }

  CoreEquations make() {
    for (const Row& row : kTable)
      for (std::size_t k = 0; k < (row.of_militia ? militias_.size() : 1); ++k) add(row, k);
    return std::move(made_);
  }

 private:
  void add(const Row& row, std::size_t k) {
    militia_ = k;
    const SeriesInfo* series = find_series(row.name);
    Quantity quantity{name_of(row, k), series != nullptr ? series->unit : "1", series != nullptr ? series->long_name : "", {}, {}};
    if (row.of_militia && !quantity.meaning.empty()) quantity.meaning += ": " + militias_[k];
    const auto& [start, value] = trees()[static_cast<std::size_t>(&row - kTable)];
    if (start) quantity.start = resolved(*start);
    quantity.value = resolved(value);
    made_.quantities.push_back(std::move(quantity));
  }
  std::string name_of(const Row& row, std::size_t k) const {
    return row.of_militia ? std::string(row.name) + "_" + identifier(militias_[k]) : std::string(row.name);
  }

  EquationTree resolved(EquationTree tree) {
    if (tree.kind == EquationTree::Kind::kNumber) return tree;
    if (tree.kind == EquationTree::Kind::kName) return resolved_name(tree);
    if (tree.name == "sum" || tree.name == "top") return over_militias(tree);
    if (tree.name == "deadlines") return over_deadlines(tree);
    if (tree.name == "form") return resolved(form_of(tree));
    if (tree.name == "given") return resolved(tree.parts.at(*trait(tree.parts.front().name.substr(kMilitia.size())) != 0 ? 1 : 2));
    if (tree.name == "delayed") return delayed(tree);
    for (EquationTree& part : tree.parts) part = resolved(std::move(part));
    return tree;
  }
  EquationTree over_militias(const EquationTree& tree) {
    const std::size_t here = militia_;
    std::vector<EquationTree> parts;
    for (militia_ = 0; militia_ < militias_.size(); ++militia_) parts.push_back(resolved(tree.parts.front()));
    militia_ = here;
    return joined(tree.name == "sum" ? "+" : "max", std::move(parts));
  }
  EquationTree over_deadlines(const EquationTree& tree) {
    std::vector<EquationTree> parts{number(0)};
    for (deadline_ = 0; deadline_ < setup_.deadlines.size(); ++deadline_) parts.push_back(resolved(tree.parts.front()));
    return joined("max", std::move(parts));
  }
  EquationTree form_of(const EquationTree& tree) const {
    for (const StructureInfo& info : structure_table())
      if (tree.parts.front().name == info.key) return tree.parts.at(static_cast<std::size_t>(info.get(setup_.structure)) + 1);
    throw std::logic_error("equations: no structural switch '" + tree.parts.front().name + "'");
  }
  // How many weeks is a whole number that the scenario fixes.
  EquationTree delayed(const EquationTree& tree) {
    const ParameterInfo* weeks = find_parameter(tree.parts.at(1).name);
    if (weeks == nullptr) throw std::logic_error("equations: no parameter '" + tree.parts.at(1).name + "'");
    Parameters<double> parameters = setup_.parameters;
    const double value = weeks->in(parameters);
    return value > 0 ? call("delayed", {resolved(tree.parts.front()), number(value)}) : resolved(tree.parts.front());
  }

  EquationTree resolved_name(const EquationTree& tree) {
    const std::string& name = tree.name;
    if (const Row* row = find_row(name)) return named(name_of(*row, militia_), tree.last_week);
    if (name == "week") return tree;
    const std::string group = name.substr(0, name.find('.')), rest = name.substr(name.find('.') + 1);
    if (group == "u") return lever(rest);
    if (group == "initial") return initial(rest);
    if (group == "theatre") return theatre(rest);
    if (group == "militia")
      if (const auto value = trait(rest)) return constant("militia_" + rest + "_" + militias_[militia_], *value, "1", "");
    if (group == "deadline")
      if (const auto value = of_deadline(rest)) return number(*value);
    return parameter(name);
  }
  EquationTree constant(const std::string& name, double value, std::string unit, std::string meaning) {
    const std::string id = identifier(name);
    if (std::none_of(made_.constants.begin(), made_.constants.end(), [&](const NamedConstant& c) { return c.name == id; }))
      made_.constants.push_back({id, value, std::move(unit), std::move(meaning)});
    return named(id);
  }
  EquationTree parameter(const std::string& key) {
    const ParameterInfo* info = find_parameter(key);
    if (info == nullptr) throw std::logic_error("equations: nothing is called '" + key + "'");
    Parameters<double> parameters = setup_.parameters;
    return constant("parameter_" + key, info->in(parameters), std::string(info->unit), std::string(info->meaning));
  }
  EquationTree initial(const std::string& name) {
    Initial start = setup_.initial;
    if (name == "balance_reference") {
      const double balance = start.patron_power / (start.patron_power + start.rival_power);
      return constant("initial_" + name, start.balance_reference.value_or(balance), "index", "");
    }
    for (const InitialInfo& info : initial_table())
      if (name == info.name) return constant("initial_" + name, info.in(start), std::string(info.unit), std::string(info.meaning));
    throw std::logic_error("equations: nothing at the start is called '" + name + "'");
  }
  EquationTree theatre(const std::string& name) {
    if (name == "militias") return constant("theatre_militias", static_cast<double>(militias_.size()), "1", "number of militias");
    return constant("theatre_" + name, name == "attack_scale" ? setup_.theatre.attack_scale : setup_.theatre.presence_reference, "1", "");
  }
  std::optional<double> trait(const std::string& name) const {
    const Militia& militia = setup_.theatre.militias[militia_];
    const std::map<std::string, double> traits{{"tie", militia.tie},           {"agenda", militia.agenda},
                                               {"fit", militia.fit},           {"role", militia.role},
                                               {"weight", weights_[militia_]}, {"social", social_share(setup_.theatre, militia_)}};
    const auto found = traits.find(name);
    return found == traits.end() ? share_of_kind(name) : std::optional(found->second);
  }
  // Of a kind of support in the militia's mix, or what is usual of it: `arms`, `usual_arms`.
  std::optional<double> share_of_kind(const std::string& name) const {
    const Militia& militia = setup_.theatre.militias[militia_];
    Mix<double> mix = mix_of(militia), usual = militia.vehicles.empty() ? Mix<double>{} : usual_mix(setup_.theatre);
    for (const VehicleInfo& kind : vehicle_table()) {
      if (name == kind.name) return kind.in(mix);
      if (name == "usual_" + std::string(kind.name)) return kind.in(usual);
    }
    return std::nullopt;
  }
  std::optional<double> of_deadline(const std::string& name) const {
    const Deadline& deadline = setup_.deadlines.at(deadline_);
    if (name == "at") return deadline.at;
    if (name == "known") return deadline.known;
    if (name == "weight") return deadline.weight;
    return std::nullopt;
  }
  // Number of a lever by its name in the equations: levers of the militias are called there as they are recorded.
  int lever_number(const std::string& name) const {
    const int militias = static_cast<int>(militia_lever_table().size());
    for (int own = 0; own < militias; ++own)
      if (militia_lever_series(own) == name)
        return find_lever(std::string(militia_lever_table()[static_cast<std::size_t>(own)].name) + "." + militias_[militia_], militias_);
    return find_lever(name, militias_);
  }
  EquationTree lever(const std::string& name) {
    const int number = lever_number(name);
    if (number < 0) throw std::logic_error("the equations name a lever that is not there: " + name);
    const std::string id = identifier("lever_" + lever_name(number, militias_));
    if (std::none_of(made_.levers.begin(), made_.levers.end(), [&](const NamedLever& l) { return l.name == id; })) {
      const LeverInfo& info = lever_info(number, static_cast<int>(militias_.size()));
      NamedLever made{id, {}, std::string(info.unit), std::string(info.meaning)};
      for (int week = 0; week < setup_.weeks; ++week) made.by_week.push_back(path_.value(number, week));
      made_.levers.push_back(std::move(made));
    }
    return named(id);
  }

  const Setup& setup_;
  LeverPath path_;
  std::vector<std::string> militias_;
  std::vector<double> weights_;
  std::size_t militia_ = 0, deadline_ = 0;
  CoreEquations made_;
};

}  // namespace

std::vector<std::string> beyond_equations(const Scenario& scenario) {
  std::vector<std::string> beyond;
  const Setup& setup = scenario.setup;
  if (scenario.run.noise) beyond.emplace_back("noise (run.noise = true): the draws of the model; --set run.noise=false leaves them out");
  if (setup.resolution == Resolution::kCells)
    beyond.emplace_back("cells (run.resolution = \"cells\"): the agents; --set run.resolution=organisations leaves them out");
  for (const Rule& rule : setup.rules)
    if (rule.kind == Rule::Kind::kRule) beyond.push_back("the rule '" + rule.name + "': a policy that reacts");
  if (setup.rival == Rival::kAdaptive)
    beyond.emplace_back("the adaptive rival (run.rival = \"adaptive\"); --set run.rival=scripted leaves its choices out");
  if (tables_of(setup.theatre.host).any())
    beyond.emplace_back("the host's politics (blocs, government, organisers, rivalries); --set run.host=false leaves them out");
  if (setup.shift_weeks != 0) beyond.emplace_back("a shift of the policy (time.shift_weeks)");
  return beyond;
}

CoreEquations core_equations(const Scenario& scenario) { return Maker(scenario).make(); }

}  // namespace fulcrum
