#include "scenarios/study.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "scenarios/input/checker.h"
#include "scenarios/input/csv.h"
#include "scenarios/readers/factor_reader.h"
#include "scenarios/readers/scenario_document.h"
#include "scenarios/readers/uncertainty_reader.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kMostPoints = 1000000000000;
constexpr std::size_t kMostPolicies = 1000, kMostFactors = 3000, kMostListed = 10000000;

std::vector<std::string> kind_names() {
  std::vector<std::string> names;
  for (const auto& [name, kind] : kDesignKinds) names.emplace_back(name);
  return names;
}

class StudyReader {
 public:
  StudyReader(const SourceFile& file, const Library& library, std::span<const Override> overrides, const TableReader& tables)
      : file_(file), library_(library), overrides_(overrides), tables_(tables) {}
  /// The policies that the study names are these, which were read before.
  StudyReader& with(std::span<const Scenario> policies) {
    known_ = policies;
    return *this;
  }

  Study read() {
    toml::table document = parse_toml(file_);
    study_.file = file_.name;
    if (known_.empty()) study_.inputs.push_back(file_);
    if (!document.contains("study") && (document.contains("extends") || document.contains("theatre")))
      throw InputError(
          {{file_.name, 0, 0, "this is a scenario and not a study: `fulcrum run` runs it; a study names it among its policies"}});
    check_.only(document, {"schema", "study", "design", "stop", "outcome", "uncertainty"}, "a study");
    if (!document.contains("schema")) check_.missing(document, "schema", "a study");
    check_.whole(document, "schema", "schema", 1, 1, "");
    uncertain_ = document.contains("uncertainty");
    if (toml::table* head = document["study"].as_table())
      read_head(*head);
    else
      check_.missing(document, "study", "a study");
    check_.finish();  // the design needs the policies
    const Setup& setup = study_.policies.front().setup;
    study_.outcomes = read_outcomes(document, setup.theatre, setup.weeks, check_);
    if (const toml::table* design = check_.table(document, "design", "[design]")) read_design(*design);
    if (const toml::table* stop = check_.table(document, "stop", "[stop]")) read_stop(*stop);
    study_.uncertainty = read_uncertainty(document, setup, check_);
    check_.finish();
    study_.notes.insert(study_.notes.end(), check_.notes.begin(), check_.notes.end());
    return std::move(study_);
  }

 private:
  void read_head(toml::table& head) {
    check_.only(head, {"name", "title", "policies", "replicates", "seed", "noise"}, "[study]");
    if (const auto name = known_.empty() ? check_.name(head, "name", "study.name") : check_.text(head, "name", "study.name"))
      study_.name = *name;
    else if (!head.contains("name"))
      check_.missing(head, "name", "[study]");
    if (const auto title = check_.text(head, "title", "study.title")) study_.title = *title;
    toml::array* policies = head["policies"].as_array();
    if (policies == nullptr || policies->empty()) {
      check_.problem(head.contains("policies") ? head.get("policies")->source() : head.source(),
                     "[study] needs 'policies', an array of scenario files or { name, extends, ... } tables");
      return;
    }
    if (policies->size() > kMostPolicies)
      return check_.problem(policies->source(),
                            fmt::format("there are {} policies; at most {} are allowed", policies->size(), kMostPolicies));
    for (toml::node& policy : *policies) read_policy(policy);
    if (study_.policies.empty()) return;
    study_.run = study_.policies.front().run;
    read_seed(head);
    if (const auto replicates = check_.whole(head, "replicates", "study.replicates", 1, 1000000000, ""))
      study_.run.replicates = static_cast<int>(*replicates);
    if (const auto noise = check_.truth(head, "noise", "study.noise")) study_.run.noise = *noise;
    if (!study_.run.noise && !uncertain_) study_.run.replicates = 1;
    for (Scenario& scenario : study_.policies) scenario.run = study_.run;
  }

