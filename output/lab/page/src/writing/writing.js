// "Write": a form and the text that it makes, side by side, for scenarios, studies and theatres. The reader of the program checks the text.
import { count, number } from '../../../../briefing/page/src/text.js';
import { element, radios } from '../dom.js';
import { t } from '../texts.js';
import { Form } from './forms.js';
import { kBegin } from './sections.js';
import { at, pathAt, writeToml } from './toml.js';

const kKinds = ['scenario', 'study', 'theatre'], kWait = 250;
const kAsk = { scenario: (toml, file) => ({ ask: 'read', policy: { toml, file } }), study: (toml, file) => ({ ask: 'study', toml, file }), theatre: (toml, file) => ({ ask: 'theatre', toml, file }) };
const kPlainName = /^[A-Za-z0-9_-]{1,80}$/;
const copyOf = (one) => JSON.parse(JSON.stringify(one));

/** "1.2 MB"; "3 min". */
const bytesText = (bytes) => (bytes < 1e6 ? `${number(bytes / 1e3, 0)} kB` : bytes < 1e9 ? `${number(bytes / 1e6, 1)} MB` : `${number(bytes / 1e9, 1)} GB`);
const timeText = (seconds) => (seconds < 60 ? t('seconds', number(seconds, seconds < 10 ? 1 : 0)) : seconds < 7200 ? t('minutes', number(seconds / 60, seconds < 600 ? 1 : 0)) : t('hours', number(seconds / 3600, 1)));

/** `page`: { ask(question), scenarios(), militias(name), parameters, download(name, kind, text), run(file, text), fromLab(), maximum }. */
export class Writing {
  constructor(page) {
    this.page = page;
    this.kind = 'scenario';
    this.drafts = new Map();
    this.schemas = new Map();
    this.asked = 0;
    this.timer = 0;
    this.section = element('main', { class: 'writing', id: 'writing', tabindex: '-1', hidden: true });
  }

  /** Opens a kind of file: asks for its schema the first time. */
  async show(kind = this.kind) {
    this.kind = kind;
    if (!this.schemas.has(kind)) this.schemas.set(kind, await this.page.ask({ ask: 'schema', kind }));
    if (!this.words) this.words = await this.page.ask({ ask: 'words' });
    if (kind !== this.kind) return;
    if (!this.drafts.has(kind)) this.drafts.set(kind, { document: copyOf(kBegin[kind]), text: writeToml(kBegin[kind]) });
    this.layOut();
    this.form.show(this.draft().document);
    this.check();
  }
  draft() { return this.drafts.get(this.kind); }
  name() { const about = this.kind === 'study' ? at(this.draft().document, ['study', 'name']) : this.draft().document.name; return typeof about === 'string' && kPlainName.test(about) ? about : `my_${this.kind}`; }
  file() { return `${this.name()}.toml`; }

