// Blocks as elements of the page.
import { chartOf } from './charts.js';
import { read } from './read.js';

const { glossed } = globalThis.fulcrumBriefing;
const seen = {};

export function element(kind, attributes, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function identifier(term) {
  return `term-${term.toLowerCase().replace(/[^a-z]+/g, '-')}`;
}

// The first time that a term of art is read, it links to its line in the glossary, and shows it.
function withTerms(text) {
  return glossed(text, seen).map((part) => {
    if (typeof part === 'string') return part;
    const link = element('a', { class: 'term', href: `#${identifier(part.key)}`, 'aria-description': part.gloss }, part.term);
    for (const event of ['mouseenter', 'focus']) link.addEventListener(event, () => showGloss(link, part.gloss));
    for (const event of ['mouseleave', 'blur']) link.addEventListener(event, hideGloss);
    return link;
  });
}

const gloss = element('div', { id: 'gloss', role: 'tooltip', hidden: '' });
function showGloss(link, text) {
  gloss.textContent = text;
  gloss.hidden = false;
  document.body.append(gloss);
  const at = link.getBoundingClientRect();
  gloss.style.left = `${Math.max(8, Math.min(at.left, innerWidth - gloss.offsetWidth - 8))}px`;
  gloss.style.top = `${at.bottom + 6 + gloss.offsetHeight > innerHeight ? at.top - gloss.offsetHeight - 6 : at.bottom + 6}px`;
}
function hideGloss() {
  gloss.hidden = true;
}
addEventListener('keydown', (event) => { if (event.key === 'Escape') hideGloss(); });

function stateOf(text) {
  const word = /^(Yes|No|Open)\b/.exec(text);
  return word ? { class: `state ${word[1].toLowerCase()}` } : {};
}

// Landmarks need names of their own: a table is not called as its section is, nor as another table.
const called = new Map();
function ownName(caption) {
  const times = (called.get(caption) || 0) + 1;
  called.set(caption, times);
  return `Table: ${caption}${times > 1 ? `, ${times}` : ''}`;
}

/** A table whose first column has the heads of its rows. */
export function tableOf(table) {
  const head = (text, i) => element('th', { scope: 'col', ...(i >= table.numbers ? { class: 'number' } : {}) }, text);
  const cell = (text, i) => i === 0 ? element('th', { scope: 'row' }, text) : element('td', i >= table.numbers ? { class: 'number' } : table.states ? stateOf(text) : {}, text);
  const glossary = table.caption === 'Terms';
  const rows = table.rows.map((row) => element('tr', glossary ? { id: identifier(row[0]) } : {}, ...row.map(cell)));
  const caption = table.caption || 'Table';
  return element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': ownName(caption) },
    element('table', table.states ? { class: 'states' } : {}, element('caption', {}, caption), element('thead', {}, element('tr', {}, ...table.heads.map(head))), element('tbody', {}, ...rows)));
}

function answersOf(block) {
  const places = read.places();
  const rows = block.rows.map((row) => element('li', { class: places[row.policy] < 0 ? 'other' : `s${places[row.policy]}` },
    element('strong', {}, row.name), ' ', element('span', { class: `verdict ${row.verdict.split(' ')[0]}` }, row.verdict), ' ', element('span', { class: 'said-of' }, row.text)));
  return element('div', { class: 'card' }, element('p', { class: 'of' }, block.caption), element('ol', { class: 'answers' }, ...rows));
}

function blockOf(block) {
  switch (block.kind) {
    case 'paragraph': return element('p', {}, ...withTerms(block.text));
    case 'heading': return element('h3', {}, block.text);
    case 'bullets': return element('ul', {}, ...block.items.map((item) => element('li', {}, ...withTerms(item))));
    case 'answers': return answersOf(block);
    case 'more': return element('details', { class: 'more' }, element('summary', {}, block.heading), ...blocksOf(block.blocks));
    case 'table': return tableOf(block);
    case 'literal': return element('pre', { tabindex: '0' }, block.text);
    default: return chartOf(block);
  }
}
export function blocksOf(blocks) {
  return blocks.map(blockOf);
}

/** Links open what they lead to, where that is folded away. */
export function linked() {
  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    const inside = target.querySelector(':scope > details.fold');
    if (inside) inside.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();
}
