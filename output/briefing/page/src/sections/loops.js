// Which feedback loops drive the change: the security dilemma in words, the links of the loops that lead as a diagram, and their shares by week.
import { bullets, chart, paragraph } from '../blocks.js';
import { unpack } from '../data.js';
import { loopChart, loopChartHeight } from '../loop_chart.js';
import { loopDiagram, loopDiagramHeight, signText } from '../loop_diagram.js';
import { ringOrder } from '../loop_geometry.js';
import { count, date, list, number, signed } from '../text.js';

var kMostRanges = 8;
var kActs = { reinforcing: 'reinforces', balancing: 'balances', both: 'reinforces in some weeks and balances in others', silent: 'does not act' };
var kRound = { reinforcing: ': more threat leads round to more threat', balancing: ': more threat leads round to less' };
var kDilemma = 'Security dilemma';

function typeset(name) {
  return name.replace(/'/g, '\u2019');
}

function wayText(variables) {
  return variables.concat([variables[0]]).map(typeset).join(' \u2192 ');
}

// "week 8", "weeks 8, 18 to 23 and 25".
function weeksText(weeks) {
  var ranges = [];
  weeks.forEach(function (week) {
    var last = ranges[ranges.length - 1];
    if (last && last[1] === week - 1) last[1] = week; else ranges.push([week, week]);
  });
  if (ranges.length > kMostRanges) return count(weeks.length) + ' weeks between week ' + weeks[0] + ' and week ' + weeks[weeks.length - 1];
  return (weeks.length > 1 ? 'weeks ' : 'week ') + list(ranges.map(function (range) { return range[0] === range[1] ? range[0] : range[0] + ' to ' + range[1]; }));
}

function weekText(briefing, week) {
  return 'week ' + week + ' (' + date(briefing.dates[week]) + ')';
}

// When the dilemma leads, and when it no longer does; `it` is what it is called.
function dilemmaText(briefing, one, it) {
  var dilemma = one.dilemma;
  if (!dilemma) return it + ' does not act in any week.';
  var text = dilemma.led.length ? it + ' is among the loops that make more than half of the change in ' + weeksText(dilemma.led) + '.' : it + ' is never among the loops that make more than half of the change.';
  if (dilemma.lost !== null && dilemma.lost !== dilemma.silent) text += ' From ' + weekText(briefing, dilemma.lost) + ' on it no longer is.';
  if (dilemma.silent !== null) text += ' From ' + weekText(briefing, dilemma.silent) + ' on it does not act at all.';
  return text;
}

function acts(loops) {
  return loops.some(function (one) { return one.dilemma; });
}

function polarities(loops) {
  return loops.map(function (one) { return one.dilemma.polarity; }).filter(function (polarity, i, all) { return all.indexOf(polarity) === i; });
}

function dilemmaBlocks(briefing, loops) {
  var acting = loops.filter(function (one) { return one.dilemma; }), blocks = [], kinds = polarities(acting);
  if (acting.length)
    blocks.push(paragraph('The patron\u2019s fear raises its support, support strengthens militias, their attacks alarm the rival, and the patron fears the forces or rhetoric with which the rival answers: ' + wayText(acting[0].dilemma.forms[0]) + '.' +
      (kinds.length === 1 ? ' This security dilemma ' + kActs[kinds[0]] + (kRound[kinds[0]] || '') + '.' : ' This is the security dilemma.')));
  if (loops.length === 1) return blocks.concat([paragraph(dilemmaText(briefing, loops[0], acting.length ? 'It' : 'The security dilemma'))]);
  return blocks.concat([bullets(loops.map(function (one) {
    return briefing.name(one.policy) + ': ' + dilemmaText(briefing, one, acting.length ? 'it' : 'the security dilemma') + (one.dilemma && kinds.length > 1 ? ' It ' + kActs[one.dilemma.polarity] + '.' : '');
  }))]);
}

// The leading loops of all policies shown, each once and with a number: [{ number, variables, under: { policy: loop } }].
function numbered(loops) {
  var made = [], places = {};
  loops.forEach(function (one) {
    one.leading.forEach(function (loop) {
      var way = wayText(loop.variables);
      if (!places[way]) { places[way] = { number: made.length + 1, variables: loop.variables, under: {} }; made.push(places[way]); }
      places[way].under[one.policy] = loop;
    });
  });
  return made;
}

function actsText(briefing, loop) {
  var policies = Object.keys(loop.under), kinds = policies.map(function (p) { return loop.under[p].polarity; });
  if (kinds.every(function (kind) { return kind === kinds[0]; })) return 'It ' + kActs[kinds[0]] + '.';
  return policies.map(function (p, i) { return 'Under ' + briefing.name(Number(p)) + ' it ' + kActs[kinds[i]] + '.'; }).join(' ');
}

// Links of all policies shown, each once; its sign is both where it differs between them.
function joinedLinks(loops) {
  var made = [], places = {};
  loops.forEach(function (one) {
    one.links.forEach(function (link) {
      var ends = link.from + '\n' + link.to, known = places[ends];
      if (!known) { known = places[ends] = { from: typeset(link.from), to: typeset(link.to), sign: link.sign, dilemma: link.dilemma }; made.push(known); }
      if (known.sign !== link.sign) known.sign = 'both';
      known.dilemma = known.dilemma || link.dilemma;
    });
  });
  return made;
}

function diagram(briefing, loops) {
  var ways = [], links = joinedLinks(loops), title = 'Links of the leading feedback loops' + (acts(loops) ? '; the security dilemma is heavy' : '');
  loops.forEach(function (one) { if (one.dilemma) ways = ways.concat(one.dilemma.forms); });
  numbered(loops).forEach(function (loop) { ways.push(loop.variables); });
  var names = ringOrder(ways.map(function (variables) { return variables.map(typeset); })), heavy = links.filter(function (link) { return link.dilemma; });
  var description = count(names.length) + ' variables and ' + count(links.length) + ' links between them, ' + count(heavy.length) + ' of the security dilemma; ' +
    list(['reinforcing', 'balancing', 'both'].map(function (sign) { return [sign, links.filter(function (link) { return link.sign === sign; }).length]; })
      .filter(function (of) { return of[1] > 0; }).map(function (of) { return count(of[1]) + ': ' + signText(of[0]); })) + '.';
  return chart('loops-diagram', title, { description: description, policies: false,
    table: { heads: ['from', 'to', 'sign', 'of the security dilemma'], numbers: 4, caption: title, rows: links.map(function (link) { return [link.from, link.to, signText(link.sign), link.dilemma ? 'yes' : 'no']; }) },
    height: function (look) { return loopDiagramHeight(names, look); },
    option: function (look) { return loopDiagram(look, names, links); } });
}

function linesOf(one, all) {
  var lines = one.dilemma ? [{ key: 'dilemma', label: kDilemma, dilemma: true, called: '-', polarity: one.dilemma.polarity, led: one.dilemma.led, variables: one.dilemma.forms[0], net: unpack(one.dilemma.net) }] : [];
  all.forEach(function (loop) {
    var it = loop.under[one.policy];
    if (it) lines.push({ key: 'loop-' + loop.number, label: 'Loop ' + loop.number, number: loop.number, called: it.name, polarity: it.polarity, led: it.led, variables: it.variables, net: unpack(it.net) });
  });
  return lines;
}

function meanSize(values) {
  return values.length > 1 ? values.reduce(function (sum, value) { return sum + Math.abs(value); }, 0) / (values.length - 1) : 0;
}

function weekOfLargest(values) {
  return values.reduce(function (best, value, week) { return Math.abs(value) > Math.abs(values[best]) ? week : best; }, 0);
}

function sharesTable(panels, title) {
  var rows = [];
  panels.forEach(function (panel) {
    panel.lines.forEach(function (line) {
      var week = weekOfLargest(line.net);
      rows.push([line.label, panel.title, line.polarity === 'both' ? 'both' : kActs[line.polarity], number(meanSize(line.net), 4), signed(line.net[week], 4), String(week), String(line.led.length), line.called, wayText(line.variables)]);
    });
  });
  return { heads: ['loop', 'policy', 'what it does', 'mean share', 'largest share', 'in week', 'weeks led', 'name in fulcrum loops', 'its variables'], rows: rows, numbers: 3, caption: title };
}

function sharesWalk(briefing, panels) {
  var made = [];
  panels.forEach(function (panel, place) {
    panel.lines.forEach(function (line) {
      made.push({ name: line.label + ', ' + panel.title, line: line.key, panel: place, points: line.net.length, start: line.net.length - 1, say: function (week) {
        return line.label + ', ' + panel.title + ', ' + weekText(briefing, week) + ': ' + signed(line.net[week], 3);
      } });
    });
  });
  return made;
}

function sharesChart(briefing, loops, all) {
  var title = 'Share of each loop in the change, by week';
  var panels = loops.map(function (one) { return { title: briefing.name(one.policy), lines: linesOf(one, all) }; });
  var description = panels.map(function (panel) {
    return panel.title + ', mean shares: ' + list(panel.lines.map(function (line) { return line.label + ' ' + number(meanSize(line.net), 3); })) + '.';
  }).join(' ');
  return chart('loops-shares', title, { description: description, policies: false, table: sharesTable(panels, title), walk: sharesWalk(briefing, panels),
    height: function (look) { return loopChartHeight(panels.length, look); },
    option: function (look) { return loopChart(briefing, look, panels, all.length); } });
}

function methodText(briefing, loops) {
  var counts = list(loops.map(function (one, i) { return (one.all ? '' : 'more than ') + count(one.loops) + (i === 0 ? ' feedback loops' : '') + (loops.length > 1 ? ' under ' + briefing.name(one.policy) : ''); }));
  return 'In the reference case without noise the model\u2019s equations have ' + counts + '. Those with the largest mean share are shown' + (acts(loops) ? ' beside the security dilemma' : '') + '. They describe the model, not the world; in other states of the world the weeks differ.';
}

export function loopsSection(briefing) {
  var loops = briefing.data.loops;
  if (!loops || !loops.length) return null;
  var all = numbered(loops);
  return { id: 'loops', title: 'How it works: which feedback loops drive the change', blocks: dilemmaBlocks(briefing, loops).concat([
    paragraph('Blue and +: more makes more. Red and \u2212: more makes less. Grey and \u00b1: sometimes one, sometimes the other.' + (acts(loops) ? ' Heavy: the security dilemma.' : '')),
    diagram(briefing, loops),
    paragraph(methodText(briefing, loops)),
    bullets(all.map(function (loop) { return 'Loop ' + loop.number + ': ' + wayText(loop.variables) + '. ' + actsText(briefing, loop); })),
    paragraph('A loop\u2019s share is its part of the change that all loops make in a week: above 0 where it reinforces, below 0 where it balances. In weeks in which hardly anything moves it is a share of little.'),
    sharesChart(briefing, loops, all)]) };
}
