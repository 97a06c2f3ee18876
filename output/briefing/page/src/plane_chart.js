// The plane of the article's figure 2: direct support at rest over perceived threat and balance-of-power motive, with the policies'
// mean paths drawn on it.
import { unpack } from './data.js';
import { axis, base, escaped, ink, merge, policyColour, policyLine } from './look.js';
import { date, number } from './text.js';

export var kPlaneHeight = 520;

// The ground is grey, so that the policies keep the colours: from little support to much.
var kGround = { light: ['#ffffff', '#c9ced6', '#8b95a5'], dark: ['#17171a', '#3c424d', '#6c7686'] };

// How far down a policy's name is moved [px], so that names at ends that lie close together do not cover each other.
function nameShifts(ends, height, narrow) {
  var shifts = {}, least = 18, placed = [];
  ends.slice().sort(function (a, b) { return b.y - a.y; }).forEach(function (end) {
    var at = (1 - end.y) * height;
    placed.forEach(function (other) {
      var side = other.left === end.left && Math.abs(other.x - end.x) < 0.35;
      if ((narrow || side) && at - other.at < least) at = other.at + least;
    });
    placed.push({ x: end.x, left: end.left, at: at });
    shifts[end.policy] = at - (1 - end.y) * height;
  });
  return shifts;
}

export function planeChart(briefing, look) {
  var plane = briefing.data.plane, colours = ink(look);
  var n = plane.points, level = unpack(plane.direct), cells = [];
  for (var row = 0; row < n; ++row)
    for (var col = 0; col < n; ++col) cells.push([col, row, level[row * n + col]]);
  var centres = [];
  for (var k = 0; k < n; ++k) centres.push(((k + 0.5) / n).toFixed(3));
  var option = base(look);
  option.grid = { left: 52, right: look.narrow ? 16 : 90, top: 12, bottom: look.narrow ? 100 : 50 };
  option.xAxis = [axis(look, { type: 'value', min: 0, max: 1, name: 'perceived threat [index]', nameLocation: 'middle', nameGap: 28, splitLine: { show: false } }),
    { type: 'category', data: centres, show: false }];
  option.yAxis = [axis(look, { type: 'value', min: 0, max: 1, name: 'balance-of-power motive [index]', nameLocation: 'middle', nameGap: 34, splitLine: { show: false } }),
    { type: 'category', data: centres, show: false }];
  option.visualMap = { type: 'continuous', min: 0, max: 1, seriesIndex: 0, calculable: false, dimension: 2, inRange: { color: kGround[look.dark ? 'dark' : 'light'] },
    orient: look.narrow ? 'horizontal' : 'vertical', right: look.narrow ? 'center' : 4, left: look.narrow ? 'center' : undefined, top: look.narrow ? undefined : 'middle', bottom: look.narrow ? 4 : undefined,
    text: ['direct 1', '0'], textStyle: { color: colours.quiet }, itemHeight: 130, itemWidth: 14 };
  option.series = [{ type: 'heatmap', name: 'level', xAxisIndex: 1, yAxisIndex: 1, data: cells, silent: true, tooltip: { show: false }, itemStyle: { borderWidth: 0 }, progressive: 0 }];
  var isDrawn = function (policy) { return !(look.hidden && look.hidden[policy] || look.places && look.places[policy] < 0); };
  var shifts = nameShifts(briefing.policies.map(function (_, policy) {
    var T = briefing.weekly('perceived_threat', 'mean', policy), B = briefing.weekly('motive', 'mean', policy);
    return { policy: policy, x: T[T.length - 1], y: B[B.length - 1], left: T[T.length - 1] > 0.6 };
  }).filter(function (end) { return isDrawn(end.policy); }), kPlaneHeight - option.grid.top - option.grid.bottom, look.narrow);
  briefing.policies.forEach(function (_, policy) {
    if (!isDrawn(policy)) return;
    var T = briefing.weekly('perceived_threat', 'mean', policy), B = briefing.weekly('motive', 'mean', policy), path = [], last = T.length - 1;
    for (var t = 0; t <= last; ++t) path.push([T[t], B[t], t]);
    var colour = policyColour(look, policy);
    var common = { name: briefing.name(policy), itemStyle: { color: colour, borderColor: colours.ground, borderWidth: 1 } };
    option.series.push(merge(common, { type: 'line', data: path, symbol: 'none', silent: true, z: 4, lineStyle: { width: 6, color: colours.ground } }));
    option.series.push(merge(common, { type: 'line', data: path, symbol: 'circle', symbolSize: 5, showSymbol: false, showAllSymbol: true, triggerLineEvent: true, z: 5, lineStyle: { width: 3, color: colour, type: policyLine(look, policy) } }));
    option.series.push(merge(common, { type: 'scatter', z: 6, data: [{ value: path[0], symbolSize: 9 }, { value: path[last], symbolSize: 15, symbol: 'triangle', label: { show: true, formatter: briefing.name(policy), color: colour, fontWeight: 600, position: T[last] > 0.6 ? 'left' : 'right', offset: [0, shifts[policy]], textBorderColor: colours.ground, textBorderWidth: 3 } }] }));
  });
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    if (!item.value || item.value.length < 3) return escaped(item.seriesName);
    return escaped(item.seriesName) + ', ' + date(briefing.dates[item.value[2]]) + '<br>perceived threat ' + number(item.value[0]) + ', motive ' + number(item.value[1]);
  } });
  return option;
}
