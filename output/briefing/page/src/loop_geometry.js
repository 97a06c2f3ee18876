// A causal-loop diagram as places: variables round an oval, courses of the links between them, and where their signs stand. Drawn by the briefing and by the lab.
import { wrapped } from './look.js';

// Room that a sign wants from a line, in each direction, and how much more from a text [pixels].
var kRoom = 9;
var kText = 7;

/** How the sign of a link is written. */
export var kSigns = { reinforcing: '+', balancing: '\u2212', both: '\u00b1' };

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

/** Clockwise from the top, down the right half and up the left one, each label in a row of its own outside the oval: { width, height, nodes }. */
export function ringOf(names, look) {
  var width = look.width || 900, label = look.narrow ? 92 : Math.min(200, 0.25 * width), wide = Math.floor((label - 12) / 6.4), right = Math.ceil(names.length / 2);
  var texts = names.map(function (name) { return wrapped(name, wide); }), lines = Math.max.apply(null, texts.map(function (text) { return text.split('\n').length; }));
  var high = right * Math.max(44, 13 * lines + 10), across = Math.min(320, width / 2 - label);
  return { width: width, height: high + 8, nodes: names.map(function (name, i) {
    var side = i < right ? 1 : -1, of = i < right ? right : names.length - right, row = i < right ? i : names.length - 1 - i, y = (row + 0.5) / of;
    return { name: name, text: texts[i], side: side, shift: row === 0 ? -7 : row === of - 1 ? 7 : 0, x: width / 2 + side * across * Math.sqrt(1 - Math.pow(2 * y - 1, 2)), y: 4 + high * y };
  }) };
}

/** Links between neighbours are all but straight, the others bend towards the middle of the oval; of two that go to and fro one bends more. */
export function bends(ring, links) {
  var nodes = ring.nodes, met = {};
  return links.map(function (link) {
    var from = nodes[link.source], to = nodes[link.target], apart = Math.abs(link.source - link.target), near = Math.min(apart, nodes.length - apart) === 1;
    var inwards = (ring.width / 2 - (from.x + to.x) / 2) * (to.y - from.y) - (ring.height / 2 - (from.y + to.y) / 2) * (to.x - from.x) > 0 ? 1 : -1;
    var bend = (near ? -0.04 : 0.16) + (met[link.target + ' ' + link.source] ? 0.14 : 0);
    met[link.source + ' ' + link.target] = true;
    return inwards * bend;
  });
}

/** The point of a link at a part of its way, as ECharts' graph series bends it, and so far beside it. */
export function pointOf(from, to, bend, part, beside) {
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

/** Signs stand beside their links, near the arrowhead where there is room: places by link. */
export function signPlaces(ring, links, courses) {
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
