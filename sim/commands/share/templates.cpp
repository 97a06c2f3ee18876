#include "sim/commands/share/templates.h"

#include <fmt/core.h>

namespace fulcrum {

namespace {

constexpr const char* kScenario = R"(schema = 1
name = "{0}"
title = "{0}: say in one line what the question is"
extends = "{1}"                  # only what differs from it is written below

[run]
replicates = 200                         # futures; common random numbers for all policies

# Levers that hold all the time. `fulcrum describe levers` lists them all.
[levers]
rhetoric = 0.4                           # hostility of public statements, 0 to 1
communication = 0.5                      # direct communication offered, 0 to 1

# What changes when: by week, or by date (at = 2009-01-05).
[[action]]
week = 52
set = {{ host_aid = 0.8 }}
note = "from the second year on"

# Further kinds of action:
#   from = 104, until = 156, ramp = {{ forces = 0.3 }}           to a target, which stays
#   week = 30, pulse = {{ strikes = 0.8 }}                       that week only; weeks = n for longer
#   at = 2011-12-31, decision = {{ lead_weeks = 12, weight = 1.0, name = "deadline" }}

# Assumptions that differ from the defaults. `fulcrum describe parameters` lists them all.
# [parameters]
# direct.intercept = {{ value = -4.5, source = "who says so", note = "why" }}
)";

constexpr const char* kStudy = R"(schema = 1

[study]
name = "{0}"
title = "{0}: say in one line what the question is"
policies = ["{1}", "engagement"]   # the first is the one that the others are compared with
replicates = 20                           # futures at each design point

# Which values are tried together. `fulcrum sweep --dry-run` says how many runs that is.
[design]
kind = "sobol"                            # grid, list, lhs, sobol, saltelli, morris, walks, file
points = 64

# What varies: keys of `fulcrum describe`. {{}} is the declared range.
[design.factors]
"direct.threat_gain" = {{}}
"threat.*" = {{}}                           # a group; "all" = {{}} is every parameter
"engagement:levers.communication" = {{ low = 0.2, high = 0.8 }}   # in one policy only
)";

constexpr const char* kTheatre = R"(schema = 1
name = "{0}"
title = "{0}: say in one line which conflict this is"
forces_reference = 20000        # troops that forces = 1 stands for

# What the rival does when no policy says otherwise. A lever that is left out is 0: nothing is done.
# `fulcrum validate -v {0}.toml` lists all that is left out.
[levers]
troops = 10000
rhetoric = 0.5                  # hostility of public statements, 0 to 1
communication = 0.2             # direct communication offered, 0 to 1
host_aid = 0.3                  # building of host security forces, 0 to 1

# Where things stand at the start. `fulcrum describe initial` lists all.
[initial]
direct = 0.4
insecurity = 0.4

# An organisation that the patron may support; one table each.
[[militia]]
name = "first_militia"
fighters = 5000
tie = 0.7                       # closeness to the patron, 0 to 1
agenda = 0.5                    # strength of an agenda of its own, 0 to 1
fit = 0.5                       # how far that agenda fits the patron's, 0 to 1
source = "who says so, or: judgement"

# A state that buys arms from the rival; none is needed. Shares add up to 1.
# [[neighbour]]
# name = "neighbour"
# arms_share = 1.0
)";

constexpr const char* kClaims = R"toml(schema = 1
title = "{0}: whose claims these are"

# Runs by name: what differs from status_quo. Shipped scenarios need not be named here.
[runs]
talks = {{ levers = {{ communication = 0.6 }} }}

[[claim]]
id = "C1"
statement = "Open communication lowers direct support."
source = "text:page"
kind = "L"
test = "the mean of the last year, with and without talks"
holds = "last_year(direct, talks) < last_year(direct, status_quo)"
# breaks = {{ "direct.threat_gain" = 0.0 }}  # a change with which the claim should fail; may be left out
)toml";

}  // namespace

std::string scenario_template(const std::string& name, const std::string& extends) {
  return fmt::format(kScenario, name, extends.ends_with(".toml") ? extends : extends + ".toml");
}
std::string study_template(const std::string& name, const std::string& first) { return fmt::format(kStudy, name, first); }
std::string theatre_template(const std::string& name) { return fmt::format(kTheatre, name); }
std::string claims_template(const std::string& name) { return fmt::format(kClaims, name); }

}  // namespace fulcrum
