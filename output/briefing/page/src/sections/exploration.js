// What matters, where it breaks, what is robust, as the exploring commands stored it.
import { bullets, chart, paragraph } from '../blocks.js';
import { column } from '../data.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { compact, plain, sentence } from '../text.js';
import { plainTable, settingsText } from './analyses.js';

var kMost = 15;
// How each kind of sensitivity is drawn: its first measure, and what the axis says.
var kKinds = {
  sobol: { measure: 'total', axis: 'total index: share of the variance, interactions included', title: 'Sobol\u2019 total indices' },
  morris: { measure: 'mu_star', axis: 'mean size of the effect over the factor\u2019s range', title: 'Elementary effects (Morris)' },
  pawn: { measure: 'median', axis: 'distance of distributions (median slice)', title: 'PAWN distances' },
  regional: { measure: 'distance', axis: 'distance of the two distributions of the factor', title: 'Regional sensitivity' },
  budget: { measure: 'share', axis: 'share of the variance', title: 'Variance budget' }
};

// One picture for each policy and outcome: factors from the most to the least important.
function groups(table) {
  var policies = column(table, 'policy'), outcomes = column(table, 'outcome'), made = [], seen = {};
  outcomes.forEach(function (outcome, i) {
    var key = policies[i] + '\u0000' + outcome;
    if (!(key in seen)) { seen[key] = made.length; made.push({ policy: policies[i], outcome: outcome, rows: [] }); }
    made[seen[key]].rows.push(i);
  });
  return made;
}

function label(briefing, group) {
  var outcome = briefing.outcome(group.outcome);
  return sentence(outcome ? outcome.long_name : plain(group.outcome)) + ', ' + plain(group.policy);
}

function barsOf(table, group, measure) {
  var low = column(table, measure + '_low'), high = column(table, measure + '_high'), remarks = column(table, 'remark');
  return group.rows.map(function (i) {
    return { label: column(table, 'factor')[i], value: column(table, measure)[i], low: low ? low[i] : null, high: high ? high[i] : null, note: remarks ? remarks[i] : '' };
  }).sort(function (a, b) { return Math.abs(b.value || 0) - Math.abs(a.value || 0); }).slice(0, kMost);
}

// A tornado: how far the outcome goes when one factor goes from one end of its range to the other.
function tornadoOf(table, group) {
  return barsOf(table, group, 'swing');
}

function groupChart(briefing, table, kind, group, number) {
  var drawn = kKinds[kind] || { measure: 'swing', axis: 'outcome at the high end less that at the low end', title: 'One at a time (tornado)' };
  var rows = kKinds[kind] ? barsOf(table, group, drawn.measure) : tornadoOf(table, group);
  var title = drawn.title + ': ' + label(briefing, group);
  var description = 'The largest: ' + rows.slice(0, 5).map(function (row) { return row.label + ' ' + compact(row.value); }).join(', ') + '.';
  var remarks = rows.filter(function (row) { return row.note; }).map(function (row) { return row.label + ': ' + row.note; });
  var blocks = [chart('sensitivity-' + kind + '-' + number, title, { description: description,
    table: { heads: ['factor', 'value', '95 % interval', 'remark'], rows: rows.map(function (row) { return [row.label, compact(row.value), row.low === null ? '-' : compact(row.low) + ' to ' + compact(row.high), row.note || '']; }), numbers: 1, caption: title },
    height: function () { return intervalHeight(rows.length); },
    option: function (look) { return intervalChart(look, rows, { name: drawn.axis, zero: true, bars: true }, description); } })];
  if (remarks.length) blocks.push(bullets(remarks));
  return blocks;
}

export function sensitivitySection(briefing) {
  var blocks = [];
  briefing.data.analyses.forEach(function (table) {
    var kind = /^sensitivity_(\w+)$/.exec(table.name);
    if (!kind || !column(table, 'factor') || !column(table, 'outcome')) return;
    var settings = settingsText(table);
    if (settings) blocks.push(paragraph('Settings: ' + settings + '.'));
    groups(table).slice(0, 6).forEach(function (group, i) { blocks = blocks.concat(groupChart(briefing, table, kind[1], group, i)); });
  });
  return blocks.length ? { id: 'sensitivity', title: 'What matters', blocks: blocks } : null;
}

export function discoverySection(briefing) {
  var boxes = briefing.analysis('discovery_boxes');
  if (!boxes) return null;
  var said = [];
  column(boxes, 'words').forEach(function (words, i) {
    if (column(boxes, 'sample')[i] !== 'fresh') return;
    said.push(column(boxes, 'of_interest')[i] + ' when ' + words + ' (coverage ' + compact(column(boxes, 'coverage')[i]) + ', density ' + compact(column(boxes, 'density')[i]) + ' on fresh points)');
  });
  var limits = briefing.analysis('discovery_limits');
  return { id: 'discovery', title: 'Where it breaks', blocks: (said.length ? [bullets(said)] : []).concat([plainTable(boxes)], limits ? [plainTable(limits)] : []) };
}

export function robustSection(briefing) {
  var tables = ['robust_policies', 'robust_criteria', 'robust_search'].map(function (name) { return briefing.analysis(name); }).filter(Boolean);
  if (!tables.length) return null;
  return { id: 'robust', title: 'What is robust', blocks: tables.map(plainTable) };
}

/** Analyses that these sections draw. */
export function drawnHere(name) {
  return /^sensitivity_/.test(name) || ['discovery_boxes', 'discovery_limits', 'robust_policies', 'robust_criteria', 'robust_search'].indexOf(name) >= 0;
}
