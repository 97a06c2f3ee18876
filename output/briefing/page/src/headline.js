// The finding in words, from what a file holds: the title of the briefing. Each kind of file has its own, the first that fits is taken.
import { column } from './data.js';
import { count, number, percent, plain, sentence } from './text.js';
import { answers, kMain, shareOf } from './verdict.js';
import { covered, records } from './sections/record.js';
import { courseName } from './sections/warnings.js';

function ofPolicies(briefing) {
  var all = answers(briefing, kMain);
  if (!all.length) return null;
  var best = all[0], of = best.pairs;
  if (best.verdict === 'lowers')
    return briefing.name(best.policy) + ' lowers direct support' + (all.length > 1 ? ' most, in ' : ' in ') + (of === 1 ? 'one future' : shareOf(briefing, best.lower, of)) + ', by ' + number(Math.abs(best.median), 2);
  if (best.verdict === 'sign open') return (all.length > 1 ? 'No policy surely lowers direct support; for ' + briefing.name(best.policy) + ' the sign is open' : 'Whether ' + briefing.name(best.policy) + ' lowers or raises direct support is open');
  if (all.every(function (one) { return one.verdict === 'raises'; })) return (all.length > 1 ? 'Every policy raises' : briefing.name(best.policy) + ' raises') + ' direct support against ' + briefing.name(0);
  return all.length > 1 ? 'No policy lowers direct support to speak of' : briefing.name(best.policy) + ' makes no difference to direct support to speak of';
}

function ofRobustness(briefing) {
  var stored = briefing.analysis('robust_policies');
  if (!stored || !(column(stored, 'met')[0] >= 0)) return null;
  var best = 0, met = column(stored, 'met'), of = column(stored, 'futures');
  met.forEach(function (value, i) { if (value / of[i] > met[best] / of[best]) best = i; });
  return briefing.nameOf(column(stored, 'policy')[best]) + ' meets all requirements most often: in ' + shareOf(briefing, met[best] / of[best], of[best]);
}

function ofDiscovery(briefing) {
  var boxes = briefing.analysis('discovery_boxes');
  if (!boxes) return null;
  var samples = column(boxes, 'sample'), at = samples.indexOf('fresh') >= 0 ? samples.indexOf('fresh') : 0;
  if (!samples.length) return 'No condition on what is unknown separates the cases asked for';
  var density = column(boxes, 'hits')[at] / column(boxes, 'inside')[at], base = column(boxes, 'of_interest_points')[at] / column(boxes, 'points')[at];
  return 'What would change the answer: ' + briefing.condition(column(boxes, 'words')[at]) + ', which takes the odds from ' + percent(base) + ' to ' + percent(density);
}

function ofSensitivity(briefing) {
  for (var i = 0; i < briefing.data.analyses.length; ++i) {
    var table = briefing.data.analyses[i];
    if (!/^sensitivity_/.test(table.name) || !column(table, 'factor')) continue;
    var measure = ['total', 'mu_star', 'median', 'distance', 'share', 'swing'].filter(function (name) { return column(table, name); })[0], best = 0;
    if (!measure) return null;
    var outcomes = column(table, 'outcome'), values = column(table, measure);
    values.forEach(function (value, k) { if (outcomes[k] === outcomes[0] && Math.abs(value) > Math.abs(values[best])) best = k; });
    var factor = briefing.factor(column(table, 'factor')[best]);
    return sentence(briefing.meaning(outcomes[0]).long_name.split(',')[0]) + ' depends most on one assumption: ' + factor.charAt(0).toLowerCase() + factor.slice(1);
  }
  return null;
}

function ofCourses(briefing) {
  var stored = briefing.analysis('courses');
  if (!stored) return null;
  var best = 0, shares = column(stored, 'in_force'), names = column(stored, 'course');
  shares.forEach(function (share, i) { if (share > shares[best]) best = i; });
  return sentence(courseName(names[best])) + ' is in force in ' + percent(shares[best]) + ' of weeks, more than any other course';
}

function ofClaims(briefing) {
  var stored = briefing.analysis('claims');
  if (!stored || !stored.columns.length) return null;
  var verdicts = claimVerdicts(stored), holds = verdicts.filter(function (one) { return one.verdict === 'holds'; }).length;
  return count(holds) + ' of ' + count(verdicts.length) + ' claims of the sources hold in the model as it is set';
}

/** One verdict for each claim, however many conditions it has: what its rows say, which is the worst of them. */
export function claimVerdicts(stored) {
  var order = [], made = {}, verdicts = column(stored, 'verdict');
  column(stored, 'claim').forEach(function (id, i) {
    if (!made[id]) { made[id] = { id: id, rows: [], verdict: verdicts[i] }; order.push(made[id]); }
    made[id].rows.push(i);
    if (made[id].verdict === 'holds') made[id].verdict = verdicts[i];
  });
  return order;
}

function ofRecord(briefing) {
  var inside = 0, of = 0;
  records(briefing).forEach(function (record) {
    if (!record.low || !record.high) return;
    var found = covered(record);
    inside += found.inside;
    of += found.of;
  });
  return of ? 'The record lies inside the model\u2019s range of nine in ten in ' + percent(inside / of) + ' of months' : null;
}

// A single policy: where direct support goes.
function ofOne(briefing) {
  if (!briefing.series('direct')) return null;
  var mean = briefing.weekly('direct', 'mean', 0), first = mean[0], last = mean[mean.length - 1];
  var moved = Math.abs(last - first) < 0.01 ? 'stays at ' + number(last, 2) : (last < first ? 'falls' : 'rises') + ' from ' + number(first, 2) + ' to ' + number(last, 2);
  return 'Under ' + briefing.name(0) + ' direct support ' + moved + ' in ' + count(briefing.weeks) + ' weeks';
}

/** The title of the briefing: what it found, in at most some twenty words. */
export function headline(briefing) {
  var kinds = [ofPolicies, ofRobustness, ofDiscovery, ofSensitivity, ofCourses, ofRecord, ofClaims, ofOne];
  for (var i = 0; i < kinds.length; ++i) {
    var found = kinds[i](briefing);
    if (found) return found;
  }
  return plain(briefing.data.title);
}
