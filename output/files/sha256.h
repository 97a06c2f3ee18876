/// \file
/// SHA-256 of texts and files, as results files and the identity of runs use it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace fulcrum {

/// A SHA-256 that grows piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  Sha256& update(std::string_view bytes);
  /// 64 hexadecimal digits, lower case. Nothing can be added afterwards.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256_of(std::string_view text);
/// Throws FileError.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace fulcrum
