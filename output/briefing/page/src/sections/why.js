// Why: what `fulcrum explain` stored, in its own sentences and as pictures. Of two policies or more: the parts of their difference. Of one:
// what moved the support that the patron wants.
import { bullets, chart, more, paragraph } from '../blocks.js';
import { column } from '../data.js';
import { axis, base, factColour, factLine, legend, legendHeight, policyColour, timeAxis } from '../look.js';
import { human, list, plain, sentence, signed } from '../text.js';
import { answers, kMain } from '../verdict.js';
import { waterfallChart, waterfallHeight } from '../waterfall_chart.js';

var kSplits = { lever: 'By lever', path: 'By path', argument: 'What moved it' };
var kMostParts = 8;

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
    blocks = blocks.concat(spoken(matching(said, { part: split + ' over futures' })).map(paragraph)); // whether the largest part is robust
  });
  return blocks;
}

function identifier(text) {
  return String(text).replace(/[^a-z0-9]/gi, '-');
}

// Parts of the difference by lever or path, the largest first; what is left of them as one.
function partsOf(rows, split) {
  var all = matching(rows, { split: split }).map(function (row) { return { label: human(row('name')), value: row('share'), low: row('share_low'), high: row('share_high') }; })
    .sort(function (a, b) { return Math.abs(b.value) - Math.abs(a.value); });
  var rest = all.slice(kMostParts);
  return rest.length < 2 ? all : all.slice(0, kMostParts).concat([{ label: rest.length + ' smaller parts', value: rest.reduce(function (sum, one) { return sum + one.value; }, 0), low: null, high: null }]);
}

function partsChart(briefing, rows, policy, split, against) {
  var parts = partsOf(rows, split), outcome = briefing.outcome(kMain), place = placeOf(briefing, policy);
  if (!parts.length || place < 0) return [];
  var total = parts.reduce(function (sum, part) { return sum + part.value; }, 0), base = outcome ? outcome.policies[0].mean : 0;
  var title = 'From ' + briefing.nameOf(against) + ' to ' + briefing.nameOf(policy) + (split === 'lever' ? ', lever by lever' : ', by what the patron weighs');
  var description = 'Each step is what one part adds to direct support in the last year: ' + list(parts.slice(0, 6).map(function (part) { return part.label + ' ' + signed(part.value, 2); })) + '.';
  return [chart('why-' + identifier(policy) + '-' + split, title, { description: description, policies: false,
    table: { heads: ['part', 'adds', '95 % interval'], rows: parts.map(function (part) {
      return [part.label, signed(part.value, 4), part.low === null ? '-' : signed(part.low, 4) + ' to ' + signed(part.high, 4)];
    }), numbers: 1, caption: title },
    height: function () { return waterfallHeight(parts.length); },
    option: function (look) {
      return waterfallChart(look, { label: briefing.nameOf(against), value: base, colour: policyColour(look, 0) }, parts, { label: briefing.nameOf(policy), value: base + total, colour: policyColour(look, place) }, 'direct support in the last year');
    } })];
}

function placeOf(briefing, key) {
  for (var p = 0; p < briefing.policies.length; ++p) if (briefing.policies[p].name === key) return p;
  return -1;
}

// Policies in the order of the answer, so that the one that matters most comes first.
function ordered(briefing, keys) {
  var order = answers(briefing, kMain).map(function (answer) { return briefing.policies[answer.policy].name; });
  return keys.slice().sort(function (a, b) { return order.indexOf(a) - order.indexOf(b); });
}

