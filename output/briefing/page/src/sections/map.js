// Provinces over time: under the first policy, and how the others differ from it there; one slider moves the week of all maps.
import { chart, more, paragraph } from '../blocks.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { mapChart, mapHeight } from '../map_chart.js';
import { policyColour } from '../look.js';
import { compact, date, place, sentence, signed } from '../text.js';

var kDrawn = ['attacks_by_province', 'province_insecurity'];
var kMostRanked = 8;

// The largest size of all weeks: one scale, so that weeks and policies can be compared.
function largest(briefing, series, of, policies) {
  var most = 0;
  policies.forEach(function (policy) {
    series.entities.forEach(function (_, entity) { of(policy, entity).forEach(function (value) { most = Math.max(most, Math.abs(value)); }); });
  });
  return most;
}

function weekly(briefing, series) {
  var kept = {};
  return function (policy, entity) {
    var key = policy + '/' + entity;
    if (!kept[key]) kept[key] = briefing.weekly(series.name, 'mean', policy, entity);
    return kept[key];
  };
}

function slider(briefing) {
  var last = briefing.weeks - 1;
  return { last: last, week: last, label: function (week) { return String(week) + ' (' + date(briefing.dates[week]) + ')'; } };
}

// Small multiples: the first policy by itself, the others by their difference from it.
function mapBlocks(briefing, series, weeks) {
  var of = weekly(briefing, series), names = series.entities, first = briefing.name(0);
  var others = briefing.policies.map(function (_, p) { return p; }).slice(1).filter(function (p) { return briefing.places()[p] >= 0; });
  var difference = function (policy, entity) { var base = of(0, entity); return of(policy, entity).map(function (value, week) { return value - base[week]; }); };
  var scale = { geometry: briefing.data.map, provinces: names, unit: series.unit === '1' ? '' : series.unit, root: series.name === 'attacks_by_province' };
  var at = function (policy, get) { return names.map(function (_, entity) { return get(policy, entity)[weeks.week]; }); };
  var whole = sentence(series.long_name), blocks = [];
  blocks.push(chart('map-' + series.name, whole + ' under ' + first, { weeks: weeks, policies: false, description: described(names, at(0, of), compact), table: ranked(names, at(0, of), whole, compact),
    height: function (look) { return mapHeight(look, 1); },
    option: function (look) { return mapChart(look, [{ title: first, values: at(0, of) }], merged(scale, { most: largest(briefing, series, of, [0]), difference: false })); } }));
  if (!others.length) return blocks;
  var most = largest(briefing, series, difference, others);
  blocks.push(chart('map-' + series.name + '-difference', whole + ': difference from ' + first, { weeks: weeks, description: described(names, at(others[0], difference), signed), table: ranked(names, at(others[0], difference), whole + ', ' + briefing.name(others[0]), signed),
    height: function (look) { return mapHeight(look, others.filter(shownIn(look)).length || 1); },
    option: function (look) {
      return mapChart(look, others.filter(shownIn(look)).map(function (p) { return { title: briefing.name(p), values: at(p, difference) }; }), merged(scale, { most: most, difference: true }));
    } }));
  blocks.push(rankedBars(briefing, series, weeks, others, difference, at));
  return blocks;
}

function shownIn(look) {
  return function (policy) { return !(look.hidden && look.hidden[policy]); };
}
function merged(into, more) {
  var made = {};
  [into, more].forEach(function (from) { Object.keys(from).forEach(function (key) { made[key] = from[key]; }); });
  return made;
}
function order(names, values) {
  return names.map(function (name, i) { return [place(name), values[i]]; }).sort(function (a, b) { return Math.abs(b[1]) - Math.abs(a[1]); });
}
function described(names, values, write) {
  return 'In the last week: ' + order(names, values).slice(0, 4).map(function (row) { return row[0] + ' ' + write(row[1], 2); }).join(', ') + '.';
}
function ranked(names, values, caption, write) {
  return { heads: ['province', 'last week'], rows: order(names, values).map(function (row) { return [row[0], write(row[1], 3)]; }), numbers: 1, caption: caption };
}

// The provinces that change most, beside the maps.
function rankedBars(briefing, series, weeks, others, difference, at) {
  var title = 'Where ' + briefing.name(others[0]) + ' changes ' + series.long_name + ' most';
  var rowsNow = function () { return order(series.entities, at(others[0], difference)).slice(0, kMostRanked); };
  return chart('map-' + series.name + '-ranked', title, { weeks: weeks, policies: false, description: described(series.entities, at(others[0], difference), signed), table: ranked(series.entities, at(others[0], difference), title, signed),
    height: function (look) { return intervalHeight(Math.min(kMostRanked, series.entities.length), look); },
    option: function (look) {
      var rows = rowsNow().map(function (row) { return { label: row[0], value: row[1], low: null, high: null, colour: policyColour(look, others[0]) }; });
      return intervalChart(look, rows, { name: 'difference from ' + briefing.name(0) + (series.unit === '1' ? '' : ' [' + series.unit + ']'), zero: true, bars: true, signed: true });
    } });
}

export function mapSection(briefing) {
  if (!briefing.data.map) return null;
  var blocks = [], weeks = slider(briefing);
  kDrawn.forEach(function (name) {
    var series = briefing.series(name);
    if (series && series.entities.length) blocks = blocks.concat(mapBlocks(briefing, series, weeks));
  });
  if (!blocks.length) return null;
  // What policies change comes first; where it starts from, bars and insecurity are folded, since a page of maps hides the answer.
  var first = blocks.filter(function (block) { return /-difference$/.test(block.id); })[0] || blocks[0], rest = blocks.filter(function (block) { return block !== first; });
  var folded = rest.length ? [more('More maps, and provinces ranked', rest)] : [];
  return { id: 'map', title: 'Provinces over time', blocks: [paragraph('Means over futures; each slider moves the week of all maps. Attacks are coloured by their square root, since a few provinces have most of them. Where attacks happen is better known than how many: read the pattern, not the numbers.'), first].concat(folded) };
}
