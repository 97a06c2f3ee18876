// Attacks by province where runs have cells: both policies as bars, ranked by how far they differ.
import { count, number, percent, signed } from '../../../briefing/page/src/text.js';
import { look, svg } from './charts.js';
import { element } from './dom.js';
import { t } from './texts.js';

const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const nameOf = (province) => province.split(/[_-]/).map(upper).join(' ');

/** Two bars, one above the other, on a scale that all rows share. */
function bars(levels, most) {
  const l = look(), width = (value) => (value > 0 ? Math.max(1, 100 * value / most) : 0).toFixed(1);
  return svg('svg', { viewBox: '0 0 100 18', width: '100%', height: 18, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { x: 0, y: 1, width: width(levels[0]), height: 7, fill: l.reference }), svg('rect', { x: 0, y: 10, width: width(levels[1]), height: 7, fill: l.policy }));
}

/** A table of the provinces [{ name, levels, lower, higher, pairs }] of two policies; `names` are theirs. */
export function provinceTable(provinces, names) {
  const ranked = [...provinces].sort((a, b) => Math.abs(b.levels[1] - b.levels[0]) - Math.abs(a.levels[1] - a.levels[0])), most = Math.max(1e-9, ...provinces.flatMap((one) => one.levels));
  const rows = ranked.map((one) => element('tr', {}, element('th', { scope: 'row' }, nameOf(one.name)), element('td', { class: 'bars' }, bars(one.levels, most)), ...one.levels.map((level) => element('td', { class: 'number level' }, number(level, 2))),
    element('td', { class: 'number' }, signed(one.levels[1] - one.levels[0], 2)), element('td', { class: 'number' }, `${percent(one.lower)} / ${percent(one.higher)}`)));
  const head = (text, kind) => element('th', { scope: 'col', class: kind }, text);
  const heads = [head(t('province'), 'name'), element('td', { class: 'bars' }), head(names[0], 'number level'), head(names[1], 'number level'), head(t('provinceDifference'), 'number'), head(t('provinceShares'), 'number')];
  return element('table', { class: 'goals provinces' }, element('caption', { class: 'hint' }, t('provincesHint', count(provinces[0].pairs), names[1], names[0])), element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows));
}
