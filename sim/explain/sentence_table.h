/// \file
/// The sentences of an explanation as a table of a results file, /analysis/explanation_in_words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "output/table.h"

namespace fulcrum {

/// Sentences in the order in which they are read.
class SentenceTable {
 public:
  /// `part`: "whole" for what is explained, else the split that the sentence belongs to (lever, path, argument; "lever over futures").
  void add(const std::string& policy, const std::string& outcome, const std::string& part, const std::string& sentence) {
    policy_.push_back(policy);
    outcome_.push_back(outcome);
    part_.push_back(part);
    sentence_.push_back(sentence);
  }
  Table table(Remarks remarks) const {
    return {"explanation_in_words",
            {{"policy", "", "policy that is explained", policy_},
             {"outcome", "", "outcome or support that is explained", outcome_},
             {"part", "", "whole, or the split that the sentence belongs to", part_},
             {"sentence", "", "explanation", sentence_}},
            std::move(remarks)};
  }

 private:
  std::vector<std::string> policy_, outcome_, part_, sentence_;
};

}  // namespace fulcrum
