// What matters, where it breaks, what is robust, as the exploring commands stored it.
import { bullets, chart, more, paragraph, table } from '../blocks.js';
import { column } from '../data.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { axis, base, factColour, factLine, legend, legendHeight, policyColour } from '../look.js';
import { cell, compact, count, list, number, percent, plain, sentence, tick } from '../text.js';
import { plainTable, settingsText } from './analyses.js';

var kMost = 12;
var kMostGroups = 6;
// How each kind of sensitivity is drawn: its first measure, and what the axis says.
var kKinds = {
  sobol: { measure: 'total', axis: 'total index: share of the variance, interactions included', title: 'Sobol\u2019 total indices' },
  shapley: { measure: 'share', axis: 'share of the variance, interactions divided evenly', title: 'Shapley effects' },
  morris: { measure: 'mu_star', axis: 'mean size of the effect over the factor\u2019s range', own: true, title: 'Elementary effects (Morris)' },
  delta: { measure: 'delta', axis: 'distance of densities (Borgonovo)', title: 'Influence on the distribution' },
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
  return sentence(briefing.meaning(group.outcome).long_name) + ', ' + briefing.nameOf(group.policy);
}

function barsOf(briefing, table, group, measure) {
  var low = column(table, measure + '_low'), high = column(table, measure + '_high'), remarks = column(table, 'remark');
  return group.rows.map(function (i) {
    return { key: column(table, 'factor')[i], label: briefing.factor(column(table, 'factor')[i]), value: column(table, measure)[i], low: low ? low[i] : null, high: high ? high[i] : null, note: remarks ? remarks[i] : '' };
  }).sort(function (a, b) { return Math.abs(b.value || 0) - Math.abs(a.value || 0); }).slice(0, kMost);
}

function groupChart(briefing, table, kind, group, number) {
  var drawn = kKinds[kind] || kTornado, rows = barsOf(briefing, table, group, drawn.measure), unit = briefing.meaning(group.outcome).unit;
  var title = drawn.title + ': ' + label(briefing, group);
  var description = 'The largest: ' + rows.slice(0, 5).map(function (row) { return row.label + ' ' + compact(row.value); }).join(', ') + '.';
  var remarks = rows.filter(function (row) { return row.note; }).map(function (row) { return row.label + ': ' + row.note; });
  var blocks = [chart('sensitivity-' + kind + '-' + number, title, { description: description, policies: false,
    table: { heads: ['assumption', 'key', 'value', '95 % interval', 'remark'], rows: rows.map(function (row) { return [row.label, row.key, compact(row.value), row.low === null ? '-' : compact(row.low) + ' to ' + compact(row.high), row.note || '']; }), numbers: 2, caption: title },
    height: function (look) { return intervalHeight(rows.length, look); },
    option: function (look) { return intervalChart(look, rows, { name: drawn.axis + (drawn.own && unit && unit !== '1' ? ' [' + unit + ']' : ''), zero: true, bars: true }); } })];
  if (remarks.length) blocks.push(more('Notes on these numbers: ' + title, [bullets(remarks)]));
  return blocks;
}

