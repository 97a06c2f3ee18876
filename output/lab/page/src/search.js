// "What is the best I can do?": which levers may move, what must not grow, what was found, and one press that sets it.
import { count, number, percent, signed } from '../../../briefing/page/src/text.js';
import { element, radios } from './dom.js';
import { kRival, groupText, leverText, outcomeText, t } from './texts.js';

/**
 * `page` knows what is set: { now(), groups(), unit(name), question(), cells(), names(), digits(outcome), post(message), set(levers) }.
 * `section` is where it is drawn.
 */
export class BestSearch {
  constructor(page) {
    this.page = page;
    this.higher = false;
    this.limited = true;
    this.ticked = new Set(kRival);
    this.open = false;
    this.latest = 0;
    this.running = false;
    this.result = null;
    this.note = '';
  }
  /** Levers that there are here and may move. */
  levers() { return this.page.groups().flatMap((group) => group.names).filter((name) => this.ticked.has(name)); }

  start() {
    this.running = true;
    this.result = null;
    this.note = t('bestBegins');
    this.latest += 1;
    const set = this.page.now().levers, limited = this.limited && this.page.now().outcome !== 'cost' ? 'cost' : '';
    this.page.post({ kind: 'search', id: this.latest, question: { ...this.page.question(), ask: 'search', higher: this.higher, limited, futures: 1000, levers: this.levers().map((name) => ({ name, from: set[name] ? set[name].from : 0 })) } });
    this.draw();
    this.button.focus();
  }
  /** Gives up what is being searched; `why` is said. */
  stop(why) {
    if (!this.running) return;
    this.running = false;
    this.latest += 1;
    this.note = why;
    this.page.post({ kind: 'search', id: this.latest, question: null });
    this.draw();
  }
  /** Something else is set now: what was found for what was set before is no answer to it. */
  forget() {
    if (this.running) this.stop(t('bestStopped'));
    else if (this.result) { this.result = null; this.note = ''; this.draw(); }
  }
  heard(message) {
    if (message.id !== this.latest || !this.running) return;
    const answer = message.answer;
    if (!answer.error && !answer.problems && answer.more) { this.state.textContent = t('bestTried', count(answer.tried)); return; }
    this.running = false;
    this.note = '';
    this.result = answer;
    this.draw();
  }

  tick(names) { this.ticked = new Set(names); this.forget(); this.draw(); }
  ticks() {
    const groups = this.page.groups().filter((group) => group.names.length), all = groups.flatMap((group) => group.names), changed = Object.keys(this.page.now().levers);
    const several = (key, names, disabled = false) => element('button', { disabled, onclick: () => { this.open = true; this.tick(names); this.section.querySelector('summary').focus(); } }, t(key));
    return element('details', { class: 'group', open: this.open, ontoggle: (event) => { this.open = event.target.open; } }, element('summary', {}, t('bestLevers', this.levers().length, all.length)),
      element('div', { class: 'row' }, several('bestRival', kRival), several('bestChanged', changed, !changed.length), several('bestAll', all), several('bestNone', [])),
      ...groups.map((group) => element('fieldset', { class: 'ticks' }, element('legend', {}, groupText(group)), ...group.names.map((name) => element('label', {},
        element('input', { type: 'checkbox', value: name, checked: this.ticked.has(name), onchange: (event) => {
          if (event.target.checked) this.ticked.add(name); else this.ticked.delete(name);
          this.section.querySelector('summary').textContent = t('bestLevers', this.levers().length, all.length);
          this.button.disabled = !this.levers().length;
        } }), leverText(name))))));
  }

  draw() {
    const head = element('h2', { id: 'h-best' }, t('best'));
    if (this.page.cells()) { this.section.replaceChildren(head, element('p', { class: 'hint' }, t('bestCells'))); return; }
    const outcome = this.page.now().outcome, limit = outcome === 'cost' ? null : element('label', { class: 'tick' }, element('input', { type: 'checkbox', id: 'best-limit', checked: this.limited, onchange: (event) => { this.limited = event.target.checked; } }), t('bestLimit'));
    this.button = element('button', { class: 'main', id: 'best-button', disabled: !this.running && !this.levers().length, onclick: () => (this.running ? this.stop(t('bestGivenUp')) : this.start()) }, t(this.running ? 'bestStop' : 'bestStart'));
    this.state = element('p', { class: 'hint', role: 'status' }, this.note);
    this.section.replaceChildren(head, element('p', { class: 'hint' }, t('bestHint', outcomeText(outcome))),
      radios('best-aim', t('bestAim', outcomeText(outcome)), [['low', t('bestLow')], ['high', t('bestHigh')]], this.higher ? 'high' : 'low', (aim) => { this.higher = aim === 'high'; }),
      ...(limit ? [limit] : []), this.ticks(), element('div', { class: 'row' }, this.button, this.state), element('div', { id: 'best-found', 'aria-live': 'polite' }, ...(this.result ? this.said() : [])));
  }

  /** What was found, in words. */
  said() {
    const found = this.result;
    if (found.error || found.problems) return [element('p', {}, found.error || found.problems.map((one) => one.text).join('; '))];
    const method = element('p', { class: 'hint' }, t('bestMethod', count(found.tried), count(found.screen), count(found.fresh)));
    if (!found.moved.length) return [element('p', {}, element('strong', {}, t('bestNothing'))), method];
    const { reference, policy } = this.page.names(), outcome = this.page.now().outcome, one = found.found;
    const share = one.verdict === 'raises' ? one.higher : one.lower, digits = this.page.digits(outcome);
    const rows = found.moved.map((lever) => element('tr', {}, element('th', { scope: 'row' }, leverText(lever.name)), ...[lever.before, lever.value].map((value) => element('td', { class: 'number' }, number(value, 2) + this.page.unit(lever.name))), element('td', { class: 'number' }, lever.from)));
    const moves = found.moved.map((lever) => `${leverText(lever.name)} ${number(lever.value, 2)}${this.page.unit(lever.name)}`).join(', '), verdict = t(one.verdict, t(one.verdict === 'sign open' ? 'bestNameInside' : 'bestName'), outcomeText(outcome), percent(share), t('futures', count(one.pairs)));
    return [element('p', {}, element('strong', {}, t('bestFound', moves, verdict)), ' ', t('bestBeside', reference, policy, percent(found.present[one.verdict === 'raises' ? 'higher' : 'lower']), outcomeText(outcome), signed(found.gain.median, digits), signed(found.gain.low, digits), signed(found.gain.high, digits))),
      this.limited && outcome !== 'cost' ? element('p', {}, t(found.limited[1] <= found.limited[0] ? 'bestKept' : 'bestOver', number(found.limited[1], 2), number(found.limited[0], 2))) : null,
      element('table', { class: 'goals' }, element('thead', {}, element('tr', {}, ...['bestLever', 'bestNow', 'bestThen', 'bestFrom'].map((key, i) => element('th', { scope: 'col', class: i ? 'number' : undefined }, t(key))))), element('tbody', {}, ...rows)),
      element('div', { class: 'row' }, element('button', { id: 'best-set', onclick: () => this.page.set(Object.fromEntries(found.moved.map((lever) => [lever.name, { value: lever.value, from: lever.from }]))) }, t('breakShow'))),
      method, element('p', { class: 'hint' }, t('bestCaution'))].filter(Boolean);
  }
}
