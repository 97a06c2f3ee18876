// Courses of action, and how well indicators and tripwires warn of them.
import { chart, paragraph } from '../blocks.js';
import { column } from '../data.js';
import { axis, base, ink, legend, legendHeight, policyColour, policyLine } from '../look.js';
import { plain } from '../text.js';
import { plainTable } from './analyses.js';

function rocChart(look, curves, description) {
  var option = base(look, description), colours = ink(look), names = curves.map(function (curve) { return curve.name; });
  option.legend = legend(look, names);
  option.grid = { left: 52, right: 20, top: legendHeight(look, names) + 10, bottom: 48 };
  option.xAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'false alarms, share of other weeks', nameLocation: 'middle', nameGap: 28 });
  option.yAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'hits, share of weeks before an onset', nameLocation: 'middle', nameGap: 34 });
  option.series = curves.map(function (curve, i) {
    return { type: 'line', name: curve.name, data: curve.points, symbol: 'none', lineStyle: { width: 2, color: policyColour(look, i), type: policyLine(i) }, itemStyle: { color: policyColour(look, i) } };
  });
  option.series.push({ type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: { color: colours.quiet, type: 'dashed', width: 1 } });
  return option;
}

function curvesOf(table, course) {
  var made = {}, order = [];
  column(table, 'course').forEach(function (name, i) {
    if (name !== course) return;
    var indicator = plain(column(table, 'indicator')[i]);
    if (!made[indicator]) { made[indicator] = []; order.push(indicator); }
    made[indicator].push([column(table, 'false_alarm_rate')[i], column(table, 'hit_rate')[i]]);
  });
  return order.map(function (name) { return { name: name, points: made[name].sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }) }; });
}

export function warningsSection(briefing) {
  var courses = briefing.analysis('courses'), roc = briefing.analysis('roc'), blocks = [];
  if (!courses) return null;
  blocks.push(plainTable(courses));
  ['indicators', 'tripwires'].forEach(function (name) { if (briefing.analysis(name)) blocks.push(plainTable(briefing.analysis(name))); });
  var drawn = [];
  if (roc) column(roc, 'course').forEach(function (course) { if (drawn.indexOf(course) < 0) drawn.push(course); });
  drawn.slice(0, 3).forEach(function (course) {
    var curves = curvesOf(roc, course), title = 'Warning of ' + plain(course) + ': hits against false alarms';
    var description = title + ', a line for each of ' + curves.length + ' indicators; the dashed line is chance.';
    blocks.push(chart('roc-' + course.replace(/[^a-z0-9]/gi, '-'), title, { description: description, height: function () { return 420; },
      option: function (look) { return rocChart(look, curves, description); } }));
  });
  blocks.push(paragraph('Indicators are noisy readings of the state; a line along the dashed diagonal warns of nothing.'));
  return { id: 'warnings', title: 'Courses of action and warning', blocks: blocks };
}

export var kWarnings = ['courses', 'indicators', 'tripwires', 'roc'];
