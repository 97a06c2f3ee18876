// Feedback loops of the policy: the causal-loop diagram of the equations' links, and the share of each loop by week. The places of the diagram are those of the briefing.
import { kSigns, bends, pointOf, ringOf, ringOrder, signPlaces } from '../../../briefing/page/src/loop_geometry.js';
import palette from '../../../briefing/page/src/palette.json';
import { count, signed } from '../../../briefing/page/src/text.js';
import { frame, line, look, svg } from './charts.js';
import { element } from './dom.js';
import { t } from './texts.js';

const kColours = { reinforcing: 'more', balancing: 'less', both: 'both' }, kDashes = { reinforcing: 'none', balancing: '6 4', both: '2 3' };
const kLines = ['none', '8 4', '2 3', '8 3 2 3'];  // of the loops beside the dilemma

/** A head of an arrow at the end of a link, outside the node's circle. */
function arrow(from, to, course, size, colour) {
  const tip = pointOf(from, to, course, 1, 0), before = pointOf(from, to, course, 0.94, 0), along = [tip[0] - before[0], tip[1] - before[1]], length = Math.hypot(...along) || 1, [x, y] = along.map((one) => one / length);
  const at = [tip[0] - 7 * x, tip[1] - 7 * y], corner = (side) => `${(at[0] - size * x + side * 0.45 * size * y).toFixed(1)},${(at[1] - size * y - side * 0.45 * size * x).toFixed(1)}`;
  return svg('path', { d: `M${at[0].toFixed(1)},${at[1].toFixed(1)}L${corner(1)}L${corner(-1)}Z`, fill: colour });
}
function curve(from, to, course) {
  const control = [(from.x + to.x) / 2 - (from.y - to.y) * course, (from.y + to.y) / 2 - (to.x - from.x) * course];
  return `M${from.x.toFixed(1)},${from.y.toFixed(1)}Q${control[0].toFixed(1)},${control[1].toFixed(1)} ${to.x.toFixed(1)},${to.y.toFixed(1)}`;
}

/** The diagram: links { from, to, sign, dilemma }, those of the dilemma heavy. */
export function diagram(loops, width, said) {
  const l = look(), colours = palette.loops[l.dark ? 'dark' : 'light'], ways = (loops.dilemma ? loops.dilemma.forms : []).concat(loops.leading.map((one) => one.variables)), names = ringOrder(ways);
  const ring = ringOf(names, { width, narrow: width < 560 }), links = loops.links.map((link) => ({ ...link, source: names.indexOf(link.from), target: names.indexOf(link.to), colour: colours[kColours[link.sign]] || colours.both })), courses = bends(ring, links);
  const root = svg('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${ring.height}`, width, height: ring.height, role: 'img', 'aria-label': said, 'font-family': "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", 'font-size': 12 });
  links.forEach((link, i) => {
    const from = ring.nodes[link.source], to = ring.nodes[link.target];
    root.append(svg('path', { d: curve(from, to, courses[i]), fill: 'none', stroke: link.colour, 'stroke-width': link.dilemma ? 4 : 1.4, 'stroke-dasharray': kDashes[link.sign] || 'none' }), arrow(from, to, courses[i], link.dilemma ? 13 : 9, link.colour));
  });
  for (const node of ring.nodes) {
    const heavy = links.some((link) => link.dilemma && link.from === node.name), lines = node.text.split('\n');
    root.append(svg('circle', { cx: node.x, cy: node.y, r: 6, fill: heavy ? l.ink.text : l.ink.ground, stroke: l.ink.text, 'stroke-width': 1.5 }));
    lines.forEach((text, row) => root.append(svg('text', { x: node.x + 13 * node.side, y: node.y + node.shift + 4 + 13 * (row - (lines.length - 1) / 2), 'text-anchor': node.side > 0 ? 'start' : 'end', fill: l.ink.text, 'font-weight': heavy ? 700 : 400, 'font-size': width < 560 ? 11 : 12 }, text)));
  }
  signPlaces(ring, links, courses).forEach((place, i) => root.append(svg('text', { x: place[0], y: place[1] + 5, 'text-anchor': 'middle', fill: links[i].colour, stroke: l.ink.ground, 'stroke-width': 3, 'paint-order': 'stroke', 'font-size': 14, 'font-weight': 700 }, kSigns[links[i].sign] || '')));
  return root;
}

/** The loops that are shown: { name, label, polarity, led, variables, net }, the dilemma first. */
export function linesOf(loops) {
  const made = loops.dilemma ? [{ name: t('dilemma'), polarity: loops.dilemma.polarity, led: loops.dilemma.led, variables: loops.dilemma.forms[0], net: loops.dilemma.net }] : [];
  return made.concat(loops.leading);
}
const strokeOf = (l, i, dilemma) => {
  const facts = palette.facts[l.dark ? 'dark' : 'light'], place = i - (dilemma ? 1 : 0);
  return place < 0 ? { stroke: palette.loops[l.dark ? 'dark' : 'light'].dilemma, 'stroke-width': 3.5, 'stroke-dasharray': 'none' } : { stroke: facts[place % facts.length], 'stroke-width': 2, 'stroke-dasharray': kLines[place % kLines.length] };
};

/** Net shares by week: above 0 where a loop reinforces, below where it balances. */
export function shareChart({ width, height, weeks, lines, dilemma, yearName, said }) {
  const all = lines.flatMap((one) => Array.from(one.net)), f = frame(width, height, weeks, Math.min(-0.02, ...all), Math.max(0.02, ...all), yearName, said);
  lines.forEach((one, i) => f.root.append(svg('path', { d: line(f, one.net), fill: 'none', ...strokeOf(f.l, i, dilemma) })));
  return f;
}
/** What the lines of shareChart() are. */
export function keyOf(lines, dilemma) {
  const l = look();
  return lines.map((one, i) => element('span', {}, svg('svg', { width: 30, height: 8, class: 'sample', 'aria-hidden': 'true' }, svg('line', { x1: 0, x2: 30, y1: 4, y2: 4, ...strokeOf(l, i, dilemma) })), one.name));
}

const wayText = (variables) => variables.concat([variables[0]]).join(' \u2192 ');
/** The loops and the links as tables, for whoever reads rather than looks. */
export function tables(loops, lines) {
  const cells = (row) => element('tr', {}, ...row.map((text, i) => (i ? element('td', {}, text) : element('th', { scope: 'row' }, text)))), head = (keys) => element('thead', {}, element('tr', {}, ...keys.map((key) => element('th', { scope: 'col' }, t(key)))));
  const table = (title, keys, rows) => element('table', { class: 'goals' }, element('caption', {}, title), head(keys), element('tbody', {}, ...rows.map(cells)));
  const mean = (net) => net.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, net.length - 1);
  return [table(t('loopsTable'), ['loopHead', 'loopActs', 'loopMean', 'loopLed', 'loopWay'], lines.map((one) => [one.name, t(`loop_${one.polarity}`), signed(mean(one.net), 3).replace('+', ''), count(one.led.length), wayText(one.variables)])),
    table(t('linksTable'), ['linkFrom', 'linkTo', 'linkSign', 'linkDilemma'], loops.links.map((link) => [link.from, link.to, t(`link_sign_${link.sign}`), t(link.dilemma ? 'yes' : 'no')]))];
}
