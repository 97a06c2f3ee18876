// What the answer rests on, and how to get it again.
import { bullets, literal, more, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { cell, count, number, sentence } from '../text.js';

var kMostAssumptions = 20;

// The ledger of a variance-based analysis: the assumptions without a published number on which the result really depends.
function ledgerBlocks(stored) {
  var at = function (name, i) { return column(stored, name)[i]; }, rows = [];
  column(stored, 'key').forEach(function (key, i) {
    if (at('evidence', i) === 'published number' || !(at('total', i) > 0.01) || !(at('total_low', i) > 0)) return;
    rows.push({ total: at('total', i), cells: [key, sentence(at('meaning', i)), cell(at('value', i)) + (at('unit', i) === '1' ? '' : ' ' + at('unit', i)), cell(at('low', i)) + ' to ' + cell(at('high', i)),
      at('evidence', i), number(at('total', i), 3) + ' (' + number(at('total_low', i), 3) + ' to ' + number(at('total_high', i), 3) + ')'] });
  });
  rows.sort(function (a, b) { return b.total - a.total; });
  if (!rows.length) return [paragraph('No assumption without a published number has a total index above 0.01 in this analysis.')];
  return [paragraph('The result depends most on these assumptions, none of which has a published number. The total index is the share of an outcome\u2019s variance that the parameter accounts for over its range, interactions included.'),
    table(['parameter', 'meaning', 'value', 'range', 'evidence', 'total index, largest of the outcomes'], rows.slice(0, kMostAssumptions).map(function (row) { return row.cells; }),
      { numbers: 5, caption: 'Assumptions without a published number' + (rows.length > kMostAssumptions ? ', the first ' + kMostAssumptions + ' of ' + rows.length : '') })];
}

export function assumptionsSection(briefing) {
  var departures = briefing.data.departures, blocks = [];
  if (departures.length) {
    blocks.push(paragraph('Parameters and switches that depart from the declared defaults:'));
    blocks.push(table(['parameter', 'policies', 'value', 'default', 'unit', 'source or note'], departures.map(function (d) {
      return [d.key, d.policies.length === briefing.policies.length ? 'all' : d.policies.map(function (key) { return briefing.nameOf(key); }).join(', '), cell(d.value), cell(d.standard), d.unit, d.source || 'none given'];
    }), { numbers: 2, caption: 'Departures from the defaults' }));
  } else if (briefing.settings() > 1) {
    var factors = briefing.data.futures.factors;
    blocks.push(paragraph('The ' + count(briefing.settings()) + ' states of the world vary ' + (factors.length ? count(factors.length) + (factors.length === 1 ? ' parameter' : ' parameters') : 'parameters') + ' over their ranges; every other one is at its declared default. Most ranges are judgements: they say how the mechanism works if the article is right, not how large its parts are.'));
    if (factors.length) blocks.push(more('Parameters that are varied', [bullets(factors.map(function (key) { return key + ': ' + briefing.factor(key); }))]));
  } else {
    blocks.push(paragraph('Every parameter is at its declared default; \u201cfulcrum describe parameters\u201d gives each with its range and source. Most are judgements: they say how the mechanism works if the article is right, not how large its parts are.'));
  }
  var ledger = briefing.analysis('assumptions');
  if (ledger) blocks = blocks.concat(ledgerBlocks(ledger));
  return { id: 'assumptions', title: 'Assumptions the answer rests on', fold: true, blocks: blocks };
}

export function limitsSection(briefing) {
  var data = briefing.data;
  var facts = [['title', data.title], ['seed', data.seed], ['random generator', data.generator], ['runs', data.runs + (data.failed ? ', of which ' + data.failed + ' failed' : ', none failed')],
    ['program', 'fulcrum ' + data.program.version + ', commit ' + data.program.git_sha1], ['build', data.program.build_type + ', ' + data.program.compiler], ['libraries', data.program.libraries],
    ['scenario SHA-256', data.scenario_sha256], ['results file', data.file], ['made', data.created]];
  var blocks = [paragraph(data.disclaimer), paragraph(data.validation + ' Read orderings, signs and the conditions under which they hold, not levels.')];
  if (data.failed) blocks.push(bullets([data.failed + ' of ' + data.runs + ' runs failed and are left out of every number above.']));
  blocks.push(paragraph('To reproduce these numbers:'));
  blocks.push(literal(data.command));
  blocks.push(table(['what', 'value'], facts, { numbers: 2, caption: 'Provenance' }));
  if (data.inputs.length) blocks.push(table(['input file', 'SHA-256'], data.inputs.map(function (input) { return [input.name, input.sha256]; }), { numbers: 2, caption: 'Input files' }));
  return { id: 'limits', title: 'Limits, and how to check', fold: true, blocks: blocks };
}
