// The page: the finding, then sections from the data in it. Everything from the file is put in as text, never as markup.
// `fulcrumBriefing` is the bundle of briefing.js, which comes first.
import { drawWhenNear, showPolicy, watchSurroundings } from './page/charts.js';
import { blocksOf, element, linked } from './page/elements.js';
import { data, read } from './page/read.js';

const briefing = globalThis.fulcrumBriefing;
const places = read.places();
const kButtons = 8;

// Policies are switched on and off in all charts at once.
function policyButton(policy) {
  const button = element('button', { type: 'button', class: 'policy', 'aria-pressed': 'true', 'data-policy': data.policies[policy].name },
    element('span', { class: `swatch ${places[policy] < 0 ? 'other' : `s${places[policy]}`}`, 'aria-hidden': 'true' }), read.name(policy));
  button.addEventListener('click', () => {
    const shown = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', String(shown));
    showPolicy(policy, shown);
  });
  return button;
}
function policyBar() {
  const order = data.policies.map((_, p) => p).sort((a, b) => (places[b] >= 0) - (places[a] >= 0) || a - b);
  const bar = element('div', { class: 'policies', role: 'group', 'aria-label': 'Policies shown in the charts' }, element('span', {}, 'Show: '), ...order.slice(0, kButtons).map(policyButton));
  if (order.length > kButtons) bar.append(element('details', { class: 'rest' }, element('summary', {}, `${order.length - kButtons} more`), ...order.slice(kButtons).map(policyButton)));
  return bar;
}

function contents(sections) {
  const links = sections.filter((section) => !section.first).map((section) => element('li', {}, element('a', { href: `#${section.id}` }, section.title)));
  return element('nav', { 'aria-label': 'Contents' }, element('details', {}, element('summary', {}, 'Contents'), element('ol', {}, ...links)));
}

function sectionOf(section) {
  const heading = element('h2', { id: `${section.id}-title` }, section.title);
  const attributes = { id: section.id, 'aria-labelledby': `${section.id}-title` };
  if (section.fold) return element('section', attributes, element('details', { class: 'fold' }, element('summary', {}, heading), ...blocksOf(section.blocks)));
  if (section.first) return element('section', { ...attributes, class: 'first' }, element('h2', { id: `${section.id}-title`, class: 'unseen' }, section.title), ...blocksOf(section.blocks));
  return element('section', attributes, heading, ...blocksOf(section.blocks));
}

const main = document.getElementById('briefing');
const sections = briefing.sections(data);
document.title = briefing.headline(data);
main.append(element('header', {}, element('h1', {}, document.title.replace(/ %/g, '\u00a0%'))));
const open = sections.filter((section) => !section.fold && !section.first), folded = sections.filter((section) => section.fold);
main.append(...sections.filter((section) => section.first).map(sectionOf), contents(sections));
if (data.policies.length > 1) main.append(policyBar());
main.append(...open.map(sectionOf));
if (folded.length) main.append(element('h2', { class: 'folds', id: 'folds' }, 'Methods, details and provenance'), ...folded.map(sectionOf));

// Anchors clear the sticky bar, however high it is.
const bar = main.querySelector('.policies');
const clearBar = () => document.documentElement.style.setProperty('--bar', `${bar ? bar.offsetHeight : 0}px`);
clearBar();
addEventListener('resize', clearBar);
linked();
watchSurroundings();
drawWhenNear();
document.documentElement.dataset.ready = 'yes';
