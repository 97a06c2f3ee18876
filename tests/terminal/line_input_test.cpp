// Lines from a pipe.
#include "sim/terminal/line_input.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

namespace fulcrum {
namespace {

// A pipe that holds a text and is closed behind it.
class Pipe {
 public:
  explicit Pipe(const std::string& text) {
    EXPECT_EQ(pipe(ends_.data()), 0);
    EXPECT_EQ(write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(ends_[1]);
  }
  ~Pipe() { close(ends_[0]); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int end() const { return ends_[0]; }

 private:
  std::array<int, 2> ends_{};
};

TEST(LineInputTest, GivesLineAfterLineAndTheLastOneWithoutItsEnd) {
  const Pipe pipe("one\n\ntwo");
  LineInput input(pipe.end());
  EXPECT_FALSE(input.is_terminal());
  EXPECT_EQ(input.next(false), "one");
  EXPECT_EQ(input.next(true), "");
  EXPECT_EQ(input.next(false), "two");
  EXPECT_EQ(input.next(false), std::nullopt);
}

TEST(LineInputTest, OfALineWithoutEndOnlyTheBeginningIsKept) {
  const Pipe pipe(std::string(20000, 'x') + "\nnext\n");
  LineInput input(pipe.end());
  EXPECT_EQ(input.next(false), std::string(LineInput::kLongest, 'x'));
  EXPECT_EQ(input.next(false), "next");
}

}  // namespace
}  // namespace fulcrum
