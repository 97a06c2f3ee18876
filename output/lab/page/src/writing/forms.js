// A form over a document: its sections, lists and tables. Whatever is typed changes the document; whoever made the form is told.
import { element } from '../dom.js';
import { fieldText, kGroups, t } from '../texts.js';
import { condition } from './condition.js';
import { cell, entry, idOf, keyed, kindOf, leverName, limits, plainest } from './fields.js';
import { namesOfOutlines } from './outlines.js';
import { kDeeds, kSections } from './sections.js';
import { at, flat, put } from './toml.js';

/** What stands in a schema at a path of keys. */
const schemaAt = (schema, path) => path.reduce((inner, step) => (typeof step === 'number' ? plainest(inner).items : plainest(inner).properties[step]), schema);

export class Form {
  /** `made`: { kind, schema, words, policies(), militias(), parameters, changed(), problem(text) }. */
  constructor(made) {
    Object.assign(this, made);
    this.root = element('form', { class: 'form', onsubmit: (event) => event.preventDefault() });
    this.unfolded = new Map();
  }
  show(document) { this.document = document; this.draw(); }

  /** Changes the document; `anew`: fields come or go, and `focus` names the one that is worked on next. */
  set(path, value, { anew = false, focus } = {}) {
    put(this.document, path, value);
    if (anew) this.draw(focus);
    this.changed();
  }
  draw(focus) {
    for (const one of this.root.querySelectorAll('details')) this.unfolded.set(one.id, one.open);
    this.root.replaceChildren(...kSections[this.kind].map((section) => this.section(section)));
    if (focus) this.root.querySelector(`#${CSS.escape(focus)}`)?.focus();
  }
  fold(id, open, summary, ...inside) { return element('details', { class: 'group', id, open: this.unfolded.has(id) ? this.unfolded.get(id) : open }, element('summary', {}, summary), ...inside); }

  section(section) {
    const there = at(this.document, section.path), title = t(`section_${section.id}`), full = there !== undefined && (!section.list || there.length > 0), schema = schemaAt(this.schema, section.path);
    const inside = section.list ? this.list(section, schema) : section.map ? [this.map(section.path, section.map, schema, title)] : this.fields(section.path, schema, section);
    return this.fold(`section-${section.id}`, Boolean(section.open) || (full && section.path.length > 0), section.list && full ? `${title} (${there.length})` : title, element('div', { 'data-path': JSON.stringify(section.path) }, element('p', { class: 'wrong' })), ...inside);
  }

