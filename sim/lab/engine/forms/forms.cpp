#include "sim/lab/engine/forms/forms.h"

#include <nlohmann/json.hpp>

#include "models/recording.h"
#include "scenarios/input/document_parts.h"
#include "scenarios/scenario.h"
#include "sim/lab/engine/policies.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

template <class Actors>
Json names_of(const Actors& actors) {
  Json names = Json::array();
  for (const auto& actor : actors) names.push_back(actor.name);
  return names;
}

}  // namespace

Json schema(const nlohmann::json& asked, Numbers& /*numbers*/) {
  const auto kind = asked.at("kind").get<std::string>();
  return Json::parse(kind == "study" ? study_schema() : kind == "theatre" ? theatre_schema() : scenario_schema());
}

Json words(const nlohmann::json& /*asked*/, Numbers& /*numbers*/) {
  Json series = Json::array(), theatres = Json::array();
  for (const SeriesInfo& one : series_catalogue())
    if (one.axis == Axis::kNone && !one.agents) series.push_back({{"name", one.name}, {"meaning", one.long_name}});
  for (const EmbeddedFile& file : embedded_files())
    if (file.name.ends_with(".toml") && looks_like_theatre({std::string(file.name), std::string(file.text), {}, {}}))
      theatres.push_back(file.name.substr(0, file.name.size() - 5));
  return {{"series", series}, {"theatres", theatres}};
}

Json document(const nlohmann::json& asked, Numbers& /*numbers*/) {
  return document_parts({asked.value("file", "policy.toml"), asked.at("toml").get<std::string>(), {}, {}});
}

Json theatre(const nlohmann::json& asked, Numbers& /*numbers*/) {
  const Theatre read = read_asked(asked.at("toml").get<std::string>(), asked.value("file", "theatre.toml"),
                                  [](const std::string& name, const Library& library) { return read_theatre(name, library); });
  return {{"name", read.name},
          {"title", read.title},
          {"militias", read.militia_names()},
          {"provinces", names_of(read.provinces)},
          {"neighbours", names_of(read.neighbours)},
          {"recipients", names_of(read.recipients)}};
}

}  // namespace fulcrum
