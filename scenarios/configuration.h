/// \file
/// What a person wants of every command: read from a file of their own.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace fulcrum {

/// Nothing where the file does not say.
struct Configuration {
  std::optional<int> jobs{};            ///< threads, 0: one per core
  std::optional<std::string> format{};  ///< table, csv or json
  std::optional<bool> colour{};
};

/// Where it is: $XDG_CONFIG_HOME/fulcrum/config.toml, else ~/.config/fulcrum/config.toml. Empty if neither is known.
std::filesystem::path configuration_path();
/// Reads it; nothing is set if there is no such file. Throws InputError.
Configuration read_configuration(const std::filesystem::path& path);

}  // namespace fulcrum