  // TOML's whole numbers end at 2^63 - 1; --seed allows more, and such a seed is stored as a text of digits.
  void read_seed(const toml::table& head) {
    if (const auto* digits = head["seed"].as_string(); digits != nullptr && !known_.empty()) {
      const std::string& text = digits->get();
      std::from_chars(text.data(), text.data() + text.size(), study_.run.seed);
    } else if (const auto seed = check_.whole(head, "seed", "study.seed", 0, std::numeric_limits<std::int64_t>::max(), "")) {
      study_.run.seed = static_cast<std::uint64_t>(*seed);
    }
  }

  void take_known_policy(const std::string& name, const toml::node& node) {
    const auto found = std::find_if(known_.begin(), known_.end(), [&](const Scenario& scenario) { return scenario.name == name; });
    if (found == known_.end()) return check_.problem(node.source(), fmt::format("there is no policy '{}' here", shown(name)));
    study_.policies.push_back(*found);
  }

  void read_policy(toml::node& node) {
    if (!known_.empty() && node.is_string()) return take_known_policy(node.as_string()->get(), node);
    try {
      if (node.is_string()) {
        const SourceFile file = open_from(file_, node.as_string()->get(), ".toml", library_, place_of(node.source()));
        study_.policies.push_back(read_scenario_document(parse_toml(file), file, library_, overrides_));
      } else if (node.is_table()) {
        read_inline_policy(*node.as_table());
      } else {
        check_.problem(node.source(),
                       fmt::format("a policy must be a scenario file or a {{ name, extends, ... }} table, not {}", kind_of(node)));
        return;
      }
    } catch (const InputError& error) {
      check_.problems.insert(check_.problems.end(), error.problems().begin(), error.problems().end());
      return;
    }
    const Scenario& last = study_.policies.back();
    for (std::size_t i = 0; i + 1 < study_.policies.size(); ++i)
      if (study_.policies[i].name == last.name)
        check_.problem(node.source(), fmt::format("two policies are called '{}'; names must differ", last.name));
    study_.notes.insert(study_.notes.end(), last.notes.begin(), last.notes.end());
    study_.inputs.insert(study_.inputs.end(), last.inputs.begin(), last.inputs.end());
  }

  // A scenario written in line; besides what scenarios have, `shift_weeks` begins the whole policy that much later.
  void read_inline_policy(toml::table& table) {
    const toml::source_region place = table.source();
    const auto shift = check_.whole(table, "shift_weeks", "shift_weeks", 0, 10000, "weeks");
    table.erase("shift_weeks");
    if (!table.contains("schema")) table.insert("schema", 1);
    SourceFile at = file_;
    study_.policies.push_back(read_scenario_document(std::move(table), at, library_, overrides_));
    if (!shift) return;
    Setup& setup = study_.policies.back().setup;
    setup.shift_weeks = static_cast<int>(*shift);
    if (*shift >= setup.weeks)
      check_.problem(place, fmt::format("shift_weeks = {} is at or beyond the end of the run; allowed: 0 to {}", *shift, setup.weeks - 1));
  }

  void read_design(const toml::table& design) {
    check_.only(design, {"kind", "points", "factors", "maximin", "second_order", "groups", "levels", "file", "list", "trajectories"},
                "[design]");
    DesignRequest& request = study_.design;
    if (!design.contains("kind")) return check_.missing(design, "kind", "[design]");
    const auto kind = check_.one_of(*design.get("kind"), "design.kind", kind_names());
    if (!kind) return;
    request.kind = std::find_if(std::begin(kDesignKinds), std::end(kDesignKinds), [&](const auto& k) { return k.first == *kind; })->second;
    if (const auto points = check_.whole(design, "points", "design.points", 1, kMostPoints, "")) request.points = *points;
    if (const auto trajectories = check_.whole(design, "trajectories", "design.trajectories", 1, kMostPoints, ""))
      request.points = *trajectories;
    if (const auto maximin = check_.truth(design, "maximin", "design.maximin")) request.maximin = *maximin;
    if (const auto second = check_.truth(design, "second_order", "design.second_order")) request.second_order = *second;
    if (const auto groups = check_.truth(design, "groups", "design.groups")) request.groups = *groups;
    if (const auto levels = check_.whole(design, "levels", "design.levels", 2, 1000, "")) request.levels = static_cast<int>(*levels);
    const bool counted = request.kind == DesignKind::kLatinHypercube || request.kind == DesignKind::kSobol ||
                         request.kind == DesignKind::kSaltelli || request.kind == DesignKind::kMorris || request.kind == DesignKind::kWalks;
    if (counted && !design.contains("points") && !design.contains("trajectories"))
      check_.problem(design.source(), fmt::format("'points' is missing in [design]; a design of kind {} needs it", *kind));
    if (const toml::table* factors = check_.table(design, "factors", "[design.factors]")) read_factors(*factors);
    if (request.factors.empty() && request.kind != DesignKind::kFile && check_.problems.empty())
      check_.missing(design, "factors", "[design]");
    if (request.kind == DesignKind::kList) read_list(design);
    if (request.kind == DesignKind::kFile && design.contains("factors"))
      check_.problem(design.get("factors")->source(),
                     "a design of kind file takes its factors from the columns of the file; leave out [design.factors]");
    else if (request.kind == DesignKind::kFile)
      read_file(design);
  }

