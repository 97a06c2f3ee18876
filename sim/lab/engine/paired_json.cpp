#include "sim/lab/engine/paired_json.h"

#include <nlohmann/json.hpp>

namespace fulcrum {

nlohmann::ordered_json paired_json(const PairedFutures& paired) {
  return {{"median", paired.median},
          {"low", paired.low},
          {"high", paired.high},
          {"lower", paired.lower},
          {"tied", paired.tied},
          {"higher", paired.higher},
          {"verdict", verdict_word(paired.verdict)},
          {"tie", paired.tie},
          {"pairs", paired.pairs}};
}

}  // namespace fulcrum
