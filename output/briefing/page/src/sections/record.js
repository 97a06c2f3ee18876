// The model beside a record, month by month: what it expects, the range that should hold nine in ten months, and what was recorded.
import { chart, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { axis, base, ink, merge, timeAxis } from '../look.js';
import { human, number, percent } from '../text.js';

/** The records in a file: { name, times, mu, low, high, observed }. */
export function records(briefing) {
  var stored = briefing.analysis('hindcast_months'), made = [];
  if (!stored) return made;
  var times = column(stored, 'month').map(function (month) { return Date.parse(month + '-15T00:00:00Z'); });
  stored.columns.forEach(function (one) {
    var name = /^(.+)_observed$/.exec(one.name);
    if (name) made.push({ key: name[1], name: human(name[1]), times: times, observed: one.values, mu: column(stored, name[1] + '_mu'), low: column(stored, name[1] + '_low90'), high: column(stored, name[1] + '_high90') });
  });
  return made;
}

/** In how many of its months a record lies inside the range: { inside, of }. */
export function covered(record) {
  var inside = 0, of = 0;
  record.observed.forEach(function (value, i) {
    if (value === null || record.low[i] === null) return;
    ++of;
    if (value >= record.low[i] && value <= record.high[i]) ++inside;
  });
  return { inside: inside, of: of };
}

function recordChart(record) {
  var found = covered(record), title = 'Record and model: ' + record.name;
  var points = function (values) { return values.map(function (value, i) { return [record.times[i], value]; }); };
  var rows = [];
  record.observed.forEach(function (value, i) {
    if (value !== null) rows.push([new Date(record.times[i]).toISOString().slice(0, 7), number(value, 0), number(record.mu[i], 0), number(record.low[i], 0) + ' to ' + number(record.high[i], 0)]);
  });
  return chart('record-' + record.key.replace(/[^a-z0-9]/gi, '-'), title, { policies: false, description: found.inside + ' of ' + found.of + ' months lie inside the range that should hold nine in ten.',
    table: { heads: ['month', 'record', 'expected', 'nine in ten'], rows: rows, numbers: 1, caption: title }, height: function () { return 270; },
    option: function (look) {
      var option = base(look), colours = ink(look), band = { type: 'line', stack: 'band', stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
      var low = merge(band, { data: points(record.low) }), wide = record.high.map(function (value, i) { return value === null ? null : value - record.low[i]; });
      option.grid = { left: 56, right: 16, top: 12, bottom: 32 };
      option.xAxis = timeAxis(look);
      option.yAxis = axis(look, { type: 'value', min: 0 });
      option.tooltip.trigger = 'axis';
      option.tooltip.valueFormatter = function (value) { return number(value, 0); };
      option.series = [low, merge(band, { data: points(wide), areaStyle: { opacity: 0.25, color: colours.fact } }),
        { type: 'line', name: 'model expects', symbol: 'none', data: points(record.mu), lineStyle: { width: 2, color: colours.fact }, itemStyle: { color: colours.fact } },
        { type: 'scatter', name: 'record', symbolSize: 6, data: points(record.observed), itemStyle: { color: colours.text } }];
      return option;
    } });
}

export function recordSection(briefing) {
  var all = records(briefing).filter(function (record) { return record.mu && record.low && record.high; });
  if (!all.length) return null;
  return { id: 'record', title: 'The model beside the record', blocks: [
    paragraph('Points are the record, the line is what the model expects, the band should hold nine in ten months.'),
    table(['record', 'months', 'inside the band'], all.map(function (record) { var found = covered(record); return [record.name, String(found.of), percent(found.inside / found.of)]; }), { numbers: 1, caption: 'How often the band holds the record' })
  ].concat(all.map(recordChart)) };
}
