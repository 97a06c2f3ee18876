#include "output/briefing/other_program.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <sstream>
#include <system_error>

namespace fulcrum {

HeldSignals::HeldSignals() {
  sigemptyset(&held_);
  sigaddset(&held_, SIGCHLD);
  for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) {
    struct sigaction now {};
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) sigaddset(&held_, signal);
  }
  ::pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

HeldSignals::~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

int HeldSignals::next(std::chrono::nanoseconds longest) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(longest);
  const timespec wait{seconds.count(), (longest - seconds).count()};
  return std::max(0, ::sigtimedwait(&held_, nullptr, &wait));
}

namespace {

using Clock = std::chrono::steady_clock;

/// What posix_spawn is told: no input, no output, signals as they were before this program changed them.
class Surroundings {
 public:
  explicit Surroundings(const sigset_t& mask) {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    for (const int out : {STDOUT_FILENO, STDERR_FILENO}) ::posix_spawn_file_actions_addopen(&files_, out, "/dev/null", O_WRONLY, 0);
    sigset_t defaults;
    sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGXFSZ}) sigaddset(&defaults, signal);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setsigmask(&attributes_, &mask);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Surroundings() {
    ::posix_spawnattr_destroy(&attributes_);
    ::posix_spawn_file_actions_destroy(&files_);
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  const posix_spawn_file_actions_t* files() const { return &files_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

// -1 with errno set if it cannot be started.
pid_t start(std::vector<std::string>& words, const sigset_t& mask) {
  const Surroundings surroundings(mask);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = -1;
  errno = ::posix_spawn(&child, words.front().c_str(), surroundings.files(), surroundings.attributes(), arguments.data(), environ);
  return errno == 0 ? child : -1;
}

// Whether it has ended, with its status.
bool ended(pid_t child, int options, int& status) {
  pid_t done = -1;
  do done = ::waitpid(child, &status, options);
  while (done < 0 && errno == EINTR);
  if (done < 0) throw std::system_error(errno, std::generic_category(), "cannot wait for a program");
  return done == child;
}

std::string end_of(int status) {
  if (WIFSIGNALED(status)) return fmt::format("was ended by signal {}", WTERMSIG(status));
  return WEXITSTATUS(status) == 0 ? "" : fmt::format("ended with {}", WEXITSTATUS(status));
}

}  // namespace

std::string run_program(std::vector<std::string> words, const HeldSignals& signals, std::chrono::seconds longest) {
  const Clock::time_point until = Clock::now() + longest;
  const pid_t child = start(words, signals.before());
  if (child < 0) return "cannot be started: " + std::generic_category().message(errno);
  int status = 0;
  while (!ended(child, WNOHANG, status)) {
    const int signal = signals.next(std::max(Clock::duration(0), until - Clock::now()));
    if (signal == SIGCHLD || (signal == 0 && Clock::now() < until)) continue;
    ::kill(child, SIGKILL);
    ended(child, 0, status);
    if (signal == 0) return fmt::format("did not end within {} seconds", longest.count());
    ::raise(signal);  // waits until signals are no longer held
    return "was interrupted";
  }
  return end_of(status);
}

std::filesystem::path find_program(std::span<const char* const> names) {
  const char* folders = std::getenv("PATH");
  for (const char* name : names) {
    std::istringstream list(folders == nullptr ? "" : folders);
    for (std::string folder; std::getline(list, folder, ':');)
      if (std::filesystem::path there = std::filesystem::path(folder) / name; ::access(there.c_str(), X_OK) == 0) return there;
  }
  return {};
}

}  // namespace fulcrum
