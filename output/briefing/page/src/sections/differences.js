// All outcomes of all policies, with what the futures say of each: a picture for those that matter most, a table for all.
import { paragraph, table } from '../blocks.js';
import { count, number, percent, sentence, signed } from '../text.js';
import { answers, decimalsOf, futuresName } from '../verdict.js';
import { rangeChart } from './question.js';

var kShown = ['indirect_last_year', 'tightness_last_year', 'insecurity_last_year'];

function valueText(outcome, value) {
  return decimalsOf(outcome) === 0 && value !== null ? count(value) : number(value, 3);
}

function allTable(briefing) {
  var rows = [];
  briefing.data.outcomes.forEach(function (outcome) {
    var said = {};
    answers(briefing, outcome.name).forEach(function (answer) { said[answer.policy] = answer; });
    outcome.policies.forEach(function (policy, p) {
      var a = said[p], head = [sentence(outcome.long_name) + (outcome.unit === '1' ? '' : ' [' + outcome.unit + ']'), briefing.name(p), valueText(outcome, policy.mean)];
      rows.push(head.concat(a ? [signed(a.median, 3), signed(a.low, 3) + ' to ' + signed(a.high, 3), percent(a.lower), percent(a.tied), percent(a.higher), a.verdict] : ['', '', '', '', '', '']));
    });
  });
  return table(['outcome', 'policy', 'mean', 'middle difference', 'nine in ten', 'lower in', 'much the same in', 'higher in', 'verdict'], rows,
    { numbers: 2, caption: 'Outcomes, and differences from ' + briefing.name(0) + ' in the same future' });
}

export function differencesSection(briefing) {
  var outcomes = briefing.data.outcomes;
  if (!outcomes.length) return null;
  if (briefing.policies.length < 2) {
    return { id: 'outcomes', title: 'Outcomes', blocks: [table(['outcome', 'unit', 'mean', 'nine in ten futures'], outcomes.map(function (outcome) {
      var policy = outcome.policies[0];
      return [sentence(outcome.long_name), outcome.unit === '1' ? 'share' : outcome.unit, valueText(outcome, policy.mean), valueText(outcome, policy.range[0]) + ' to ' + valueText(outcome, policy.range[1])];
    }), { numbers: 2, caption: 'Outcomes' })] };
  }
  var blocks = [paragraph('Each future of a policy is paired with the future of ' + briefing.name(0) + ' that has the same parameters and the same random numbers. Shares are of paired ' + futuresName(briefing) + '.')];
  kShown.forEach(function (name) { if (briefing.outcome(name) && answers(briefing, name).length) blocks.push(rangeChart(briefing, briefing.outcome(name))); });
  return { id: 'differences', title: 'All outcomes', fold: true, blocks: blocks.concat([allTable(briefing)]) };
}
