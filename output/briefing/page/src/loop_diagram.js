// A causal-loop diagram: variables round an oval, and the links between them as arrows with their signs.
import { base, escaped, ink, loopColours, merge, wrapped } from './look.js';

var kSigns = { reinforcing: '+', balancing: '\u2212', both: '\u00b1' };
var kColours = { reinforcing: 'more', balancing: 'less', both: 'both' };
var kDashes = { reinforcing: 'solid', balancing: 'dashed', both: [2, 3] };
var kTold = { reinforcing: 'more makes more', balancing: 'more makes less', both: 'sometimes one, sometimes the other' };
// Room that a sign wants from a line, in each direction, and how much more from a text [pixels].
var kRoom = 9;
var kText = 7;

/** What the sign of a link says, in words. */
export function signText(sign) {
  return kTold[sign] || '';
}

/** Variables in the order in which loops pass them: each loop puts those that are new behind the one that it comes from. */
export function ringOrder(loops) {
  var order = [];
  loops.forEach(function (variables) {
    variables.forEach(function (variable, i) {
      if (order.indexOf(variable) >= 0) return;
      var before = i > 0 ? order.indexOf(variables[i - 1]) : order.length - 1;
      order.splice(before + 1, 0, variable);
    });
  });
  return order;
}

// Clockwise from the top, down the right half and up the left one, each label in a row of its own outside the oval.
function ringOf(names, look) {
  var width = look.width || 900, label = look.narrow ? 92 : Math.min(200, 0.25 * width), wide = Math.floor((label - 12) / 6.4), right = Math.ceil(names.length / 2);
  var texts = names.map(function (name) { return wrapped(name, wide); }), lines = Math.max.apply(null, texts.map(function (text) { return text.split('\n').length; }));
  var high = right * Math.max(44, 13 * lines + 10), across = Math.min(320, width / 2 - label);
  return { width: width, height: high + 8, nodes: names.map(function (name, i) {
    var side = i < right ? 1 : -1, of = i < right ? right : names.length - right, row = i < right ? i : names.length - 1 - i, y = (row + 0.5) / of;
    return { name: name, text: texts[i], side: side, shift: row === 0 ? -7 : row === of - 1 ? 7 : 0, x: width / 2 + side * across * Math.sqrt(1 - Math.pow(2 * y - 1, 2)), y: 4 + high * y };
  }) };
}

export function loopDiagramHeight(names, look) {
  return ringOf(names, look).height;
}

// Links between neighbours are all but straight, the others bend towards the middle of the oval; of two that go to and fro one bends more.
function bends(ring, links) {
  var nodes = ring.nodes, met = {};
  return links.map(function (link) {
    var from = nodes[link.source], to = nodes[link.target], apart = Math.abs(link.source - link.target), near = Math.min(apart, nodes.length - apart) === 1;
    var inwards = (ring.width / 2 - (from.x + to.x) / 2) * (to.y - from.y) - (ring.height / 2 - (from.y + to.y) / 2) * (to.x - from.x) > 0 ? 1 : -1;
    var bend = (near ? -0.04 : 0.16) + (met[link.target + ' ' + link.source] ? 0.14 : 0);
    met[link.source + ' ' + link.target] = true;
    return inwards * bend;
  });
}

// The point of a link at a part of its way, as the graph series bends it, and so far beside it.
function pointOf(from, to, bend, part, beside) {
  var rest = 1 - part, x = (from.x + to.x) / 2 - (from.y - to.y) * bend, y = (from.y + to.y) / 2 - (to.x - from.x) * bend;
  var along = [rest * (x - from.x) + part * (to.x - x), rest * (y - from.y) + part * (to.y - y)], size = Math.sqrt(along[0] * along[0] + along[1] * along[1]) || 1;
  return [rest * rest * from.x + 2 * rest * part * x + part * part * to.x - beside * along[1] / size, rest * rest * from.y + 2 * rest * part * y + part * part * to.y + beside * along[0] / size];
}

// Points along the lines of the labels, and along nodes and links: signs keep away from both.
function labelPoints(ring) {
  var made = [];
  ring.nodes.forEach(function (node) {
    node.text.split('\n').forEach(function (line, row, all) {
      for (var x = 12; x < 12 + 7 * line.length; x += 6) made.push([node.x + node.side * x, node.y + node.shift + 13 * (row - (all.length - 1) / 2)]);
    });
  });
  return made;
}
function linePoints(ring, links, courses) {
  var made = ring.nodes.map(function (node) { return [node.x, node.y]; });
  courses.forEach(function (bend, i) {
    var from = ring.nodes[links[i].source], to = ring.nodes[links[i].target], step = 8 / Math.max(40, Math.abs(from.x - to.x) + Math.abs(from.y - to.y));
    for (var part = step; part < 1; part += step) made.push(pointOf(from, to, bend, part, 0));
  });
  return made;
}