  /** Fields of a table: those of `first`, and the others folded away. */
  fields(path, schema, { first, more }) {
    const plain = plainest(schema), all = Object.keys(plain.properties).filter((key) => kindOf(plain.properties[key])), shown = first && first.length ? first : all;
    const rest = (more || (path.length && first && first.length ? all : [])).filter((key) => !shown.includes(key)), used = rest.filter((key) => at(this.document, [...path, key]) !== undefined), made = (key) => this.field([...path, key], plain.properties[key], (plain.required || []).includes(key));
    return [element('div', { class: 'fields' }, ...shown.map(made)), rest.length ? this.fold(`more-${idOf(path)}`, used.length > 0, t('more'), element('div', { class: 'fields' }, ...rest.map(made))) : null].filter(Boolean);
  }
  field(path, schema, required) {
    const kind = kindOf(schema), key = path[path.length - 1], value = at(this.document, path), label = fieldText(key);
    if (kind === 'levers') return this.boxed(label, this.map(path, 'lever', schema, label));
    if (kind === 'shares') return this.boxed(label, this.map(path, 'share', schema, label));
    if (kind === 'table') return this.boxed(label, element('div', { class: 'fields' }, ...Object.entries(plainest(schema).properties).map(([name, one]) => this.field([...path, name], one, false))));
    if (kind === 'list') return element('p', { class: 'hint' }, `${label}: ${t('inText')}`);
    if (key === 'policies') return this.boxed(label, this.policyTicks(path, value || []));
    const changed = (to) => this.set(path, to, { anew: ['kind', 'extends', 'base', 'theatre'].includes(key), focus: idOf(path) });
    const made = entry({ path, schema, value, required, changed, choices: this.choicesOf(path) });
    if (key === 'when' || key === 'release') made.append(condition(this.words.series, path, (words) => { const before = at(this.document, path); this.set(path, before ? `${before} and ${words}` : words, { anew: true, focus: idOf(path) }); }));
    return made;
  }
  boxed(label, ...inside) { return element('fieldset', { class: 'boxed' }, element('legend', {}, label), ...inside); }
  choicesOf(path) {
    const key = path[path.length - 1], scenario = this.kind === 'scenario' && path.length === 1;
    if (scenario && key === 'extends') return this.policies();
    if ((scenario && key === 'theatre') || key === 'base') return this.words.theatres.map((one) => [one, one]);
    return undefined;
  }
  policyTicks(path, chosen) {
    const bare = chosen.map((one) => (typeof one === 'string' ? one.replace(/\.toml$/, '') : one)), own = new Set(this.policies().map(([name]) => name)), others = chosen.filter((one) => typeof one !== 'string' || !own.has(one.replace(/\.toml$/, '')));
    const tick = ([name, title]) => element('label', {}, element('input', { type: 'checkbox', value: name, checked: bare.includes(name), onchange: (event) => { const now = at(this.document, path) || []; this.set(path, event.target.checked ? now.concat([name]) : now.filter((one) => one !== name && one !== `${name}.toml`)); } }), title);
    return element('div', { 'data-path': JSON.stringify(path) }, element('div', { class: 'ticks tall', tabindex: '0', role: 'group', 'aria-label': fieldText('policies') }, ...this.policies().sort((a, b) => bare.includes(b[0]) - bare.includes(a[0])).map(tick)), others.length ? element('p', { class: 'hint' }, t('othersInText', others.length)) : null, element('p', { class: 'wrong' }));
  }

  /* ---- lists of tables ---- */

