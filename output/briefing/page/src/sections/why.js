// Why: what `fulcrum explain` stored, in its own sentences and as pictures. Of two policies or more: the parts of their difference. Of one:
// what moved the support that the patron wants.
import { bullets, chart, more, paragraph } from '../blocks.js';
import { column } from '../data.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { axis, base, legend, legendHeight, policyColour, policyLine, timeAxis } from '../look.js';
import { list, plain, sentence, signed } from '../text.js';

var kSplits = { lever: 'By lever', path: 'By path', argument: 'What moved it' };
var kMostDrawn = 3;

function rowsOf(table) {
  return column(table, table.columns[0].name).map(function (_, i) {
    return function (name) { var values = column(table, name); return values ? values[i] : ''; };
  });
}

function distinct(rows, name) {
  var seen = [];
  rows.forEach(function (row) { if (seen.indexOf(row(name)) < 0) seen.push(row(name)); });
  return seen;
}

function matching(rows, wanted) {
  return rows.filter(function (row) { return Object.keys(wanted).every(function (name) { return row(name) === wanted[name]; }); });
}

function spoken(rows) {
  return rows.map(function (row) { return sentence(plain(row('sentence'))); });
}

// The sentences on one outcome: what there is to explain, then its parts.
function saidOf(said) {
  var blocks = spoken(matching(said, { part: 'whole' })).map(paragraph);
  Object.keys(kSplits).forEach(function (split) {
    var parts = spoken(matching(said, { part: split }));
    if (parts.length) blocks.push(paragraph(kSplits[split] + ':'), bullets(parts));
  });
  return blocks;
}

function identifier(text) {
  return String(text).replace(/[^a-z0-9]/gi, '-');
}

// Shares of the difference by lever or path, the largest first.
function partsChart(rows, policy, place, split, unit) {
  var parts = matching(rows, { split: split }).map(function (row) {
    return { label: plain(row('name')), value: row('share'), low: row('share_low'), high: row('share_high') };
  }).sort(function (a, b) { return Math.abs(b.value) - Math.abs(a.value); }).slice(0, 15);
  if (!parts.length) return [];
  var title = 'Shares of the difference by ' + split + (policy ? ', ' + plain(policy) : '');
  var description = title + ': ' + list(parts.slice(0, 6).map(function (part) { return part.label + ' ' + signed(part.value); })) + '.';
  return [chart('why-' + identifier(policy) + '-' + split, title, { description: description,
    table: { heads: ['part', 'share', '95 % interval'], rows: parts.map(function (part) {
      return [part.label, signed(part.value, 4), part.low === null ? '-' : signed(part.low, 4) + ' to ' + signed(part.high, 4)];
    }), numbers: 1, caption: title },
    height: function () { return intervalHeight(parts.length); },
    option: function (look) {
      parts.forEach(function (part) { part.colour = policyColour(look, place); });
      return intervalChart(look, parts, { name: 'share of the difference [' + unit + ']', zero: true, bars: true, signed: true }, description);
    } })];
}

function betweenBlocks(briefing, table, said) {
  var rows = rowsOf(table), outcomes = distinct(rows, 'outcome'), first = outcomes.indexOf('direct_last_year') >= 0 ? 'direct_last_year' : outcomes[0];
  var known = briefing.outcome(first), unit = known ? known.unit : 'own unit', blocks = [];
  distinct(rows, 'policy').forEach(function (policy, i) {
    var ofPolicy = matching(rows, { policy: policy, outcome: first }), spokenOf = matching(said, { policy: policy });
    blocks = blocks.concat(saidOf(matching(spokenOf, { outcome: first })));
    if (i < kMostDrawn) ['lever', 'path'].forEach(function (split) { blocks = blocks.concat(partsChart(ofPolicy, policy, i + 1, split, unit)); });
    outcomes.forEach(function (outcome) {
      var others = spoken(matching(spokenOf, { outcome: outcome }));
      if (outcome !== first && others.length) blocks.push(more(others[0], others.length > 1 ? others.slice(1) : ['There is nothing to explain.']));
    });
  });
  blocks.push(paragraph('Shares are Shapley values: they add up to the whole difference, averaged over all orders in which the parts can be exchanged. They explain the model, not the world.'));
  return blocks;
}

