// Reading claims files: strict, every problem with its place.
#include "scenarios/claims.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "models/recording.h"
#include "scenarios/input/checker.h"
#include "scenarios/readers/scenario_document.h"

namespace fulcrum {

namespace {

constexpr std::size_t kMostRuns = 5000, kMostValues = 100;
constexpr const char* kBaseRun = "status_quo";

// The number in an id such as P59a; 0 if there is none.
int number_of(const std::string& id) {
  const auto digit = std::find_if(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
  int number = 0;
  for (auto at = digit; at != id.end() && *at >= '0' && *at <= '9' && number < 100000; ++at) number = number * 10 + (*at - '0');
  return number;
}

// Runs are named <claim>.<name>, a member of a sweep <claim>.<name>=<value>.
struct NamedRuns {
  std::map<std::string, std::vector<std::string>> groups;  ///< local name: runs it stands for
  std::map<std::string, std::string> single;               ///< local name: run
};

class ClaimsReader {
 public:
  explicit ClaimsReader(const Library& library) : library_(library) {}

  void read(const SourceFile& file) {
    file_ = &file;
    toml::table document = parse_toml(file);
    check_.only(document, {"schema", "title", "runs", "claim", "dispute"}, "a claims file");
    if (!document.contains("schema")) check_.missing(document, "schema", "a claims file");
    check_.whole(document, "schema", "schema", 1, 1, "");
    check_.text(document, "title", "title");
    const toml::table none, *shared = check_.table(document, "runs", "[runs]");
    shared_ = shared != nullptr ? shared : &none;
    for (const toml::table* claim : check_.tables(document, "claim")) read_claim(*claim);
    for (const toml::table* dispute : check_.tables(document, "dispute")) read_dispute(*dispute);
  }

  ClaimSet finish() {
    for (const auto& [id, place] : named_in_disputes_)
      if (set_.find(id) == nullptr) check_.problem(place, fmt::format("there is no claim '{}'", shown(id)) + check_.suggest(id, ids()));
    check_.finish();
    std::stable_sort(set_.claims.begin(), set_.claims.end(),
                     [](const Claim& a, const Claim& b) { return number_of(a.id) < number_of(b.id); });
    return std::move(set_);
  }

 private:
  std::vector<std::string> ids() const {
    std::vector<std::string> all;
    for (const Claim& claim : set_.claims) all.push_back(claim.id);
    return all;
  }

  std::string required(const toml::table& table, const char* key, const std::string& where) {
    if (!table.contains(key)) check_.missing(table, key, where);
    return check_.text(table, key, key).value_or("");
  }

  void read_claim(const toml::table& table) {
    check_.only(table,
                {"id", "statement", "source", "kind", "test", "unit", "untested", "by_construction", "runs", "holds", "tie", "holds_with",
                 "breaks"},
                "[[claim]]");
    Claim claim;
    claim.id = check_.name(table, "id", "id").value_or("");
    if (claim.id.empty()) return table.contains("id") ? void() : check_.missing(table, "id", "[[claim]]");
    if (set_.find(claim.id) != nullptr) check_.problem(table.get("id")->source(), fmt::format("two claims are called '{}'", claim.id));
    claim.statement = required(table, "statement", "[[claim]]");
    claim.source = required(table, "source", "[[claim]]");
    claim.kind = required(table, "kind", "[[claim]]");
    claim.test = check_.text(table, "test", "test").value_or("");
    read_units(table, claim);
    claim.untested = check_.text(table, "untested", "untested").value_or("");
    claim.by_construction = check_.text(table, "by_construction", "by_construction").value_or("");
    if (const auto tie = check_.number(table, "tie", "tie", {0, kUnbounded}, "")) claim.tie = *tie;
    if (!claim.untested.empty()) {
      if (table.contains("holds")) check_.problem(table.get("holds")->source(), "a claim is either untested or has conditions");
      if (table.contains("by_construction"))
        check_.problem(table.get("by_construction")->source(), "a claim that is untested cannot hold by construction");
    } else {
      owner_ = claim.id;
      own_ = check_.table(table, "runs", "runs");
      read_holds(table, claim);
      claim.holds_with = read_settings(table, "holds_with", true);
      claim.breaks = read_settings(table, "breaks", false);
    }
    set_.claims.push_back(std::move(claim));
  }

  void read_units(const toml::table& table, Claim& claim) {
    if (const toml::array* units = table["unit"].as_array()) {
      for (const toml::node& unit : *units) {
        if (!unit.is_string()) check_.problem(unit.source(), fmt::format("a unit must be a string, not {}", kind_of(unit)));
        claim.units.push_back(unit.value_or(std::string()));
      }
    } else if (const auto unit = check_.text(table, "unit", "unit")) {
      claim.units.push_back(*unit);
    }
    if (claim.units.empty()) claim.units.emplace_back("index");
  }

  void read_holds(const toml::table& table, Claim& claim) {
    NamedRuns runs;  // those that conditions name
    const toml::node* holds = table.get("holds");
    if (holds == nullptr) return check_.missing(table, "holds", "[[claim]] (or 'untested')");
    std::vector<const toml::node*> texts;
    if (const toml::array* list = holds->as_array())
      for (const toml::node& node : *list) texts.push_back(&node);
    else
      texts.push_back(holds);
    if (texts.empty()) check_.problem(holds->source(), "holds is empty");
    for (const toml::node* node : texts) {
      if (!node->is_string()) {
        check_.problem(node->source(), fmt::format("a condition must be a string, not {}", kind_of(*node)));
        continue;
      }
      read_condition(*node, runs, claim);
    }
  }

  void read_condition(const toml::node& node, NamedRuns& runs, Claim& claim) {
    const std::string text = node.as_string()->get();
    try {
      Condition condition = parse_condition(text);
      for (ClaimExpression* side : {&condition.left, &condition.right}) {
        visit_measures(*side, [&](Measure& measure) { look_up(measure, runs, node); });
        expand_groups(*side, [&](const std::string& run) {
          const auto group = runs.groups.find(run);
          return group == runs.groups.end() ? std::vector<std::string>{} : group->second;
        });
        visit_measures(*side, [&](Measure& measure) { check_entity(measure); });
      }
      claim.holds.push_back(std::move(condition));
    } catch (const ConditionError& error) {
      const std::string place = error.column > 0 ? fmt::format(", character {}", error.column) : "";
      check_.problem(node.source(), fmt::format("condition '{}'{}: {}", shown(text, 200), place, error.what()));
    }
  }

  // Checks the series and gives the run its name in the set.
  void look_up(Measure& measure, NamedRuns& runs, const toml::node& node) {
    const SeriesInfo* series = find_series(measure.series);
    if (series == nullptr) {
      std::vector<std::string> names;
      for (const SeriesInfo& known : series_catalogue()) names.push_back(known.name);
      throw ConditionError(0, fmt::format("there is no series '{}'", measure.series) + suggestion(measure.series, names));
    }
    if ((series->axis == Axis::kNone) != measure.entity.empty())
      throw ConditionError(0, series->axis == Axis::kNone
                                  ? fmt::format("{} has no parts", measure.series)
                                  : fmt::format("{} has a value for each organisation: write {}.<name>", measure.series, measure.series));
    if (runs.groups.contains(measure.run)) return;
    if (!runs.single.contains(measure.run)) add_named(measure.run, runs, node);
    if (const auto found = runs.single.find(measure.run); found != runs.single.end()) measure.run = found->second;
  }

  void check_entity(const Measure& measure) {
    if (measure.entity.empty()) return;
    const auto run = std::find_if(set_.runs.begin(), set_.runs.end(), [&](const ClaimRun& r) { return r.name == measure.run; });
    if (run == set_.runs.end()) return;  // its problem was noted
    const auto names = axis_names(find_series(measure.series)->axis, run->setup.theatre);
    if (std::find(names.begin(), names.end(), measure.entity) == names.end())
      throw ConditionError(0, fmt::format("there is no {} '{}' in {}", measure.series, measure.entity, run->setup.theatre.name) +
                                  suggestion(measure.entity, names));
  }

  const toml::node* definition(const std::string& name) const {
    if (own_ != nullptr && own_->contains(name)) return own_->get(name);
    return shared_->get(name);
  }

  // A run by its name: of the claim, of the file, or a shipped scenario.
  void add_named(const std::string& name, NamedRuns& runs, const toml::node& place) {
    const toml::node* node = definition(name);
    if (node == nullptr) {
      if (std::find_if(set_.runs.begin(), set_.runs.end(), [&](const ClaimRun& r) { return r.name == name; }) == set_.runs.end()) {
        const SourceFile file = open_from(*file_, name, ".toml", library_, place_of(place.source()));
        add_run(name, parse_toml(file), file, {}, {});
      }
      runs.single[name] = name;
    } else if (const toml::array* list = node->as_array()) {
      add_group(name, *list, runs);
    } else if (const toml::table* table = node->as_table()) {
      table->contains("sweep") ? add_sweep(name, *table, runs) : void(runs.single[name] = add_inline(name, *table, "", {}));
    } else {
      check_.problem(node->source(), fmt::format("run '{}' must be a table or an array of runs, not {}", name, kind_of(*node)));
    }
  }

  void add_group(const std::string& name, const toml::array& list, NamedRuns& runs) {
    std::vector<std::string> members;
    for (const toml::node& item : list) {
      if (!item.is_string()) return check_.problem(item.source(), fmt::format("a member of '{}' must be the name of a run", name));
      const std::string member = item.as_string()->get();
      const toml::node* defined = definition(member);
      if (defined != nullptr && !runs.single.contains(member) && (!defined->is_table() || defined->as_table()->contains("sweep")))
        return check_.problem(item.source(), fmt::format("'{}' is a group itself; a group is made of single runs", shown(member)));
      if (!runs.single.contains(member)) add_named(member, runs, item);
      if (!runs.single.contains(member)) return check_.problem(item.source(), fmt::format("'{}' is not a single run", shown(member)));
      members.push_back(runs.single[member]);
    }
    if (members.size() < 2) return check_.problem(list.source(), fmt::format("group '{}' needs at least two runs", name));
    runs.groups[name] = std::move(members);
  }

  void add_sweep(const std::string& name, const toml::table& table, NamedRuns& runs) {
    const auto key = check_.text(table, "sweep", "sweep");
    const toml::array* values = table["values"].as_array();
    if (values == nullptr || values->size() < 2 || values->size() > kMostValues)
      return check_.problem(table.source(), fmt::format("sweep '{}' needs 'values', an array of 2 to {} values", name, kMostValues));
    if (!key) return;
    std::vector<std::string> members;
    for (const toml::node& value : *values) {
      const std::string text = value.is_string() ? value.as_string()->get() : number_text(value.value<double>().value_or(0));
      members.push_back(add_inline(name, table, text, {{*key + "=" + text}}));
    }
    runs.groups[name] = std::move(members);
  }

  // A scenario written in line. `extends` may name another run of the claim or file.
  toml::table merged(const toml::table& table, int depth = 0) {
    const std::string parent = table["extends"].value_or(std::string(kBaseRun));
    const toml::node* defined = definition(parent);
    if (defined == nullptr || !defined->is_table() || defined == &table) {
      toml::table whole = table;
      if (!table.contains("extends") && !table.contains("theatre")) whole.insert("extends", kBaseRun);
      return whole;
    }
    if (depth > 10) {
      Problem circle = place_of(table.source());
      circle.message = "runs extend each other in a cycle, or more than ten deep";
      throw InputError({circle});
    }
    toml::table whole = merged(*defined->as_table(), depth + 1);
    toml::table own = table;
    own.erase("extends");
    merge_over(whole, std::move(own));
    return whole;
  }

  std::string add_inline(const std::string& name, const toml::table& table, const std::string& value, std::vector<Override> overrides) {
    const bool own = own_ != nullptr && own_->contains(name);
    std::string full =
        (own ? owner_ + "." : file_->name.substr(0, file_->name.find('.')) + ".") + name + (value.empty() ? "" : "=" + value);
    toml::table document;
    try {
      document = merged(table);
    } catch (const InputError& error) {
      check_.problems.insert(check_.problems.end(), error.problems().begin(), error.problems().end());
      return full;
    }
    document.erase("sweep");
    document.erase("values");
    document.insert_or_assign("schema", 1);
    document.insert_or_assign("name", "claim");
    std::vector<std::string> fixed;
    if (const toml::table* parameters = document["parameters"].as_table())
      for (const auto& [group, node] : *parameters)
        if (const toml::table* inner = node.as_table())
          for (const auto& [key, number] : *inner) fixed.push_back(std::string(group.str()) + "." + std::string(key.str()));
    for (const Override& override : overrides) fixed.push_back(override.text.substr(0, override.text.find('=')));
    add_run(full, std::move(document), *file_, overrides, fixed);
    return full;
  }

  void add_run(const std::string& name, toml::table&& document, const SourceFile& file, std::span<const Override> overrides,
               const std::vector<std::string>& fixed) {
    const auto there = std::find_if(set_.runs.begin(), set_.runs.end(), [&](const ClaimRun& run) { return run.name == name; });
    if (there != set_.runs.end() || set_.runs.size() > kMostRuns) return;
    try {
      const Scenario scenario = read_scenario_document(std::move(document), file, library_, overrides);
      ClaimRun run{name, scenario.setup, {}};
      for (const std::string& key : fixed)
        if (const ParameterInfo* parameter = find_parameter(key))
          run.fixed.emplace_back(*find_setup_key(key, run.setup), parameter->in(run.setup.parameters));
      set_.runs.push_back(std::move(run));
    } catch (const InputError& error) {
      check_.problems.insert(check_.problems.end(), error.problems().begin(), error.problems().end());
    }
  }

  // Settings by dotted keys; `within` asks for values within limits.
  Settings read_settings(const toml::table& in, const char* name, bool within) {
    Settings settings;
    const toml::table* table = check_.table(in, name, name);
    if (table == nullptr) return settings;
    static const Setup kDefault = read_scenario(kBaseRun, Library{}).setup;
    flatten(*table, "", [&](const std::string& key, const toml::node& node) {
      auto found = find_setup_key(key, kDefault);
      if (!found)
        return check_.problem(node.source(),
                              fmt::format("unknown key '{}' in {}", shown(key), name) + check_.suggest(key, setup_keys(kDefault)));
      if (!found->forms.empty() && node.is_string()) {
        const auto form = std::find(found->forms.begin(), found->forms.end(), node.as_string()->get());
        if (form == found->forms.end())
          return check_.problem(node.source(), fmt::format("'{}' is not a form of {}", node.as_string()->get(), key));
        settings.emplace_back(*found, static_cast<double>(form - found->forms.begin()));
        return;
      }
      const Bounds any{-kUnbounded, kUnbounded};
      if (const auto value = check_.number(node, key, within ? found->bounds : any, found->unit)) settings.emplace_back(*found, *value);
    });
    return settings;
  }

  static void flatten(const toml::table& table, const std::string& prefix,
                      const std::function<void(const std::string&, const toml::node&)>& take) {
    for (const auto& [key, node] : table) {
      const std::string whole = prefix + std::string(key.str());
      if (const toml::table* inner = node.as_table())
        flatten(*inner, whole + ".", take);
      else
        take(whole, node);
    }
  }

  void read_dispute(const toml::table& table) {
    check_.only(table, {"id", "question", "side", "choice"}, "[[dispute]]");
    Dispute dispute;
    dispute.id = check_.name(table, "id", "id").value_or("");
    if (!table.contains("id")) check_.missing(table, "id", "[[dispute]]");
    dispute.question = required(table, "question", "[[dispute]]");
    for (const toml::table* side : check_.tables(table, "side")) {
      check_.only(*side, {"view", "claims"}, "[[dispute.side]]");
      Dispute::Side read{required(*side, "view", "[[dispute.side]]"), {}};
      if (const toml::array* claims = (*side)["claims"].as_array())
        for (const toml::node& claim : *claims) {
          read.claims.push_back(claim.value_or(std::string()));
          named_in_disputes_.emplace_back(read.claims.back(), claim.source());
        }
      if (read.claims.empty()) check_.problem(side->source(), "[[dispute.side]] needs 'claims', an array of ids");
      dispute.sides.push_back(std::move(read));
    }
    if (dispute.sides.size() < 2) check_.problem(table.source(), "a dispute needs at least two sides");
    dispute.choices.push_back({"defaults", {}});
    for (const toml::table* choice : check_.tables(table, "choice")) {
      check_.only(*choice, {"name", "set"}, "[[dispute.choice]]");
      dispute.choices.push_back({required(*choice, "name", "[[dispute.choice]]"), read_settings(*choice, "set", true)});
    }
    set_.disputes.push_back(std::move(dispute));
  }

  const Library& library_;
  const SourceFile* file_ = nullptr;
  const toml::table* shared_ = nullptr;
  const toml::table* own_ = nullptr;
  std::string owner_;
  Checker check_;
  ClaimSet set_;
  std::vector<std::pair<std::string, toml::source_region>> named_in_disputes_;
};

}  // namespace

const Claim* ClaimSet::find(std::string_view id) const {
  const auto found = std::find_if(claims.begin(), claims.end(), [&](const Claim& claim) { return claim.id == id; });
  return found == claims.end() ? nullptr : &*found;
}

ClaimSet read_claims(std::span<const SourceFile> files, const Library& library) {
  ClaimsReader reader(library);
  for (const SourceFile& file : files) reader.read(file);
  return reader.finish();
}

bool looks_like_claims(const SourceFile& file) {
  const toml::table document = parse_toml(file);
  return document.contains("claim") || document.contains("dispute");
}

const ClaimSet& shipped_claims() {
  static const ClaimSet claims = [] {
    std::vector<SourceFile> files;
    for (const EmbeddedFile& file : embedded_claims()) files.push_back({std::string(file.name), std::string(file.text), {}, {}});
    return read_claims(files, Library{});
  }();
  return claims;
}

std::string problem_of_claim(const std::string& id) {
  const ClaimSet& set = shipped_claims();
  if (const Claim* claim = set.find(id))
    return claim->untested.empty() ? "" : fmt::format("claim {} cannot be tested: {}", id, claim->untested);
  std::vector<std::string> ids;
  for (const Claim& claim : set.claims) ids.push_back(claim.id);
  return fmt::format("there is no claim '{}'{}; `fulcrum claims` lists them", shown(id), suggestion(id, ids));
}

}  // namespace fulcrum