  void read_factors(const toml::table& factors) {
    if (factors.size() > kMostFactors)
      return check_.problem(factors.source(), fmt::format("there are {} factors; at most {} are allowed", factors.size(), kMostFactors));
    std::vector<std::pair<int, Factor>> read;  // in the order of the file: toml++ keeps tables in the order of keys
    for (const auto& [key, node] : factors) {
      const int line = static_cast<int>(key.source().begin.line);
      if (is_group(key.str()))
        for (Factor& factor : read_group(key, node, factors)) read.emplace_back(line, std::move(factor));
      else if (auto factor = read_factor(key, node))
        read.emplace_back(line, std::move(*factor));
    }
    refuse_two_ways(factors, read);
    std::stable_sort(read.begin(), read.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [line, factor] : read) study_.design.factors.push_back(std::move(factor));
    if (factors.contains("levers.forces") && factors.contains("levers.troops"))
      check_.problem(factors.source(), "levers.forces and levers.troops are the same lever: vary one of them");
  }

  // What a table of factors names by more than one key: all parameters, or a group (threat.*).
  static bool is_group(std::string_view name) { return name == "all" || name.ends_with(".*"); }

  // Each over its declared range; those that the table names by themselves are left to that.
  std::vector<Factor> read_group(const toml::key& name, const toml::node& node, const toml::table& factors) {
    std::vector<Factor> group;
    const Setup& setup = study_.policies.front().setup;
    if (node.as_table() == nullptr || !node.as_table()->empty()) {
      check_.problem(node.source(), fmt::format("'{}' stands for several factors, each over its declared range: write {{}}", name.str()));
      return group;
    }
    for (const std::string& key : setup_keys(setup)) {
      const bool meant = name.str() == "all" ? find_parameter(key) != nullptr : fits_pattern(name.str(), key);
      if (!meant || factors.contains(key) || (name.str() == "all" && in_other_group(key, factors))) continue;
      auto found = find_setup_key(key, setup);
      if (!found || !(found->explore_low < found->explore_high) || key == "levers.troops") continue;
      if (auto factor = fulcrum::read_factor(std::move(*found), node, check_)) group.push_back(std::move(*factor));
    }
    if (group.empty())
      check_.problem(name.source(), fmt::format("unknown factor '{}': no key with a range to explore begins so", shown(name.str())));
    return group;
  }

  static bool in_other_group(const std::string& key, const toml::table& factors) {
    return std::any_of(factors.begin(), factors.end(), [&](const auto& entry) {
      return entry.first.str() != "all" && is_group(entry.first.str()) && fits_pattern(entry.first.str(), key);
    });
  }

  // A key of all policies and the same of one policy would set one number twice.
  void refuse_two_ways(const toml::table& factors, const std::vector<std::pair<int, Factor>>& read) {
    for (const auto& [key, node] : factors) {
      const auto [policy, bare] = policy_and_key(key.str());
      const auto same = [&, &bare = bare](const auto& one) { return one.second.key.key == bare; };
      if (!policy.empty() && std::any_of(read.begin(), read.end(), same))
        check_.problem(key.source(), fmt::format("{} is a factor of all policies and of '{}' alone: vary one of them", bare, policy));
    }
  }

