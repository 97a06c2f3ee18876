// A condition put together from a series, a relation and a number.
import { element } from '../dom.js';
import { t } from '../texts.js';
import { idOf } from './fields.js';

/** `series`: [{ name, meaning }]; `add(text)` takes the condition, e.g. mean(attacks, 4) > 0.3. */
export function condition(series, path, add) {
  const id = `${idOf(path)}-build`, chosen = element('select', { id: `${id}-series`, 'aria-label': t('series') }, ...series.map((one) => element('option', { value: one.name, selected: one.name === 'attacks' }, `${one.name}: ${one.meaning}`)));
  const relation = element('select', { id: `${id}-relation`, 'aria-label': t('relation') }, ...[['>', t('above')], ['<', t('below')]].map(([value, text]) => element('option', { value }, text)));
  const bound = element('input', { id: `${id}-bound`, type: 'number', step: 'any', value: '0.3', 'aria-label': t('bound') }), weeks = element('input', { id: `${id}-weeks`, type: 'number', min: 1, max: 520, step: 1, value: '4', 'aria-label': t('overWeeks') });
  const put = () => { const over = Number(weeks.value), of = over > 1 ? `mean(${chosen.value}, ${over})` : chosen.value; if (bound.value.trim() !== '') add(`${of} ${relation.value} ${Number(bound.value)}`); };
  return element('details', { class: 'build', id }, element('summary', {}, t('build')), element('div', { class: 'row' }, chosen, relation, bound, element('span', {}, t('meanOver')), weeks, element('span', {}, t('weeksWord')), element('button', { type: 'button', id: `${id}-put`, onclick: put }, t('putIn'))));
}
