// "Play": the same games and logs as `fulcrum game`, at one table in front of one page.
import { number } from '../../../../briefing/page/src/text.js';
import { frame, line, svg } from '../charts.js';
import { element } from '../dom.js';
import { leverText, t } from '../texts.js';
import { Engine } from './engine.js';
import { reviewParts } from './review.js';
import { TeamTurn, brief } from './turn.js';

const kMostBytes = 8 << 20;
const problemText = (answer) => (answer.problems ? answer.problems.map((one) => one.text).join('\n') : answer.error);

export class Play {
  /** `page`: { texts: { worker, engine }, version, download(name, kind, text) }. */
  constructor(page) {
    this.page = page;
    this.engine = new Engine(page.texts);
    this.section = element('main', { class: 'play', id: 'play', tabindex: '-1', hidden: true });
    this.turn = new TeamTurn(this);
    this.state = null;
    this.review = null;
    this.chosen = { name: '', people: null, seed: '' };
  }
  async show() {
    if (!this.games) { this.section.replaceChildren(element('p', { role: 'status' }, t('starting'))); this.games = (await this.engine.ask({ ask: 'games' })).games; this.chosen.name = this.games[0].name; }
    this.draw();
  }
  draw(focus) {
    this.section.replaceChildren(element('div', { role: 'alert', id: 'play-problem' }), ...(this.state ? this.table() : this.setUp()));
    if (this.state) this.drawSeries();
    if (focus) this.section.querySelector(focus)?.focus();
  }
  redraw(focus) { this.draw(focus); }
  problem(text) { this.section.querySelector('#play-problem').replaceChildren(element('div', { class: 'problem' }, element('p', {}, t('refused')), element('pre', { tabindex: '0', lang: 'en' }, text), element('button', { onclick: () => this.section.querySelector('#play-problem').replaceChildren() }, t('close')))); }
  /** Takes how the game stands; false, and a message, if it was refused. */
  take(answer, focus = '#h-turn') {
    if (answer.problems || answer.error) { this.problem(problemText(answer)); return false; }
    if (this.state && answer.turn !== this.state.turn) this.review = null;
    this.state = answer;
    this.note = answer.cut ? t('logCut') : '';
    this.draw(focus);
    if (answer.over && !this.review) this.makeReview(false);
    return true;
  }

  /* ---- before the game ---- */

