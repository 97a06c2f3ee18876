// The page: sections from the data in it, charts that follow the colour scheme and the width, tables behind them.
// Everything from the file is put in as text, never as markup. `fulcrumBriefing` is the bundle of briefing.js, which comes first.

const briefing = globalThis.fulcrumBriefing;
const data = JSON.parse(document.getElementById('data').textContent);
const dark = matchMedia('(prefers-color-scheme: dark)');
const kNarrow = 640;
const charts = [];

function element(kind, attributes, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function tableOf(table) {
  const cell = (kind, text, i) => element(kind, { ...(i >= table.numbers ? { class: 'number' } : {}), ...(kind === 'th' ? { scope: 'col' } : {}) }, text);
  const wide = element('table', {},
    element('caption', {}, table.caption || 'Table'),
    element('thead', {}, element('tr', {}, ...table.heads.map((head, i) => cell('th', head, i)))),
    element('tbody', {}, ...table.rows.map((row) => element('tr', {}, ...row.map((text, i) => cell('td', text, i))))));
  return element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': table.caption || 'Table' }, wide);
}

function chartOf(block) {
  const place = element('div', { class: 'chart', id: `chart-${block.id}`, role: 'img', 'aria-label': `${block.title}. ${block.description}` });
  const figure = element('figure', {}, element('figcaption', {}, block.title), place);
  if (block.weeks) figure.append(weekSlider(block));
  if (block.table) figure.append(element('details', {}, element('summary', {}, 'Numbers behind this chart'), tableOf(block.table)));
  charts.push({ block, place, instance: null });
  return figure;
}

// A chart that shows one week at a time has a slider for it.
function weekSlider(block) {
  const shown = element('output', {}, block.weeks.label(block.weeks.last));
  const input = element('input', { type: 'range', min: 0, max: block.weeks.last, value: block.weeks.last, 'aria-label': 'Week' });
  input.addEventListener('input', () => {
    block.weeks.week = Number(input.value);
    shown.textContent = block.weeks.label(block.weeks.week);
    draw(charts.find((chart) => chart.block === block));
  });
  return element('label', { class: 'week' }, 'Week ', input, shown);
}

function blockOf(block) {
  switch (block.kind) {
    case 'paragraph': return element('p', {}, block.text);
    case 'bullets': return element('ul', {}, ...block.items.map((item) => element('li', {}, item)));
    case 'more': return element('details', {}, element('summary', {}, block.heading), element('ul', {}, ...block.items.map((item) => element('li', {}, item))));
    case 'table': return tableOf(block);
    case 'literal': return element('pre', { tabindex: '0' }, block.text);
    default: return chartOf(block);
  }
}

function lookOf(place) {
  return { dark: dark.matches && !printing, narrow: place.clientWidth < kNarrow, still: printing, width: place.clientWidth };
}

function draw(chart) {
  const look = lookOf(chart.place);
  chart.place.style.height = `${chart.block.height(look)}px`;
  if (!chart.instance) chart.instance = briefing.echarts.init(chart.place, null, { renderer: 'svg' });
  const selected = chart.instance.getOption()?.legend?.[0]?.selected;
  const option = chart.block.option(look);
  if (selected && option.legend) option.legend.selected = selected;
  chart.instance.resize();
  chart.instance.setOption(option, { notMerge: true });
  chart.place.dataset.drawn = 'yes';
}

// Policies are switched on and off in all charts at once, by legend or by the buttons on top, which a keyboard reaches.
const hidden = new Set();
function showPolicy(name, shown) {
  if (shown) hidden.delete(name); else hidden.add(name);
  for (const chart of charts) if (chart.instance) chart.instance.dispatchAction({ type: shown ? 'legendSelect' : 'legendUnSelect', name });
  for (const button of document.querySelectorAll('button.policy')) if (button.dataset.policy === name) button.setAttribute('aria-pressed', String(shown));
}
function policyButtons() {
  const buttons = data.policies.map((policy, i) => {
    const button = element('button', { type: 'button', class: 'policy', 'aria-pressed': 'true', 'data-policy': policy.name }, element('span', { class: `swatch s${i % 8}`, 'aria-hidden': 'true' }), policy.name);
    button.addEventListener('click', () => showPolicy(policy.name, hidden.has(policy.name)));
    return button;
  });
  return element('div', { class: 'policies', role: 'group', 'aria-label': 'Policies shown in the charts' }, 'Show: ', ...buttons);
}

// Charts are drawn when they come near the screen, so that a long page opens at once; all of them before printing.
let printing = false;
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    near.unobserve(entry.target);
    const chart = charts.find((one) => one.place === entry.target);
    if (!chart.instance) { draw(chart); watchLegend(chart); }
  }
}, { rootMargin: '600px' });

function watchLegend(chart) {
  for (const name of hidden) chart.instance.dispatchAction({ type: 'legendUnSelect', name });
  chart.instance.on('legendselectchanged', (event) => showPolicy(event.name, event.selected[event.name]));
}

function redraw() {
  for (const chart of charts) if (chart.instance || printing) draw(chart);
}

document.title = data.title;
const main = document.getElementById('briefing');
const sections = briefing.sections(data);
main.append(element('header', {}, element('h1', {}, data.title), element('p', { class: 'disclaimer' }, data.disclaimer)));
main.append(element('nav', { 'aria-label': 'Sections' }, element('ol', {}, ...sections.map((section) => element('li', {}, element('a', { href: `#${section.id}` }, section.title))))));
if (data.policies.length > 1) main.append(policyButtons());
for (const section of sections)
  main.append(element('section', { id: section.id, 'aria-labelledby': `${section.id}-title` }, element('h2', { id: `${section.id}-title` }, section.title), ...section.blocks.map(blockOf)));
for (const chart of charts) {
  chart.place.style.height = `${chart.block.height(lookOf(chart.place))}px`;
  near.observe(chart.place);
}

let width = innerWidth;
addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
dark.addEventListener('change', redraw);
addEventListener('beforeprint', () => { printing = true; for (const details of document.querySelectorAll('details')) details.dataset.was = details.open; redraw(); });
addEventListener('afterprint', () => { printing = false; redraw(); });
document.documentElement.dataset.ready = 'yes';
