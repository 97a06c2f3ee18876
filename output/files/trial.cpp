#include "output/files/trial.h"

#include <fcntl.h>
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>

#include "output/files/file_error.h"

namespace fulcrum {

namespace {

constexpr int kDone = 0, kRefused = 3, kUnusable = 4;

// Seconds of processor time: far more than reading takes, at 20 MB/s.
rlim_t longest_reading(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  return 5 + (error ? 0 : static_cast<rlim_t>(bytes / 20000000));
}

[[noreturn]] void work_in_child(const std::filesystem::path& path, const std::function<void()>& work, int parent) {
  for (const int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGXCPU}) std::signal(fault, SIG_DFL);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);  // what a library says as it dies
  const rlim_t seconds = longest_reading(path);
  const rlimit time{seconds, seconds}, no_core{0, 0};
  ::setrlimit(RLIMIT_CPU, &time);
  ::setrlimit(RLIMIT_CORE, &no_core);
#ifdef M_PERTURB
  ::mallopt(M_PERTURB, 0xa5);  // memory that was not set is no zero by chance: what uses it breaks here, and not later
#endif
  try {
    work();
  } catch (const Unusable& problem) {
    const std::string_view text(problem.what());
    ::_exit(::write(parent, text.data(), text.size()) < 0 ? kRefused : kUnusable);
  } catch (...) {
    ::_exit(kRefused);
  }
  ::_exit(kDone);
}

// Everything that the child says, until it ends.
std::string said_by_child(int child) {
  std::string said;
  std::array<char, 512> part{};
  for (ssize_t size = 0; (size = ::read(child, part.data(), part.size())) != 0;) {
    if (size < 0 && errno != EINTR) break;
    if (size > 0) said.append(part.data(), static_cast<std::size_t>(size));
  }
  return said;
}

std::string end_of(int status, const std::string& said) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == kUnusable) return said;
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGXCPU || signal == SIGKILL) return "reading it does not come to an end";
  return "the HDF5 library breaks on it" + (signal != 0 ? " (signal " + std::to_string(signal) + ")" : std::string());
}

}  // namespace

void try_in_child(const std::filesystem::path& path, const std::function<void()>& work) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return;  // no room for another process: then without
  const pid_t child = ::fork();
  if (child == 0) work_in_child(path, work, pipe[1]);
  ::close(pipe[1]);
  const std::string said = child < 0 ? "" : said_by_child(pipe[0]);
  ::close(pipe[0]);
  if (child < 0) return;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return;
  if (WIFEXITED(status) && (WEXITSTATUS(status) == kDone || WEXITSTATUS(status) == kRefused)) return;
  throw FileError(path, "is damaged: " + end_of(status, said));
}

}  // namespace fulcrum
