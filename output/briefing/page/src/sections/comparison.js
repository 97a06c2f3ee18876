// What `fulcrum compare` stored beside the outcomes: verdicts over several policies, and the article's goals.
import { paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { number, plain, sentence, signed } from '../text.js';

var kGoals = { goal_total: 'less support in all', goal_direct: 'less direct support', goal_shift: 'what remains has moved from direct to indirect', end_state: 'end state: looser dilemma, less direct support, steadier balance (0 to 3)' };

function at(stored, name, i) {
  var values = column(stored, name);
  return values ? values[i] : null;
}

/** Verdict of a policy in an outcome: higher, lower, undecided, the same; or null where none is stored. */
export function verdictOf(briefing, outcome, policy) {
  var stored = briefing.analysis('comparison');
  if (!stored || !column(stored, 'verdict')) return null;
  for (var i = 0; i < column(stored, 'outcome').length; ++i)
    if (at(stored, 'outcome', i) === outcome && at(stored, 'policy', i) === briefing.policies[policy].name) return at(stored, 'verdict', i) || null;
  return null;
}

export function goalsSection(briefing) {
  var stored = briefing.analysis('comparison');
  if (!stored) return null;
  var rows = [];
  for (var i = 0; i < column(stored, 'outcome').length; ++i) {
    var name = at(stored, 'outcome', i), policy = at(stored, 'policy', i);
    if (!kGoals[name] || policy === briefing.policies[0].name) continue;
    rows.push([sentence(kGoals[name]), plain(policy), name === 'end_state' ? number(at(stored, 'mean', i), 2) : signed(at(stored, 'mean', i), 4),
      number(100 * at(stored, 'share_above', i), 1) + ' %']);
  }
  if (!rows.length) return null;
  return { id: 'goals', title: 'The article\'s goals', blocks: [
    paragraph('Against ' + plain(briefing.policies[0].name) + ': reductions of support, the rise of the indirect share, and how many of the three conditions of the end state are met; the last column is the share of paired futures in which the goal is met.'),
    table(['goal', 'policy', 'mean', 'met in'], rows, { numbers: 2, caption: 'Goals' })] };
}

export function surenessSection(briefing) {
  var stored = briefing.analysis('comparison');
  if (!stored || !column(stored, 'variance_reduction')) return null;
  var rows = [];
  for (var i = 0; i < column(stored, 'outcome').length; ++i) {
    var outcome = briefing.outcome(at(stored, 'outcome', i));
    if (!outcome || at(stored, 'policy', i) === briefing.policies[0].name) continue;
    var week = at(stored, 'differs_from_week', i);
    rows.push([sentence(outcome.long_name), plain(at(stored, 'policy', i)), at(stored, 'verdict', i) || '-', number(at(stored, 'effect', i), 2), number(at(stored, 'variance_reduction', i), 1),
      week === null || week === -2 ? '-' : week === -1 ? 'never' : 'week ' + week]);
  }
  if (!rows.length) return null;
  return { id: 'sureness', title: 'How certain the differences are', blocks: [
    paragraph('Verdicts hold family-wise over all policies (Holm 1979). The effect is the mean difference divided by its standard deviation across futures; the variance factor is how many times more unpaired futures the same precision would need; the last column is the week from which the policies differ permanently.'),
    table(['outcome', 'policy', 'verdict', 'effect', 'variance factor', 'differs from'], rows, { numbers: 3, caption: 'Verdicts, effects and pairing' })] };
}
