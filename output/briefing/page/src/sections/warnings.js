// Courses of action: how often each is in force, and how well indicators and tripwires warn of them, in words first.
import { bullets, chart, more, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { axis, base, factColour, factLine, ink, legend, legendHeight, timeAxis } from '../look.js';
import { cell, human, list, number, percent, plain, sentence } from '../text.js';

// What the four courses of a theatre stand for: docs/rules.md.
var kCourses = {
  restraint: { name: 'restraint', text: 'Restraint: the patron holds its militias back.' },
  mlcoa: { name: 'the most likely course', text: 'The most likely course (MLCOA): limited and controlled pressure.' },
  mdcoa_patron: { name: 'the patron\u2019s most dangerous course', text: 'The patron\u2019s most dangerous course (MDCOA): attacks at once by all its militias.' },
  mdcoa_militia: { name: 'the militias\u2019 most dangerous course', text: 'The militias\u2019 most dangerous course (MDCOA): they act on their own.' } };

/** A course of action as it is read. */
export function courseName(key) {
  return kCourses[key] ? kCourses[key].name : plain(key);
}

function rocChart(look, curves) {
  var option = base(look), colours = ink(look), names = curves.map(function (curve) { return curve.name; });
  option.legend = legend(look, names);
  option.grid = { left: 52, right: 20, top: legendHeight(look, names) + 10, bottom: 48 };
  option.xAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'false alarms, share of other weeks', nameLocation: 'middle', nameGap: 28 });
  option.yAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'hits, share of weeks before an onset', nameLocation: 'middle', nameGap: 34 });
  option.series = curves.map(function (curve, i) {
    var colour = factColour(look, i, curves.length);
    return { type: 'line', name: curve.name, data: curve.points, symbol: 'none', lineStyle: { width: 2, color: colour, type: factLine(i) }, itemStyle: { color: colour } };
  });
  option.series.push({ type: 'line', data: [[0, 0], [1, 1]], symbol: 'none', silent: true, lineStyle: { color: colours.quiet, type: 'dashed', width: 1 } });
  return option;
}

function curvesOf(table, course) {
  var made = {}, order = [];
  column(table, 'course').forEach(function (name, i) {
    if (name !== course) return;
    var indicator = human(column(table, 'indicator')[i]);
    if (!made[indicator]) { made[indicator] = []; order.push(indicator); }
    made[indicator].push([column(table, 'false_alarm_rate')[i], column(table, 'hit_rate')[i]]);
  });
  return order.map(function (name) { return { name: name, points: made[name].sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }) }; });
}

function share(value) {
  return value === null || value === undefined ? '-' : number(100 * value, 1) + ' %';
}
// Columns as they are read: what each is called, and how its numbers are written.
var kColumns = {
  courses: { caption: 'Courses of action', columns: { course: ['course', courseWord], runs: ['share of runs in which it began', share], onsets: ['times that it began, per run', two], first_week: ['first began in week (median)', cell], in_force: ['weeks in force', share] } },
  indicators: { caption: 'How well a reading of each indicator warns of a course. Area under the curve: 0.5 is uninformative, 1 is perfect. Skill: Brier score against the base rate, 0 is no better',
    columns: { course: ['course', courseWord], indicator: ['indicator', human], base_rate: ['weeks followed by an onset', share], auc: ['area under the curve', two], brier: ['Brier score', three], skill: ['skill', three] } },
  tripwires: { caption: 'How well each tripwire warns of a course', columns: { course: ['course', courseWord], tripwire: ['tripwire', human], onsets: ['onsets', cell], warned: ['warned of', cell], warned_share: ['share warned of', share],
    lead_weeks: ['weeks ahead', two], fired: ['firings', cell], in_vain: ['false firings', cell], in_vain_share: ['share of false firings', share] } }
};
function two(value) { return number(value, 2); }
function three(value) { return number(value, 3); }

function tableOf(stored) {
  var known = kColumns[stored.name], names = Object.keys(known.columns).filter(function (name) { return column(stored, name); });
  var rows = column(stored, names[0]).map(function (_, i) {
    return names.map(function (name) { return known.columns[name][1](column(stored, name)[i]); });
  });
  var texts = names.filter(function (name) { return ['course', 'indicator', 'tripwire'].indexOf(name) >= 0; }).length;
  return table(names.map(function (name) { return known.columns[name][0]; }), rows, { numbers: texts, caption: known.caption });
}

function courseWord(key) { return sentence(courseName(key)); }