function betweenBlocks(briefing, table, said) {
  var rows = rowsOf(table), outcomes = distinct(rows, 'outcome'), first = outcomes.indexOf(kMain) >= 0 ? kMain : outcomes[0], blocks = [], folded = [];
  var against = table.settings.against || briefing.policies[0].name;
  ordered(briefing, distinct(rows, 'policy')).forEach(function (policy, i) {
    var ofPolicy = matching(rows, { policy: policy, outcome: first }), spokenOf = matching(said, { policy: policy });
    if (i === 0) blocks = blocks.concat(spoken(matching(spokenOf, { outcome: first, part: 'whole' })).map(paragraph), partsChart(briefing, ofPolicy, policy, 'lever', against));
    var inside = saidOf(matching(spokenOf, { outcome: first }));
    if (i > 0) inside = inside.concat(partsChart(briefing, ofPolicy, policy, 'lever', against));
    inside = inside.concat(partsChart(briefing, ofPolicy, policy, 'path', against));
    outcomes.forEach(function (outcome) {
      var others = spoken(matching(spokenOf, { outcome: outcome }));
      if (outcome !== first && others.length) inside.push(bullets(others));
    });
    folded.push(more(briefing.nameOf(policy) + ': all parts, in words', inside));
  });
  blocks.push(paragraph('Parts are Shapley values: they add up to the whole difference, averaged over all orders in which the parts can be exchanged. They explain the model, not the world.'));
  if (table.settings.note) blocks.push(paragraph(plain(table.settings.note)));
  return blocks.concat(folded);
}

// Parts of the change since week 0 by argument, those that matter most.
function sumsByArgument(briefing, rows) {
  return distinct(rows, 'argument').map(function (name) {
    var sums = [], sum = 0, byWeek = {};
    matching(rows, { argument: name }).forEach(function (row) { byWeek[row('week')] = row('change'); });
    for (var week = 0; week < briefing.weeks; ++week) { sum += byWeek[week] || 0; sums.push(sum); }
    return { name: human(name), sums: sums, most: Math.max.apply(null, sums.map(Math.abs)) };
  }).filter(function (one) { return one.most >= 0.0005; }).sort(function (a, b) { return b.most - a.most; }).slice(0, 5);
}

function sumsChart(briefing, support, rows) {
  var sums = sumsByArgument(briefing, rows), names = sums.map(function (one) { return one.name; }), last = briefing.weeks - 1;
  if (!sums.length) return [];
  var title = 'What moved the ' + support + ' support that the patron wants, since week 0';
  var description = title + '. At the end: ' + list(sums.map(function (one) { return one.name + ' ' + signed(one.sums[last]); })) + '.';
  return [chart('why-' + identifier(support), title, { description: description, policies: false,
    table: { heads: ['argument', 'week ' + Math.floor(last / 2), 'week ' + last], rows: sums.map(function (one) { return [one.name, signed(one.sums[Math.floor(last / 2)], 4), signed(one.sums[last], 4)]; }), numbers: 1, caption: title },
    height: function (look) { return 330 + legendHeight(look, names); },
    option: function (look) {
      var option = base(look);
      option.legend = legend(look, names);
      option.grid = { left: 56, right: 20, top: legendHeight(look, names) + 26, bottom: 36 };
      option.xAxis = timeAxis(look);
      option.yAxis = axis(look, { type: 'value', name: 'change [index]', nameLocation: 'end', nameTextStyle: { align: 'left' } });
      option.tooltip.trigger = 'axis';
      option.tooltip.valueFormatter = function (value) { return signed(value); };
      option.series = sums.map(function (one, i) {
        var colour = factColour(look, i, sums.length);
        return { type: 'line', name: one.name, symbol: 'none', data: one.sums.map(function (sum, week) { return [briefing.dates[week], sum]; }),
          lineStyle: { width: 2, color: colour, type: factLine(i) }, itemStyle: { color: colour } };
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
  var against = table.settings.against, title = between ? 'Why they differ' + (against ? ' from ' + briefing.nameOf(against) : '') : 'Why support moves';
  return { id: 'why', title: title, blocks: between ? betweenBlocks(briefing, table, said) : withinBlocks(briefing, table, said) };
}

export var kWhy = ['explanation', 'explanation_in_words'];
