// Series by week and policy: the mean as a line that is labelled at its end and, where futures differ, the range from the 5th to the 95th
// percentile as a band.
import { axis, base, escaped, ink, merge, policyColour, policyLine, timeAxis, wrapped } from './look.js';
import { date, number } from './text.js';

var kGap = 12;
var kLabelLine = 13;

function pairs(dates, values) {
  return values.map(function (value, i) { return [dates[i], value]; });
}

/**
 * Points of a line for so many pixels. Long series have more weeks than a picture has room for: of each stretch of weeks its smallest and its largest value stand, so that no
 * peak is lost.
 */
export function thinned(dates, values, most) {
  var all = pairs(dates, values), stretch = Math.ceil(2 * values.length / most), kept = [];
  if (values.length <= most) return all;
  for (var from = 0; from < values.length; from += stretch) {
    var low = from, high = from;
    for (var i = from; i < Math.min(from + stretch, values.length); ++i) {
      if (values[i] < values[low]) low = i;
      if (values[i] > values[high]) high = i;
    }
    kept.push(all[Math.min(low, high)]);
    if (low !== high) kept.push(all[Math.max(low, high)]);
  }
  if (kept[kept.length - 1][0] !== all[all.length - 1][0]) kept.push(all[all.length - 1]);
  return kept;
}

// What is kept from one picture to the next, which is drawn whenever a policy is switched.
function kept(briefing, key, make) {
  var known = briefing.drawnPoints || (briefing.drawnPoints = {}), name = key.join('/');
  return known[name] || (known[name] = make());
}

// Points of a line in a panel: as many as it has pixels, half of them for a grey line.
function linePoints(briefing, panel, policy, wide, grey) {
  var most = Math.ceil(grey ? wide / 2 : wide);
  return kept(briefing, [panel.series, panel.entity, policy, most], function () {
    return thinned(briefing.dates, briefing.weekly(panel.series, 'mean', policy, panel.entity), most);
  });
}

// The same of a range: of each stretch the lowest low and the highest high.
function thinnedRange(dates, low, high, most) {
  var stretch = Math.ceil(low.length / most), at = [], lows = [], highs = [];
  for (var from = 0; from < low.length; from += stretch) {
    var to = Math.min(from + stretch, low.length);
    at.push(dates[from === 0 ? 0 : to - 1]);
    lows.push(Math.min.apply(null, low.slice(from, to)));
    highs.push(Math.max.apply(null, high.slice(from, to)));
  }
  return { dates: at, low: lows, high: highs };
}

// A band is two stacked lines without strokes.
function band(briefing, look, panel, policy, place, wide) {
  var range = kept(briefing, ['range', panel.series, panel.entity, policy, wide], function () {
    return thinnedRange(briefing.dates, briefing.weekly(panel.series, 'q05', policy, panel.entity), briefing.weekly(panel.series, 'q95', policy, panel.entity), wide);
  });
  var common = { type: 'line', stack: place + '/' + policy, symbol: 'none', silent: true, xAxisIndex: place, yAxisIndex: place, lineStyle: { opacity: 0 },
    tooltip: { show: false }, emphasis: { disabled: true }, stackStrategy: 'all', itemStyle: { color: policyColour(look, policy) } };
  return [merge(common, { data: pairs(range.dates, range.low) }),
    merge(common, { data: pairs(range.dates, range.high.map(function (value, i) { return value - range.low[i]; })), areaStyle: { opacity: 0.16, color: policyColour(look, policy) } })];
}

function line(briefing, look, panel, policy, place, wide) {
  var colour = policyColour(look, policy), grey = look.places && look.places[policy] < 0;
  return { name: briefing.name(policy), policy: policy, type: 'line', symbol: 'none', xAxisIndex: place, yAxisIndex: place, z: grey ? 2 : 3,
    data: linePoints(briefing, panel, policy, wide, grey), itemStyle: { color: colour }, emphasis: { disabled: true },
    lineStyle: { width: grey ? 1 : 2, color: colour, type: panel.line || policyLine(look, policy) } };
}

// Grey lines look alike, so that they are one series with gaps: each series costs time whenever a policy is switched.
function greyLines(briefing, look, panel, policies, place, wide) {
  var all = merge(line(briefing, look, panel, policies[0], place, wide), { name: 'the other policies', policy: undefined, policies: policies, data: [] });
  policies.forEach(function (policy) { all.data = all.data.concat(linePoints(briefing, panel, policy, wide, true), [[briefing.dates[briefing.dates.length - 1], null]]); });
  return all;
}

/** What a panel says of a policy in a week. */
export function pointText(briefing, panel, policy, week) {
  var text = number(briefing.weekly(panel.series, 'mean', policy, panel.entity)[week], 2);
  if (briefing.hasSpread())
    text += ' (' + number(briefing.weekly(panel.series, 'q05', policy, panel.entity)[week], 2) + ' to ' + number(briefing.weekly(panel.series, 'q95', policy, panel.entity)[week], 2) + ')';
  return text;
}

function tip(briefing, look, panels) {
  return function (items) {
    if (!items.length) return '';
    var week = Math.round((items[0].axisValue - briefing.dates[0]) / (7 * 86400000)), panel = panels[items[0].axisIndex] || panels[0];
    var rows = shownPolicies(briefing, look).map(function (policy) {
      return '<span style="color:' + policyColour(look, policy) + '">\u25cf</span> ' + escaped(briefing.name(policy)) + ': <b>' + pointText(briefing, panel, policy, week) + '</b>';
    });
    return date(items[0].axisValue) + ' (week ' + week + ')<br>' + escaped(panel.title) + '<br>' + rows.slice(0, 12).join('<br>') + (rows.length > 12 ? '<br>\u2026' : '');
  };
}

