#include "sim/exploration/evaluation_cache.h"

#include <fmt/core.h>

#include <sstream>
#include <stdexcept>

#include "output/files/file_error.h"
#include "output/files/sha256.h"

namespace fulcrum {

namespace {

std::string head(const std::string& identity) { return "# search " + sha256_of(identity); }

std::vector<double> numbers(const std::string& text) {
  std::vector<double> values;
  std::istringstream in(text);
  for (std::string field; std::getline(in, field, ',');) values.push_back(std::stod(field));
  return values;
}

}  // namespace

EvaluationCache::EvaluationCache(std::string file, const std::string& identity) : file_(std::move(file)) {
  if (file_.empty()) return;
  std::ifstream in(file_);
  bool cut = false;  // the last line has no end: the program was killed while it wrote
  if (std::string line; std::getline(in, line)) {
    cut = in.eof();
    if (cut ? !head(identity).starts_with(line) : line != head(identity))
      throw std::invalid_argument(file_ + " holds another search (other files, levers, objectives or settings); name another file");
    while (std::getline(in, line)) {
      take(line);
      cut = in.eof();
    }
    in.close();
  }
  const bool fresh = evaluations_.empty();
  out_.open(file_, fresh ? std::ios::trunc : std::ios::app);
  if (fresh)
    out_ << head(identity) << "\n";
  else if (cut)
    out_ << "\n";
  flush();
}

const std::vector<double>* EvaluationCache::find(const std::vector<double>& x) const {
  const auto at = evaluations_.find(x);
  return at == evaluations_.end() ? nullptr : &at->second;
}

void EvaluationCache::add(const std::vector<double>& x, const std::vector<double>& means) {
  evaluations_[x] = means;
  if (file_.empty()) return;
  std::string line;
  for (const double value : x) line += fmt::format("{},", value);
  line += ";";
  for (const double value : means) line += fmt::format("{},", value);
  out_ << line << ";\n";
}

void EvaluationCache::flush() {
  if (!file_.empty() && !out_.flush()) throw FileError(file_, "cannot be written");
}

// "x,x,;mean,mean,;". What was cut off has no last semicolon, and is computed again.
void EvaluationCache::take(const std::string& line) {
  const auto middle = line.find(';'), end = line.rfind(';');
  if (middle == end || end + 1 != line.size()) return;
  evaluations_[numbers(line.substr(0, middle))] = numbers(line.substr(middle + 1, end - middle - 1));
}

}  // namespace fulcrum
