// What matters, where it breaks, what is robust, as the exploring commands stored it.
import { bullets, chart, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { axis, base, legend, legendHeight, policyColour, policyLine } from '../look.js';
import { cell, compact, number, plain, sentence } from '../text.js';
import { plainTable, settingsText } from './analyses.js';

var kMost = 15;
var kMostGroups = 6;
// How each kind of sensitivity is drawn: its first measure, and what the axis says.
var kKinds = {
  sobol: { measure: 'total', axis: 'total index: share of the variance, interactions included', title: 'Sobol\u2019 total indices' },
  morris: { measure: 'mu_star', axis: 'mean size of the effect over the factor\u2019s range', own: true, title: 'Elementary effects (Morris)' },
  pawn: { measure: 'median', axis: 'distance of distributions (median slice)', title: 'PAWN distances' },
  regional: { measure: 'distance', axis: 'distance of the two distributions of the factor', title: 'Regional sensitivity' },
  budget: { measure: 'share', axis: 'share of the variance', title: 'Variance budget' }
};

// A tornado: how far the outcome goes when one factor goes from one end of its range to the other.
var kTornado = { measure: 'swing', axis: 'outcome at the high end less that at the low end', own: true, title: 'One at a time (tornado)' };

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
  return sentence(briefing.meaning(group.outcome).long_name) + ', ' + plain(group.policy);
}

function barsOf(table, group, measure) {
  var low = column(table, measure + '_low'), high = column(table, measure + '_high'), remarks = column(table, 'remark');
  return group.rows.map(function (i) {
    return { label: column(table, 'factor')[i], value: column(table, measure)[i], low: low ? low[i] : null, high: high ? high[i] : null, note: remarks ? remarks[i] : '' };
  }).sort(function (a, b) { return Math.abs(b.value || 0) - Math.abs(a.value || 0); }).slice(0, kMost);
}

function groupChart(briefing, table, kind, group, number) {
  var drawn = kKinds[kind] || kTornado, rows = barsOf(table, group, drawn.measure), unit = briefing.meaning(group.outcome).unit;
  var title = drawn.title + ': ' + label(briefing, group);
  var description = 'The largest: ' + rows.slice(0, 5).map(function (row) { return row.label + ' ' + compact(row.value); }).join(', ') + '.';
  var remarks = rows.filter(function (row) { return row.note; }).map(function (row) { return row.label + ': ' + row.note; });
  var blocks = [chart('sensitivity-' + kind + '-' + number, title, { description: description,
    table: { heads: ['factor', 'value', '95 % interval', 'remark'], rows: rows.map(function (row) { return [row.label, compact(row.value), row.low === null ? '-' : compact(row.low) + ' to ' + compact(row.high), row.note || '']; }), numbers: 1, caption: title },
    height: function () { return intervalHeight(rows.length); },
    option: function (look) { return intervalChart(look, rows, { name: drawn.axis + (drawn.own && unit && unit !== '1' ? ' [' + unit + ']' : ''), zero: true, bars: true }, description); } })];
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
    var made = groups(table);
    made.slice(0, kMostGroups).forEach(function (group, i) { blocks = blocks.concat(groupChart(briefing, table, kind[1], group, i)); });
    if (made.length > kMostGroups) blocks.push(paragraph('The file has ' + (made.length - kMostGroups) + ' more of these, for other outcomes and policies.'));
  });
  return blocks.length ? { id: 'sensitivity', title: 'What matters', blocks: blocks } : null;
}

function percent(share) {
  return share === null || !isFinite(share) ? '-' : number(100 * share, 0) + ' %';
}