// Indices of a series at several weeks are lines over time: the factors that ever matter most.
function overTime(briefing, table, kind) {
  var drawn = kKinds[kind], outcomes = column(table, 'outcome'), series = /^(\w+)@\d+$/.exec(outcomes[0]);
  if (!drawn || !series) return [];
  var factors = {}, names = [], values = column(table, drawn.measure), weeks = [];
  outcomes.forEach(function (outcome, i) {
    var week = Number(outcome.split('@')[1]), key = column(table, 'factor')[i];
    if (weeks.indexOf(week) < 0) weeks.push(week);
    if (!factors[key]) { factors[key] = { key: key, name: briefing.factor(key), points: [], most: 0 }; names.push(key); }
    factors[key].points.push([week, values[i]]);
    factors[key].most = Math.max(factors[key].most, Math.abs(values[i] || 0));
  });
  var shown = names.map(function (key) { return factors[key]; }).sort(function (a, b) { return b.most - a.most; }).slice(0, 5);
  var title = drawn.title + ' of ' + briefing.meaning(series[1]).long_name + ', by week', description = 'The largest at any time: ' + list(shown.map(function (one) { return one.name + ' ' + compact(one.most); })) + '.';
  return [chart('sensitivity-' + kind + '-weeks', title, { description: description, policies: false,
    table: { heads: ['assumption'].concat(weeks.map(function (week) { return 'week ' + week; })), rows: shown.map(function (one) { return [one.name].concat(one.points.map(function (point) { return compact(point[1]); })); }), numbers: 1, caption: title },
    height: function (look) { return 300 + legendHeight(look, shown.map(function (one) { return one.name; })); },
    option: function (look) {
      var option = base(look), labels = shown.map(function (one) { return one.name; });
      option.legend = legend(look, labels);
      option.grid = { left: 44, right: 20, top: legendHeight(look, labels) + 10, bottom: 46 };
      option.xAxis = axis(look, { type: 'value', name: 'week', nameLocation: 'middle', nameGap: 26, max: weeks[weeks.length - 1] });
      option.yAxis = axis(look, { type: 'value', min: 0 });
      option.tooltip.trigger = 'axis';
      option.tooltip.valueFormatter = compact;
      option.series = shown.map(function (one, i) {
        var colour = factColour(look, i, shown.length);
        return { type: 'line', name: one.name, data: one.points, symbol: 'circle', symbolSize: 6, lineStyle: { width: 2, color: colour, type: factLine(i) }, itemStyle: { color: colour } };
      });
      return option;
    } })];
}

