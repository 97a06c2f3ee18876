// Shipped and bad files, changed at random, never crash the reader: it takes them or says what is wrong. What it takes has a resolved
// text that reads back as itself.
//
//     fulcrum_fuzz                          a short run from a fixed seed
//     FULCRUM_FUZZ_SECONDS=120 fulcrum_fuzz    as long as one likes, from a seed of the clock; the text that fails is left in the folder
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/scenario.h"

namespace fulcrum {
namespace {

namespace fs = std::filesystem;

// Texts that a file may trip over.
const std::vector<std::string> kTexts{"nan",
                                      "-inf",
                                      "1e308",
                                      "-0.0",
                                      "9223372036854775807",
                                      "-1",
                                      "0",
                                      "\"\"",
                                      "\"\"\"\"a\"\"\"\"",
                                      "''''",
                                      "{}",
                                      "[]",
                                      "{a={a={a={a=1}}}}",
                                      "[[[[[[[[",
                                      "2008-01-07",
                                      "9999-12-31",
                                      "0000-01-01",
                                      "07:32:00",
                                      "true",
                                      "\n[levers]\n",
                                      "\n[[action]]\n",
                                      "\n[[schedule]]\n",
                                      "\n[[militia]]\n",
                                      "\nextends = \"status_quo\"\n",
                                      "\ntheatre = \"iraq_2008\"\n",
                                      "\nvalues = { forces = [0.5] }\n",
                                      "week = 3\nset = { troops = 1e5 }\n",
                                      "from = 1\nuntil = 9\nramp = { restraint.badr = 0.5 }\n",
                                      "decision = { lead_weeks = 26 }\n",
                                      "crackdown.",
                                      "\\u0000",
                                      std::string(1, '\0'),
                                      "\xff",
                                      "\xc2\x9b",
                                      "\r",
                                      "#",
                                      "=",
                                      ".",
                                      ","};

class Mutator {
 public:
  Mutator(std::vector<std::string> corpus, std::uint64_t seed) : corpus_(std::move(corpus)), random_(seed) {}

  std::string text() {
    std::string text = pick(corpus_);
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) change(text);
    return text.substr(0, 40000);
  }

 private:
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  const std::string& pick(const std::vector<std::string>& from) { return from[below(from.size())]; }

  void change(std::string& text) {
    const std::size_t at = below(text.size()), length = 1 + below(30);
    switch (below(7)) {
      case 0:
        text[at] = static_cast<char>(below(256));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, pick(kTexts));
        break;
      case 3:
        text.insert(below(text.size()), text.substr(at, 10 * length));
        break;
      case 4:
        replace_value(text, at);
        break;
      case 5:
        swap_lines(text, at);
        break;
      default: {
        const std::string& other = pick(corpus_);
        if (!other.empty()) text.insert(at, other.substr(below(other.size()), 20 * length));
      }
    }
  }

  // What stands behind the next '=' becomes something else.
  void replace_value(std::string& text, std::size_t at) {
    const std::size_t equals = text.find('=', at);
    if (equals == std::string::npos) return;
    const std::size_t end = std::min(text.find('\n', equals), text.size());
    text.replace(equals + 1, end - equals - 1, " " + pick(kTexts));
  }

  static void swap_lines(std::string& text, std::size_t at) {
    const std::size_t first = text.find('\n', at);
    if (first == std::string::npos) return;
    const std::size_t second = text.find('\n', first + 1);
    if (second != std::string::npos)
      std::rotate(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(first),
                  text.begin() + static_cast<std::ptrdiff_t>(second));
  }

  std::vector<std::string> corpus_;
  std::mt19937_64 random_;
};

std::vector<std::string> corpus() {
  std::vector<std::string> texts;
  for (const EmbeddedFile& file : embedded_files()) texts.insert(texts.end(), 8, std::string(file.text));  // most should be nearly right
  for (const auto& entry : fs::directory_iterator(FULCRUM_BAD_INPUT))
    if (entry.path().extension() == ".toml" || entry.path().extension() == ".csv") {
      std::ifstream file(entry.path(), std::ios::binary);
      std::ostringstream text;
      text << file.rdbuf();
      texts.push_back(text.str());
    }
  std::sort(texts.begin(), texts.end());
  return texts;
}

void write(const std::string& text) { std::ofstream("fuzzed.toml", std::ios::binary | std::ios::trunc) << text; }

// Reads fuzzed.toml; whether it is taken.
bool read_fuzzed() {
  const Library library;
  try {
    if (looks_like_theatre(open_named("fuzzed.toml", library))) {
      read_theatre("fuzzed.toml", library);
      return false;
    }
    const std::string resolved = resolved_toml(read_scenario("fuzzed.toml", library));
    write(resolved);
    EXPECT_EQ(resolved_toml(read_scenario("fuzzed.toml", library)), resolved);
    return true;
  } catch (const InputError& error) {
    EXPECT_FALSE(error.problems().empty());
    const std::string message = error.what();
    EXPECT_FALSE(message.empty());
    EXPECT_LT(message.size(), 40000u);
    return false;
  }
}

TEST(Reader, TakesOrRefusesWhateverItIsGiven) {
  const char* asked = std::getenv("FULCRUM_FUZZ_SECONDS");
  const auto clock = [] { return std::chrono::steady_clock::now(); };
  const auto end = clock() + std::chrono::seconds(asked == nullptr ? 0 : std::atoi(asked));
  const fs::path folder = fs::path(testing::TempDir()) / std::string("fulcrum_fuzz_").append(std::to_string(getpid()));
  fs::create_directories(folder);
  fs::current_path(folder);
  Mutator mutator(corpus(), asked == nullptr ? 20080107 : static_cast<std::uint64_t>(clock().time_since_epoch().count()));
  int taken = 0, texts = 0;
  for (; texts < 3000 || clock() < end; ++texts) {
    const std::string text = mutator.text();
    write(text);
    taken += read_fuzzed() ? 1 : 0;
    if (testing::Test::HasFailure()) {
      write(text);
      FAIL() << "text number " << texts << " is kept as " << folder / "fuzzed.toml";
    }
  }
  EXPECT_GT(taken, texts / 50);  // else it tests syntax errors only
  RecordProperty("texts", texts);
  fs::current_path("/");
  fs::remove_all(folder);
}

}  // namespace
}  // namespace fulcrum