// Interval of a share of so many after Wilson 1927, 95 %.
function shareInterval(hits, of) {
  if (!of) return { value: null, low: null, high: null };
  var z = 1.959964, p = hits / of, centre = (p + z * z / (2 * of)) / (1 + z * z / of);
  var half = z / (1 + z * z / of) * Math.sqrt(p * (1 - p) / of + z * z / (4 * of * of));
  return { value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

function shareText(hits, of) {
  var share = shareInterval(hits, of);
  return share.value === null ? '-' : percent(share.value) + ' (' + percent(share.low) + ' to ' + percent(share.high) + ')';
}

function rowsOf(table) {
  return column(table, table.columns[0].name).map(function (_, i) {
    return function (name) { return column(table, name)[i]; };
  });
}

function boxTable(boxes) {
  var samples = { found: 'points of the search', fresh: 'fresh points' };
  return table(['box', 'conditions', 'judged on', 'coverage', 'density', 'mass', 'points inside'], rowsOf(boxes).map(function (row) {
    return [cell(row('box')), row('words'), samples[row('sample')] || row('sample'), shareText(row('hits'), row('of_interest_points')), shareText(row('hits'), row('inside')),
      shareText(row('inside'), row('points')), row('inside') + ' of ' + row('points')];
  }), { numbers: 3, caption: 'Boxes, with 95 % intervals. Coverage: share of the cases of interest that lie in the box; density: share of its points that are of interest; mass: share of all points' });
}

function limitTable(limits) {
  var bound = function (value) { return value === null ? '-' : String(Number(Number(value).toPrecision(3))).replace('-', '\u2212'); };
  var likely = function (p) { return p === null || !isFinite(p) ? '-' : p < 0.0001 ? 'below 0.0001' : compact(p); };
  return table(['factor', 'box', 'from', 'to', 'whole range', 'quasi-p, lower limit', 'quasi-p, upper limit'], rowsOf(limits).map(function (row) {
    return [row('factor'), cell(row('box')), bound(row('low')), bound(row('high')), bound(row('range_low')) + ' to ' + bound(row('range_high')), likely(row('quasi_p_low')), likely(row('quasi_p_high'))];
  }), { numbers: 1, caption: 'Limits of the boxes. Quasi-p: the probability that chance alone would reach this density without the limit' });
}

// The way of the peeling: what is gained in density for what is given up in coverage.
function tradeOffChart(curve) {
  var title = 'Trade-off of coverage and density', points = {}, names = [];
  rowsOf(curve).forEach(function (row) {
    var name = row('of_interest');
    if (!points[name]) { points[name] = []; names.push(name); }
    points[name].push([row('coverage'), row('density')]);
  });
  var description = title + ' from the whole space, at the right, to the smallest box.';
  return chart('discovery-trade-off', title, { description: description, height: function () { return 380; }, option: function (look) {
    var option = base(look, description);
    if (names.length > 1) option.legend = legend(look, names);
    option.grid = { left: 52, right: 20, top: (names.length > 1 ? legendHeight(look, names) : 0) + 12, bottom: 48 };
    option.xAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'coverage, share of the cases of interest', nameLocation: 'middle', nameGap: 28 });
    option.yAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'density, share of the box', nameLocation: 'middle', nameGap: 34 });
    option.series = names.map(function (name, i) {
      return { type: 'line', name: name, data: points[name], symbol: 'circle', symbolSize: 6, lineStyle: { width: 2, color: policyColour(look, i), type: policyLine(i) }, itemStyle: { color: policyColour(look, i) } };
    });
    return option;
  } });
}

export function discoverySection(briefing) {
  var boxes = briefing.analysis('discovery_boxes');
  if (!boxes) return null;
  var limits = briefing.analysis('discovery_limits'), curve = briefing.analysis('discovery_trade_off');
  var said = rowsOf(boxes).filter(function (row) { return row('sample') === 'fresh'; }).map(function (row) {
    return sentence(row('of_interest')) + ': mostly when ' + row('words') + '. On fresh points this box holds ' + percent(row('coverage')) + ' of such cases, and ' + percent(row('density')) + ' of its points are such cases.';
  });
  var blocks = said.length ? [bullets(said), boxTable(boxes)] : [paragraph('No box is denser than the whole space: the factors do not separate the cases.')];
  if (limits && limits.columns[0].values.length) blocks.push(limitTable(limits));
  if (curve) blocks.push(tradeOffChart(curve));
  return { id: 'discovery', title: 'Where it breaks', blocks: blocks };
}

// Rows that stand for the policies in their order.
function inPolicyColours(look, rows) {
  rows.forEach(function (row, policy) { row.colour = policyColour(look, policy); });
  return rows;
}

