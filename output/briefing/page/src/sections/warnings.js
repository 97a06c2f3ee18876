// Courses of action, and how well indicators and tripwires warn of them.
import { bullets, chart, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { axis, base, ink, legend, legendHeight, policyColour, policyLine } from '../look.js';
import { cell, number, plain, sentence } from '../text.js';

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

// What the four courses of a theatre stand for: docs/rules.md.
var kCourses = { restraint: 'restraint: the patron holds its militias back', mlcoa: 'mlcoa: the most likely course, limited and controlled pressure',
  mdcoa_patron: 'mdcoa patron: the patron\u2019s most dangerous course, attacks at once by all its militias', mdcoa_militia: 'mdcoa militia: the militias\u2019 most dangerous course, in which they act on their own' };

function share(value) {
  return value === null || value === undefined ? '-' : number(100 * value, 1) + ' %';
}
// Columns as they are read: what each is called, and how its numbers are written.
var kColumns = {
  courses: { caption: 'Courses of action', columns: { course: ['course', plain], runs: ['share of runs in which it began', share], onsets: ['times that it began, per run', two], first_week: ['first began in week (median)', cell], in_force: ['weeks in force', share] } },
  indicators: { caption: 'How well a reading of each indicator warns of a course. Area under the curve: 0.5 is uninformative, 1 is perfect. Skill: Brier score against the base rate, 0 is no better',
    columns: { course: ['course', plain], indicator: ['indicator', plain], base_rate: ['weeks followed by an onset', share], auc: ['area under the curve', two], brier: ['Brier score', three], skill: ['skill', three] } },
  tripwires: { caption: 'How well each tripwire warns of a course', columns: { course: ['course', plain], tripwire: ['tripwire', plain], onsets: ['onsets', cell], warned: ['warned of', cell], warned_share: ['share warned of', share],
    lead_weeks: ['weeks ahead', two], fired: ['firings', cell], in_vain: ['false firings', cell], in_vain_share: ['share of false firings', share] } }
};
function two(value) { return number(value, 2); }
function three(value) { return number(value, 3); }

function tableOf(stored) {
  var known = kColumns[stored.name], names = Object.keys(known.columns).filter(function (name) { return column(stored, name); });
  var rows = column(stored, names[0]).map(function (_, i) {
    return names.map(function (name) { return known.columns[name][1](column(stored, name)[i]); });
  });
  var texts = names.filter(function (name) { return known.columns[name][1] === plain; }).length;
  return table(names.map(function (name) { return known.columns[name][0]; }), rows, { numbers: texts, caption: known.caption });
}

export function warningsSection(briefing) {
  var courses = briefing.analysis('courses'), roc = briefing.analysis('roc'), blocks = [];
  if (!courses) return null;
  var meant = column(courses, 'course').map(function (name) { return kCourses[name]; }).filter(Boolean);
  if (meant.length) blocks.push(bullets(meant.map(sentence)));
  var shown = ['courses', 'indicators', 'tripwires'].map(function (name) { return briefing.analysis(name); }).filter(Boolean);
  blocks = blocks.concat(shown.map(tableOf));
  shown.forEach(function (stored) {
    if (stored.name === 'tripwires' && stored.settings.window_weeks) blocks.push(paragraph('A warning covers the ' + stored.settings.window_weeks + ' weeks after it.'));
  });
  var drawn = [];
  if (roc) column(roc, 'course').forEach(function (course) { if (drawn.indexOf(course) < 0) drawn.push(course); });
  drawn.slice(0, 3).forEach(function (course) {
    var curves = curvesOf(roc, course), title = 'Warning of ' + plain(course) + ': hits against false alarms';
    var description = title + ', a line for each of ' + curves.length + ' indicators; the dashed line is chance.';
    blocks.push(chart('roc-' + course.replace(/[^a-z0-9]/gi, '-'), title, { description: description, height: function () { return 420; },
      option: function (look) { return rocChart(look, curves, description); } }));
  });
  blocks.push(paragraph('Indicators are noisy readings of the state; a line along the dashed diagonal is no better than chance; one below it warns when the reading is low.'));
  return { id: 'warnings', title: 'Courses of action and warning', blocks: blocks };
}

export var kWarnings = ['courses', 'indicators', 'tripwires', 'roc'];
