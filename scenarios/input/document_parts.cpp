#include "scenarios/input/document_parts.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/input/document.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kLargestOfJson = std::int64_t{1} << 53;  // a page's numbers have 53 bits

template <class Value>
Json raw(const Value& value) {
  std::ostringstream text;
  text << value;
  return {{"$raw", text.str()}};
}

// A document on its way to JSON, and where its keys and tables stand.
class Document {
 public:
  Json of(const toml::table& table) { return table_of(table); }
  const Json& places() const { return places_; }

 private:
  void note(const toml::source_region& place) {
    places_.push_back({{"path", path_}, {"line", place.begin.line}, {"column", place.begin.column}});
  }

  // toml++ keeps keys in the order of the alphabet.
  Json table_of(const toml::table& table) {
    std::vector<std::pair<toml::source_position, std::string>> keys;
    for (const auto& [key, value] : table) keys.emplace_back(key.source().begin, std::string(key.str()));
    std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Json all = Json::object();
    for (const auto& [place, key] : keys) {
      path_.push_back(key);
      note({place, place, {}});
      all[key] = json_of(*table.get(key));
      path_.erase(path_.size() - 1);
    }
    return all;
  }

  Json array_of(const toml::array& array) {
    Json all = Json::array();
    for (const toml::node& one : array) {
      path_.push_back(all.size());
      note(one.source());
      all.push_back(json_of(one));
      path_.erase(path_.size() - 1);
    }
    return all;
  }

  Json json_of(const toml::node& node) {
    if (const toml::table* table = node.as_table()) return table_of(*table);
    if (const toml::array* array = node.as_array()) return array_of(*array);
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* truth = node.as_boolean()) return truth->get();
    if (const auto* whole = node.as_integer()) return std::abs(whole->get()) < kLargestOfJson ? Json(whole->get()) : raw(whole->get());
    if (const auto* number = node.as_floating_point()) {
      if (std::isfinite(number->get())) return number->get();
      return {{"$raw", std::isnan(number->get()) ? "nan" : number->get() > 0 ? "inf" : "-inf"}};
    }
    if (const auto* date = node.as_date()) return raw(date->get());
    if (const auto* time = node.as_time()) return raw(time->get());
    return raw(node.as_date_time()->get());
  }

  Json path_ = Json::array();
  Json places_ = Json::array();
};

}  // namespace

nlohmann::ordered_json document_parts(const SourceFile& file) {
  const toml::table parsed = parse_toml(file);
  Document written;
  Json tables = written.of(parsed);
  return {{"document", tables}, {"places", written.places()}};
}

}  // namespace fulcrum
