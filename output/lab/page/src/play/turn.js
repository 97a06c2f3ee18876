// One team's part of a turn: its levers within their bounds, its forecasts, and "done".
import { count } from '../../../../briefing/page/src/text.js';
import { element } from '../dom.js';
import { leverText, t } from '../texts.js';

const kLeast = 0.01;

/** A value as it is entered: four digits, and within what is allowed. */
export const entered = (value, { low, high }) => Math.min(high, Math.max(low, Number(value.toPrecision(4))));
/** A value in three digits. */
export const brief = (value) => String(Number(value.toPrecision(3))).replace('-', '\u2212');
const shown = (lever, value, troops) => (lever === 'forces' ? t('inMen', brief(value), count(Math.round(value * troops))) : brief(value));

export class TeamTurn {
  /** `room`: { state, page, enter(entry), done(moves), redraw() }. */
  constructor(room) { this.room = room; this.moves = new Map(); this.uncovered = null; this.refusal = ''; }
  team() { const { state } = this.room; return state.teams.find((one) => one.name === state.to_move); }
  key() { return `${this.room.state.turn} ${this.room.state.to_move}`; }

  draw() {
    const { state } = this.room, team = this.team();
    if (this.at !== this.key()) { this.at = this.key(); this.moves.clear(); this.refusal = ''; }
    const head = element('h2', { id: 'h-turn', tabindex: '-1' }, t('turnOf', state.turn, state.turns)), weeks = element('p', { class: 'hint' }, t('turnWeeks', state.first, state.last, state.date));
    if (team.hidden && this.uncovered !== this.key()) return [head, weeks, element('div', { class: 'curtain' }, element('p', {}, t('curtain', team.title)), element('button', { class: 'main', id: 'uncover', onclick: () => { this.uncovered = this.key(); this.room.redraw('#h-team'); } }, t('uncover', team.title)))];
    return [head, weeks, element('h3', { id: 'h-team', tabindex: '-1' }, t('movesOf', team.title)), element('p', {}, team.brief), element('p', { class: 'hint' }, t(team.lower ? 'wantsLower' : 'wantsHigher', this.room.page.outcome(team.goal))),
      ...state.levers.map((lever) => this.lever(lever)), element('p', { class: 'wrong', role: 'alert', id: 'refusal' }, this.refusal), ...this.forecasts(team),
      element('div', { class: 'row' }, element('button', { class: 'main', id: 'done', onclick: () => this.room.done([...this.moves]) }, t('done_team', team.title)))];
  }
  lever(lever) {
    const { troops } = this.room.state, id = `move-${lever.name}`, title = leverText(lever.name), flat = lever.high - lever.low < 1e-12, staged = this.moves.get(lever.name), value = staged === undefined ? Math.min(lever.high, Math.max(lever.low, lever.now)) : staged;
    const output = element('output', {}, shown(lever.name, staged === undefined ? lever.now : staged, troops)), slider = element('input', { type: 'range', id, min: lever.low, max: lever.high, step: flat ? 1 : (lever.high - lever.low) / 100, value, disabled: flat, 'aria-describedby': `${id}-means`, oninput: () => stage(Number(slider.value)) });
    const exact = element('input', { type: 'number', id: `${id}-value`, min: lever.low, max: lever.high, step: 'any', 'aria-label': t('exactly', title), onchange: () => { if (exact.value.trim() !== '') stage(Number(exact.value), true); } }), undo = element('button', { 'aria-label': t('notMoved', title), hidden: staged === undefined, onclick: () => { this.moves.delete(lever.name); this.room.redraw(`#${CSS.escape(id)}`); } }, '\u00d7');
    exact.value = String(Number(value.toPrecision(4)));
    const whole = element('div', { class: `lever${staged === undefined ? '' : ' changed'}` }, element('label', { for: id }, element('span', {}, title), output), slider,
      element('div', { class: 'below' }, element('span', { id: `${id}-means` }, t('mayMove', brief(lever.low), brief(lever.high)), lever.weeks ? ` · ${lever.weeks === 1 ? t('lastsOne') : t('lasts', lever.weeks)}` : ''), element('span', {}, exact, ' ', undo)));
    const stage = (to, typed = false) => {
      const one = typed ? to : entered(to, lever);
      this.moves.set(lever.name, one);
      output.textContent = shown(lever.name, one, troops);
      slider.setAttribute('aria-valuetext', output.textContent);
      if (typed) slider.value = one; else exact.value = String(one);
      whole.classList.add('changed');
      undo.hidden = false;
    };
    return whole;
  }
  forecasts(team) {
    const { state } = this.room;
    if (!state.questions.length) return [];
    const row = (question) => {
      const id = `forecast-${question.name}`, sealed = state.seals.filter((one) => one.turn === state.turn && one.team === team.name && one.question === question.name), input = element('input', { id, class: 'covered', type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-describedby': `${id}-hint` });
      const seal = async () => { const probability = Number(input.value.replace(',', '.') || NaN), refused = Number.isFinite(probability) ? await this.room.enter({ question: question.name, probability }, `#${CSS.escape(id)}`) : t('noProbability', input.value.slice(0, 20), String(kLeast), String(1 - kLeast)); if (refused) { this.refusal = refused; this.room.redraw(`#${CSS.escape(id)}`); } };
      return element('div', { class: 'entry' }, element('label', { for: id }, question.text), element('div', { class: 'row' }, input, element('button', { id: `${id}-seal`, onclick: seal }, t('seal'))), element('p', { class: 'means', id: `${id}-hint` }, sealed.length ? t('sealedNow', sealed[sealed.length - 1].sealed.slice(0, 16)) : t('probability', String(kLeast), String(1 - kLeast))));
    };
    return [element('h3', {}, t('forecasts')), element('p', { class: 'hint' }, t('forecastsHint')), ...state.questions.map(row)];
  }
}