// Share of the futures in which each policy meets all requirements.
function requirementBlocks(policies) {
  var requirements = policies.settings.requirements, rows = rowsOf(policies);
  var blocks = [table(['policy', 'requirements met in', 'on the Pareto front of the means'], rows.map(function (row) {
    return [plain(row('policy')), row('met') < 0 ? '-' : shareText(row('met'), row('futures')), row('undominated') ? 'yes' : 'no'];
  }), { numbers: 1, caption: 'Policies over ' + rows[0]('futures') + ' futures' + (requirements ? '; required: ' + requirements : '') })];
  if (!requirements || rows[0]('met') < 0) return blocks;
  var bars = rows.map(function (row) {
    var share = shareInterval(row('met'), row('futures'));
    return { label: plain(row('policy')), value: share.value, low: share.low, high: share.high, note: '' };
  });
  var title = 'Share of the futures in which all requirements are met';
  var description = title + ': ' + bars.map(function (bar) { return bar.label + ' ' + percent(bar.value); }).join(', ') + '.';
  blocks.push(chart('robust-requirements', title, { description: description, height: function () { return intervalHeight(bars.length); },
    option: function (look) { return intervalChart(look, inPolicyColours(look, bars), { name: 'share of the futures', zero: true, bars: true }, description); } }));
  return blocks;
}

// One table for each objective: criteria in words, as the file explains them, over the policies.
function criteriaTables(criteria) {
  var kept = criteria.columns.filter(function (c) { return ['row', 'objective', 'meaning', 'policy', 'better'].indexOf(c.name) < 0 && !/_(low|high)$/.test(c.name); });
  var names = [], made = {};
  rowsOf(criteria).forEach(function (row) {
    var name = row('objective');
    if (!made[name]) { names.push(name); made[name] = { meaning: column(criteria, 'meaning') ? row('meaning') : plain(name), better: row('better'), policies: [],
      rows: kept.map(function (c) { return [sentence(c.long_name || plain(c.name))]; }) }; }
    made[name].policies.push(plain(row('policy')));
    kept.forEach(function (c, i) {
      var low = column(criteria, c.name + '_low');
      made[name].rows[i].push(number(row(c.name)) + (low ? ' (' + number(row(c.name + '_low')) + ' to ' + number(row(c.name + '_high')) + ')' : ''));
    });
  });
  return names.map(function (name) {
    return table(['criterion'].concat(made[name].policies), made[name].rows, { numbers: 1, caption: sentence(made[name].meaning) + ', ' + made[name].better + ' is better' });
  });
}

// Mean regret by policy, a picture for each objective.
function regretCharts(criteria) {
  if (!column(criteria, 'regret_mean_low')) return [];
  var names = [], made = {};
  rowsOf(criteria).forEach(function (row) {
    var name = row('objective');
    if (!made[name]) { names.push(name); made[name] = { meaning: column(criteria, 'meaning') ? row('meaning') : plain(name), bars: [] }; }
    made[name].bars.push({ label: plain(row('policy')), value: row('regret_mean'), low: row('regret_mean_low'), high: row('regret_mean_high'), note: '' });
  });
  return names.map(function (name) {
    var bars = made[name].bars, title = 'Mean regret: ' + made[name].meaning;
    var description = title + ': ' + bars.map(function (bar) { return bar.label + ' ' + number(bar.value); }).join(', ') + '.';
    return chart('robust-regret-' + name.replace(/[^a-z0-9]/gi, '-'), title, { description: description, height: function () { return intervalHeight(bars.length); },
      option: function (look) { return intervalChart(look, inPolicyColours(look, bars), { name: 'mean distance from the best policy of each future', zero: true, bars: true }, description); } });
  });
}

export function robustSection(briefing) {
  var policies = briefing.analysis('robust_policies'), criteria = briefing.analysis('robust_criteria'), search = briefing.analysis('robust_search');
  if (!policies && !criteria && !search) return null;
  return { id: 'robust', title: 'What is robust', blocks: (policies ? requirementBlocks(policies) : []).concat(criteria ? regretCharts(criteria).concat(criteriaTables(criteria)) : [], search ? [plainTable(search)] : []) };
}

/** Analyses that these sections draw. */
export function drawnHere(name) {
  return /^sensitivity_/.test(name) || ['discovery_boxes', 'discovery_limits', 'discovery_trade_off', 'robust_policies', 'robust_criteria', 'robust_search'].indexOf(name) >= 0;
}
