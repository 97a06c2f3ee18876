// Points with intervals, a row each: paired differences, tornado bars, indices.
import { axis, base, escaped, ink, merge, policyColour, wrapped } from './look.js';
import { compact, signed } from './text.js';

/** How high a chart of so many rows is [pixels]. */
export function intervalHeight(rows) {
  return 70 + Math.max(2, rows) * 30;
}

// Parameters stand in two lines where there is little room: direct. / interaction_gain.
function labelOf(look) {
  return function (label) { return look.narrow && label.length > 19 && label.indexOf(' ') < 0 ? label.replace('.', '.\n') : label; };
}

// A horizontal line from low to high with end strokes.
function drawInterval(colours) {
  return function (params, api) {
    var y = api.value(2);
    var left = api.coord([api.value(0), y]), right = api.coord([api.value(1), y]);
    var style = { stroke: api.visual('color') || colours.text, lineWidth: 2.5, fill: 'none' };
    var stroke = function (x1, y1, x2, y2) { return { type: 'line', shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: style }; };
    return { type: 'group', children: [stroke(left[0], left[1], right[0], right[1]), stroke(left[0], left[1] - 5, left[0], left[1] + 5),
      stroke(right[0], right[1] - 5, right[0], right[1] + 5)] };
  };
}

/**
 * Rows { label, value, low, high, colour, note } from top to bottom over an axis { name, zero }. Bars from zero instead of points where
 * `bars` is set.
 */
export function intervalChart(look, rows, more, description) {
  var colours = ink(look);
  var option = base(look, description);
  var labels = rows.map(function (row) { return row.label; });
  var width = Math.min(look.narrow ? 156 : 260, 16 + 7.2 * Math.max.apply(null, labels.map(function (label) { return label.length; })));
  var name = wrapped(more.name, look.narrow ? 30 : 100);
  option.grid = { left: width, right: 34, top: 12, bottom: 30 + 16 * name.split('\n').length };
  option.xAxis = axis(look, { type: 'value', name: name, nameLocation: 'middle', nameGap: 26, nameTextStyle: { verticalAlign: 'top', lineHeight: 15 }, scale: !more.zero, splitNumber: look.narrow ? 3 : 6 });
  option.yAxis = axis(look, { type: 'category', data: labels, inverse: true, axisLabel: { color: colours.text, width: width - 12, overflow: 'break', fontSize: look.narrow ? 11 : 12, lineHeight: 13, interval: 0, formatter: labelOf(look) },
    axisTick: { show: false }, splitLine: { show: false } });
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    var row = rows[item.dataIndex];
    var shown = more.signed ? signed(row.value, 4) : compact(row.value);
    return escaped(row.label) + '<br><b>' + shown + '</b>' +
      (isFinite(row.low) && row.low !== null ? ' (' + compact(row.low) + ' to ' + compact(row.high) + ')' : '') + (row.note ? '<br>' + escaped(row.note) : '');
  } });
  var points = rows.map(function (row, i) { return { value: more.bars ? row.value : [row.value, i], itemStyle: { color: row.colour || (more.bars ? policyColour(look, 0) : colours.text) } }; });
  var zero = { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colours.quiet, type: 'solid', width: 1 }, data: [{ xAxis: 0 }] };
  option.series = [more.bars ? { type: 'bar', data: points, barMaxWidth: 18 } : { type: 'scatter', symbolSize: 11, data: points }];
  if (more.zero) option.series[0].markLine = zero;
  var withIntervals = rows.filter(function (row) { return row.low !== null && row.low !== undefined && isFinite(row.low); });
  option.series.push({ type: 'custom', silent: true, z: 5, renderItem: drawInterval(colours), encode: { x: [0, 1], y: 2 },
    data: withIntervals.map(function (row) {
      return { value: [row.low, row.high, rows.indexOf(row)], itemStyle: { color: more.bars ? colours.text : row.colour || colours.text } };
    }) });
  return option;
}
