// Why: the parts of the difference in direct support, as `fulcrum explain` stored them.
import { chart, paragraph } from '../blocks.js';
import { column } from '../data.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { list, number, plain, signed } from '../text.js';

// Rows of one split ("lever", "path") of an outcome, the largest first.
function parts(table, outcome, split) {
  var outcomes = column(table, 'outcome'), splits = column(table, 'split'), names = column(table, 'name'), made = [];
  for (var i = 0; i < outcomes.length; ++i)
    if (outcomes[i] === outcome && splits[i] === split)
      made.push({ label: plain(names[i]), value: column(table, 'share')[i], low: column(table, 'share_low')[i], high: column(table, 'share_high')[i] });
  return made.sort(function (a, b) { return Math.abs(b.value) - Math.abs(a.value); });
}

function partsChart(split, title, unit, rows) {
  var description = title + ': ' + rows.slice(0, 6).map(function (row) { return row.label + ' ' + signed(row.value); }).join(', ') + '.';
  return chart('why-' + split.replace(/[^a-z0-9]/gi, '-'), title, { description: description,
    table: { heads: ['part', 'share', '95 % interval'], rows: rows.map(function (row) { return [row.label, signed(row.value, 4), row.low === null ? '-' : signed(row.low, 4) + ' to ' + signed(row.high, 4)]; }), numbers: 1, caption: title },
    height: function () { return intervalHeight(rows.length); },
    option: function (look) { return intervalChart(look, rows, { name: 'share of the difference [' + unit + ']', zero: true, bars: true, signed: true }, description); } });
}

export function whySection(briefing) {
  var table = briefing.analysis('explanation');
  if (!table || !column(table, 'split')) return null;
  var outcomes = column(table, 'outcome'), outcome = outcomes.indexOf('direct_last_year') >= 0 ? 'direct_last_year' : outcomes[0];
  var known = briefing.outcome(outcome), unit = known ? known.unit : 'own unit', what = known ? known.long_name : plain(outcome);
  var whole = parts(table, outcome, 'whole')[0], splits = [];
  column(table, 'split').forEach(function (split) { if (split !== 'whole' && splits.indexOf(split) < 0) splits.push(split); });
  var blocks = [];
  splits.forEach(function (split) {
    var rows = parts(table, outcome, split);
    if (!rows.length) return;
    var first = rows.slice(0, 2).filter(function (row) { return row.value !== 0; });
    if (whole && first.length)
      blocks.push(paragraph('Of the difference of ' + signed(whole.value) + ' in ' + what + ', the largest shares by ' + split + ' are ' + list(first.map(function (row) { return row.label + ' (' + signed(row.value) + ')'; })) + '.'));
    blocks.push(partsChart(split, 'Shares of the difference by ' + split, unit, rows.slice(0, 15)));
  });
  return { id: 'why', title: 'Why they differ', blocks: blocks.concat([paragraph('Shares are Shapley values: they add up to the whole difference, whatever the order in which parts are exchanged.')]) };
}
