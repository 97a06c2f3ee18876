#include "sim/places/place_tables.h"

#include <fmt/core.h>

#include <cstdint>
#include <numeric>
#include <span>

#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr const char* kTitles[kPlaceForecasts] = {"model, places of the theatre", "model, places of the years before",
                                                  "as in the year before", "mean of the years before"};

std::vector<double> shares_of(const std::vector<double>& weights) {
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> shares;
  for (const double weight : weights) shares.push_back(all > 0 ? weight / all : 0);
  return shares;
}

Table scores_table(const std::vector<PlaceFolds>& all, const PlaceSettings& settings) {
  std::vector<std::string> series, forecast;
  std::vector<std::int64_t> years;
  std::vector<double> likelihood, misplaced;
  for (const PlaceFolds& folds : all)
    for (int f = 0; f < kPlaceForecasts && !folds.folds.empty(); ++f) {
      const ShareForecast score = score_of(folds, static_cast<PlaceForecast>(f));
      series.push_back(folds.record.record->model->name);
      forecast.emplace_back(name_of(static_cast<PlaceForecast>(f)));
      years.push_back(static_cast<std::int64_t>(folds.folds.size()));
      likelihood.push_back(score.likelihood), misplaced.push_back(score.misplaced);
    }
  return {"hindcast_place_scores",
          {{"series", "1", "record", series},
           {"forecast", "1", "theatre: the model at the theatre's places; fitted: at those of the years before; last, mean: shares counted",
            forecast},
           {"years", "1", "years forecast from those before them", years},
           {"log_likelihood", "1", "mean log-likelihood per year, Dirichlet-multinomial", likelihood},
           {"misplaced", "1", "mean share of the counts that the forecast has in another category", misplaced}},
          {{"prior_years", settings.prior_years}, {"division_years", settings.division_years}, {"memory", settings.memory}}};
}

Table folds_table(const std::vector<PlaceFolds>& all) {
  std::vector<std::string> series, category;
  std::vector<std::int64_t> years;
  std::vector<std::vector<double>> shares(kPlaceForecasts + 1);
  for (const PlaceFolds& folds : all)
    for (const PlaceFold& fold : folds.folds)
      for (std::size_t c = 0; c < folds.record.province.size(); ++c) {
        series.push_back(folds.record.record->model->name);
        years.push_back(fold.year);
        category.push_back(folds.record.record->model->categories[c].name);
        shares[0].push_back(shares_of(fold.forecasts.front().counts)[c]);
        for (std::size_t f = 0; f < kPlaceForecasts; ++f) shares[f + 1].push_back(shares_of(fold.forecasts[f].weights)[c]);
      }
  Table table{"hindcast_place_folds",
              {{"series", "1", "record", series},
               {"year", "1", "forecast from the years before it", years},
               {"category", "1", "place", category},
               {"counted", "1", "share of what was counted", shares[0]}},
              {}};
  for (std::size_t f = 0; f < kPlaceForecasts; ++f)
    table.columns.push_back({name_of(static_cast<PlaceForecast>(f)), "1", std::string("share expected by: ") + kTitles[f], shares[f + 1]});
  return table;
}

Table places_table(const std::vector<PlaceFolds>& all, const Theatre& theatre) {
  std::vector<std::string> series, attacker, province, names = theatre.militia_names();
  names.emplace_back("insurgents");
  std::vector<double> judged, fitted, activity;
  for (const PlaceFolds& folds : all)
    for (std::size_t k = 0; k < folds.fitted.places.size(); ++k)
      for (std::size_t p = 0; p < theatre.provinces.size(); ++p) {
        series.push_back(folds.record.record->model->name);
        attacker.push_back(names[k]);
        province.push_back(theatre.provinces[p].name);
        judged.push_back(folds.theatre[k][p]), fitted.push_back(folds.fitted.places[k][p]);
        activity.push_back(folds.fitted.activity(static_cast<Eigen::Index>(k)));
      }
  return {"hindcast_places",
          {{"series", "1", "record", series},
           {"attacker", "1", "organisation, or insurgents", attacker},
           {"province", "1", "province", province},
           {"theatre", "1", "share of the attacker, as the theatre has it", judged},
           {"fitted", "1", "the same after all years of the training part", fitted},
           {"activity", "1", "attacks of the attacker that count for one that is expected, in units of their mean", activity}},
          {}};
}

}  // namespace

PlaceTables place_tables(const std::vector<PlaceFolds>& all, const Theatre& theatre, const PlaceSettings& settings) {
  return {scores_table(all, settings), folds_table(all), places_table(all, theatre)};
}

std::string place_text(const std::vector<PlaceFolds>& all) {
  std::string text;
  for (const PlaceFolds& folds : all) {
    if (folds.folds.empty()) continue;
    std::vector<std::string> heads{folds.record.record->model->title, "ll a year", "misplaced, %"};
    for (const PlaceFold& fold : folds.folds) heads.push_back(std::to_string(fold.year));
    TextTable table(heads);
    for (int f = 0; f < kPlaceForecasts; ++f) {
      const ShareForecast score = score_of(folds, static_cast<PlaceForecast>(f));
      std::vector<std::string> row{kTitles[f], fmt::format("{:.1f}", score.likelihood), fmt::format("{:.1f}", 100 * score.misplaced)};
      for (const PlaceFold& fold : folds.folds)
        row.push_back(fmt::format("{:.1f}", 100 * mean_misplaced(std::span(&fold.forecasts[static_cast<std::size_t>(f)], 1))));
      table.add(row);
    }
    text += (text.empty() ? "" : "\n") + table.text();
  }
  return text;
}

}  // namespace fulcrum