  std::optional<SetupKey> find_key(const std::string& name, const toml::source_region& place) {
    std::optional<SetupKey> key;
    const auto [policy, bare] = policy_and_key(name);
    if (!policy.empty()) return key_of_policy(name, place);
    for (const Scenario& scenario : study_.policies)  // an action may stand in some policies only
      if (!key) key = find_setup_key(name, scenario.setup);
    if (!key)
      check_.problem(place, fmt::format("unknown factor '{}'", shown(name)) + suggestion(name, setup_keys(study_.policies.front().setup)));
    return key;
  }

  // "engagement:levers.framework": only that policy's.
  std::optional<SetupKey> key_of_policy(const std::string& name, const toml::source_region& place) {
    const auto [policy, bare] = policy_and_key(name);
    std::vector<std::string> names;
    for (const Scenario& scenario : study_.policies) names.push_back(scenario.name);
    const auto at = std::find(names.begin(), names.end(), policy);
    if (at == names.end()) {
      check_.problem(place, fmt::format("factor '{}' is of a policy that this study does not have", shown(name)) +
                                suggestion(std::string(policy), names));
      return std::nullopt;
    }
    const Setup& setup = study_.policies[static_cast<std::size_t>(at - names.begin())].setup;
    auto key = find_setup_key(bare, setup);
    if (!key)
      check_.problem(place, fmt::format("unknown factor '{}'", shown(name)) + suggestion(std::string(bare), setup_keys(setup)));
    else
      key->key = name;
    return key;
  }

  std::optional<Factor> read_factor(const toml::key& name, const toml::node& node) {
    auto key = find_key(std::string(name.str()), name.source());
    if (!key) return std::nullopt;
    return fulcrum::read_factor(std::move(*key), node, check_);
  }

  // list = { "direct.threat_gain" = [4, 5, ...], ... }: every factor has a value for every point.
  void read_columns(const toml::table& list) {
    std::vector<std::vector<double>>& points = study_.design.listed;
    for (std::size_t f = 0; f < study_.design.factors.size(); ++f) {
      const Factor& factor = study_.design.factors[f];
      const toml::array* column = list[factor.key.key].as_array();
      if (f == 0 && column != nullptr) points.resize(column->size());
      if (column == nullptr || column->empty() || column->size() != points.size())
        return check_.problem(list.source(),
                              fmt::format("the list needs an array for each factor, all of the same length; see {}", factor.key.key));
      for (std::size_t i = 0; i < points.size(); ++i)
        if (const auto number = check_.number((*column)[i], factor.key.key, factor.key.bounds, factor.key.unit))
          points[i].push_back(*number);
    }
    for (const auto& [key, column] : list) {
      const std::string name(key.str());
      if (std::none_of(study_.design.factors.begin(), study_.design.factors.end(), [&](const Factor& f) { return f.key.key == name; }))
        check_.problem(key.source(), fmt::format("'{}' is in the list, and is not a factor", shown(name)));
    }
    study_.design.points = static_cast<std::int64_t>(points.size());
  }

  // list = [{ "direct.threat_gain" = 4, ... }, ...]: every point names every factor.
  void read_list(const toml::table& design) {
    if (const toml::table* columns = design["list"].as_table()) return read_columns(*columns);
    const toml::array* list = design["list"].as_array();
    if (list == nullptr || list->empty())
      return check_.problem(
          design.source(),
          "a design of kind list needs 'list': an array of tables with one value per factor, or a table with one array per factor");
    for (const toml::node& node : *list) {
      const toml::table* point = node.as_table();
      if (point == nullptr || point->size() != study_.design.factors.size()) {
        check_.problem(node.source(), fmt::format("a point of the list must be a table with one value for each of the {} factors",
                                                  study_.design.factors.size()));
        continue;
      }
      std::vector<double> values;
      for (const Factor& factor : study_.design.factors)
        if (const toml::node* value = point->get(factor.key.key)) {
          if (const auto number = check_.number(*value, factor.key.key, factor.key.bounds, factor.key.unit)) values.push_back(*number);
        } else {
          check_.problem(node.source(), fmt::format("this point has no value for factor {}", factor.key.key));
        }
      study_.design.listed.push_back(std::move(values));
    }
    study_.design.points = static_cast<std::int64_t>(study_.design.listed.size());
  }

