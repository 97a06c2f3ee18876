// Paired differences from the first policy: a chart for the outcomes that matter most, a table for all.
import { chart, paragraph, table } from '../blocks.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { policyColour } from '../look.js';
import { number, plain, sentence, signed } from '../text.js';

var kShown = ['direct_last_year', 'indirect_last_year', 'tightness_last_year', 'insecurity_last_year'];

function higher(difference) {
  return difference.pairs < 2 ? '' : number(difference.share_above * 100, 1) + ' %';
}

function differenceTable(briefing, outcomes) {
  var rows = [];
  outcomes.forEach(function (outcome) {
    outcome.policies.forEach(function (policy, p) {
      var difference = policy.difference;
      rows.push([p === 0 ? sentence(outcome.long_name) + ' [' + outcome.unit + ']' : '', plain(briefing.policies[p].name), number(policy.mean, 4)].concat(p === 0 ? ['', '', ''] :
        [signed(difference.mean, 4), difference.low === null ? '-' : signed(difference.low, 4) + ' to ' + signed(difference.high, 4), higher(difference)]));
    });
  });
  return { heads: ['outcome', 'policy', 'mean', 'difference', '95 % interval', 'higher in'], rows: rows, numbers: 2, caption: 'Outcomes, and paired differences from ' + plain(briefing.policies[0].name) };
}

function differenceChart(briefing, outcome) {
  var rows = [];
  for (var p = 1; p < briefing.policies.length; ++p) {
    var difference = outcome.policies[p].difference;
    rows.push({ label: plain(briefing.policies[p].name), value: difference.mean, low: difference.low, high: difference.high, p: p, note: difference.pairs > 1 ? 'higher in ' + higher(difference) + ' of paired futures' : '' });
  }
  var description = sentence(outcome.long_name) + ', difference from ' + plain(briefing.policies[0].name) + ': ' + rows.map(function (row) { return row.label + ' ' + signed(row.value); }).join(', ') + '.';
  return chart('difference-' + outcome.name, sentence(outcome.long_name), { description: description, table: differenceTable(briefing, [outcome]),
    height: function () { return intervalHeight(rows.length); },
    option: function (look) {
      rows.forEach(function (row) { row.colour = policyColour(look, row.p); });
      return intervalChart(look, rows, { name: 'difference from ' + plain(briefing.policies[0].name) + ' [' + outcome.unit + ']', zero: true, signed: true }, description);
    } });
}

export function differencesSection(briefing) {
  var outcomes = briefing.data.outcomes;
  if (!outcomes.length) return null;
  if (briefing.policies.length < 2) {
    var rows = outcomes.map(function (outcome) {
      var policy = outcome.policies[0];
      return [sentence(outcome.long_name), outcome.unit, number(policy.mean, 4), policy.low === null ? '-' : number(policy.low, 4) + ' to ' + number(policy.high, 4)];
    });
    return { id: 'outcomes', title: 'Outcomes', blocks: [table(['outcome', 'unit', 'mean', '95 % interval of the mean'], rows, { numbers: 2, caption: 'Outcomes' })] };
  }
  var blocks = [paragraph('Each future of a policy is paired with the future of ' + plain(briefing.policies[0].name) + ' that has the same random numbers. Points are mean differences, lines their 95 % intervals; "higher in" is the share of paired futures in which the outcome is higher.')];
  kShown.forEach(function (name) {
    var outcome = briefing.outcome(name);
    if (outcome) blocks.push(differenceChart(briefing, outcome));
  });
  var all = differenceTable(briefing, outcomes);
  blocks.push(table(all.heads, all.rows, { numbers: 2, caption: all.caption }));
  return { id: 'differences', title: 'Paired differences', blocks: blocks };
}
