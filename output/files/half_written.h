/// \file
/// Files that are worth nothing until they are whole, and are gone when the program ends before that, by an error or by a signal.
#pragma once

#include <filesystem>

namespace fulcrum {

/// A file, or a folder that is empty by then: removed when this is destroyed, and by a signal that ends the program, unless it is kept.
class HalfWritten {
 public:
  explicit HalfWritten(std::filesystem::path path);
  ~HalfWritten();
  HalfWritten(HalfWritten&& other) noexcept;
  HalfWritten& operator=(HalfWritten&&) = delete;
  /// It is whole, or has another name by now.
  void keep();

 private:
  std::filesystem::path path_;
  int slot_ = -1;
};

/// Removes what is half written now, the latest first. Does only what signal(7) allows in a handler.
void remove_half_written() noexcept;
/// From now on SIGHUP, SIGINT, SIGQUIT, SIGTERM and SIGXCPU remove what is half written before they end the program, where they were not
/// ignored. A write beyond the limit of a file's size, or to a reader that has gone, fails instead of ending it (SIGXFSZ, SIGPIPE).
void remove_half_written_on_signals();

}  // namespace fulcrum
