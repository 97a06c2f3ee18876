// The plane of figure 2 with the policies' paths.
import { chart, paragraph } from '../blocks.js';
import { kPlaneHeight, planeChart } from '../plane_chart.js';
import { number, plain } from '../text.js';

export function planeSection(briefing) {
  if (!briefing.data.plane || !briefing.series('perceived_threat') || !briefing.series('motive')) return null;
  var last = briefing.weeks - 1;
  var rows = briefing.policies.map(function (policy, p) {
    var T = briefing.weekly('perceived_threat', 'mean', p), B = briefing.weekly('motive', 'mean', p);
    return [policy.name, number(T[0]), number(B[0]), number(T[last]), number(B[last])];
  });
  var description = 'Paths end at: ' + rows.map(function (row) { return plain(row[0]) + ' threat ' + row[3] + ', motive ' + row[4]; }).join('; ') + '.';
  return { id: 'plane', title: 'Threat and motive: where direct support settles', blocks: [
    paragraph('The background shows the direct support that would be reached at each pair of perceived threat and balance-of-power motive if nothing else were at work (no expected cost, decision point, ardour or lock-in). Paths are the policies\' means; a triangle marks the end. The shape is an inference from the article\'s text, of whose figure 2 only the caption is available.'),
    chart('plane', 'Direct support over threat and motive', { description: description, height: function () { return kPlaneHeight; },
      table: { heads: ['policy', 'threat, first', 'motive, first', 'threat, last', 'motive, last'], rows: rows, numbers: 1, caption: 'Ends of the paths [index]' },
      option: function (look) { return planeChart(briefing, look, description); } })] };
}
