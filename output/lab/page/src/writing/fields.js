// Fields of a form, made from a JSON Schema: one a value, with its limits and what it means.
import { element } from '../dom.js';
import { fieldText, leverText, t } from '../texts.js';

/** The simplest of the forms that a value may have. */
export const plainest = (schema) => (schema.anyOf || schema.oneOf ? plainest((schema.anyOf || schema.oneOf)[0]) : schema);

/** What kind of field shows a value: choice, truth, number, text, time, names, numbers, list, levers, shares, table; null for what is fixed. */
export function kindOf(given) {
  const schema = plainest(given);
  if ('const' in schema) return null;
  if (schema.enum) return 'choice';
  if (Array.isArray(schema.type)) return 'time';
  if (schema.type === 'boolean') return 'truth';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  if (schema.type === 'array') return { object: 'list', string: 'names' }[plainest(schema.items).type] || 'numbers';
  if (schema.patternProperties) return 'levers';
  if (schema.type === 'object') return schema.properties ? 'table' : 'shares';
  return 'text';
}

/** "0 to 1", "0 or more". */
export function limits(given) {
  const { minimum: low, maximum: high } = plainest(given);
  if (low !== undefined && high !== undefined && high < 1e9) return t('limits', String(low), String(high));
  return low === undefined || high !== undefined ? '' : t('atLeast', String(low));
}

/** The text of a field as its value in a document; undefined for nothing. */
function valueOf(kind, words) {
  const text = words.trim();
  if (text === '') return undefined;
  if (kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (kind === 'numbers') return text.split(',').map((one) => (Number.isFinite(Number(one)) ? Number(one) : one.trim()));
  if (kind === 'names') return text.split(',').map((one) => one.trim()).filter(Boolean);
  if (kind === 'time' && /^\d{1,6}$/.test(text)) return Number(text);
  if ((kind === 'time' || kind === 'date') && /^\d{4}-\d\d-\d\d$/.test(text)) return { $raw: text };
  return kind === 'time' || kind === 'date' ? text : words;
}
/** A value as the text of a field. */
function wordsOf(one) {
  if (one === undefined) return '';
  if (Array.isArray(one)) return one.map(wordsOf).join(', ');
  if (typeof one === 'object') return '$raw' in one ? one.$raw : 'value' in one ? String(one.value) : '';
  return String(one);
}

const isDate = (schema) => /TOML date/.test(schema.description || '');
const idOf = (path) => `f-${path.join('-').replace(/[^A-Za-z0-9_-]/g, '_')}`;

/** A select whose choices are [[value, text]] or groups { label, choices }. One that is not among them is added. */
export function select(attributes, choices, chosen, changed) {
  const option = ([value, text]) => element('option', { value, selected: value === chosen }, text), all = choices.flatMap((one) => (Array.isArray(one) ? [one] : one.choices));
  const made = element('select', { ...attributes, onchange: () => changed(made.value) }, ...choices.map((one) => (Array.isArray(one) ? option(one) : element('optgroup', { label: one.label }, ...one.choices.map(option)))));
  if (chosen !== undefined && chosen !== '' && !all.some(([value]) => value === chosen)) made.append(option([chosen, chosen]));
  return made;
}

/** The control of a value. `field`: { path, schema, value, choices, placeholder, changed(value) }. */
export function control(field, attributes) {
  const { schema, value, changed } = field, kind = kindOf(schema), plain = plainest(schema), given = Array.isArray(value) && kind === 'text' ? undefined : value;
  if (field.choices) return select(attributes, [['', '\u2013'], ...field.choices], wordsOf(given).replace(/\.toml$/, ''), (chosen) => changed(chosen || undefined));
  if (kind === 'choice') return select(attributes, [['', plain.default ? t('asUsual', plain.default) : '\u2013'], ...plain.enum.map((one) => [one, one.replace(/_/g, ' ')])], given, (chosen) => changed(chosen || undefined));
  if (kind === 'truth') return select(attributes, [['', '\u2013'], ['true', t('truth_true')], ['false', t('truth_false')]], given === undefined ? '' : String(given), (chosen) => changed(chosen === '' ? undefined : chosen === 'true'));
  const asText = kind === 'text' && isDate(plain) ? 'date' : kind, many = /description|formula|when|release/.test(field.path[field.path.length - 1]) ? 'textarea' : 'input';
  const made = element(many, { ...attributes, type: many === 'input' ? (kind === 'number' ? 'number' : 'text') : undefined, rows: many === 'input' ? undefined : 2, step: kind === 'number' ? 'any' : undefined, placeholder: field.placeholder, autocomplete: 'off', spellcheck: 'false', oninput: () => changed(valueOf(asText, made.value)) });
  made.value = wordsOf(given);
  return made;
}

/** A label, its control, what it means, and room for what the reader says of it. `required` is told. */
export function entry(field) {
  const { path, schema, required } = field, id = idOf(path), name = field.label || fieldText(path[path.length - 1]), kind = kindOf(schema), meaning = plainest(schema).description || schema.description || '', allowed = [kind === 'number' ? limits(schema) : '', ['names', 'numbers'].includes(kind) && !field.choices ? t('commas') : ''].filter(Boolean).join(' · ');
  return element('div', { class: `entry ${kind === 'number' ? 'short' : ''}`, 'data-path': JSON.stringify(path) }, element('label', { for: id }, name, required ? element('span', { class: 'needed' }, ` ${t('needed')}`) : null),
    control(field, { id, 'aria-describedby': `${id}-means ${id}-wrong` }), element('p', { class: 'means', id: `${id}-means` }, element('span', { lang: 'en' }, meaning), meaning && allowed ? ' \u00b7 ' : '', allowed), element('p', { class: 'wrong', id: `${id}-wrong` }));
}

/** A cell of a table of members. */
export function cell(field, row) {
  const id = idOf(field.path);
  return element('td', { 'data-path': JSON.stringify(field.path) }, control(field, { id, 'aria-label': t('cellOf', fieldText(field.path[field.path.length - 1]), row), 'aria-describedby': `${id}-wrong` }), element('p', { class: 'wrong', id: `${id}-wrong` }));
}

/** Rows of keys and values: { path, rows: [[key, value]], choices, schemaOf(key), add(key), rename(from, to), set(key, value), remove(key), title }. */
export function keyed(map) {
  const row = ([key, value]) => {
    const path = [...map.path, key], id = idOf(path), schema = map.schemaOf(key), name = map.nameOf(key);
    return element('div', { class: 'keyed', 'data-path': JSON.stringify(path) }, select({ id: `${id}-key`, 'aria-label': t('which', map.title) }, map.choices, key, (to) => map.rename(key, to)), ...map.controls(key, value, schema, id, name),
      element('button', { type: 'button', 'aria-label': t('removeOne', name), onclick: () => map.remove(key) }, '\u00d7'), element('p', { class: 'wrong', id: `${id}-wrong` }));
  };
  const used = new Set(map.rows.map(([key]) => key)), free = map.choices.map((one) => (Array.isArray(one) ? one : { ...one, choices: one.choices.filter(([key]) => !used.has(key)) })).filter((one) => (Array.isArray(one) ? !used.has(one[0]) : one.choices.length));
  return element('div', { class: 'map', 'data-path': JSON.stringify(map.path) }, element('p', { class: 'wrong' }), ...map.rows.map(row),
    select({ id: `${idOf(map.path)}-add`, class: 'add', 'aria-label': t('addTo', map.title) }, [['', t('addTo', map.title)], ...free], '', (key) => { if (key) map.add(key); }));
}
export const leverName = (key) => (key === 'troops' ? t('troops') : leverText(key));
export { idOf };
