// The after-action tables: forecasts scored, what each move changed. Rows and sentences are the program's.
import { element } from '../dom.js';
import { t } from '../texts.js';

function table(caption, heads, rows, numbers) {
  const td = (text, i) => element(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : undefined, class: numbers.includes(i) ? 'number' : undefined }, text);
  return element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t(caption) }, element('table', { class: 'review' }, element('caption', {}, t(caption)), element('thead', {}, element('tr', {}, ...heads.map((key, i) => element('th', { scope: 'col', class: numbers.includes(i) ? 'number' : undefined }, t(key))))), element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(td))))));
}

export function reviewParts(found) {
  const seals = found.forecasts.map((one) => element('li', {}, element('code', {}, one.sealed), ' ', element('code', {}, one.text)));
  return [element('div', { lang: 'en' }, ...found.teams.map((text) => element('p', {}, text))),
    found.questions.length ? table('r_questions', ['r_question', 'r_came', 'r_without', 'r_with'], found.questions, [2, 3]) : null,
    found.forecasts.length ? table('r_forecasts', ['r_team', 'r_turn', 'r_question', 'r_forecast', 'r_came', 'r_brier', 'r_log'], found.forecasts.map((one) => one.row), [1, 3, 5, 6]) : null,
    found.scores.length ? table('r_scores', ['r_of', 'r_count', 'r_brier', 'r_log'], found.scores, [1, 2, 3]) : null,
    found.moves.length ? table('r_moves', ['r_turn', 'r_team', 'r_move', 'r_goal', 'r_here', 'r_median', 'r_range', 'r_verdict'], found.moves, [4, 5, 6]) : element('p', {}, t('r_noMoves')),
    found.best.length ? element('div', { lang: 'en' }, element('h3', { lang: document.documentElement.lang }, t('r_best')), ...found.best.map((text) => element('p', {}, text))) : null,
    seals.length ? element('details', { class: 'group' }, element('summary', {}, t('r_seals')), element('ul', { class: 'seals' }, ...seals)) : null,
    element('details', { class: 'group' }, element('summary', {}, t('r_baseline')), element('pre', { tabindex: '0' }, found.baseline)),
    found.why ? element('details', { class: 'group' }, element('summary', {}, t('r_why')), element('pre', { tabindex: '0', lang: 'en' }, found.why)) : null].filter(Boolean);
}
