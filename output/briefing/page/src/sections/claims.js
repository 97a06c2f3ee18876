// Which of the sources' claims hold: each once, as a sentence, with the share of futures in which it does.
import { chart, more, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { claimVerdicts } from '../headline.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { count, list, percent } from '../text.js';

var kStrips = 24;

// A claim holds in a future where all its conditions do: of several, the least share is the most that can be said.
function least(values, rows) {
  var found = rows.map(function (row) { return values ? values[row] : null; }).filter(function (value) { return value !== null && isFinite(value); });
  return found.length ? Math.min.apply(null, found) : null;
}

function claimRows(briefing, stored) {
  var space = column(stored, 'space_share'), shares = column(stored, 'share_above');
  return claimVerdicts(stored).map(function (claim) {
    return { id: claim.id, statement: briefing.data.meanings.claims[claim.id] || claim.id, verdict: claim.verdict, luck: least(shares, claim.rows), space: least(space, claim.rows),
      low: least(column(stored, 'space_low'), claim.rows), high: least(column(stored, 'space_high'), claim.rows), conditions: claim.rows.length };
  });
}

// The strip: claims that depend most on what is unknown, each with the share of the parameter space in which it holds.
function stripChart(rows) {
  var shown = rows.filter(function (row) { return row.space !== null; }).sort(function (a, b) { return a.space - b.space; }).slice(0, kStrips);
  if (!shown.length) return [];
  var title = 'Share of parameter settings in which each claim holds' + (shown.length === kStrips ? ': the ' + kStrips + ' least sure' : '');
  var strips = shown.map(function (row) { return { label: row.statement, value: row.space, low: row.low, high: row.high, note: row.verdict }; });
  return [chart('claims-strip', title, { policies: false, description: shown.slice(0, 3).map(function (row) { return row.statement + ' ' + percent(row.space); }).join(' '),
    table: { heads: ['claim', 'holds in', 'at the defaults'], rows: shown.map(function (row) { return [row.statement, percent(row.space), row.verdict]; }), numbers: 1, caption: title },
    height: function (look) { return 70 + strips.length * (look.narrow ? 64 : 36); },
    option: function (look) {
      var option = intervalChart(look, strips, { name: 'share of settings', zero: true, bars: true, min: 0, max: 1 });
      option.yAxis.axisLabel.fontSize = 11;
      option.yAxis.axisLabel.lineHeight = 12;
      option.yAxis.axisLabel.width = look.narrow ? 170 : 470;
      option.grid.left = look.narrow ? 180 : 482;
      return option;
    } })];
}

export function claimsSection(briefing) {
  var stored = briefing.analysis('claims');
  if (!stored || !stored.columns.length) return null;
  var rows = claimRows(briefing, stored), counts = {}, order = [];
  rows.forEach(function (row) { if (!counts[row.verdict]) { counts[row.verdict] = 0; order.push(row.verdict); } ++counts[row.verdict]; });
  var heads = ['claim', 'at the defaults', 'futures in which it holds', 'settings in which it holds'];
  var cells = function (row) { return [row.statement, row.verdict, row.luck === null ? '-' : percent(row.luck), row.space === null ? '-' : percent(row.space)]; };
  var failing = rows.filter(function (row) { return row.verdict !== 'holds'; });
  var blocks = [paragraph('Of ' + count(rows.length) + ' claims: ' + list(order.map(function (verdict) { return count(counts[verdict]) + ' ' + (counts[verdict] === 1 ? verdict : verdict.replace(/s$/, '')); })) + '. A claim with several conditions counts once, and holds only if all of them do.')];
  if (failing.length) blocks.push(table(heads, failing.map(cells), { numbers: 2, caption: 'Claims that do not simply hold' }));
  blocks = blocks.concat(stripChart(rows));
  blocks.push(more('All claims', [table(['id'].concat(heads), rows.map(function (row) { return [row.id].concat(cells(row)); }), { numbers: 3, caption: 'All claims' })]));
  return { id: 'claims', title: 'Which claims of the sources hold', blocks: blocks };
}
