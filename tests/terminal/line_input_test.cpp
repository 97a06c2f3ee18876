// Lines from a pipe, and from a terminal.
#include "sim/terminal/line_input.h"

#include <gtest/gtest.h>
#include <pty.h>
#include <termios.h>
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

// Two ends of a terminal: what is typed, and where the program reads.
class Terminal {
 public:
  Terminal() { EXPECT_EQ(openpty(&typed_, &read_, nullptr, nullptr, nullptr), 0); }
  ~Terminal() {
    close(typed_);
    close(read_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  void type(const std::string& text) const { EXPECT_EQ(write(typed_, text.data(), text.size()), static_cast<ssize_t>(text.size())); }
  int end() const { return read_; }
  bool shows_what_is_typed() const {
    termios settings{};
    EXPECT_EQ(tcgetattr(read_, &settings), 0);
    return (settings.c_lflag & ECHO) != 0;
  }

 private:
  int typed_ = -1, read_ = -1;
};

TEST(LineInputTest, OfATerminalIsHiddenBeforeThePromptAndShownAgainAfterTheLine) {
  const Terminal terminal;
  LineInput input(terminal.end());
  EXPECT_TRUE(input.is_terminal());
  bool shown = true;
  const auto line = input.next(true, [&] {
    shown = terminal.shows_what_is_typed();
    terminal.type("secret\n");
  });
  EXPECT_EQ(line, "secret");
  EXPECT_FALSE(shown);
  EXPECT_TRUE(terminal.shows_what_is_typed());
}

TEST(LineInputTest, OfATerminalCountsThoughItWasTypedBeforeThePrompt) {
  const Terminal terminal;
  LineInput input(terminal.end());
  terminal.type("early\nnext\n");
  EXPECT_EQ(input.next(true), "early");
  EXPECT_EQ(input.next(true), "next");
}

}  // namespace
}  // namespace fulcrum
