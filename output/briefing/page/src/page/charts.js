// Charts on the page: drawn when they come near the screen, anew when what they depend on changes, and all of them for paper.
import { element, tableOf } from './elements.js';
import { walkable } from './keyboard.js';
import { read } from './read.js';

const briefing = globalThis.fulcrumBriefing;
const dark = matchMedia('(prefers-color-scheme: dark)'), forced = matchMedia('(forced-colors: active)'), paper = matchMedia('print');
const kNarrow = 640;
const kPaper = 660;  // width of a chart on A4 with its margins [pixels]
const charts = [], hidden = {};
let printing = false;

/** The figure of a chart: title, picture that a keyboard steps through, slider, numbers. */
export function chartOf(block) {
  const place = element('div', { class: 'chart', id: `chart-${block.id}`, 'aria-hidden': 'true' });
  const said = element('p', { class: 'said', role: 'status' });
  const plot = element('div', { class: 'plot', tabindex: '0', role: 'group', 'aria-roledescription': 'chart', 'aria-label': `${block.title}. ${block.description} Arrow keys step through its points.` }, place);
  const figure = element('figure', {}, element('figcaption', {}, block.title), plot, said);
  const chart = { block, place, instance: null, near: false, stale: false, slider: null };
  if (block.weeks) figure.append(weekSlider(chart));
  if (block.table) figure.append(element('details', { class: 'numbers' }, element('summary', {}, 'Numbers behind ', element('span', {}, `\u201c${block.title}\u201d`)), tableOf(block.table)));
  charts.push(chart);
  walkable(plot, said, chart);
  return figure;
}

// One slider a chart, and all charts of the same weeks follow it.
function weekSlider(chart) {
  const { weeks } = chart.block, shown = element('output', {}, weeks.label(weeks.last));
  const input = element('input', { type: 'range', min: 0, max: weeks.last, value: weeks.last, 'aria-label': `Week of \u201c${chart.block.title}\u201d`, 'aria-valuetext': `week ${weeks.label(weeks.last)}` });
  chart.slider = { input, shown };
  input.addEventListener('input', () => {
    weeks.week = Number(input.value);
    for (const other of charts) if (other.block.weeks === weeks) {
      other.slider.input.value = input.value;
      other.slider.input.setAttribute('aria-valuetext', `week ${weeks.label(weeks.week)}`);
      other.slider.shown.textContent = weeks.label(weeks.week);
      touch(other);
    }
  });
  return element('label', { class: 'week' }, 'Week ', input, shown);
}

// Colours that the reader has set for all pages, from what the browser makes of the system's names for them.
function systemInk() {
  const probe = element('span', { style: 'forced-color-adjust: auto' });
  document.body.append(probe);
  const colour = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
  const text = colour('CanvasText'), ground = colour('Canvas');
  probe.remove();
  return { text, quiet: text, line: text, ground, raised: ground, other: text, fact: text };
}
function isDark(colour) {
  const [r, g, b] = colour.match(/\d+/g).map(Number);
  return r * 0.299 + g * 0.587 + b * 0.114 < 128;
}

function lookOf(place) {
  const width = printing ? kPaper : Math.max(240, place.clientWidth);
  const look = { dark: dark.matches && !printing, narrow: width < kNarrow, still: printing, width, places: read.places(), hidden };
  if (forced.matches && !printing) {
    look.ink = systemInk();
    look.dark = isDark(look.ink.ground);
  }
  return look;
}

function draw(chart) {
  const look = lookOf(chart.place), height = chart.block.height(look);
  chart.place.style.height = `${height}px`;
  if (!chart.instance) chart.instance = briefing.echarts.init(chart.place, null, { renderer: 'svg', width: look.width, height });
  else chart.instance.resize({ width: look.width, height });
  chart.instance.setOption(chart.block.option(look), { notMerge: true });
  chart.stale = false;
  fitted(chart.place.querySelector('svg'), look.width, height);
  chart.place.dataset.drawn = 'yes';
}

// On paper a picture is as wide as the page at most, whatever the paper is.
function fitted(svg, width, height) {
  if (!svg) return;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.style.maxWidth = printing ? '100%' : '';
}

// Draws anew what is near the screen, and leaves the rest until it comes near.
function touch(chart) {
  if (chart.near || printing) draw(chart); else chart.stale = true;
}

/** Shows or hides a policy in every chart. */
export function showPolicy(policy, shown) {
  hidden[policy] = !shown;
  for (const chart of charts) if (chart.block.policies && chart.instance) touchOnScreen(chart);
}
// Only what is on the screen is drawn at once; the rest follows when it comes near.
function touchOnScreen(chart) {
  const at = chart.place.getBoundingClientRect();
  if (at.bottom > 0 && at.top < innerHeight) draw(chart);
  else { chart.stale = true; observer.unobserve(chart.place); observer.observe(chart.place); }
}

const observer = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const chart = charts.find((one) => one.place === entry.target);
    chart.near = entry.isIntersecting;
    if (chart.near && (!chart.instance || chart.stale)) drawSoon(chart);
  }
}, { rootMargin: '300px' });

// One chart a frame, so that scrolling and switching stay quick.
const waiting = new Set();
function drawSoon(chart) {
  waiting.add(chart);
  if (waiting.size === 1) requestAnimationFrame(drawNext);
}
function drawNext() {
  const [chart] = waiting;
  waiting.delete(chart);
  if (chart && (!chart.instance || chart.stale)) draw(chart);
  if (waiting.size) requestAnimationFrame(drawNext);
}

export function drawWhenNear() {
  for (const chart of charts) {
    chart.place.style.height = `${chart.block.height(lookOf(chart.place))}px`;
    observer.observe(chart.place);
  }
}

function redraw() {
  for (const chart of charts) if (chart.instance) touch(chart);
}

// Paper has no folds: sections are opened and every chart in them is drawn at its width; afterwards all is as before.
function toPaper() {
  if (printing) return;
  printing = true;
  for (const fold of document.querySelectorAll('details.fold')) { fold.dataset.was = fold.open ? 'open' : ''; fold.open = true; }
  for (const chart of charts) if (!chart.place.closest('details.more:not([open])')) draw(chart);
}
function fromPaper() {
  if (!printing) return;
  printing = false;
  for (const fold of document.querySelectorAll('details.fold')) fold.open = fold.dataset.was === 'open';
  for (const chart of charts) if (chart.instance) { chart.stale = true; if (chart.near) draw(chart); }
}

export function watchSurroundings() {
  let width = innerWidth;
  addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
  for (const query of [dark, forced]) query.addEventListener('change', redraw);
  paper.addEventListener('change', () => { if (paper.matches) toPaper(); else fromPaper(); });
  addEventListener('beforeprint', toPaper);
  addEventListener('afterprint', fromPaper);
}