  setUp() {
    const game = this.games.find((one) => one.name === this.chosen.name), people = this.chosen.people || game.teams.filter((one) => one.person).map((one) => one.name);
    const choice = element('select', { id: 'choose-game', onchange: () => { this.chosen = { ...this.chosen, name: choice.value, people: null }; this.draw('#choose-game'); } }, ...this.games.map((one) => element('option', { value: one.name, selected: one.name === game.name }, one.title)));
    const tick = (team) => element('label', {}, element('input', { type: 'checkbox', value: team.name, checked: people.includes(team.name), onchange: (event) => { this.chosen.people = event.target.checked ? people.concat([team.name]) : people.filter((one) => one !== team.name); this.draw(`input[value=${CSS.escape(team.name)}]`); } }), team.title);
    const seed = element('input', { id: 'game-seed', type: 'text', inputmode: 'numeric', autocomplete: 'off', placeholder: t('ofTheGame'), oninput: () => { this.chosen.seed = seed.value.trim(); } }), begin = () => this.begin({ name: game.name, people });
    seed.value = this.chosen.seed;
    return [element('h2', { id: 'h-play' }, t('playHead')), element('p', { class: 'hint' }, t('playHint')), element('div', { class: 'set-up' }, element('label', { class: 'field', for: 'choose-game' }, t('whichGame'), choice), element('p', { lang: 'en' }, game.description), element('p', { class: 'hint' }, t('turnsOf', game.turns, game.weeks_a_turn)),
      element('fieldset', { class: 'ticks' }, element('legend', {}, t('whoPlays')), ...game.teams.map(tick)), element('label', { class: 'field', for: 'game-seed' }, t('seed'), seed),
      element('div', { class: 'row' }, element('button', { class: 'main', id: 'begin-game', disabled: !people.length, onclick: begin }, t('beginGame')), ...this.opener('open-log', '.game', t('openLog'), (text, file) => this.open({ ask: 'game_open', text, file })), ...this.opener('open-game', '.toml', t('openGame'), (toml, file) => this.begin({ toml, file }))))];
  }
  opener(id, accept, title, take) {
    const picker = element('input', { type: 'file', accept, class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', id, onchange: async () => {
      const file = picker.files[0];
      picker.value = '';
      if (!file) return;
      if (file.size > kMostBytes) { this.problem(`${file.name}: ${t('tooLarge', Math.round(file.size / (1 << 20)))}`); return; }
      take(await file.text(), file.name);
    } });
    return [element('button', { onclick: () => picker.click() }, title), picker];
  }
  async begin(asked) {
    if (this.chosen.seed && !/^\d{1,19}$/.test(this.chosen.seed)) { this.problem(t('seedWrong', this.chosen.seed.slice(0, 40))); return; }
    await this.open({ ask: 'game_begin', version: this.page.version, ...asked, ...(this.chosen.seed ? { seed: this.chosen.seed } : {}) });
  }
  async open(question) {
    this.review = null;
    const button = this.section.querySelector('#begin-game');
    if (button) { button.disabled = true; button.textContent = t('computing'); }
    const answer = await this.engine.ask(question);
    if (button) { button.disabled = false; button.textContent = t('beginGame'); }
    this.take(answer);
  }

  /* ---- at the table ---- */

  table() {
    const { state } = this;
    return [element('div', { class: 'game-head' }, element('h2', {}, state.title), element('p', { lang: 'en' }, state.description), this.note ? element('p', { class: 'hint' }, this.note) : null),
      element('div', { class: 'table' }, element('section', { class: 'turn', 'aria-labelledby': 'h-turn' }, ...(state.over ? this.over() : this.turn.draw())),
        element('section', { class: 'seen', 'aria-labelledby': 'h-seen' }, element('h2', { id: 'h-seen' }, t('seen')), ...this.news(), element('div', { id: 'game-series' }), ...this.made()), element('section', { class: 'held', 'aria-labelledby': 'h-held' }, ...this.room()))];
  }
  /** An entry of the team whose turn it is; why it was refused, or nothing. */
  async enter(entry, focus) {
    const answer = await this.engine.ask({ ask: 'game_enter', ...entry });
    if (answer.refused) return answer.refused;
    this.turn.refusal = '';
    return this.take(answer, focus) ? '' : problemText(answer);
  }
  async done(moves) {
    this.section.querySelector('#done').disabled = true;
    for (const [lever, value] of moves) {
      const answer = await this.engine.ask({ ask: 'game_enter', lever, value });
      if (answer.refused || answer.error) { this.turn.refusal = answer.refused || answer.error; this.draw(`#${CSS.escape(`move-${lever}-value`)}`); return; }
    }
    await this.enter({ done: true }, '#h-turn');
  }
  news() {
    const { state } = this, now = state.news.filter((one) => one.turn === state.turn), before = state.news.filter((one) => one.turn !== state.turn).reverse(), item = (one) => element('li', { lang: 'en' }, `${one.date}: ${one.text}`);
    if (!state.news.length) return [];
    return [element('h3', {}, t('news')), element('ul', { class: 'news' }, ...now.map(item), ...before.slice(0, 3).map(item)), before.length > 3 ? element('details', { class: 'group' }, element('summary', {}, t('earlierNews', before.length - 3)), element('ul', { class: 'news' }, ...before.slice(3).map(item))) : null].filter(Boolean);
  }
  made() {
    const { state } = this, ended = state.moves.filter((one) => one.turn < state.turn).reverse();
    if (state.turn === 1) return [];
    const title = (name) => state.teams.find((one) => one.name === name).title;
    return [element('h3', {}, t('movesSoFar')), ended.length ? element('ul', { class: 'news' }, ...ended.map((one) => element('li', {}, t('moveMade', one.turn, title(one.team), leverText(one.lever), brief(one.value))))) : element('p', { class: 'hint' }, t('r_noMoves'))];
  }
  drawSeries() {
    const { state } = this, place = this.section.querySelector('#game-series');
    if (!state.series.length) { place.replaceChildren(element('p', { class: 'hint' }, t('nothingYet'))); return; }
    const wide = place.clientWidth || 600, columns = Math.max(1, Math.floor((wide + 16) / 288)), width = Math.floor((wide - 16 * (columns - 1)) / columns), all = state.turns * state.weeks_a_turn;
    place.replaceChildren(element('div', { class: 'small-charts' }, ...state.series.map((one) => {
      const last = one.values[one.values.length - 1], low = Math.min(0, ...one.values), high = Math.max(one.unit === 'index' ? 1 : 0, ...one.values) || 1, f = frame(width, 130, all, low, high, () => '', t('seriesSaid', one.meaning, number(last, 2)));
      for (let turn = 1; turn <= state.turns; ++turn) { const x = f.x((turn - 1) * state.weeks_a_turn); f.root.append(svg('line', { x1: x, x2: x, y1: f.top, y2: f.height - f.bottom, stroke: f.l.ink.line, 'stroke-width': 0.7 }), svg('text', { x: x + 3, y: f.height - 8, fill: f.l.ink.quiet, 'font-size': 11 }, turn)); }
      f.root.append(svg('path', { d: line(f, one.values), fill: 'none', stroke: f.l.policy, 'stroke-width': 2 }));
      return element('figure', {}, element('figcaption', { lang: 'en' }, one.meaning), f.root);
    })), this.numbers());
  }
  /** Means by turn, for whoever reads numbers. */
  numbers() {
    const { state } = this, turns = Array.from({ length: state.turn - 1 }, (_, i) => i), mean = (values, turn) => { const of = values.subarray(turn * state.weeks_a_turn, (turn + 1) * state.weeks_a_turn); return of.reduce((sum, one) => sum + one, 0) / of.length; };
    return element('details', { class: 'group' }, element('summary', {}, t('asTables')), element('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': t('meansByTurn') }, element('table', {}, element('caption', {}, t('meansByTurn')), element('thead', {}, element('tr', {}, element('td', {}), ...turns.map((turn) => element('th', { scope: 'col', class: 'number' }, turn + 1)))),
      element('tbody', {}, ...state.series.map((one) => element('tr', {}, element('th', { scope: 'row', lang: 'en' }, one.meaning), ...turns.map((turn) => element('td', { class: 'number' }, number(mean(one.values, turn), 3)))))))));
  }
  room() {
    const { state } = this, team = (one) => element('li', {}, element('strong', {}, one.title), ` \u2013 ${t(one.person ? 'playedHere' : 'playedByModel')}; ${t(one.lower ? 'wantsLower' : 'wantsHigher', this.page.outcome(one.goal))}${one.hidden && one.person ? `; ${t('inSecret')}` : ''}`), code = (text) => element('code', { class: 'hash' }, text);
    const run = state.runs[state.runs.length - 1], fork = element('select', { id: 'fork-turn', 'aria-label': t('forkTurn') }, ...Array.from({ length: state.turn }, (_, i) => element('option', { value: i }, t('turnNumber', i + 1))));
    return [element('h2', { id: 'h-held' }, t('theRoom')), element('ul', { class: 'news' }, ...state.teams.map(team)), element('h3', {}, t('sealed')), element('p', { class: 'hint' }, t('sealedHint')), element('p', {}, t('baseline'), ' ', code(state.baseline)),
      state.seals.length ? element('ul', { class: 'seals' }, ...state.seals.map((one) => element('li', {}, t('sealOf', one.turn, one.team, one.question), ' ', code(one.sealed)))) : null,
      element('h3', {}, t('theLog')), run ? element('p', {}, t('runSoFar'), ' ', element('code', { class: 'hash', id: 'run-hash' }, run.run)) : null, element('p', {}, t('chain'), ' ', element('code', { class: 'hash', id: 'log-chain' }, state.chain)), element('p', { class: 'hint' }, t('logHint')),
      element('div', { class: 'row' }, element('button', { id: 'save-log', onclick: () => this.save() }, t('saveLog')), element('button', { id: 'replay', onclick: () => this.replay() }, t('replay')), element('span', { role: 'status', id: 'replayed' })),
      element('div', { class: 'row' }, fork, element('button', { id: 'fork', onclick: () => this.fork(Number(fork.value)) }, t('fork'))), element('div', { class: 'row' }, element('button', { id: 'leave', onclick: () => { this.engine.stop(); this.state = null; this.review = null; this.draw('#choose-game'); } }, t('otherGame')))].filter(Boolean);
  }
  async save() { const log = await this.engine.ask({ ask: 'game_log' }); this.page.download(`${log.name}.game`, 'application/x-ndjson', log.text); }
  async replay() {
    const place = this.section.querySelector('#replayed');
    place.textContent = t('computing');
    const found = await this.engine.ask({ ask: 'game_replay' });
    if (found.error || found.problems) { this.problem(problemText(found)); return; }
    place.textContent = found.differing.length || !found.baseline_holds ? t('replayDiffers', found.differing.join(', ')) : found.run ? t('replaySame') : t('replayNone');
  }
  async fork(turns) { this.review = null; this.take(await this.engine.ask({ ask: 'game_fork', turns })); }

  /* ---- after the game ---- */

  over() {
    const found = this.review, wait = this.looking ? element('div', { class: 'row' }, element('p', { role: 'status' }, t('lookingBack')), element('button', { id: 'stop-review', onclick: () => this.stopReview() }, t('bestStop'))) : null;
    return [element('h2', { id: 'h-turn', tabindex: '-1' }, t('gameOver')), ...(found ? reviewParts(found) : [element('p', { role: 'status' }, t('reviewing'))]), wait,
      found && !found.text && !this.looking ? element('div', { class: 'row' }, element('button', { id: 'look-back', onclick: () => this.makeReview(true) }, t('lookBack')), element('span', { class: 'hint' }, t('lookBackHint'))) : null,
      found && found.text ? element('div', { class: 'row' }, element('button', { id: 'save-review', onclick: () => this.page.download(`${this.state.name}_review.txt`, 'text/plain', found.text) }, t('saveReview'))) : null].filter(Boolean);
  }
  async makeReview(hindsight) {
    this.looking = hindsight;
    if (hindsight) { this.log = (await this.engine.ask({ ask: 'game_log' })).text; this.draw('#stop-review'); }
    const found = await this.engine.ask({ ask: 'game_review', hindsight });
    this.looking = false;
    if (found.error || found.problems) { this.draw(); this.problem(problemText(found)); return; }
    this.review = found;
    this.draw(hindsight ? '#save-review' : '#h-turn');
  }
  /** The engine is ended, and another one takes the log. */
  async stopReview() {
    this.engine.stop();
    this.looking = false;
    this.draw('#look-back');
    await this.engine.ask({ ask: 'game_open', text: this.log, file: 'log.game' });
  }
}
