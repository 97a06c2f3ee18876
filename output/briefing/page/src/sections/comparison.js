// The article's goals as a matrix: met, not met or open, with the share of the futures in which each is met.
import { paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { percent } from '../text.js';
import { answers, futuresName } from '../verdict.js';

var kGoals = [
  { name: 'Less direct support', outcome: 'direct_last_year', way: 'lower' },
  { name: 'Less support in all', outcome: 'total_last_year', way: 'lower' },
  { name: 'What remains moves to indirect support', outcome: 'indirect_share_last_year', way: 'higher' },
  { name: 'Looser security dilemma', outcome: 'tightness_last_year', way: 'lower' },
  { name: 'Less insecurity', outcome: 'insecurity_last_year', way: 'lower' },
  { name: 'Lower burden on the rival', outcome: 'cost', way: 'lower' }];

/** "Yes, 97 %": whether futures say that a goal is met, by the verdict of its outcome, and in how many of them it is. */
export function metText(answer, way) {
  var met = answer.verdict === (way === 'lower' ? 'lowers' : 'raises');
  return (met ? 'Yes' : answer.verdict === 'sign open' ? 'Open' : 'No') + ', ' + percent(answer[way]);
}

export function goalsSection(briefing) {
  var order = answers(briefing, 'direct_last_year');
  if (!order.length) return null;
  var rows = order.map(function (of) {
    return [briefing.name(of.policy)].concat(kGoals.map(function (goal) {
      var found = answers(briefing, goal.outcome).filter(function (one) { return one.policy === of.policy; })[0];
      return found ? metText(found, goal.way) : '-';
    }));
  });
  return { id: 'goals', title: 'Which goals each policy meets', blocks: [
    paragraph('Against ' + briefing.name(0) + '. The share is of ' + futuresName(briefing) + ' in which the goal is met by more than a tie. Open: in more than one in twenty the outcome goes the other way.'),
    table(['policy'].concat(kGoals.map(function (goal) { return goal.name; })), rows, { numbers: 1 + kGoals.length, caption: 'Goals', states: true })] };
}

/** Statistics of means that `compare` stored: how certain they are, for those who need them. */
export function surenessSection(briefing) {
  var stored = briefing.analysis('comparison');
  if (!stored || !column(stored, 'variance_reduction')) return null;
  var rows = [], at = function (name, i) { return column(stored, name) ? column(stored, name)[i] : null; };
  for (var i = 0; i < column(stored, 'outcome').length; ++i) {
    var outcome = briefing.outcome(at('outcome', i)), week = at('differs_from_week', i);
    if (!outcome || at('policy', i) === briefing.policies[0].name) continue;
    rows.push([sentenceOf(outcome.long_name), briefing.nameOf(at('policy', i)), at('verdict', i) || '-', fixed(at('effect', i), 2), fixed(at('variance_reduction', i), 1), week === null || week === -2 ? '-' : week === -1 ? 'never' : 'week ' + week]);
  }
  if (!rows.length) return null;
  return { id: 'sureness', title: 'Statistics of the mean differences', fold: true, blocks: [
    paragraph('Verdicts on means hold family-wise over all policies (Holm 1979). The effect is the mean difference over its standard deviation across futures. The variance factor says how many times more unpaired futures the same precision would need. The last column is the week from which the policies differ for good.'),
    table(['outcome', 'policy', 'mean is', 'effect', 'variance factor', 'differs from'], rows, { numbers: 3, caption: 'Effects and pairing' })] };
}

function fixed(value, decimals) {
  return value === null || value === undefined || !isFinite(value) ? '-' : Number(value).toFixed(decimals).replace('-', '\u2212');
}
function sentenceOf(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