function roomAt(point, others) {
  return others.reduce(function (least, other) { return Math.min(least, Math.max(Math.abs(point[0] - other[0]), Math.abs(point[1] - other[1]))); }, Infinity);
}

// Signs stand beside their links, near the arrowhead where there is room: places by link.
function signPlaces(ring, links, courses) {
  var lines = linePoints(ring, links, courses), texts = labelPoints(ring);
  return links.map(function (link, i) {
    var best = null, most = -Infinity, beside = link.dilemma ? 11 : 9;
    [0.66, 0.58, 0.5, 0.74, 0.42, 0.34, 0.26, 0.82].forEach(function (part) {
      [beside, -beside].forEach(function (way) {
        var point = pointOf(ring.nodes[link.source], ring.nodes[link.target], courses[i], part, way), room = Math.min(kRoom, roomAt(point, lines), roomAt(point, texts) - kText);
        if (room > most + 0.5) { best = point; most = room; }
      });
    });
    texts.push(best);
    return best;
  });
}

function signs(look, ring, links, courses, family) {
  return signPlaces(ring, links, courses).map(function (place, i) {
    return { type: 'text', x: place[0], y: place[1], z: 5, silent: true, style: { text: kSigns[links[i].sign] || '', fill: links[i].colour, stroke: ink(look).ground, lineWidth: 3, font: '700 14px ' + family, align: 'center', verticalAlign: 'middle' } };
  });
}

/** Links { from, to, sign, dilemma } between the variables `names`, which stand in the order of ringOrder(). */
export function loopDiagram(look, names, links) {
  var colours = ink(look), of = loopColours(look), option = base(look), ring = ringOf(names, look), nodes = ring.nodes, plain = look.ink || look.still;
  var drawn = links.map(function (link) {
    return merge(link, { source: names.indexOf(link.from), target: names.indexOf(link.to), colour: of[kColours[link.sign]] || of.both });
  });
  var courses = bends(ring, drawn), xs = nodes.map(function (node) { return node.x; }), ys = nodes.map(function (node) { return node.y; }), left = Math.min.apply(null, xs), top = Math.min.apply(null, ys);
  var inDilemma = function (name) { return links.some(function (link) { return link.dilemma && link.from === name; }); };
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    if (item.dataType !== 'edge') return escaped(names[item.dataIndex]);
    var link = links[item.dataIndex];
    return escaped(link.from) + ' \u2192 ' + escaped(link.to) + '<br>' + signText(link.sign) + (link.dilemma ? '<br>part of the security dilemma' : '');
  } });
  option.series = [{ type: 'graph', layout: 'none', left: left, top: top, width: Math.max.apply(null, xs) - left, height: Math.max.apply(null, ys) - top, edgeSymbol: ['none', 'arrow'], edgeSymbolSize: [0, 10],
    emphasis: { focus: 'adjacency' }, blur: { lineStyle: { opacity: 0.15 }, itemStyle: { opacity: 0.4 }, label: { opacity: 0.5 } },
    data: nodes.map(function (node) {
      var heavy = inDilemma(node.name);
      return { name: node.name, x: node.x, y: node.y, symbol: 'circle', symbolSize: 12, itemStyle: { color: heavy ? colours.text : colours.ground, borderColor: colours.text, borderWidth: 1.5 },
        label: { show: true, position: node.side > 0 ? 'right' : 'left', distance: 7, offset: [0, node.shift], formatter: node.text, align: node.side > 0 ? 'left' : 'right', color: colours.text, fontSize: look.narrow ? 11 : 12, lineHeight: 13, fontWeight: heavy ? 700 : 400 } };
    }),
    links: drawn.map(function (link, i) {
      return { source: link.source, target: link.target, sign: link.sign, symbolSize: [0, link.dilemma ? 13 : 9],
        lineStyle: { color: link.colour, width: link.dilemma ? 4 : 1.4, opacity: 1, curveness: courses[i], type: plain ? kDashes[link.sign] || 'solid' : 'solid' } };
    }) }];
  option.graphic = signs(look, ring, drawn, courses, option.textStyle.fontFamily);
  return option;
}
