/// \file
/// A panel of a few rows, written into a folder of its own.
#pragma once

#include <gmock/gmock.h>

#include <string>

#include "sim/panel/panel_run.h"
#include "tests/scenarios/written_files.h"

namespace fulcrum::testing_support {

class SmallPanel : public WrittenFiles {
 protected:
  /// The head of a panel over the columns year, host, support, past and threat; `rest` follows.
  static std::string panel_text(const std::string& rest = "") {
    return "schema = 1\n[panel]\nwhere = \"year >= 1976\"\noutcome = \"support\"\ngroup = \"host\"\nidentity = [\"year\", \"host\"]\n"
           "base = \"base\"\npersistence = \"past\"\n"
           "[[split]]\nname = \"hosts\"\nby = \"host\"\n[[subset]]\nname = \"all\"\nwhere = 1\n"
           "[[forecast]]\nname = \"base\"\nkind = \"cells\"\n[[forecast]]\nname = \"past\"\nkind = \"cells\"\nterms = [\"past\"]\n" +
           rest;
  }
  static constexpr const char* kMapping = "[inputs]\ninsecurity = \"threat\"\nhost_capacity = 0.3\n";
  /// A table of `hosts` hosts with rows of every threat, past and outcome.
  static std::string table_text(int hosts = 4) {
    std::string text = "year,host,support,past,threat\n1975,0,1,1,0.9\n";
    for (int host = 0; host < hosts; ++host)
      for (int i = 0; i < 12; ++i)
        text += std::to_string(1976 + i) + "," + std::to_string(host) + "," + std::to_string((i + host) % 4 == 0 || i > 9 ? 1 : 0) + "," +
                std::to_string(i % 2) + "," + std::to_string(.08 * i) + "\n";
    return text;
  }

  Panel panel;
  PanelRows rows;

  void read_small(const std::string& toml, const std::string& csv, const PanelOverrides& overrides = {}) {
    write("p.toml", toml);
    write("rows.csv", csv);
    const SourceFile file = open_named("p.toml", {});
    const SourceFile source = open_rows(file, "rows.csv");
    const CsvTable table = parse_csv(source, kMostPanelRows);
    panel = read_panel(file, table.heads, overrides);
    rows = read_panel_rows(panel, table, source.name);
    add_outputs(panel, rows);
  }
  std::string refusal_of(const std::string& toml, const std::string& csv, const PanelOverrides& overrides = {}) {
    try {
      read_small(toml, csv, overrides);
      return "taken";
    } catch (const InputError& error) {
      return error.what();
    }
  }
};

}  // namespace fulcrum::testing_support