export function sensitivitySection(briefing) {
  var blocks = [];
  briefing.data.analyses.forEach(function (table) {
    var kind = /^sensitivity_(\w+)$/.exec(table.name);
    if (!kind || !column(table, 'factor') || !column(table, 'outcome')) return;
    var settings = settingsText(table);
    var made = groups(table), lines = overTime(briefing, table, kind[1]), shown = lines.length ? [] : made.slice(0, kMostGroups);
    blocks = blocks.concat(lines);
    shown.slice(0, 1).forEach(function (group, i) { blocks = blocks.concat(groupChart(briefing, table, kind[1], group, i)); });
    shown.slice(1).forEach(function (group, i) { blocks.push(more(label(briefing, group), groupChart(briefing, table, kind[1], group, i + 1))); });
    if (!lines.length && made.length > kMostGroups) blocks.push(paragraph('The file has ' + (made.length - kMostGroups) + ' more of these, for other outcomes and policies.'));
    if (settings) blocks.push(more('How ' + plain(kind[1]) + ' was computed', [paragraph('Settings: ' + settings + '.')]));
  });
  return blocks.length ? { id: 'sensitivity', title: 'Which assumptions matter', blocks: blocks } : null;
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

function boxTable(briefing, boxes) {
  var samples = { found: 'points of the search', fresh: 'fresh points' };
  return table(['box', 'conditions', 'judged on', 'base rate', 'density', 'coverage', 'mass', 'points inside'], rowsOf(boxes).map(function (row) {
    return [cell(row('box')), briefing.condition(row('words')), samples[row('sample')] || row('sample'), shareText(row('of_interest_points'), row('points')), shareText(row('hits'), row('inside')), shareText(row('hits'), row('of_interest_points')),
      shareText(row('inside'), row('points')), row('inside') + ' of ' + row('points')];
  }), { numbers: 3, caption: 'Boxes, with 95 % intervals. Base rate: share of all points that are of interest; coverage: share of the cases of interest that lie in the box; density: share of its points that are of interest; mass: share of all points' });
}

function limitTable(briefing, limits) {
  var bound = function (value) { return value === null ? '-' : String(Number(Number(value).toPrecision(3))).replace('-', '\u2212'); };
  var likely = function (p) { return p === null || !isFinite(p) ? '-' : p < 0.0001 ? 'below 0.0001' : compact(p); };
  return table(['factor', 'box', 'from', 'to', 'whole range', 'quasi-p, lower limit', 'quasi-p, upper limit'], rowsOf(limits).map(function (row) {
    return [briefing.factor(row('factor')), cell(row('box')), bound(row('low')), bound(row('high')), bound(row('range_low')) + ' to ' + bound(row('range_high')), likely(row('quasi_p_low')), likely(row('quasi_p_high'))];
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
  return chart('discovery-trade-off', title, { description: description, policies: false, table: { heads: ['what is of interest', 'coverage', 'density'], rows: rowsOf(curve).map(function (row) { return [row('of_interest'), percent(row('coverage')), percent(row('density'))]; }), numbers: 1, caption: title }, height: function () { return 380; }, option: function (look) {
    var option = base(look);
    if (names.length > 1) option.legend = legend(look, names);
    option.grid = { left: 52, right: 20, top: (names.length > 1 ? legendHeight(look, names) : 0) + 12, bottom: 48 };
    option.xAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'coverage, share of the cases of interest', nameLocation: 'middle', nameGap: 28 });
    option.yAxis = axis(look, { type: 'value', min: 0, max: 1, name: 'density, share of the box', nameLocation: 'middle', nameGap: 34 });
    option.series = names.map(function (name, i) {
      return { type: 'line', name: name, data: points[name], symbol: 'circle', symbolSize: 6, lineStyle: { width: 2, color: factColour(look, i, names.length), type: factLine(i) }, itemStyle: { color: factColour(look, i, names.length) } };
    });
    return option;
  } });
}

// What is asked, with the policies' names in words, and no number with more than three digits.
function interest(briefing, text) {
  text = text.replace(/\d+\.\d+/g, function (written) { return tick(written); });
  return sentence(briefing.policies.reduce(function (said, policy, p) { return said.split(policy.name).join('\u201c' + briefing.name(p) + '\u201d'); }, text));
}

// A box is told beside the base rate: how likely such a case is inside, and without knowing anything.
function boxText(briefing, row) {
  var inside = row('hits') / row('inside'), base = row('of_interest_points') / row('points');
  var way = inside > base ? 'more' : 'no more';
  return interest(briefing, row('of_interest')) + ': ' + way + ' likely where ' + briefing.condition(row('words')) + '. There it holds in ' + percent(inside) + ' of fresh points, against ' + percent(base) + ' of all. These conditions cover ' +
    percent(row('hits') / row('of_interest_points')) + ' of such cases.';
}

export function discoverySection(briefing) {
  var boxes = briefing.analysis('discovery_boxes');
  if (!boxes) return null;
  var limits = briefing.analysis('discovery_limits'), curve = briefing.analysis('discovery_trade_off');
  var said = rowsOf(boxes).filter(function (row) { return row('sample') === 'fresh'; }).map(function (row) {
    return boxText(briefing, row);
  });
  var blocks = said.length ? [bullets(said), boxTable(briefing, boxes)] : [paragraph('No box is denser than the whole space: the factors do not separate the cases.')];
  if (limits && limits.columns[0].values.length) blocks.push(more('Limits of the boxes', [limitTable(briefing, limits)]));
  if (curve) blocks.push(more('Coverage against density', [tradeOffChart(curve)]));
  return { id: 'discovery', title: 'What would change the answer', blocks: blocks };
}

// Policy rows in their own colours, those hidden left out.
function inPolicyColours(look, rows) {
  return rows.filter(function (row) { return !(look.hidden && look.hidden[row.policy]); }).map(function (row) { row.colour = policyColour(look, row.policy); return row; });
}
function placeOf(briefing, key) {
  return briefing.policies.map(function (policy) { return policy.name; }).indexOf(key);
}

// Requirements in words: "goal_total > 0 and ..." are the article's goals.
function requirementText(requirements) {
  var words = { goal_total: 'less support in all', goal_direct: 'less direct support', goal_shift: 'what remains moves to indirect support' };
  return list(String(requirements).split(' and ').map(function (one) {
    var goal = /^(goal_\w+) > 0$/.exec(one);
    return goal && words[goal[1]] ? words[goal[1]] : plain(one);
  }));
}

// Share of the futures in which each policy meets all requirements.
function requirementBlocks(briefing, policies) {
  var requirements = policies.settings.requirements, rows = rowsOf(policies), made = [];
  var facts = table(['policy', 'requirements met in', 'on the Pareto front of the means'], rows.map(function (row) {
    return [briefing.nameOf(row('policy')), row('met') < 0 ? '-' : shareText(row('met'), row('futures')), row('undominated') ? 'yes' : 'no'];
  }), { numbers: 1, caption: 'Policies over ' + count(rows[0]('futures')) + ' futures' });
  if (requirements && rows[0]('met') >= 0) {
    var bars = rows.map(function (row) {
      var share = shareInterval(row('met'), row('futures'));
      return { label: briefing.nameOf(row('policy')), policy: placeOf(briefing, row('policy')), value: share.value, low: share.low, high: share.high, note: '' };
    }).sort(function (a, b) { return b.value - a.value; });
    var title = 'Share of ' + count(rows[0]('futures')) + ' states of the world in which all requirements are met';
    made.push(paragraph('Required, against ' + briefing.name(0) + ': ' + requirementText(requirements) + '.'), chart('robust-requirements', title, { description: bars.map(function (bar) { return bar.label + ' ' + percent(bar.value); }).join(', ') + '.',
      table: { heads: facts.heads, rows: facts.rows, numbers: 1, caption: facts.caption }, height: function (look) { return intervalHeight(bars.length, look); },
      option: function (look) { return intervalChart(look, inPolicyColours(look, bars), { name: 'share of states of the world', zero: true, bars: true, min: 0, max: 1 }); } }));
    return made;
  }
  return made.concat([facts]);
}

// One table for each objective: criteria in words, as the file explains them, over the policies.
function criteriaTables(briefing, criteria) {
  var kept = criteria.columns.filter(function (c) { return ['row', 'objective', 'meaning', 'policy', 'better'].indexOf(c.name) < 0 && !/_(low|high)$/.test(c.name); });
  var names = [], made = {};
  rowsOf(criteria).forEach(function (row) {
    var name = row('objective');
    if (!made[name]) { names.push(name); made[name] = { meaning: column(criteria, 'meaning') ? row('meaning') : plain(name), better: row('better'), policies: [],
      rows: kept.map(function (c) { return [sentence(c.long_name || plain(c.name))]; }) }; }
    made[name].policies.push(briefing.nameOf(row('policy')));
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
function regretCharts(briefing, criteria) {
  if (!column(criteria, 'regret_mean_low')) return [];
  var names = [], made = {};
  rowsOf(criteria).forEach(function (row) {
    var name = row('objective');
    if (!made[name]) { names.push(name); made[name] = { meaning: column(criteria, 'meaning') ? row('meaning') : plain(name), bars: [] }; }
    made[name].bars.push({ label: briefing.nameOf(row('policy')), policy: placeOf(briefing, row('policy')), value: row('regret_mean'), low: row('regret_mean_low'), high: row('regret_mean_high'), note: '' });
  });
  return names.map(function (name) {
    var bars = made[name].bars, title = 'Mean regret: ' + made[name].meaning;
    var description = title + ': ' + bars.map(function (bar) { return bar.label + ' ' + number(bar.value); }).join(', ') + '.';
    return chart('robust-regret-' + name.replace(/[^a-z0-9]/gi, '-'), title, { description: description, height: function (look) { return intervalHeight(bars.length, look); },
      table: { heads: ['policy', 'mean regret', '95 % interval'], rows: bars.map(function (bar) { return [bar.label, number(bar.value), number(bar.low) + ' to ' + number(bar.high)]; }), numbers: 1, caption: title },
      option: function (look) { return intervalChart(look, inPolicyColours(look, bars), { name: 'mean distance from the best policy of each future', zero: true, bars: true }); } });
  });
}

export function robustSection(briefing) {
  var policies = briefing.analysis('robust_policies'), criteria = briefing.analysis('robust_criteria'), search = briefing.analysis('robust_search');
  if (!policies && !criteria && !search) return null;
  var blocks = policies ? requirementBlocks(briefing, policies) : [];
  if (criteria) {
    var regrets = regretCharts(briefing, criteria);
    if (regrets.length) blocks.push(more('How far each policy is from the best one (regret)', regrets));
    blocks.push(more('All criteria', criteriaTables(briefing, criteria)));
  }
  if (search) blocks.push(plainTable(search));
  return { id: 'robust', title: 'Which policy holds up', blocks: blocks };
}

/** Analyses that these sections draw. */
export function drawnHere(name) {
  return /^sensitivity_/.test(name) || ['discovery_boxes', 'discovery_limits', 'discovery_trade_off', 'robust_policies', 'robust_criteria', 'robust_search'].indexOf(name) >= 0;
}
