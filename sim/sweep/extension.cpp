#include "sim/sweep/extension.h"

#include <fmt/core.h>

#include <bit>
#include <charconv>

#include "output/results_bounds.h"
#include "sim/ensemble/design_points.h"
#include "sim/sweep/journal.h"

namespace fulcrum {

namespace {

using Identity = std::map<std::string, std::string>;

// What may grow.
constexpr const char* kMayGrow[] = {"points", "replicates", "max_replicates", "values of the points", "levels"};

Identity identity_of(const ResultsReader& reader) {
  const ResultsLayout& layout = reader.layout();
  Identity is(layout.study.identity.begin(), layout.study.identity.end());
  if (is.empty()) throw NoExtension(fmt::format("{} is not the file of a whole sweep", reader.path().string()));
  is["program version"] = layout.provenance.program_version;
  is["program commit"] = layout.provenance.git_sha1;
  is["compiler"] = layout.provenance.compiler;
  return is;
}

// 0 where it does not stand; the file may hold anything there.
std::int64_t number_of(const Identity& identity, const char* what) {
  constexpr std::int64_t kMost = 1000000000000;
  const auto found = identity.find(what);
  if (found == identity.end()) return 0;
  const std::string& text = found->second;
  std::int64_t number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > kMost)
    throw NoExtension(fmt::format("the earlier file says that its {} are '{}', which is no number of them", what, text));
  return number;
}

// Everything else must be the same: then the runs in both have the same bits.
void require_same(const std::string& file, Identity was, Identity is, const Study& study) {
  for (const char* what : {"points", "replicates", "max_replicates"})
    if (number_of(was, what) > number_of(is, what))
      throw NoExtension(fmt::format("{} has {} {}, but the study now asks for only {}", file, was.at(what), what, is.at(what)));
  for (const char* what : kMayGrow) {
    was.erase(what);
    is.erase(what);
  }
  // Values may be added to the first factor of a grid; the points will tell.
  if (study.design.kind == DesignKind::kGrid) {
    was.erase("factor " + study.design.factors.front().key.key);
    is.erase("factor " + study.design.factors.front().key.key);
  }
  const std::string changed = differences(was, is);
  if (!changed.empty()) throw NoExtension(fmt::format("{} is not a smaller sweep of the same study:{}", file, changed));
}

// The points of the earlier sweep by its table of the design; where it has none, as its smaller request makes them.
std::vector<std::vector<double>> earlier_points(const ResultsReader& reader, const Identity& was, const Study& study) {
  std::vector<std::vector<double>> points;
  if (const auto& design = reader.layout().design) {
    for (std::size_t row = 0; row < design->columns.front().rows(); ++row) {
      std::vector<double>& point = points.emplace_back();
      for (std::size_t c = 1; c < design->columns.size(); ++c)
        if (const auto* values = std::get_if<std::vector<double>>(&design->columns[c].values)) point.push_back((*values)[row]);
    }
    return points;
  }
  if (study.design.kind == DesignKind::kGrid)
    throw NoExtension(
        fmt::format("{} has no /design; a grid is extended from files that store outcomes or trajectories", reader.path().string()));
  DesignRequest request = study.design;
  request.points = number_of(was, "points");
  if (!request.listed.empty()) request.listed.resize(static_cast<std::size_t>(request.points));
  const auto made = make_design_points(request, study.run.seed);
  for (std::int64_t point = 0; point < made->count(); ++point) points.push_back(made->values(point));
  return points;
}

std::int64_t count_of_same_points(const ResultsReader& reader, const Identity& was, const Study& study, const DesignPoints* points) {
  if (points == nullptr) return 1;
  const auto earlier = earlier_points(reader, was, study);
  const auto count = static_cast<std::int64_t>(earlier.size());
  bool same = count <= points->count();
  for (std::int64_t point = 0; same && point < count; ++point) {
    const auto now = points->values(point);
    const auto& before = earlier[static_cast<std::size_t>(point)];
    same = now.size() == before.size();
    for (std::size_t i = 0; same && i < now.size(); ++i)
      same = std::bit_cast<std::uint64_t>(now[i]) == std::bit_cast<std::uint64_t>(before[i]);
  }
  if (same) return count;
  throw NoExtension(
      fmt::format("the {} points of {} are not the first points of the current design{}", count, reader.path().string(),
                  study.design.kind == DesignKind::kLatinHypercube ? "; a Latin hypercube grows to 2, 4, 8, ... times its points" : ""));
}

std::vector<std::byte> journalled_summaries(const ResultsReader& reader, std::int64_t runs) {
  const auto path = Journal::path_for(reader.path());
  auto journal = Journal::read(path);
  if (!journal)
    throw NoExtension(fmt::format(
        "{} stores {} only, and summaries of more runs cannot be made from it without its journal, {}, which is not there. Sweeps that "
        "store trajectories can be extended as they are; others if they were run with --keep-journal",
        reader.path().string(), store_name(reader.layout().store), path.string()));
  const auto& identity = reader.layout().study.identity;
  for (const auto& [what, value] : identity)
    if (!journal->identity.contains(what) || journal->identity.at(what) != value || journal->done != runs)
      throw NoExtension(fmt::format("{} is not the journal of {}", path.string(), reader.path().string()));
  return std::move(journal->summaries);
}

}  // namespace

Extension open_extension(const std::filesystem::path& file, const Study& study, const Identity& identity, const DesignPoints* points) {
  Extension extension;
  const ResultsReader reader(file);
  const Identity was = identity_of(reader);
  require_same(file.string(), was, identity, study);
  const auto count = static_cast<std::size_t>(count_of_same_points(reader, was, study, points));
  std::vector<int> replicates(count, static_cast<int>(std::min<std::int64_t>(number_of(was, "replicates"), kMostStoredReplicates)));
  if (study.stop) {
    const auto decisions = decisions_of(reader.analysis("adaptive_replicates"));
    require_decisions(file, decisions, 0, static_cast<std::int64_t>(count), number_of(was, "max_replicates"));
    const bool same_most = number_of(was, "max_replicates") == study.stop->max_replicates;
    for (std::size_t i = 0; i < decisions.size(); ++i) {
      replicates[i] = decisions[i].stopping_time.replicates;
      if (same_most || decisions[i].stopping_time.look.certainty != Certainty::kUndecided)
        extension.decided[decisions[i].point] = decisions[i];
    }
  }
  extension.runs = std::make_unique<ReusedRuns>(file, std::move(replicates), study.policies.size());
  if (reader.layout().store != Store::kTrajectories) extension.summaries = journalled_summaries(reader, extension.runs->count());
  return extension;
}

}  // namespace fulcrum
