/// \file
/// What the page of the lab is told: everything that it shows of levers, parameters, outcomes and policies, from the tables that declare
/// them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fulcrum {

/// A policy of one's own, as one text that names no other file.
struct LabPolicy {
  std::string name;
  std::string title;
  std::string description;
  std::string toml;
};

/// What a lab begins with.
struct LabStart {
  std::vector<LabPolicy> own{};         ///< beside the shipped ones
  std::string reference{};              ///< name of the policy that others are held against; empty: status_quo
  std::string policy{};                 ///< name of the policy shown first; empty: engagement
  std::optional<std::uint64_t> seed{};  ///< empty: the reference's
};

/// The data as JSON.
std::string lab_data(const LabStart& start);

}  // namespace fulcrum
