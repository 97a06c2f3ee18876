// Provinces over time: attacks a week, or fear, as means over the futures of a policy.
import { chart, paragraph } from '../blocks.js';
import { mapChart, mapHeight } from '../map_chart.js';
import { compact, date, plain, sentence } from '../text.js';

var kDrawn = ['attacks_by_province', 'province_insecurity'];
var kMostPolicies = 3;

// One scale for all policies, so that their maps can be compared.
function largest(briefing, series) {
  var most = 0;
  briefing.policies.slice(0, kMostPolicies).forEach(function (_, policy) {
    series.entities.forEach(function (name, entity) { briefing.weekly(series.name, 'mean', policy, entity).forEach(function (value) { if (value > most) most = value; }); });
  });
  return most;
}

function provinceChart(briefing, series, policy) {
  var last = briefing.weeks - 1, most = largest(briefing, series), geometry = briefing.data.map;
  var valuesAt = function (week) { return series.entities.map(function (name, entity) { return briefing.weekly(series.name, 'mean', policy, entity)[week]; }); };
  var title = sentence(series.long_name) + ', ' + plain(briefing.policies[policy].name);
  var ranked = series.entities.map(function (name, i) { return [name, valuesAt(last)[i]]; }).sort(function (a, b) { return b[1] - a[1]; });
  var description = 'In the last week: ' + ranked.slice(0, 4).map(function (row) { return plain(row[0]) + ' ' + compact(row[1]); }).join(', ') + '.';
  var weeks = { last: last, week: last, label: function (week) { return String(week) + ' (' + date(briefing.dates[week]) + ')'; } };
  return chart('map-' + series.name + '-' + policy, title, { description: description, weeks: weeks, height: mapHeight,
    table: { heads: ['province', (series.unit === '1' ? '' : series.unit + ', ') + 'last week'], rows: ranked.map(function (row) { return [plain(row[0]), compact(row[1])]; }), numbers: 1, caption: title },
    option: function (look) {
      return mapChart(briefing, look, { name: 'theatre', geometry: geometry, unit: series.unit, root: series.name === 'attacks_by_province', provinces: series.entities, values: valuesAt(weeks.week) }, most, description);
    } });
}

export function mapSection(briefing) {
  if (!briefing.data.map) return null;
  var blocks = [];
  kDrawn.forEach(function (name) {
    var series = briefing.series(name);
    if (series && series.entities.length) briefing.policies.slice(0, kMostPolicies).forEach(function (policy, p) { blocks.push(provinceChart(briefing, series, p)); });
  });
  if (!blocks.length) return null;
  return { id: 'map', title: 'Provinces over time', blocks: [paragraph('Means over futures; the slider moves the week. Attacks are coloured by their square root, since a few provinces have most of them. Where attacks happen is better known than how many: read the pattern, not the numbers.' +
    (briefing.policies.length > kMostPolicies ? ' The first ' + kMostPolicies + ' policies are drawn.' : ''))].concat(blocks) };
}
