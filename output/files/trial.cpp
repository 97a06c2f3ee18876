#include "output/files/trial.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string>

#include "output/files/file_error.h"

namespace fulcrum {

namespace {

constexpr int kDone = 0, kRefused = 3;

// Seconds of processor time: far more than reading takes, at 20 MB/s.
rlim_t longest_reading(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);
  return 5 + (error ? 0 : static_cast<rlim_t>(bytes / 20000000));
}

[[noreturn]] void work_in_child(const std::filesystem::path& path, const std::function<void()>& work) {
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
  } catch (...) {
    ::_exit(kRefused);
  }
  ::_exit(kDone);
}

std::string end_of(int status) {
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGXCPU || signal == SIGKILL) return "reading it does not come to an end";
  return "the HDF5 library breaks on it" + (signal != 0 ? " (signal " + std::to_string(signal) + ")" : std::string());
}

}  // namespace

void try_in_child(const std::filesystem::path& path, const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child < 0) return;  // no room for another process: then without
  if (child == 0) work_in_child(path, work);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return;
  if (WIFEXITED(status) && (WEXITSTATUS(status) == kDone || WEXITSTATUS(status) == kRefused)) return;
  throw FileError(path, "is damaged: " + end_of(status));
}

}  // namespace fulcrum
