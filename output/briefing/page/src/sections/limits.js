// What the answer rests on, and how to get it again.
import { bullets, literal, paragraph, table } from '../blocks.js';
import { cell, plain } from '../text.js';

export function assumptionsSection(briefing) {
  var departures = briefing.data.departures, blocks = [];
  if (departures.length) {
    blocks.push(paragraph('Parameters and switches that depart from the declared defaults:'));
    blocks.push(table(['parameter', 'policies', 'value', 'default', 'unit', 'source or note'], departures.map(function (d) {
      return [d.key, d.policies.length === briefing.policies.length ? 'all' : d.policies.map(plain).join(', '), cell(d.value), cell(d.standard), d.unit, d.source || 'none given'];
    }), { numbers: 2, caption: 'Departures from the defaults' }));
  } else {
    blocks.push(paragraph('Every parameter is at its declared default; `fulcrum describe parameters` gives each with its range and source. Most are judgements: they say how the mechanism works if the article is right, not how large its parts are.'));
  }
  return { id: 'assumptions', title: 'Assumptions the answer rests on', blocks: blocks };
}

export function limitsSection(briefing) {
  var data = briefing.data;
  var facts = [['seed', data.seed], ['generator of luck', data.generator], ['runs', data.runs + (data.failed ? ', of which ' + data.failed + ' failed' : ', none failed')],
    ['program', 'fulcrum ' + data.program.version + ', commit ' + data.program.git_sha1], ['build', data.program.build_type + ', ' + data.program.compiler], ['libraries', data.program.libraries],
    ['scenario SHA-256', data.scenario_sha256], ['results file', data.file], ['made', data.created]];
  var blocks = [paragraph(data.disclaimer), paragraph('Levels of support are not validated against a record: read orderings, signs and the conditions under which they hold, not levels.')];
  if (data.failed) blocks.push(bullets([data.failed + ' of ' + data.runs + ' runs failed and are left out of every number above.']));
  blocks.push(paragraph('To get the same numbers again:'));
  blocks.push(literal(data.command));
  blocks.push(table(['what', 'value'], facts, { numbers: 2, caption: 'Provenance' }));
  if (data.inputs.length) blocks.push(table(['input file', 'SHA-256'], data.inputs.map(function (input) { return [input.name, input.sha256]; }), { numbers: 2, caption: 'Input files' }));
  return { id: 'limits', title: 'Limits, and how to check', blocks: blocks };
}
