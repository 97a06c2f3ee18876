// Which of the sources' claims hold.
import { paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { cell, plain } from '../text.js';

export function claimsSection(briefing) {
  var stored = briefing.analysis('claims');
  if (!stored || !stored.columns.length) return null;
  var verdicts = column(stored, 'verdict') || [], counts = {}, blocks = [];
  verdicts.forEach(function (verdict) { counts[verdict] = (counts[verdict] || 0) + 1; });
  var said = Object.keys(counts).map(function (verdict) { return counts[verdict] + ' ' + verdict; });
  if (said.length) blocks.push(paragraph('Of ' + verdicts.length + ' claims: ' + said.join(', ') + '.'));
  var rows = stored.columns[0].values.map(function (value, i) { return stored.columns.map(function (one) { return cell(one.values[i]); }); });
  blocks.push(table(stored.columns.map(function (one) { return plain(one.name); }), rows, { numbers: stored.columns.length, caption: 'Claims' }));
  return { id: 'claims', title: 'Claims', blocks: blocks };
}