  layOut() {
    this.form = new Form({
      kind: this.kind, schema: this.schemas.get(this.kind), words: this.words, parameters: this.page.parameters, policies: () => this.page.scenarios().map((one) => [one.name, one.title || one.name]), militias: () => this.militias(),
      changed: () => { this.draft().text = this.text.value = writeToml(this.draft().document); this.later(); }, problem: (words) => this.say([{ message: words }]),
    });
    this.text = element('textarea', { id: 'toml', class: 'toml', rows: 26, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off', wrap: 'off', 'aria-describedby': 'toml-hint toml-problems', oninput: () => { this.draft().text = this.text.value; this.later(true); } });
    this.text.value = this.draft().text;
    this.verdict = element('p', { class: 'state-line', role: 'status', id: 'toml-verdict' });
    this.problems = element('div', { id: 'toml-problems' });
    this.facts = element('div', { class: 'facts', id: 'facts', 'aria-live': 'polite' });
    this.section.replaceChildren(element('h2', { id: 'h-writing' }, t('writeHead')), element('p', { class: 'hint' }, t(`writeHint_${this.kind}`)),
      radios('kind', t('whatToWrite'), kKinds.map((kind) => [kind, t(`kind_${kind}`)]), this.kind, async (kind) => { await this.show(kind); this.section.querySelector(`input[name=kind][value=${kind}]`).focus(); }),
      element('div', { class: 'pair' }, this.form.root, element('section', { class: 'text', 'aria-labelledby': 'h-toml' }, element('h3', { id: 'h-toml' }, t('asToml')), element('p', { class: 'hint', id: 'toml-hint' }, t('tomlHint')), this.buttons(), this.verdict, this.facts, this.problems, element('label', { for: 'toml', class: 'unseen' }, t('asToml')), this.text)));
  }
  buttons() {
    const picker = element('input', { type: 'file', accept: '.toml', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', id: 'open-draft', onchange: () => { if (picker.files[0]) this.open(picker.files[0]); picker.value = ''; } });
    this.runButton = this.kind === 'scenario' ? element('button', { class: 'main', id: 'run-it', disabled: true, onclick: () => this.page.run(this.file(), this.draft().text) }, t('runIt')) : null;
    const save = element('button', { id: 'save-draft', onclick: () => this.page.download(this.file(), 'application/toml', this.draft().text) }, t('saveAsToml'));
    const fromLab = this.kind === 'scenario' ? element('button', { id: 'from-lab', onclick: () => this.take(this.page.fromLab()) }, t('fromLab')) : null;
    return element('div', { class: 'row' }, this.runButton, save, element('button', { onclick: () => picker.click() }, t('openAToml')), picker, fromLab, element('button', { id: 'begin-anew', onclick: () => this.take(writeToml(kBegin[this.kind])) }, t('beginAnew')));
  }
  militias() {
    const { document } = this.draft(), own = Array.isArray(document.militia) ? document.militia.map((one) => one.name).filter(Boolean) : null;
    return own || this.page.militias(typeof document.extends === 'string' ? document.extends.replace(/\.toml$/, '') : document.base || document.theatre);
  }
  async open(file) {
    if (file.size > this.page.maximum) { this.say([{ message: `${file.name}: ${t('tooLarge', Math.round(file.size / (1 << 20)))}` }]); return; }
    this.take(await file.text());
  }
  take(text) {
    this.draft().text = this.text.value = text;
    this.later(true, 0);
  }

  /* ---- what the reader says ---- */

  later(byHand = false, wait = kWait) {
    clearTimeout(this.timer);
    this.byHand = this.byHand || byHand;
    this.verdict.textContent = t('checking');
    if (this.runButton) this.runButton.disabled = true;
    this.timer = setTimeout(() => { const hand = this.byHand; this.byHand = false; this.check(hand); }, wait);
  }
  /** Has the text read. One that was written by hand fills the form. */
  async check(byHand = false) {
    const { kind } = this, toml = this.draft().text, id = ++this.asked, file = this.file(), parsed = await this.page.ask({ ask: 'document', toml, file }), current = () => id === this.asked && kind === this.kind;
    if (!current()) return;
    if (!parsed.document) { this.say(parsed.problems || [{ message: parsed.error }], []); return; }
    if (byHand) { this.draft().document = parsed.document; this.form.show(parsed.document); }
    const read = await this.page.ask(kAsk[kind](toml, file));
    if (!current()) return;
    this.say(read.problems || (read.error ? [{ message: read.error }] : []), parsed.places, read);
  }
  /** Problems at their fields; those that no field has stand above the text with their line. */
  say(problems, places = [], read = null) {
    const all = problems.map((one) => ({ ...one })), rest = this.form.wrong(all, (problem) => (problem.file && problem.file !== this.file() ? null : pathAt(places, problem.line, problem.column)));
    this.verdict.textContent = all.length ? t(all.length === 1 ? 'oneProblem' : 'someProblems', all.length) : t('accepted');
    this.verdict.classList.toggle('bad', all.length > 0);
    if (this.runButton) this.runButton.disabled = all.length > 0;
    const jump = (problem) => element('button', { type: 'button', class: 'jump', onclick: () => (problem.focus ? document.getElementById(problem.focus)?.focus() : this.toLine(problem.line)) }, problem.text || problem.message);
    this.problems.replaceChildren(...(all.length ? [element('ul', { class: 'faults' }, ...all.map((one) => element('li', { class: rest.includes(one) ? 'of-text' : undefined, lang: 'en' }, jump(one))))] : []),
      ...(read?.notes?.length ? [element('details', { class: 'group' }, element('summary', {}, t('notes', read.notes.length)), element('ul', { class: 'faults', lang: 'en' }, ...read.notes.map((one) => element('li', {}, one.text))))] : []));
    this.facts.replaceChildren(...(all.length || !read ? [] : this.said(read)));
  }
  toLine(line) {
    const lines = this.text.value.split('\n'), first = lines.slice(0, Math.max(0, line - 1)).reduce((sum, one) => sum + one.length + 1, 0);
    this.text.focus();
    this.text.setSelectionRange(first, first + (lines[line - 1] || '').length);
  }
  said(read) {
    if (this.kind === 'scenario') return [element('p', { class: 'hint' }, t('scenarioFacts', read.theatre, read.weeks, read.rules))];
    if (this.kind === 'theatre') return [element('p', { class: 'hint' }, t('theatreFacts', read.militias.length, read.provinces.length, read.neighbours.length, read.recipients.length))];
    const row = (key, text) => element('tr', {}, element('th', { scope: 'row' }, t(key)), element('td', { class: 'number' }, text)), most = read.at_most ? `${t('atMost')} ` : '';
    return [element('table', { class: 'goals' }, element('tbody', {}, row('studyPolicies', count(read.policies.length)), row('studyPoints', count(read.points)), row('studyReplicates', most + count(read.replicates)), row('studyRuns', most + count(read.runs)), row('studyWeeks', count(read.weeks)), row('studyTime', most + timeText(read.seconds)), row('studyBytes', most + bytesText(read.bytes.trajectories)), row('studyFewBytes', most + bytesText(read.bytes.outcomes)))),
      element('p', { class: 'hint' }, t('studyHint')), element('pre', { class: 'command', tabindex: '0' }, `fulcrum sweep ${this.file()}`)];
  }
}