  // A table with a column a factor; columns that are no factor are refused unless they are called point or point_id.
  void read_file(const toml::table& design) {
    const auto name = check_.text(design, "file", "design.file");
    if (!name) return check_.missing(design, "file", "[design]");
    if (const toml::table* columns = design["list"].as_table()) return take_file(*name, *columns);
    if (name->ends_with(".h5") || name->ends_with(".hdf5")) return read_binary_file(*name, place_of(design.get("file")->source()));
    const SourceFile source = open_from(file_, *name, ".csv", library_, place_of(design.get("file")->source()));
    study_.inputs.push_back(source);
    study_.design.file = source.name;
    const CsvTable table = parse_csv(source, kMostListed);
    std::vector<std::size_t> fields;
    for (std::size_t f = 0; f < table.heads.size(); ++f) {
      if (table.heads[f] == "point" || table.heads[f] == "point_id") continue;
      auto key = find_key(table.heads[f], design.get("file")->source());
      if (!key) continue;
      fields.push_back(f);
      study_.design.factors.push_back({std::move(*key), {}});
    }
    for (const CsvRow& row : table.rows) {
      std::vector<double> values;
      for (std::size_t i = 0; i < fields.size(); ++i) values.push_back(read_field(source, row, fields[i], study_.design.factors[i]));
      study_.design.listed.push_back(std::move(values));
    }
    if (study_.design.listed.empty()) check_.problems.push_back({source.name, 1, 1, "the table has no points"});
    study_.design.points = static_cast<std::int64_t>(study_.design.listed.size());
  }

