// Support, fronts, and perceived beside actual threat, week by week.
import { chart, paragraph } from '../blocks.js';
import { fanChart, fanHeight } from '../fan_chart.js';
import { list, number, plain, sentence } from '../text.js';

function panel(briefing, name, more) {
  var series = briefing.series(name);
  if (!series) return null;
  more = more || {};
  return { series: name, entity: more.entity, title: more.title || sentence(series.long_name), unit: series.unit === '1' ? '-' : series.unit, lower: more.free ? undefined : series.lower, upper: more.free ? undefined : series.upper };
}

// First and last value by policy, for those who do not see the chart.
function endsTable(briefing, panels) {
  var rows = [], last = briefing.weeks - 1;
  panels.forEach(function (panel) {
    briefing.policies.forEach(function (policy, p) {
      var mean = briefing.weekly(panel.series, 'mean', p, panel.entity);
      rows.push([panel.title, policy.name, number(mean[0]), number(mean[Math.floor(last / 2)]), number(mean[last]),
        number(briefing.weekly(panel.series, 'q05', p, panel.entity)[last]) + ' to ' + number(briefing.weekly(panel.series, 'q95', p, panel.entity)[last])]);
    });
  });
  return { heads: ['series', 'policy', 'week 0', 'week ' + Math.floor(last / 2), 'week ' + last, 'middle 90 % at the end'], rows: rows, numbers: 2, caption: 'Means by week' };
}

function summaryText(briefing, panels) {
  return panels.map(function (panel) {
    return panel.title + ' at the end: ' + list(briefing.policies.slice(0, 6).map(function (policy, p) {
      return plain(policy.name) + ' ' + number(briefing.weekly(panel.series, 'mean', p, panel.entity)[briefing.weeks - 1], 2);
    })) + (briefing.policies.length > 6 ? ' and others' : '') + '.';
  }).join(' ');
}

function fanBlock(briefing, id, title, panels) {
  var description = summaryText(briefing, panels);
  return chart(id, title, { description: description, table: endsTable(briefing, panels),
    height: function (look) { return fanHeight(briefing, panels.length, look); },
    option: function (look) { return fanChart(briefing, look, panels, description); } });
}

function present(panels) {
  return panels.filter(function (panel) { return panel !== null; });
}

function bands(briefing) {
  if (!briefing.hasSpread()) return '';
  return briefing.policies.length <= 6 ? ' Lines are means; bands cover the middle 90 % of futures.' : ' Lines are means; the range of the middle 90 % of futures is shown at the pointer.';
}

export function supportSection(briefing) {
  var panels = present([panel(briefing, 'direct'), panel(briefing, 'indirect')]);
  if (!panels.length) return null;
  return { id: 'support', title: 'Support over time', blocks: [
    paragraph('Direct support is arms, training, funds and intelligence; indirect support is clerics, trade, civil projects and parties.' + bands(briefing)),
    fanBlock(briefing, 'support', 'Direct and indirect support', panels)] };
}

export function frontsSection(briefing) {
  var panels = present([panel(briefing, 'front_forces'), panel(briefing, 'front_arms'), panel(briefing, 'front_insecurity')]);
  if (!panels.length) return null;
  return { id: 'fronts', title: 'The three fronts of the threat', blocks: [
    paragraph('What the patron reads as a threat: the rival\'s forces next door, arms sales to the neighbours, and insecurity among its own sect.' + bands(briefing)),
    fanBlock(briefing, 'fronts', 'Fronts of the perceived threat', panels)] };
}

export function threatSection(briefing) {
  var panels = present([panel(briefing, 'perceived_threat'), panel(briefing, 'threat_objective')]);
  if (panels.length < 2) return null;
  return { id: 'threat', title: 'Perceived and actual threat', blocks: [
    paragraph('The patron acts on the threat that it perceives. Where the left chart is above the right one, it overrates the threat: communication is missing or comes late.' + bands(briefing)),
    fanBlock(briefing, 'threat', 'Threat as perceived, and without misreading', panels)] };
}

export function streetSection(briefing) {
  var panels = present([panel(briefing, 'attacks'), panel(briefing, 'insecurity'), panel(briefing, 'tightness'), panel(briefing, 'balance')]);
  if (!panels.length) return null;
  return { id: 'street', title: 'Attacks, insecurity and the dilemma', blocks: [
    paragraph('What support does on the ground and between the two powers: militia attacks, insecurity in the streets, tightness of the security dilemma, and the balance of power.' + bands(briefing)),
    fanBlock(briefing, 'street', 'Attacks, insecurity, tightness and balance', panels)] };
}