// "Of the most likely course, fire volume warns best: a week before an onset reads higher than another in 71 % of pairs. ..."
function rocText(indicators) {
  var courses = [], of = {};
  column(indicators, 'course').forEach(function (course, i) {
    if (!of[course]) { of[course] = []; courses.push(course); }
    of[course].push({ name: human(column(indicators, 'indicator')[i]), auc: column(indicators, 'auc')[i], base: column(indicators, 'base_rate')[i] });
  });
  return courses.map(function (course) {
    var all = of[course].filter(function (one) { return one.auc !== null; }).sort(function (a, b) { return b.auc - a.auc; }), best = all[0];
    if (!best) return sentence(courseName(course)) + ': no indicator could be judged.';
    var idle = all.filter(function (one) { return Math.abs(one.auc - 0.5) < 0.05; }).map(function (one) { return one.name; });
    var inverse = all.filter(function (one) { return one.auc <= 0.45; }).map(function (one) { return one.name; });
    return sentence(courseName(course)) + ': ' + (best.auc >= 0.55 ? best.name + ' warns best. A week before an onset reads higher than another week in ' + percent(best.auc) + ' of pairs.' : 'no indicator warns better than chance by a high reading.') +
      (idle.length ? ' No better than chance: ' + list(idle) + '.' : '') + (inverse.length ? ' Low readings warn: ' + list(inverse) + '.' : '');
  });
}

// Shares of the futures in which each course is in force, by week, counted from the events that begin it.
function stackedCourses(briefing) {
  var counted = briefing.data.courses;
  if (!counted) return [];
  return counted.policies.map(function (of, policy) {
    var title = 'Courses in force by week, ' + briefing.name(policy), names = counted.names.map(function (key) { return sentence(courseName(key)); });
    var at = [0, Math.floor((briefing.weeks - 1) / 2), briefing.weeks - 1];
    return chart('courses-' + policy, title, { policies: false, description: 'Last week: ' + list(names.map(function (name, i) { return name + ' ' + percent(of[i][at[2]]); })) + '.',
      table: { heads: ['course'].concat(at.map(function (week) { return 'week ' + week; })), rows: names.map(function (name, i) { return [name].concat(at.map(function (week) { return percent(of[i][week]); })); }), numbers: 1, caption: title },
      height: function (look) { return 250 + legendHeight(look, names); },
      option: function (look) {
        var option = base(look);
        option.legend = legend(look, names);
        option.grid = { left: 44, right: 20, top: legendHeight(look, names) + 10, bottom: 34 };
        option.xAxis = timeAxis(look);
        option.yAxis = axis(look, { type: 'value', min: 0, max: 1, axisLabel: { formatter: percent } });
        option.tooltip.trigger = 'axis';
        option.tooltip.valueFormatter = percent;
        option.series = names.map(function (name, i) {
          var colour = factColour(look, i, names.length);
          return { type: 'line', name: name, stack: 'all', step: 'end', symbol: 'none', lineStyle: { width: 1, color: ink(look).ground }, areaStyle: { opacity: 1, color: colour }, itemStyle: { color: colour },
            data: of[i].map(function (value, week) { return [briefing.dates[week], value]; }) };
        });
        return option;
      } });
  });
}

export function warningsSection(briefing) {
  var courses = briefing.analysis('courses'), roc = briefing.analysis('roc'), indicators = briefing.analysis('indicators'), blocks = [];
  if (!courses) return null;
  blocks.push(bullets(column(courses, 'course').map(function (name) { return kCourses[name] ? kCourses[name].text : sentence(plain(name)) + '.'; })));
  blocks = blocks.concat(stackedCourses(briefing), [tableOf(courses)]);
  if (indicators) blocks.push(paragraph('What warns of each, in readings that are noisy:'), bullets(rocText(indicators)), more('Indicators in numbers', [tableOf(indicators)]));
  if (roc) {
    var drawn = [];
    column(roc, 'course').forEach(function (course) { if (drawn.indexOf(course) < 0) drawn.push(course); });
    blocks.push(more('Hits against false alarms', drawn.slice(0, 3).map(function (course) {
      var curves = curvesOf(roc, course), title = 'Warning of ' + courseName(course) + ': hits against false alarms';
      return chart('roc-' + course.replace(/[^a-z0-9]/gi, '-'), title, { policies: false, description: 'A line for each of ' + curves.length + ' indicators; the dashed line is chance.', height: function () { return 420; },
        table: { heads: ['indicator', 'false alarms', 'hits'], rows: [].concat.apply([], curves.map(function (curve) { return curve.points.map(function (point) { return [curve.name, percent(point[0]), percent(point[1])]; }); })), numbers: 1, caption: title },
        option: function (look) { return rocChart(look, curves); } });
    })));
  }
  var tripwires = briefing.analysis('tripwires');
  if (tripwires) blocks.push(more('Tripwires in numbers', [tableOf(tripwires)].concat(tripwires.settings.window_weeks ? [paragraph('A warning covers the ' + tripwires.settings.window_weeks + ' weeks after it.')] : [])));
  return { id: 'warnings', title: 'Courses of action, and what warns of them', blocks: blocks };
}

export var kWarnings = ['courses', 'indicators', 'tripwires', 'roc'];
