#include "sim/equations/xmile.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "build_info.h"

namespace fulcrum {

namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

// Units as XMILE writes them: "1" is dimensionless.
std::string units_text(const std::string& unit) { return "<units>" + escaped(unit == "1" || unit.empty() ? "dmnl" : unit) + "</units>"; }

std::string doc_text(const std::string& meaning) { return meaning.empty() ? "" : "<doc>" + escaped(meaning) + "</doc>"; }

class Writer {
 public:
  explicit Writer(const CoreEquations& equations) : equations_(equations) {}

  std::string text() {
    std::string variables;
    for (const NamedConstant& c : equations_.constants) variables += aux(c.name, number(c.value), c.unit, c.meaning);
    for (const NamedLever& lever : equations_.levers) variables += lever_text(lever);
    for (const Quantity& quantity : equations_.quantities) variables += quantity_text(quantity);
    for (const auto& [name, weeks] : delays_) variables += chain(name, weeks);
    return head() + variables + "    </variables>\n  </model>\n</xmile>\n";
  }

 private:
  std::string head() const {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<xmile version=\"1.0\" xmlns=\"http://docs.oasis-open.org/xmile/ns/XMILE/v1.0\">\n"
        "  <header>\n    <vendor>fulcrum</vendor>\n    <product version=\"{}\">fulcrum</product>\n    <name>{}</name>\n"
        "    <caption>{}</caption>\n  </header>\n"
        "  <sim_specs method=\"Euler\" time_units=\"weeks\">\n    <start>0</start>\n    <stop>{}</stop>\n    <dt>1</dt>\n  </sim_specs>\n"
        "  <model>\n    <variables>\n",
        kProgramVersion, escaped(equations_.scenario), escaped(equations_.title), equations_.weeks - 1);
  }
  static std::string aux(const std::string& name, const std::string& value, const std::string& unit, const std::string& meaning) {
    return fmt::format("      <aux name=\"{}\"><eqn>{}</eqn>{}{}</aux>\n", name, value, units_text(unit), doc_text(meaning));
  }
  // Constant levers are constants; others are read off a graph at whole weeks. The graph has a name and is called, for not every engine
  // reads the equation of a variable that holds a graph itself.
  static std::string lever_text(const NamedLever& lever) {
    const bool constant = std::all_of(lever.by_week.begin(), lever.by_week.end(), [&](double v) { return v == lever.by_week.front(); });
    if (constant) return aux(lever.name, number(lever.by_week.front()), lever.unit, lever.meaning);
    const auto [low, high] = std::minmax_element(lever.by_week.begin(), lever.by_week.end());
    const std::string graph = "graph_of_" + lever.name;
    return fmt::format(
               "      <gf name=\"{}\"><xscale min=\"0\" max=\"{}\"/><yscale min=\"{}\" max=\"{}\"/>"
               "<ypts>{}</ypts></gf>\n",
               graph, lever.by_week.size() - 1, *low, *high, fmt::join(lever.by_week, ",")) +
           aux(lever.name, graph + "(TIME)", lever.unit, lever.meaning);
  }
  std::string quantity_text(const Quantity& quantity) {
    cases_.clear();
    quantity_ = quantity.name;
    std::string text = aux(quantity.name, written(quantity.value), quantity.unit, quantity.meaning);
    if (quantity.start) text += stock("last_" + quantity.name, quantity.name, written(*quantity.start), quantity.unit);
    for (std::size_t i = 0; i < cases_.size(); ++i) text += aux(case_name(i), cases_[i], "1", "");
    return text;
  }
  // An IF within another equation is a variable of its own: not every engine reads one there.
  std::string part(const EquationTree& tree) {
    std::string text = written(tree);
    if (tree.kind != EquationTree::Kind::kCall || tree.name != "if") return text;
    cases_.push_back(text);
    return case_name(cases_.size() - 1);
  }
  std::string case_name(std::size_t i) const { return fmt::format("{}_case_{}", quantity_, i + 1); }
  // A stock that is next week what a variable is now.
  static std::string stock(const std::string& name, const std::string& follows, const std::string& start, const std::string& unit) {
    return fmt::format(
        "      <stock name=\"{0}\"><eqn>{2}</eqn><inflow>change_of_{0}</inflow>{3}</stock>\n"
        "      <flow name=\"change_of_{0}\"><eqn>({1} - {0}) / DT</eqn></flow>\n",
        name, follows, start, units_text(unit));
  }
  static std::string ago(const std::string& name, int weeks) { return fmt::format("{}_{}_weeks_ago", name, weeks); }
  static std::string chain(const std::string& name, int weeks) {
    std::string text;
    for (int w = 1; w <= weeks; ++w) text += stock(ago(name, w), w == 1 ? name : ago(name, w - 1), name, "1");
    return text;
  }

  static std::string number(double value) { return fmt::format("{}", value); }
  std::string written(const EquationTree& tree) {
    if (tree.kind == EquationTree::Kind::kNumber) return number(tree.number);
    if (tree.kind == EquationTree::Kind::kName) return tree.name == "week" ? "TIME" : (tree.last_week ? "last_" : "") + tree.name;
    if (tree.name == "delayed") {
      const int weeks = static_cast<int>(tree.parts.at(1).number);
      delays_[tree.parts.front().name] = std::max(delays_[tree.parts.front().name], weeks);
      return ago(tree.parts.front().name, weeks);
    }
    std::vector<std::string> parts;
    for (const EquationTree& operand : tree.parts) parts.push_back(part(operand));
    return called(tree.name, parts);
  }
  // XMILE has no limits, no logistic function and no hyperbolic tangent.
  static std::string called(const std::string& name, const std::vector<std::string>& p) {
    if (name.size() <= 2 && std::string("+-*/<=>=").find(name) != std::string::npos)
      return fmt::format("({} {} {})", p[0], escaped(name), p[1]);
    if (name == "clip") return fmt::format("MIN({}, MAX({}, {}))", p.size() > 1 ? p[2] : "1", p.size() > 1 ? p[1] : "0", p[0]);
    if (name == "max" || name == "min" || name == "exp" || name == "sqrt") return fmt::format("{}({})", upper(name), fmt::join(p, ", "));
    if (name == "pow") return fmt::format("({}) ^ ({})", p[0], p[1]);
    if (name == "sigma") return fmt::format("(1 / (1 + EXP(0 - {})))", p[0]);
    if (name == "tanh") return fmt::format("(1 - 2 / (EXP(2 * {}) + 1))", p[0]);
    if (name == "if") return fmt::format("(IF {} THEN {} ELSE {})", p[0], p[1], p[2]);
    throw std::logic_error("equations: XMILE has no '" + name + "'");
  }
  static std::string upper(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return word;
  }

  const CoreEquations& equations_;
  std::map<std::string, int> delays_;  ///< how many weeks back each is asked for
  std::string quantity_;               ///< the one being written
  std::vector<std::string> cases_;     ///< the IFs within its equation
};

}  // namespace

std::string xmile_text(const CoreEquations& equations) { return Writer(equations).text(); }

}  // namespace fulcrum