  list(section, schema) {
    const { path } = section, there = at(this.document, path) || [], items = plainest(schema).items;
    if (!Array.isArray(there)) return [element('p', { class: 'hint' }, t('inText'))];
    const add = element('button', { type: 'button', id: `add-${section.id}`, onclick: () => this.add(section, items, there.length) }, t('addOne', t(section.one)));
    const all = section.table ? [this.table(section, items, there)] : there.map((one, i) => this.member(section, items, one, i));
    return [...all, element('div', { class: 'row' }, add, ...(section.outlines ? this.outlines(path) : []))];
  }
  add(section, items, place) {
    const keys = section.first || (section.deeds ? ['week'] : Object.keys(items.properties)), first = [...section.path, place, keys[0]];
    this.set([...section.path, place], section.deeds ? { week: 0, set: {} } : {}, { anew: true, focus: idOf(first) });
  }
  remove(section, i) { this.set([...section.path, i], undefined, { anew: true, focus: `add-${section.id}` }); }
  member(section, items, one, i) {
    const path = [...section.path, i], name = `${t(section.one)} ${i + 1}`, head = element('legend', {}, one.name ? `${name}: ${one.name}` : name), remove = element('button', { type: 'button', class: 'remove', 'aria-label': t('removeOne', name), onclick: () => this.remove(section, i) }, t('remove'));
    const deed = section.deeds ? Object.keys(kDeeds).find((key) => one[key] !== undefined) || 'set' : null, first = deed ? kDeeds[deed] : section.first, made = this.fields(path, items, { first });
    return element('fieldset', { class: 'member', 'data-path': JSON.stringify(path) }, head, remove, element('p', { class: 'wrong' }), deed ? this.deeds(path, one, deed) : null, ...made);
  }
  /** What an action does: its other keys follow from it. */
  deeds(path, one, deed) {
    const id = `${idOf(path)}-deed`, turn = (to) => {
      const kept = Object.fromEntries(Object.entries(one).filter(([key]) => kDeeds[to].includes(key)));
      if (to === 'ramp' && one.week !== undefined) kept.from = one.week;
      if (deed === 'ramp' && one.from !== undefined) kept.week = one.from;
      this.set(path, { ...kept, [to]: to === 'decision' || deed === 'decision' ? {} : one[deed] || {} }, { anew: true, focus: id });
    };
    const choice = element('select', { id, onchange: () => turn(choice.value) }, ...Object.keys(kDeeds).map((key) => element('option', { value: key, selected: key === deed }, t(`deed_${key}`))));
    return element('div', { class: 'entry' }, element('label', { for: id }, t('deed')), choice);
  }
  table(section, items, there) {
    const keys = Object.keys(items.properties).filter((key) => ['choice', 'truth', 'number', 'text', 'names'].includes(kindOf(items.properties[key])));
    const row = (one, i) => element('tr', { 'data-path': JSON.stringify([...section.path, i]) }, ...keys.map((key) => { const path = [...section.path, i, key]; return cell({ path, schema: items.properties[key], value: one[key], changed: (to) => this.set(path, to) }, i + 1); }),
      element('td', {}, element('button', { type: 'button', 'aria-label': t('removeOne', `${t(section.one)} ${i + 1}`), onclick: () => this.remove(section, i) }, '\u00d7')));
    const head = (key) => element('th', { scope: 'col', title: items.properties[key].description || undefined }, fieldText(key), (items.required || []).includes(key) ? element('span', { class: 'needed' }, ' *') : null);
    return element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t(`section_${section.id}`) }, element('table', { class: 'members' }, element('thead', {}, element('tr', {}, ...keys.map(head), element('td', {}))), element('tbody', {}, ...there.map(row))));
  }
  outlines(path) {
    const picker = element('input', { type: 'file', accept: '.geojson,.json', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', id: 'open-outlines', onchange: async () => {
      const found = await namesOfOutlines(picker.files[0]), there = at(this.document, path) || [], known = new Set(there.map((one) => one.name));
      if (found.fault) { this.problem(found.fault); return; }
      const more = found.names.filter((name) => !known.has(name)).map((name) => ({ name }));
      this.set(path, there.concat(more), { anew: true, focus: 'add-provinces' });
    } });
    return [element('button', { type: 'button', onclick: () => picker.click() }, t('fromOutlines')), picker];
  }

  /* ---- maps of keys to values ---- */

  map(path, kind, schema, title) {
    const plain = plainest(schema), of = { lever: () => this.leverChoices(plain), parameter: () => this.parameterChoices(), factor: () => this.factorChoices(), share: () => this.shareChoices(path), plain: () => Object.keys(plain.properties).filter((key) => kindOf(plain.properties[key]) === 'number').map((key) => [key, fieldText(key)]) };
    const there = at(this.document, path), rows = kind === 'factor' ? Object.entries(there || {}) : flat(there), whole = (all) => this.set(path, all.length ? Object.fromEntries(all) : kind === 'factor' || path.length > 1 ? {} : undefined, { anew: true });
    const focused = (key, all) => { whole(all); this.root.querySelector(`#${CSS.escape(idOf([...path, key]))}`)?.focus(); };
    return keyed({
      path, title, rows, choices: of[kind](), schemaOf: (key) => this.schemaOfKey(kind, plain, key), nameOf: (key) => (kind === 'lever' ? leverName(key) : key),
      add: (key) => focused(key, rows.concat([[key, this.firstValue(kind, plain, key)]])), rename: (from, to) => focused(to, rows.map(([key, value]) => (key === from ? [to, this.firstValue(kind, plain, to)] : [key, value]))),
      remove: (key) => { whole(rows.filter(([other]) => other !== key)); this.root.querySelector(`#${CSS.escape(`${idOf(path)}-add`)}`)?.focus(); },
      controls: (key, value, one, id, name) => (kind === 'factor' ? this.range(path, key, value || {}, id, name) : this.number(path, rows, key, value, one, id, name)),
    });
  }
  number(path, rows, key, value, schema, id, name) {
    const words = (one) => (one && typeof one === 'object' ? one.value : one), input = element('input', { id, type: schema && schema.enum ? undefined : 'number', step: 'any', 'aria-label': t('valueOf', name), 'aria-describedby': `${id}-wrong ${id}-limits`, oninput: () => {
      const to = input.value.trim() === '' ? undefined : Number(input.value), row = rows.find(([other]) => other === key);
      row[1] = row[1] && typeof row[1] === 'object' ? { ...row[1], value: to } : to;
      this.set(path, Object.fromEntries(rows.filter(([, one]) => one !== undefined)));
    } });
    input.value = words(value) === undefined ? '' : String(words(value));
    return [input, element('span', { class: 'hint', id: `${id}-limits` }, schema ? limits(schema) : '')];
  }
  range(path, key, value, id, name) {
    const p = this.parameters.find((one) => one.key === key), declared = p && p.low !== undefined ? [p.low, p.high] : ['', ''], end = (which, i) => {
      const input = element('input', { id: i ? `${id}-high` : id, type: 'number', step: 'any', placeholder: String(declared[i]), 'aria-label': t(which, name), 'aria-describedby': `${id}-wrong ${id}-limits`, oninput: () => this.set([...path, key, which], input.value.trim() === '' ? undefined : Number(input.value)) });
      input.value = value[which] === undefined ? '' : String(value[which]);
      return input;
    };
    return [end('low', 0), end('high', 1), element('span', { class: 'hint', id: `${id}-limits` }, p && p.forms ? p.forms.join(', ').replace(/_/g, ' ') : p ? t('declared', String(declared[0]), String(declared[1])) : '')];
  }
  firstValue(kind, plain, key) {
    if (kind === 'factor') return {};
    if (kind === 'parameter') return this.parameters.find((one) => one.key === key)?.value ?? 0;
    return this.schemaOfKey(kind, plain, key)?.default ?? (kind === 'share' ? 1 : 0);
  }
  schemaOfKey(kind, plain, key) {
    if (kind === 'parameter') { const [group, name] = key.split('.'); return plainest(plain.properties[group]?.properties?.[name] || {}); }
    if (kind === 'share') return plainest(plain.additionalProperties);
    const own = plain.properties?.[key] || Object.entries(plain.patternProperties || {}).find(([pattern]) => new RegExp(pattern).test(key))?.[1];
    return own && plainest(own);
  }
  leverChoices(plain) {
    const militias = this.militias(), groups = kGroups.map((group) => ({ label: group[document.documentElement.lang] || group.en, choices: group.levers.flatMap(([name]) => (group.militias ? militias.map((one) => `${name}.${one}`) : plain.properties[name] ? [name] : [])).map((name) => [name, leverName(name)]) })), listed = new Set(groups.flatMap((group) => group.choices.map(([name]) => name)));
    const rest = Object.keys(plain.properties).filter((name) => !listed.has(name) && kindOf(plain.properties[name]) === 'number').map((name) => [name, leverName(name)]);
    return [...groups.filter((group) => group.choices.length), ...(rest.length ? [{ label: t('other'), choices: rest }] : [])];
  }
  grouped(all) {
    const groups = new Map();
    for (const key of all) { const label = key.split('.')[0]; groups.set(label, (groups.get(label) || []).concat([[key, key.replace('.', ': ').replace(/_/g, ' ')]])); }
    return [...groups].map(([label, choices]) => ({ label, choices }));
  }
  parameterChoices() { return this.grouped(this.parameters.filter((one) => !one.forms).map((one) => one.key)); }
  factorChoices() { return this.grouped(this.parameters.map((one) => one.key)); }
  shareChoices(path) { return (at(this.document, [path.includes('training') ? 'militia' : 'province']) || []).filter((one) => one.name).map((one) => [one.name, one.name]); }

  /* ---- what the reader says ---- */

  /** Shows each problem at the field that it is of; gives back those that belong to no field here. */
  wrong(problems, places) {
    for (const one of this.root.querySelectorAll('.wrong')) one.textContent = '';
    for (const one of this.root.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid');
    return problems.filter((problem) => {
      for (let path = places(problem); path; path = path.length ? path.slice(0, -1) : null) {
        const there = [...this.root.querySelectorAll('[data-path]')].find((one) => one.dataset.path === JSON.stringify(path)), room = there?.querySelector('.wrong');
        if (!room) continue;
        room.textContent += `${room.textContent ? ' ' : ''}${problem.message}`;
        const invalid = there.querySelector(`#${CSS.escape(idOf(path))}`);
        invalid?.setAttribute('aria-invalid', 'true');
        for (let fold = there.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
        problem.focus = (invalid || there.querySelector('input, select, textarea, button'))?.id;
        return false;
      }
      return true;
    });
  }
}
