// Rows with a point or bar and what surrounds it: ranges over futures, tornado bars, indices with their intervals.
import { axis, base, escaped, ink, merge, wrapped } from './look.js';
import { compact, known, signed } from './text.js';

/** How high a chart of so many rows is [pixels]; rows with long labels take more lines where there is little room. */
export function intervalHeight(rows, look, more) {
  return 62 + Math.max(1, rows) * (look && look.narrow ? 38 : (more && more.row) || 30);
}

// Labels stand left of the rows; what does not fit is broken, and parameters at their dot.
function labelWidth(look, labels) {
  var longest = Math.max.apply(null, labels.map(function (label) { return label.length; }));
  return Math.min(look.narrow ? 150 : 320, 16 + 6.9 * longest);
}

// A horizontal line from low to high: thin with end strokes, or a thick bar.
function stroke(style, x1, y1, x2, y2) {
  return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: style };
}
function drawSpan(thick, ends) {
  return function (params, api) {
    var y = api.value(2), left = api.coord([api.value(0), y]), right = api.coord([api.value(1), y]);
    var style = { stroke: api.visual('color'), lineWidth: thick, fill: 'none', opacity: thick > 5 ? 0.55 : 1 };
    var lines = [stroke(style, left[0], left[1], Math.max(right[0], left[0] + 1), right[1])];
    if (ends) lines.push(stroke(style, left[0], left[1] - 5, left[0], left[1] + 5), stroke(style, right[0], right[1] - 5, right[0], right[1] + 5));
    return { type: 'group', children: lines };
  };
}
function spans(rows, low, high, thick, ends, z) {
  var data = [];
  rows.forEach(function (row, i) {
    if (known(row[low])) data.push({ value: [row[low], row[high], i], itemStyle: { color: row.colour } });
  });
  return { type: 'custom', silent: true, z: z, renderItem: drawSpan(thick, ends), encode: { x: [0, 1], y: 2 }, data: data };
}

/**
 * Rows { label, value, low, high, halfLow, halfHigh, reference, luckLow, luckHigh, colour, note, text } from top to bottom over an axis { name, zero, min, max }. `bars` draws bars from
 * zero instead of points; a row's `text` stands behind its point, a hollow diamond at its `reference`, with the range of luck alone through it.
 */
export function intervalChart(look, rows, more) {
  var colours = ink(look), option = base(look), labels = rows.map(function (row, i) { return row.label + (rows.slice(0, i).some(function (other) { return other.label === row.label; }) ? ' (' + (i + 1) + ')' : ''); });
  var width = labelWidth(look, labels), name = wrapped(more.name, look.narrow ? 34 : 100);
  rows.forEach(function (row) { row.colour = row.colour || colours.fact; });
  option.grid = { left: width, right: 30, top: 10, bottom: 32 + 15 * name.split('\n').length };
  option.xAxis = axis(look, { type: 'value', name: name, nameLocation: 'middle', nameGap: 26, nameTextStyle: { verticalAlign: 'top', lineHeight: 15 }, scale: !more.zero, min: more.min, max: more.max, splitNumber: look.narrow ? 3 : 6 });
  option.yAxis = axis(look, { type: 'category', data: labels, inverse: true, axisTick: { show: false }, splitLine: { show: false },
    axisLabel: { color: colours.text, width: width - 12, overflow: 'break', fontSize: look.narrow ? 11 : 12, lineHeight: 13, interval: 0 } });
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    var row = rows[item.dataIndex], shown = more.signed ? signed(row.value, 2) : compact(row.value);
    return escaped(row.label) + '<br><b>' + shown + '</b>' + (known(row.low) ? ' (' + compact(row.low) + ' to ' + compact(row.high) + ')' : '') + (row.note ? '<br>' + escaped(row.note) : '');
  } });
  var points = rows.map(function (row, i) { return { value: more.bars ? row.value : [row.value, i], itemStyle: { color: row.colour, borderColor: colours.ground, borderWidth: more.bars ? 0 : 1.5 } }; });
  option.series = [more.bars ? { type: 'bar', data: points, barMaxWidth: 16 } : { type: 'scatter', symbolSize: 12, z: 6, data: points }];
  if (more.zero) option.series[0].markLine = { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colours.text, type: 'solid', width: 1.5 }, data: [{ xAxis: 0 }] };
  option.series.push(spans(rows, 'low', 'high', 2.5, true, 4), spans(rows, 'halfLow', 'halfHigh', 9, false, 5));
  var marked = rows.map(function (row, i) { return [row.reference, i]; }).filter(function (at) { return known(at[0]); });
  if (marked.length) option.series.push({ type: 'scatter', silent: true, symbol: 'diamond', symbolSize: 11, z: 7, itemStyle: { color: colours.ground, borderColor: colours.text, borderWidth: 1.5 }, data: marked });
  if (rows.some(function (row) { return known(row.luckLow); })) option.series.push(spans(rows.map(function (row) { return merge(row, { colour: colours.text }); }), 'luckLow', 'luckHigh', 1.5, true, 8));
  if (more.bars) option.series[1].data.forEach(function (one) { one.itemStyle = { color: colours.text }; });
  return option;
}