function shownPolicies(briefing, look) {
  return briefing.policies.map(function (_, p) { return p; }).filter(function (p) { return !(look.hidden && look.hidden[p]); });
}
function colouredPolicies(briefing, look) {
  return shownPolicies(briefing, look).filter(function (p) { return !look.places || look.places[p] >= 0; });
}

/** Series by their columns: wide pages have two or three, narrow ones one. */
function columnsOf(look, panels) {
  return look.narrow ? 1 : Math.min(panels, look.width < 820 ? 2 : look.small ? 3 : 2);
}

export function fanHeight(panels, look, small) {
  var columns = columnsOf({ narrow: look.narrow, width: look.width, small: small }, panels);
  return Math.ceil(panels / columns) * (small ? 210 : look.narrow ? 270 : 310);
}

// The range of the axis: the declared one, else that of what is drawn.
function limits(briefing, look, panel) {
  if (panel.lower !== undefined && panel.lower !== null && panel.upper !== undefined && panel.upper !== null) return [panel.lower, panel.upper];
  var low = Infinity, high = -Infinity;
  shownPolicies(briefing, look).forEach(function (policy) {
    briefing.weekly(panel.series, 'mean', policy, panel.entity).forEach(function (value) { low = Math.min(low, value); high = Math.max(high, value); });
  });
  if (!(high > low)) { low -= 0.5; high += 0.5; }
  var step = Math.pow(10, Math.floor(Math.log(high - low) / Math.LN10));
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** Labels { text, value, colour } at the ends of lines right of a box, moved apart where they would lie on each other. */
export function endLabels(look, ends, box, range) {
  var wide = Math.max(8, Math.floor((box.label - 6) / 6.4));
  var labels = ends.map(function (end) {
    var text = wrapped(end.text, wide), y = box.top + box.height * (1 - (end.value - range[0]) / (range[1] - range[0]));
    return { text: text, high: text.split('\n').length * kLabelLine + 3, at: Math.max(box.top, Math.min(box.top + box.height, y)), colour: end.colour };
  }).sort(function (a, b) { return a.at - b.at; });
  var from = box.top - 14;
  labels.forEach(function (label) { label.top = Math.max(label.at - label.high / 2, from); from = label.top + label.high; });
  var most = box.top + box.height + 24;
  for (var i = labels.length - 1; i >= 0; --i) { labels[i].top = Math.min(labels[i].top, most - labels[i].high); most = labels[i].top; }
  return labels.map(function (label) {
    return { type: 'text', left: box.left + box.width + 5, top: label.top, silent: true, style: { text: label.text, fill: label.colour, font: '600 12px ' + base(look).textStyle.fontFamily, lineHeight: kLabelLine } };
  });
}

function policyEnds(briefing, look, panel) {
  return colouredPolicies(briefing, look).map(function (policy) {
    var values = briefing.weekly(panel.series, 'mean', policy, panel.entity);
    return { text: briefing.name(policy), value: values[values.length - 1], colour: policyColour(look, policy) };
  });
}

/**
 * Panels { series, entity, title, lower, upper } side by side, below each other on a narrow page. `bands` lists the policies whose range is drawn.
 */
export function fanChart(briefing, look, panels, more) {
  var small = more && more.small, bands = (more && more.bands) || [], colours = ink(look), option = base(look);
  var at = { narrow: look.narrow, width: look.width || 900, small: small }, columns = columnsOf(at, panels.length), each = at.width / columns;
  var high = fanHeight(panels.length, look, small) / Math.ceil(panels.length / columns);
  var longest = Math.max.apply(null, colouredPolicies(briefing, look).map(function (p) { return briefing.name(p).length; }).concat(4));
  var label = Math.min(look.narrow || each < 420 ? 92 : 150, 7 * longest + 12);
  option.tooltip = merge(option.tooltip, { trigger: 'axis', formatter: tip(briefing, look, panels) });
  option.title = []; option.grid = []; option.xAxis = []; option.yAxis = []; option.series = []; option.graphic = [];
  panels.forEach(function (panel, i) {
    var left = (i % columns) * each, top = Math.floor(i / columns) * high, box = { left: left + 34, top: top + 34, width: each - 34 - label - kGap, height: high - 66, label: label };
    var range = limits(briefing, look, panel);
    option.title.push({ text: panel.title, left: left, top: top, padding: 2, textStyle: { color: colours.text, fontSize: 13, fontWeight: 600, width: each - 12, overflow: 'truncate' } });
    option.grid.push({ left: box.left, top: box.top, width: box.width, height: box.height });
    option.xAxis.push(timeAxis(look, { gridIndex: i, splitNumber: box.width < 300 ? 3 : 6 }));
    option.yAxis.push(axis(look, { gridIndex: i, type: 'value', min: range[0], max: range[1], splitNumber: small ? 3 : 5 }));
    var coloured = colouredPolicies(briefing, look), grey = shownPolicies(briefing, look).filter(function (policy) { return coloured.indexOf(policy) < 0; });
    if (grey.length) option.series.push(greyLines(briefing, look, panel, grey, i, box.width));
    coloured.forEach(function (policy) {
      option.series.push(line(briefing, look, panel, policy, i, box.width));
      if (bands.indexOf(policy) >= 0 && briefing.hasSpread()) option.series = option.series.concat(band(briefing, look, panel, policy, i, box.width));
    });
    option.graphic = option.graphic.concat(endLabels(look, policyEnds(briefing, look, panel), box, range));
  });
  return option;
}
