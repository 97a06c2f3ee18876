// Series by week and policy: the mean as a line that is labelled at its end and, where futures differ, the range from the 5th to the 95th
// percentile as a band.
import { axis, base, escaped, ink, merge, policyColour, policyLine, timeAxis, wrapped } from './look.js';
import { date, number } from './text.js';

var kGap = 12;
var kLabelLine = 13;

function pairs(dates, values) {
  return values.map(function (value, i) { return [dates[i], value]; });
}

// A band is two stacked lines without strokes.
function band(briefing, look, panel, policy, place) {
  var low = briefing.weekly(panel.series, 'q05', policy, panel.entity), high = briefing.weekly(panel.series, 'q95', policy, panel.entity);
  var common = { type: 'line', stack: place + '/' + policy, symbol: 'none', silent: true, xAxisIndex: place, yAxisIndex: place, lineStyle: { opacity: 0 },
    tooltip: { show: false }, emphasis: { disabled: true }, stackStrategy: 'all', itemStyle: { color: policyColour(look, policy) } };
  return [merge(common, { data: pairs(briefing.dates, low) }),
    merge(common, { data: pairs(briefing.dates, high.map(function (value, i) { return value - low[i]; })), areaStyle: { opacity: 0.16, color: policyColour(look, policy) } })];
}

function line(briefing, look, panel, policy, place) {
  var colour = policyColour(look, policy), grey = look.places && look.places[policy] < 0;
  return { name: briefing.name(policy), policy: policy, type: 'line', symbol: 'none', xAxisIndex: place, yAxisIndex: place, z: grey ? 2 : 3, sampling: briefing.weeks > 400 ? 'lttb' : undefined,
    data: pairs(briefing.dates, briefing.weekly(panel.series, 'mean', policy, panel.entity)), itemStyle: { color: colour }, emphasis: { disabled: true },
    lineStyle: { width: grey ? 1 : 2, color: colour, type: panel.line || policyLine(look, policy) } };
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
    shownPolicies(briefing, look).forEach(function (policy) {
      option.series.push(line(briefing, look, panel, policy, i));
      if (bands.indexOf(policy) >= 0 && briefing.hasSpread()) option.series = option.series.concat(band(briefing, look, panel, policy, i));
    });
    option.graphic = option.graphic.concat(endLabels(look, policyEnds(briefing, look, panel), box, range));
  });
  return option;
}
