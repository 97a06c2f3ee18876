// Charts as SVG, drawn anew at every answer: lines, bands and bars, with the briefing's colours.
import palette from '../../../briefing/page/src/palette.json';
import { number, signed } from '../../../briefing/page/src/text.js';

const kSvg = 'http://www.w3.org/2000/svg';

export function look() {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches && !matchMedia('print').matches, kind = dark ? 'dark' : 'light';
  return { dark, ink: palette.ink[kind], reference: palette.policies[kind][0], policy: palette.policies[kind][1], less: dark ? '#7da0d0' : '#3b5f91', more: dark ? '#d9a15a' : '#96621a' };
}

export function svg(kind, attributes, ...children) {
  const made = document.createElementNS(kSvg, kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Round steps between two numbers, about so many. */
function ticks(low, high, wanted) {
  const rough = (high - low) / wanted, power = 10 ** Math.floor(Math.log10(rough)), step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= rough);
  const all = [];
  for (let v = Math.ceil(low / step - 1e-9) * step; v <= high + step * 1e-9; v += step) all.push(Math.abs(v) < step / 1e6 ? 0 : v);
  return all;
}

const row = (values, i, weeks) => values.subarray(i * weeks, (i + 1) * weeks);

/** A frame with axes; x and y turn weeks and values into places. */
export function frame(width, height, weeks, low, high, yearName, said) {
  const l = look(), left = 44, right = 12, top = 8, bottom = 24;
  const x = (t) => left + (width - left - right) * t / Math.max(1, weeks - 1), y = (v) => top + (height - top - bottom) * (1 - (v - low) / (high - low));
  const root = svg('svg', { xmlns: kSvg, viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': said, 'font-family': "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", 'font-size': 12 });
  for (const v of ticks(low, high, height < 170 ? 4 : 5)) {
    root.append(svg('line', { x1: left, x2: width - right, y1: y(v), y2: y(v), stroke: l.ink.line, 'stroke-width': Math.abs(v) < 1e-9 ? 1.5 : 0.7 }));
    root.append(svg('text', { x: left - 6, y: y(v) + 4, 'text-anchor': 'end', fill: l.ink.quiet }, number(v, high - low < 0.5 ? 2 : 1)));
  }
  for (let t = 0; t < weeks; t += 52) {
    root.append(svg('line', { x1: x(t), x2: x(t), y1: height - bottom, y2: height - bottom + 5, stroke: l.ink.quiet }));
    if (weeks - t > 20) root.append(svg('text', { x: x(t) + 3, y: height - 6, fill: l.ink.quiet }, yearName(t / 52)));
  }
  return { root, x, y, left, right, top, bottom, width, height, l };
}

export const line = (f, values) => { let d = ''; for (let t = 0; t < values.length; ++t) d += `${t ? 'L' : 'M'}${f.x(t).toFixed(1)},${f.y(values[t]).toFixed(1)}`; return d; };
function area(f, lower, upper) {
  let d = line(f, upper);
  for (let t = lower.length - 1; t >= 0; --t) d += `L${f.x(t).toFixed(1)},${f.y(lower[t]).toFixed(1)}`;
  return `${d}Z`;
}

/** Support: the reference, the policy with single futures, and the setting before as a ghost. `series` has bands [5 %, 25 %, 50 %, 75 %, 95 %]. */
export function supportChart({ width, height, weeks, series, ghost, thin, yearName, said }) {
  const f = frame(width, height, weeks, 0, 1, yearName, said), [reference, policy] = series.bands, l = f.l;
  f.root.append(svg('path', { d: area(f, row(reference, 0, weeks), row(reference, 4, weeks)), fill: l.reference, opacity: 0.13 }));
  if (policy) f.root.append(svg('path', { d: area(f, row(policy, 0, weeks), row(policy, 4, weeks)), fill: l.policy, opacity: 0.15 }));
  if (thin && policy) {
    const lines = series.thin[series.thin.length - 1];
    for (let i = 0; (i + 1) * weeks <= lines.length; ++i) f.root.append(svg('path', { d: line(f, row(lines, i, weeks)), fill: 'none', stroke: l.policy, 'stroke-width': 0.8, opacity: 0.4 }));
  }
  if (ghost && ghost.length === weeks) f.root.append(svg('path', { d: line(f, ghost), fill: 'none', stroke: l.ink.text, 'stroke-width': 2.2, 'stroke-dasharray': '2 4', class: 'ghost' }));
  f.root.append(svg('path', { d: line(f, row(reference, 2, weeks)), fill: 'none', stroke: l.reference, 'stroke-width': 2.5, 'stroke-dasharray': '9 4' }));
  if (policy) f.root.append(svg('path', { d: line(f, row(policy, 2, weeks)), fill: 'none', stroke: l.policy, 'stroke-width': 3 }));
  return f;
}

/** The difference of paired futures, week by week. */
export function differenceChart({ width, height, weeks, bands, yearName, said }) {
  let low = -0.1, high = 0.1;
  for (let t = 0; t < weeks; ++t) { low = Math.min(low, row(bands, 0, weeks)[t]); high = Math.max(high, row(bands, 4, weeks)[t]); }
  const f = frame(width, height, weeks, low, high, yearName, said), colour = f.l.policy;
  f.root.append(svg('path', { d: area(f, row(bands, 0, weeks), row(bands, 4, weeks)), fill: colour, opacity: 0.2 }));
  f.root.append(svg('path', { d: area(f, row(bands, 1, weeks), row(bands, 3, weeks)), fill: colour, opacity: 0.35 }));
  f.root.append(svg('path', { d: line(f, row(bands, 2, weeks)), fill: 'none', stroke: colour, 'stroke-width': 2.5 }));
  return f;
}

/** Words in lines of at most so many characters. */
function broken(text, most) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last && `${last} ${word}`.length > most) lines.push(word); else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.slice(0, 3);
}

/** From the level under the reference to that under the policy, part by part. */
export function waterfall({ width, from, parts, to, said }) {
  const l = look(), label = Math.min(190, width * 0.46), steps = [{ ...from, low: 0, high: from.value, colour: l.reference, text: number(from.value, 2) }];
  let at = from.value;
  for (const part of parts) {
    steps.push({ label: part.label, low: Math.min(at, at + part.value), high: Math.max(at, at + part.value), colour: part.value < 0 ? l.less : l.more, text: signed(part.value, 2) });
    at += part.value;
  }
  steps.push({ ...to, low: 0, high: to.value, colour: l.policy, text: number(to.value, 2) });
  const low = Math.min(0, ...steps.map((s) => s.low)), high = Math.max(0.05, ...steps.map((s) => s.high)), room = width - label - 52, x = (v) => label + 6 + room * (v - low) / (high - low);
  const lines = steps.map((step) => broken(step.label, Math.max(14, Math.floor(label / 6.6)))), tops = [];
  let y = 4;
  for (const one of lines) { tops.push(y); y += Math.max(26, 14 * one.length + 8); }
  const root = svg('svg', { xmlns: kSvg, viewBox: `0 0 ${width} ${y + 4}`, width, height: y + 4, role: 'img', 'aria-label': said, 'font-family': "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", 'font-size': 12 });
  root.append(svg('line', { x1: x(0), x2: x(0), y1: 0, y2: y, stroke: l.ink.line }));
  steps.forEach((step, i) => {
    const size = Math.max(26, 14 * lines[i].length + 8), middle = tops[i] + size / 2;
    lines[i].forEach((text, k) => root.append(svg('text', { x: label, y: middle + 4 + 14 * (k - (lines[i].length - 1) / 2), 'text-anchor': 'end', fill: l.ink.text, 'font-weight': i === 0 || i === steps.length - 1 ? 600 : 400 }, text)));
    root.append(svg('rect', { x: x(step.low), y: middle - 8, width: Math.max(1.5, x(step.high) - x(step.low)), height: 16, fill: step.colour }));
    root.append(svg('text', { x: x(step.high) + 5, y: middle + 4, fill: l.ink.text }, step.text));
  });
  return root;
}
