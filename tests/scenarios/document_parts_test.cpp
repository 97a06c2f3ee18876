// A document taken apart keeps its order, its dates and large numbers, and where everything stands.
#include "scenarios/input/document_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace fulcrum {
namespace {

nlohmann::ordered_json parts(const std::string& text) { return document_parts({"test.toml", text, {}, {}}); }

TEST(DocumentPartsTest, KeysStandInTheOrderOfTheText) {
  EXPECT_EQ(parts("z = 1\na = { y = true, b = [1, 2.5] }\n")["document"].dump(), R"({"z":1,"a":{"y":true,"b":[1,2.5]}})");
}

TEST(DocumentPartsTest, WhatJsonCannotHoldStaysText) {
  const auto document = parts("day = 2008-01-07\nmuch = inf\nseed = 9007199254740993\n")["document"];
  EXPECT_EQ(document.dump(), R"({"day":{"$raw":"2008-01-07"},"much":{"$raw":"inf"},"seed":{"$raw":"9007199254740993"}})");
}

TEST(DocumentPartsTest, EveryKeyAndMemberHasItsPlace) {
  const auto places = parts("[[rule]]\nname = \"x\"\n\n[[rule]]\n  set = { strikes = 1 }\n")["places"];
  const auto has = [&](const nlohmann::ordered_json& path, int line, int column) {
    return std::any_of(places.begin(), places.end(),
                       [&](const auto& one) { return one["path"] == path && one["line"] == line && one["column"] == column; });
  };
  EXPECT_TRUE(has({"rule", 0, "name"}, 2, 1)) << places;
  EXPECT_TRUE(has({"rule", 1, "set", "strikes"}, 5, 11)) << places;
  EXPECT_TRUE(has({"rule", 1}, 4, 1)) << places;
}

TEST(DocumentPartsTest, ATextThatIsNoTomlIsRefusedAtItsPlace) {
  try {
    parts("a = 1\nb = \n");
    FAIL() << "it was not refused";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().front().line, 2);
  }
}

}  // namespace
}  // namespace fulcrum
