// Series by week and policy: the mean as a line and, where futures differ, the range from the 5th to the 95th percentile as a band.
import { axis, base, escaped, ink, legend, legendHeight, merge, policyColour, policyLine, timeAxis } from './look.js';
import { date, number } from './text.js';

var kMostBands = 6;

function pairs(dates, values) {
  var made = [];
  for (var i = 0; i < values.length; ++i) made.push([dates[i], values[i]]);
  return made;
}

function difference(high, low) {
  var made = [];
  for (var i = 0; i < high.length; ++i) made.push(high[i] - low[i]);
  return made;
}

// A band is two stacked lines without strokes; both carry the policy's name, so that the legend switches all three together.
function band(briefing, panel, policy, place) {
  var low = briefing.weekly(panel.series, 'q05', policy, panel.entity);
  var high = briefing.weekly(panel.series, 'q95', policy, panel.entity);
  var common = {
    name: briefing.policies[policy].name, type: 'line', stack: panel.series + (panel.entity || 0) + '/' + policy, symbol: 'none', silent: true, xAxisIndex: place, yAxisIndex: place,
    lineStyle: { opacity: 0 }, tooltip: { show: false }, emphasis: { disabled: true }, stackStrategy: 'all'
  };
  return [merge(common, { data: pairs(briefing.dates, low), band: true }),
    merge(common, { data: pairs(briefing.dates, difference(high, low)), band: true, areaStyle: { opacity: 0.22 } })];
}

function line(briefing, look, panel, policy, place) {
  return {
    name: briefing.policies[policy].name, type: 'line', symbol: 'none', xAxisIndex: place, yAxisIndex: place,
    data: pairs(briefing.dates, briefing.weekly(panel.series, panel.statistic || 'mean', policy, panel.entity)),
    lineStyle: { width: 2, type: panel.line || policyLine(policy) }, emphasis: { focus: 'series' }
  };
}

function tip(briefing, panels) {
  return function (items) {
    if (!items.length) return '';
    var week = Math.round((items[0].axisValue - briefing.dates[0]) / (7 * 86400000));
    var panel = panels[items[0].axisIndex] || panels[0];
    var rows = [date(items[0].axisValue) + ' (week ' + week + ')<br>' + escaped(panel.title)];
    var seen = {};
    for (var i = 0; i < items.length; ++i) {
      var policy = indexOfPolicy(briefing, items[i].seriesName);
      if (seen[policy]) continue;
      seen[policy] = true;
      var text = number(briefing.weekly(panel.series, 'mean', policy, panel.entity)[week]);
      if (briefing.hasSpread())
        text += ' (' + number(briefing.weekly(panel.series, 'q05', policy, panel.entity)[week]) + ' to ' + number(briefing.weekly(panel.series, 'q95', policy, panel.entity)[week]) + ')';
      rows.push(items[i].marker + escaped(items[i].seriesName) + ': <b>' + text + '</b>');
    }
    return rows.slice(0, 13).join('<br>') + (rows.length > 13 ? '<br>\u2026' : '');
  };
}

function indexOfPolicy(briefing, name) {
  for (var i = 0; i < briefing.policies.length; ++i) if (briefing.policies[i].name === name) return i;
  return -1;
}

/** How high a fan chart of so many panels is [pixels]. */
export function fanHeight(briefing, panels, look) {
  var columns = look.narrow ? 1 : Math.min(panels, 2);
  return legendHeight(look, policyNames(briefing)) + Math.ceil(panels / columns) * 300;
}

function policyNames(briefing) {
  return briefing.policies.map(function (policy) { return policy.name; });
}

/**
 * Panels side by side (below each other on a narrow page), each { series, entity, title, unit, lower, upper }, with one legend.
 */
export function fanChart(briefing, look, panels, description) {
  var columns = look.narrow ? 1 : Math.min(panels.length, 2);
  var rows = Math.ceil(panels.length / columns);
  var names = policyNames(briefing);
  var colours = ink(look);
  var head = legendHeight(look, names);
  var option = base(look, description);
  option.legend = legend(look, names);
  option.tooltip = merge(option.tooltip, { trigger: 'axis', formatter: tip(briefing, panels), order: 'seriesAsc' });
  option.color = names.map(function (name, policy) { return policyColour(look, policy); });
  option.title = []; option.grid = []; option.xAxis = []; option.yAxis = []; option.series = [];
  var high = 300;
  for (var i = 0; i < panels.length; ++i) {
    var panel = panels[i], row = Math.floor(i / columns), col = i % columns;
    var top = head + row * high;
    option.title.push({ text: panel.title, left: columns === 1 ? 4 : (col * 50) + '%', top: top, textStyle: { color: colours.text, fontSize: 14, fontWeight: 600, width: columns === 1 ? undefined : (look.width || 900) / 2 - 20, overflow: 'truncate' }, padding: 2 });
    option.grid.push({ left: columns === 1 ? 44 : (col === 0 ? 44 : '54%'), right: columns === 1 ? 14 : (col === 0 ? '51.5%' : 14), top: top + 40, height: high - 84 });
    option.xAxis.push(timeAxis(look, { gridIndex: i }));
    option.yAxis.push(axis(look, { gridIndex: i, type: 'value', min: panel.lower, max: panel.upper, scale: panel.lower === undefined, name: '[' + panel.unit + ']', nameGap: 8, nameLocation: 'end',
      nameTextStyle: { color: colours.quiet, align: 'right', fontSize: 11 } }));
    for (var policy = 0; policy < names.length; ++policy) {
      var added = [line(briefing, look, panel, policy, i)];
      if (briefing.hasSpread() && names.length <= kMostBands) added = added.concat(band(briefing, panel, policy, i));
      for (var k = 0; k < added.length; ++k) {
        added[k].itemStyle = { color: policyColour(look, policy) };
        if (added[k].areaStyle) added[k].areaStyle.color = policyColour(look, policy);
        if (!added[k].band) added[k].lineStyle.color = policyColour(look, policy);
        option.series.push(added[k]);
      }
    }
  }
  return option;
}