  // A file whose points were read before and stand in the study itself, in the order of its columns.
  void take_file(const std::string& name, const toml::table& columns) {
    study_.design.file = name;
    std::vector<std::pair<std::uint32_t, SetupKey>> keys;
    for (const auto& [key, column] : columns)
      if (auto found = find_key(std::string(key.str()), key.source())) keys.emplace_back(key.source().begin.line, std::move(*found));
    std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [line, key] : keys) {
      key.bounds.whole = false;  // files are not held to whole numbers
      study_.design.factors.push_back({std::move(key), {}});
    }
    read_columns(columns);
  }

  void read_binary_file(const std::string& name, const Problem& place) {
    const auto refuse = [&](const std::string& message) { check_.problems.push_back({place.file, place.line, place.column, message}); };
    const std::filesystem::path given(name);
    const bool leaves = given.is_absolute() || std::any_of(given.begin(), given.end(), [](const auto& part) { return part == ".."; });
    if (leaves || !tables_) return refuse(fmt::format("'{}' must be in the study's folder or below it", shown(name)));
    if (!stays_inside(file_.folder / given, file_.root))
      return refuse(fmt::format("'{}' leads out of the study's folder by a symbolic link", shown(name)));
    NumberTable table;
    try {
      table = tables_(file_.folder / given);
    } catch (const std::runtime_error& error) {
      return refuse(error.what());
    }
    study_.design.file = name;
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < table.names.size(); ++c) {
      if (table.names[c] == "point" || table.names[c] == "point_id") continue;
      auto key = find_key(table.names[c], {});
      if (!key) continue;
      columns.push_back(c);
      study_.design.factors.push_back({std::move(*key), {}});
    }
    if (columns.empty() && check_.problems.empty()) refuse(fmt::format("'{}' has no column for a factor", shown(name)));
    for (std::size_t row = 0; !columns.empty() && row < table.values.front().size(); ++row) {
      std::vector<double>& point = study_.design.listed.emplace_back();
      for (std::size_t i = 0; i < columns.size(); ++i) {
        const double value = table.values[columns[i]][row];
        const Bounds& bounds = study_.design.factors[i].key.bounds;
        if (!(value >= bounds.lower && value <= bounds.upper) && check_.problems.size() < 2 * InputError::kMostProblems)
          refuse(fmt::format("{}: {} = {} of point {} is outside its limits; allowed: {}", name, study_.design.factors[i].key.key,
                             number_text(value), row, allowed_text(bounds, study_.design.factors[i].key.unit)));
        point.push_back(value);
      }
    }
    study_.design.points = static_cast<std::int64_t>(study_.design.listed.size());
  }

  double read_field(const SourceFile& source, const CsvRow& row, std::size_t field, const Factor& factor) {
    const auto value = parse_number(row.fields[field]);
    const Bounds& bounds = factor.key.bounds;
    if (value && *value >= bounds.lower && *value <= bounds.upper) return *value;
    if (check_.problems.size() < 2 * InputError::kMostProblems)
      check_.problems.push_back({source.name, row.line, 1,
                                 fmt::format("{} = '{}' is not a number within its limits; allowed: {}", factor.key.key,
                                             shown(row.fields[field]), allowed_text(bounds, factor.key.unit))});
    return 0;
  }

  void read_stop(const toml::table& stop) {
    check_.only(stop, {"pair", "outcome", "half_width", "sign", "max_replicates", "confidence", "range"}, "[stop]");
    StopRequest request;
    const toml::array* pair = stop["pair"].as_array();
    if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_string() || !(*pair)[1].is_string())
      return check_.problem(stop.source(), "[stop] needs pair = [\"policy\", \"policy\"], the two policies to compare");
    request.first = (*pair)[0].as_string()->get();
    request.second = (*pair)[1].as_string()->get();
    std::vector<std::string> names;
    for (const Scenario& scenario : study_.policies) names.push_back(scenario.name);
    for (const toml::node& node : *pair) check_.one_of(node, "a policy of the pair", names);
    if (const auto outcome = check_.text(stop, "outcome", "stop.outcome"))
      request.outcome = *outcome;
    else
      check_.missing(stop, "outcome", "[stop]");
    request.half_width = check_.number(stop, "half_width", "stop.half_width", {1e-12, kUnbounded}, "");
    if (const auto sign = check_.truth(stop, "sign", "stop.sign")) request.sign = *sign;
    if (!request.half_width && !request.sign) check_.problem(stop.source(), "[stop] needs half_width = ... or sign = true");
    if (const auto most = check_.whole(stop, "max_replicates", "stop.max_replicates", 2, 1000000000, "")) request.max_replicates = *most;
    if (const auto confidence = check_.number(stop, "confidence", "stop.confidence", {.5, .9999}, "")) request.confidence = *confidence;
    if (stop.contains("range")) request.range = read_range(*stop.get("range"));
    study_.stop = request;
  }

  // range = [low, high]: what no difference can leave.
  std::optional<std::pair<double, double>> read_range(const toml::node& node) {
    const toml::array* ends = node.as_array();
    if (ends == nullptr || ends->size() != 2) {
      check_.problem(node.source(), "stop.range must be [low, high], the bounds of every possible difference");
      return std::nullopt;
    }
    const auto low = check_.number((*ends)[0], "low end of stop.range", {-kUnbounded, kUnbounded}, "");
    const auto high = check_.number((*ends)[1], "high end of stop.range", {-kUnbounded, kUnbounded}, "");
    if (!low || !high) return std::nullopt;
    if (*low < *high) return std::pair{*low, *high};
    check_.problem(node.source(), fmt::format("stop.range: {} must be below {}", number_text(*low), number_text(*high)));
    return std::nullopt;
  }

  SourceFile file_;
  const Library& library_;
  std::span<const Override> overrides_;
  const TableReader& tables_;
  std::span<const Scenario> known_;
  Checker check_;
  Study study_;
  bool uncertain_ = false;  ///< states of the world differ without noise too
};

}  // namespace

Study read_study(const std::string& name, const Library& library, std::span<const Override> overrides, const TableReader& tables) {
  return StudyReader(open_named(name, library), library, overrides, tables).read();
}

Study read_stored_study(const std::string& text, std::span<const Scenario> policies) {
  return StudyReader({"study.toml", text, {}, {}}, {}, {}, {}).with(policies).read();
}

bool looks_like_study(const SourceFile& file) { return parse_toml(file).contains("study"); }

}  // namespace fulcrum
