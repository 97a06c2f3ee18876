// Support, fronts, and perceived beside actual threat, week by week.
import { chart, paragraph } from '../blocks.js';
import { fanChart, fanHeight, pointText } from '../fan_chart.js';
import { planeChart, kPlaneHeight } from '../plane_chart.js';
import { date, list, number, sentence } from '../text.js';
import { answers, kMain } from '../verdict.js';

function panel(briefing, name, title) {
  var series = briefing.series(name);
  if (!series) return null;
  return { series: name, title: title || sentence(series.long_name), lower: series.lower, upper: series.upper };
}

// First and last value by policy, for those who do not see the chart.
function endsTable(briefing, panels, title) {
  var rows = [], last = briefing.weeks - 1;
  panels.forEach(function (panel) {
    briefing.policies.forEach(function (_, p) {
      var mean = briefing.weekly(panel.series, 'mean', p, panel.entity);
      rows.push([panel.title, briefing.name(p), number(mean[0]), number(mean[Math.floor(last / 2)]), number(mean[last]),
        number(briefing.weekly(panel.series, 'q05', p, panel.entity)[last]) + ' to ' + number(briefing.weekly(panel.series, 'q95', p, panel.entity)[last])]);
    });
  });
  return { heads: ['series', 'policy', 'week 0', 'week ' + Math.floor(last / 2), 'week ' + last, 'nine in ten futures, last week'], rows: rows, numbers: 2, caption: title + ': means by week' };
}

function summaryText(briefing, panels) {
  return panels.map(function (panel) {
    return panel.title + ' at the end: ' + list(briefing.policies.slice(0, 6).map(function (_, p) {
      return briefing.name(p) + ' ' + number(briefing.weekly(panel.series, 'mean', p, panel.entity)[briefing.weeks - 1], 2);
    })) + (briefing.policies.length > 6 ? ' and others' : '') + '.';
  }).join(' ');
}

// A keyboard steps through weeks, and from one policy and panel to the next.
function walk(briefing, panels) {
  var made = [];
  panels.forEach(function (panel, place) {
    briefing.policies.forEach(function (_, policy) {
      made.push({ name: briefing.name(policy) + ', ' + panel.title, policy: policy, panel: place, points: briefing.weeks, start: briefing.weeks - 1, date: function (week) { return briefing.dates[week]; }, say: function (week) {
        return briefing.name(policy) + ', ' + panel.title + ', week ' + week + ' (' + date(briefing.dates[week]) + '): ' + pointText(briefing, panel, policy, week);
      } });
    });
  });
  return made;
}

function fanBlock(briefing, id, title, panels, more) {
  var description = summaryText(briefing, panels), small = more && more.small;
  return chart(id, title, { description: description, table: endsTable(briefing, panels, title), walk: walk(briefing, panels),
    height: function (look) { return fanHeight(panels.length, look, small); },
    option: function (look) { return fanChart(briefing, look, panels, more); } });
}

function present(panels) {
  return panels.filter(function (panel) { return panel !== null; });
}

// Bands of the first policy and of the one that the briefing leads with; those of all would hide each other.
function banded(briefing) {
  var first = answers(briefing, kMain)[0];
  return first ? [0, first.policy] : [0];
}
function bandText(briefing, bands) {
  if (!briefing.hasSpread()) return '';
  return ' Lines are means. ' + (bands.length ? 'Bands hold nine in ten futures of ' + list(bands.map(function (p) { return briefing.name(p); })) + '. ' : '') + 'The pointer or the arrow keys give the range of each policy.';
}
function greyText(briefing) {
  return briefing.places().indexOf(-1) >= 0 ? ' The policies that change direct support most are in colour, the others grey.' : '';
}

export function supportSection(briefing) {
  var panels = present([panel(briefing, 'direct'), panel(briefing, 'indirect')]), bands = banded(briefing);
  if (!panels.length) return null;
  return { id: 'support', title: 'Support over time', blocks: [
    paragraph('Direct support is arms, training, money and intelligence. Indirect support is clerics, trade, civil projects and parties.' + bandText(briefing, bands) + greyText(briefing)),
    fanBlock(briefing, 'support', 'Direct and indirect support by week', panels, { bands: bands })] };
}

export function mechanismSection(briefing) {
  var panels = present([panel(briefing, 'perceived_threat', 'Threat as the patron sees it'), panel(briefing, 'threat_objective', 'Threat without misreading'), panel(briefing, 'motive', 'Motive to balance power'),
    panel(briefing, 'front_forces', 'Rival\u2019s forces next door'), panel(briefing, 'front_arms', 'Arms sold to neighbours'), panel(briefing, 'front_insecurity', 'Insecurity of its own sect')]);
  if (!panels.length) return null;
  return { id: 'mechanism', title: 'How it works: what the patron fears', blocks: [
    paragraph('The patron acts on the threat that it sees. Where \u201cThreat as the patron sees it\u201d is above \u201cThreat without misreading\u201d, it overrates the threat: communication is missing or comes late. The last three charts are what it reads as a threat.'),
    fanBlock(briefing, 'mechanism', 'Threat, motive and the three fronts of the threat, by week', panels, { small: true })] };
}

export function streetSection(briefing) {
  var panels = present([panel(briefing, 'attacks'), panel(briefing, 'insecurity'), panel(briefing, 'tightness'), panel(briefing, 'balance')]);
  if (!panels.length) return null;
  return { id: 'street', title: 'Attacks, insecurity and the security dilemma', fold: true, blocks: [
    paragraph('What support does on the ground and between the two powers.'),
    fanBlock(briefing, 'street', 'Attacks, insecurity, tightness and balance by week', panels, { small: true })] };
}

export function planeSection(briefing) {
  if (!briefing.data.plane || !briefing.series('perceived_threat') || !briefing.series('motive')) return null;
  var last = briefing.weeks - 1, ends = briefing.policies.map(function (_, p) {
    return [briefing.name(p), number(briefing.weekly('perceived_threat', 'mean', p)[last], 2), number(briefing.weekly('motive', 'mean', p)[last], 2)];
  });
  var description = 'At the end, threat and motive: ' + list(ends.slice(0, 6).map(function (row) { return row[0] + ' ' + row[1] + ' and ' + row[2]; })) + '.';
  return { id: 'plane', title: 'Threat and motive together', fold: true, blocks: [
    paragraph('The ground shows how much direct support a patron gives at each threat and motive: the darker, the more. Each line is the mean path of a policy, from the dot to the triangle. The ground holds at rest, without expected cost, decision point, ardour or lock-in. Its shape is an inference from the article\u2019s text, of whose figure 2 only the caption is available.'),
    chart('plane', 'Paths over perceived threat and motive', { description: description, table: { heads: ['policy', 'perceived threat, last week', 'motive, last week'], rows: ends, numbers: 1, caption: 'Where the paths end' },
      height: function () { return kPlaneHeight; }, option: function (look) { return planeChart(briefing, look); } })] };
}
