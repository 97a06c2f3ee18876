/// \file
/// What a search for policies has evaluated, kept in a file so that it can be taken up again.
#pragma once

#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace fulcrum {

/// Every evaluation by its candidate, in a file that is added to line by line. A search asks for the same candidates in the same order, so
/// one that is taken up again goes through what is known at once.
class EvaluationCache {
 public:
  /// `identity`: text of all that evaluations depend on. Without a file (empty name) they are kept in memory only. Throws
  /// std::invalid_argument if the file holds another search, FileError if it cannot be written.
  EvaluationCache(std::string file, const std::string& identity);
  /// Means of the objectives of a candidate, or null.
  const std::vector<double>* find(const std::vector<double>& x) const;
  void add(const std::vector<double>& x, const std::vector<double>& means);
  /// Hands what was added to the file. Throws FileError.
  void flush();

 private:
  void take(const std::string& line);

  std::string file_;
  std::map<std::vector<double>, std::vector<double>> evaluations_;
  std::ofstream out_;
};

}  // namespace fulcrum
