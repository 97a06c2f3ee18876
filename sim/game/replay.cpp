#include "sim/game/replay.h"

#include "output/files/sha256.h"

namespace fulcrum {

Replayed replay(const LoggedGame& logged, const World& world) {
  Replayed found;
  const Session& session = *logged.session;
  const PlayedRun run = world.play(session.moves());
  for (const Entry& entry : session.entries()) {
    const auto* end = std::get_if<TurnEnd>(&entry);
    if (end == nullptr) continue;
    found.run = run_hash(world, run, end->turn * session.game().weeks_a_turn);
    if (found.run != end->run) found.differing.push_back(end->turn);
  }
  found.baseline_holds = sha256_of(baseline_text(world)) == logged.head.baseline;
  return found;
}

std::string scenario_text_of(const Game& game, std::span<const Move> moves, const std::string& name) {
  Scenario scenario = scenario_of(game, moves);
  scenario.name = name;
  return resolved_toml(scenario);
}

}  // namespace fulcrum