// Parts of the change since week 0 by argument, those that matter most.
function sumsByArgument(briefing, rows) {
  return distinct(rows, 'argument').map(function (name) {
    var sums = [], sum = 0, byWeek = {};
    matching(rows, { argument: name }).forEach(function (row) { byWeek[row('week')] = row('change'); });
    for (var week = 0; week < briefing.weeks; ++week) { sum += byWeek[week] || 0; sums.push(sum); }
    return { name: plain(name), sums: sums, most: Math.max.apply(null, sums.map(Math.abs)) };
  }).filter(function (one) { return one.most >= 0.0005; }).sort(function (a, b) { return b.most - a.most; }).slice(0, 8);
}

function sumsChart(briefing, support, rows) {
  var sums = sumsByArgument(briefing, rows), names = sums.map(function (one) { return one.name; }), last = briefing.weeks - 1;
  if (!sums.length) return [];
  var title = 'What moved the ' + support + ' support that the patron wants, since week 0';
  var description = title + '. At the end: ' + list(sums.map(function (one) { return one.name + ' ' + signed(one.sums[last]); })) + '.';
  return [chart('why-' + identifier(support), title, { description: description,
    table: { heads: ['argument', 'week ' + Math.floor(last / 2), 'week ' + last], rows: sums.map(function (one) { return [one.name, signed(one.sums[Math.floor(last / 2)], 4), signed(one.sums[last], 4)]; }), numbers: 1, caption: title },
    height: function (look) { return 330 + legendHeight(look, names); },
    option: function (look) {
      var option = base(look, description);
      option.legend = legend(look, names);
      option.grid = { left: 56, right: 20, top: legendHeight(look, names) + 26, bottom: 36 };
      option.xAxis = timeAxis(look);
      option.yAxis = axis(look, { type: 'value', name: 'change [index]', nameLocation: 'end', nameTextStyle: { align: 'left' } });
      option.tooltip.trigger = 'axis';
      option.tooltip.valueFormatter = function (value) { return signed(value); };
      option.series = sums.map(function (one, i) {
        var colour = policyColour(look, i);
        return { type: 'line', name: one.name, symbol: 'none', data: one.sums.map(function (sum, week) { return [briefing.dates[week], sum]; }),
          lineStyle: { width: 2, color: colour, type: policyLine(i) }, itemStyle: { color: colour } };
      });
      return option;
    } })];
}

function withinBlocks(briefing, table, said) {
  var rows = rowsOf(table), run = table.settings.run, blocks = [];
  if (run) blocks.push(paragraph('Of the run of ' + plain(run) + '. The support given follows the support wanted with a lag of some weeks.'));
  distinct(rows, 'support').forEach(function (support) {
    blocks = blocks.concat(saidOf(matching(said, { outcome: support })), sumsChart(briefing, support, matching(rows, { support: support })));
  });
  blocks.push(paragraph('Parts add up to the change. They explain the model, not the world.'));
  return blocks;
}

export function whySection(briefing) {
  var table = briefing.analysis('explanation'), words = briefing.analysis('explanation_in_words');
  if (!table || !table.columns.length || !column(table, table.columns[0].name).length) return null;
  var said = words ? rowsOf(words) : [], between = column(table, 'split') !== null;
  var against = table.settings.against, title = between ? 'Why they differ' + (against ? ' from ' + plain(against) : '') : 'Why support moves';
  return { id: 'why', title: title, blocks: between ? betweenBlocks(briefing, table, said) : withinBlocks(briefing, table, said) };
}

export var kWhy = ['explanation', 'explanation_in_words'];
