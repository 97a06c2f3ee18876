#include "sim/commands/check/record_flags.h"

namespace fulcrum {

void add_record_flags(CLI::App& command, RecordFlags& flags) {
  command.add_option("--series", flags.folder, "folder with the records")->required()->check(CLI::ExistingDirectory);
  command.add_option("--observations", flags.observations, "observation models: the record with which each quantity is compared")
      ->capture_default_str();
  const auto month = [](const std::string& text) {
    return is_month(text) ? std::string() : "must be a month like 2006-12, not " + shown(text);
  };
  command.add_option("--until", flags.until, "use records up to this month only (2006-12); the run still goes to its end")
      ->type_name("MONTH")
      ->check(CLI::Validator(month, ""));
  command.add_option("--split", flags.split, "last month used for fitting (default: that of the observation models)")
      ->type_name("MONTH")
      ->check(CLI::Validator(month, ""));
}

}  // namespace fulcrum
