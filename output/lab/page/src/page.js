// The page: what is set on the left, what follows in the middle, why on the right.
import { percent, number, signed, count } from '../../../briefing/page/src/text.js';
import { differenceChart, supportChart, svg, waterfall } from './charts.js';
import { element } from './dom.js';
import { diagram, keyOf, linesOf, shareChart, tables } from './loops.js';
import { Play } from './play/game.js';
import { provinceTable } from './provinces.js';
import { BestSearch } from './search.js';
import { History, LinkFault, changesPolicy, command, fileName, fromLink, policyToml, question, settings, toLink } from './state.js';
import { groupText, kGroups, languageCode, leverText, outcomeText, setLanguage, t } from './texts.js';
import { Writing } from './writing/writing.js';

const data = JSON.parse(document.getElementById('data').textContent);
const root = document.getElementById('lab');
const parameters = new Map(data.parameters.map((one) => [one.key, one]));
const kStages = [64, 1000], kStagesOfCells = [6, 24], kMostBytes = 8 << 20;

const scenarios = () => data.scenarios.concat(data.own);
const scenarioOf = (name) => scenarios().find((one) => one.name === name);
const shortTitle = (name) => (scenarioOf(name)?.title || name).split(/[:,]/)[0];
const policyTitle = () => (changesPolicy(history.now) ? t('changedTitle', shortTitle(history.now.base)) : shortTitle(history.now.base));
/** A number of any size, as short as three digits make it. */
const compact = (value) => String(Number(Number(value).toPrecision(3))).replace('-', '\u2212');
const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const assumption = (key) => upper(parameters.get(key).meaning.replace(/`/g, ''));

/* ---- what is set, and the engine ---- */

function startState() {
  const reference = scenarioOf(data.reference) ? data.reference : 'status_quo', base = scenarioOf(data.policy) && scenarioOf(data.policy).shape === scenarioOf(reference).shape ? data.policy : reference;
  return { reference, base, levers: {}, parameters: {}, seed: data.seed || scenarioOf(reference).seed, unknown: 'all', outcome: 'direct_last_year' };
}
const history = new History(startState());
let fault = null, answer = null, reasons = null, loops = null, broken = null, ghost = null, took = 0, base = null, shown = 'direct', running = false, reading = 'lever', worker = null, asked = 0, sheet = false, view = 'lab';
const replies = new Map();
let begun = null;
const ready = new Promise((resolve) => { begun = resolve; });

function reply(text) {
  return new Promise((resolve) => { const id = ++asked; replies.set(id, resolve); worker.postMessage({ kind: 'ask', id: -id, question: text }); });
}

let latest = 0;
function compute() {
  running = true;
  root.classList.add('stale');
  const stages = scenarioOf(history.now.base).cells ? kStagesOfCells : kStages;
  latest += 1;
  loops = null;
  best.forget();
  worker.postMessage({ kind: 'run', id: latest, question: question(history.now, policyTitle()), stages, loops: !scenarioOf(history.now.base).cells });
  say();
}

function heard({ data: message }) {
  if (message.kind === 'ready') { begun(); return begin(); }
  if (message.kind === 'search') { best.heard(message); return undefined; }
  if (message.kind === 'reply') { replies.get(-message.id)?.(message.answer); replies.delete(-message.id); return undefined; }
  if (message.kind === 'refused' && message.id < 0) { replies.get(-message.id)?.(message.answer); return undefined; }
  if (message.id !== latest) return undefined;
  if (message.kind === 'refused') { running = false; root.classList.remove('stale'); showProblem(message.answer); say(); return undefined; }
  if (message.kind === 'loops') { loops = message.answer; drawLoops(); return undefined; }
  if (message.kind === 'why') { reasons = message.answer; drawWhy(); return undefined; }
  answer = message.answer;
  took = message.took;
  running = answer.done < answer.of;
  root.classList.remove('stale');
  draw();
  return undefined;
}

async function readBase() {
  base = await reply({ ask: 'read', policy: { name: history.now.base } });
  if (base.problems || base.error) showProblem(base);
}

/** Takes a new state: draws what depends on it and asks anew. */
async function take(state, { controls = true, remember = true, hand = null } = {}) {
  if (remember) {
    const before = history.now, seen = answer && answer.series ? Array.from(middle()) : null;
    if (history.take(state, hand)) ghost = seen;
    if (before.base !== state.base || before.reference !== state.reference) { ghost = null; broken = null; }
  }
  broken = null;
  const known = base && base.asked === history.now.base;
  if (!known) { await readBase(); base.asked = history.now.base; }
  historyLink();
  if (controls) drawControls(); else markLevers();
  compute();
}
function historyLink() {
  try { window.history.replaceState(null, '', `#${toLink(history.now)}`); } catch { /* some browsers keep the address of a file as it is */ }
}
const middle = () => { const series = answer.series.find((one) => one.name === shown); return series.bands[series.bands.length - 1].subarray(2 * answer.weeks, 3 * answer.weeks); };

async function begin() {
  if (isLink(location.hash)) readLink(location.hash.slice(1));
  await readBase();
  base.asked = history.now.base;
  drawControls();
  compute();
}
const isLink = (hash) => hash.includes('=');
function readLink(text) {
  try {
    history.take(fromLink(text, data, startState()));
    fault = null;
  } catch (error) {
    if (!(error instanceof LinkFault)) throw error;
    fault = { error: t('link') + t(`link_${error.code}`, error.word) };
    showProblem(fault);
  }
}

/* ---- parts of the page ---- */

const parts = {};
function layOut() {
  document.documentElement.lang = languageCode();
  document.title = `${t('lab')}: ${t('title')}`;
  parts.problem = element('div', { role: 'alert' });
  parts.verdict = element('div', { class: 'reads', 'aria-live': 'polite' });
  parts.support = figure('support', () => t('support'));
  parts.difference = figure('difference', () => t('difference'));
  parts.showing = element('div', { class: 'show-support' });
  parts.keyOfSupport = element('p', { class: 'key' });
  parts.levers = element('section', { class: `levers${sheet ? ' open' : ''}`, id: 'levers', 'aria-label': t('levers') });
  parts.provinces = element('section', { 'aria-labelledby': 'h-provinces', class: 'reads' });
  parts.best = best.section = element('section', { 'aria-labelledby': 'h-best', class: 'best' });
  parts.unknown = element('section', { 'aria-labelledby': 'h-unknown' });
  parts.shares = figure('loops', () => t('loopShares'));
  parts.loops = element('section', { 'aria-labelledby': 'h-loops', class: 'reads loops' });
  parts.why = element('section', { 'aria-labelledby': 'h-why', class: 'reads' });
  parts.goals = element('section', { 'aria-labelledby': 'h-goals', class: 'reads' });
  parts.take = element('section', { class: 'take', 'aria-labelledby': 'h-take' });
  parts.views = element('nav', { class: 'views', 'aria-label': t('views') }, ...kViews.map((one) => element('button', { id: `view-${one}`, onclick: () => look(one) }, t(`view_${one}`))));
  parts.sheetButton = element('button', { class: 'main', 'aria-expanded': String(sheet), 'aria-controls': 'levers', onclick: toggleSheet }, t('levers'));
  root.replaceChildren(
    element('header', {}, element('h1', {}, t('title')), parts.views, element('p', {}, t('intro')), element('button', { lang: languageCode() === 'en' ? 'de' : 'en', onclick: switchLanguage }, t('language'))),
    parts.room = element('main', { class: 'room' }, parts.levers,
      element('div', { class: 'centre' }, parts.problem, element('div', { class: 'answer' }, element('div', { class: 'verdict-card', id: 'verdict', tabindex: '-1' }, parts.verdict), parts.support.whole, parts.keyOfSupport), parts.showing, parts.difference.whole, parts.provinces, parts.best, parts.unknown, parts.loops),
      element('div', { class: 'side' }, parts.why, parts.goals, parts.take)),
    writing.section, play.section,
    parts.sheet = element('nav', { class: 'sheet', 'aria-label': t('levers') }, parts.sheetButton, element('button', { onclick: () => step('back') }, t('undo'))),
    element('footer', {}, element('p', {}, data.disclaimer), element('p', {}, t('about', `${data.version} (${data.commit.slice(0, 10)})`))));
  if (fault) showProblem(fault);
  showView();
}
const kViews = ['lab', 'writing', 'play'];
/** Shows a part of the page: what the levers do, the forms, or the game. */
function look(at) {
  view = at;
  showView();
  if (view === 'lab') { if (answer) draw(); } else (view === 'writing' ? writing : play).show();
}
function showView() {
  for (const one of kViews) { const button = parts.views.querySelector(`#view-${one}`); if (one === view) button.setAttribute('aria-current', 'page'); else button.removeAttribute('aria-current'); }
  parts.room.hidden = parts.sheet.hidden = view !== 'lab';
  writing.section.hidden = view !== 'writing';
  play.section.hidden = view !== 'play';
}
function toggleSheet() {
  sheet = !sheet;
  parts.levers.classList.toggle('open', sheet);
  parts.sheetButton.setAttribute('aria-expanded', String(sheet));
  parts.sheetButton.textContent = sheet ? t('close') : t('levers');
}
function switchLanguage() {
  setLanguage(languageCode() === 'en' ? 'de' : 'en');
  layOut();
  drawControls();
  draw();
  if (view !== 'lab') (view === 'writing' ? writing : play).show();
}

/** A chart that is read by arrow keys, too. */
function figure(id, title) {
  const plot = element('div', { class: 'plot', id: `chart-${id}`, tabindex: '0', role: 'group' }), said = element('p', { class: 'said', role: 'status' }), hint = element('p', { class: 'hint' });
  const made = { plot, said, hint, week: 0, read: () => '', whole: element('figure', {}, element('figcaption', {}, title()), hint, plot, said) };
  const tell = () => { made.mark?.(made.week); said.textContent = made.read(made.week); };
  plot.setAttribute('aria-label', t('chartKeys', title()));
  plot.addEventListener('keydown', (event) => {
    const moves = { ArrowRight: 1, ArrowLeft: -1, PageDown: 13, PageUp: -13, Home: -1e6, End: 1e6 };
    if (!(event.key in moves) || !answer) return;
    event.preventDefault();
    made.week = Math.max(0, Math.min(answer.weeks - 1, made.week + moves[event.key]));
    tell();
  });
  plot.addEventListener('pointermove', (event) => {
    if (!made.frame) return;
    const box = plot.getBoundingClientRect(), f = made.frame, at = (event.clientX - box.left) * f.width / box.width;
    made.week = Math.round(Math.max(0, Math.min(1, (at - f.left) / (f.width - f.left - f.right))) * (answer.weeks - 1));
    tell();
  });
  return made;
}
function put(made, f, read) {
  made.frame = f;
  made.read = read;
  made.plot.replaceChildren(f.root);
  const rule = svg('line', { y1: f.top, y2: f.height - f.bottom, stroke: f.l.ink.quiet, 'stroke-width': 1, visibility: 'hidden', class: 'rule' });
  f.root.append(rule);
  made.mark = (week) => { rule.setAttribute('x1', f.x(week)); rule.setAttribute('x2', f.x(week)); rule.setAttribute('visibility', 'visible'); };
}

function showProblem(problem) {
  const lines = problem.problems ? problem.problems.map((one) => one.text) : [problem.error];
  parts.problem.replaceChildren(element('div', { class: 'problem' }, element('p', {}, t('refused')), element('pre', {}, lines.join('\n')), element('button', { onclick: () => { fault = null; parts.problem.replaceChildren(); } }, t('close'))));
}

/* ---- levers ---- */

function step(way) {
  ghost = answer ? Array.from(middle()) : null;
  history[way]();
  take(history.now, { remember: false });
}

function groupsOf() {
  const militias = scenarioOf(history.now.base).militias, all = kGroups.map((group) => ({ ...group, names: group.militias ? group.levers.flatMap(([name]) => militias.map((one) => `${name}.${one}`)) : group.levers.map(([name]) => name) }));
  const listed = new Set(all.flatMap((group) => group.names)), rest = Object.keys(base.levers).filter((name) => !listed.has(name));
  if (rest.length) all.push({ id: 'other', en: t('other'), de: t('other'), names: rest });
  return all.map((group) => ({ ...group, names: group.names.filter((name) => base.levers[name]) }));
}
const limitsOf = (name) => { const point = name.indexOf('.'); return point < 0 ? data.levers.find((one) => one.name === name) : data.militia_levers.find((one) => one.name === name.slice(0, point)); };
const stepOf = (limits) => (limits.high - limits.low > 5 ? 0.1 : 0.01);
const unitOf = (limits) => (limits.unit === '1' ? '' : ` ${limits.unit}`);

function policySays(name) {
  const of = base.levers[name], text = number(of.value, 2);
  if (!of.changes.length) return t('asPolicy', text);
  return of.changes.length === 1 ? t('step', text, number(of.changes[0][1], 2)) : t('steps', text, of.changes.length);
}

const rows = new Map();
function leverRow(name) {
  const limits = limitsOf(name), title = leverText(name), made = { name };
  made.value = element('output', {});
  made.slider = element('input', { type: 'range', min: limits.low, max: limits.high, step: stepOf(limits), id: `lever-${name}`, 'aria-describedby': `means-${name}`,
    oninput: () => setLever(name, { value: Number(made.slider.value) }) });
  made.from = element('input', { type: 'number', min: 0, max: base.weeks - 1, step: 1, 'aria-label': t('fromOf', title), onchange: () => {
    const week = Math.round(Number(made.from.value));
    setLever(name, { from: Number.isFinite(week) ? Math.max(0, Math.min(base.weeks - 1, week)) : 0 });
    fillRow(made);
  } });
  made.restore = element('button', { 'aria-label': t('restore', title), onclick: () => { setLever(name, null); made.slider.focus(); } }, '×');
  made.says = element('span', {}, policySays(name));
  made.of = element('span', {}, `${t('from')} `, made.from, ' ', made.restore);
  made.whole = element('div', { class: 'lever' }, element('label', { for: `lever-${name}` }, element('span', {}, title), made.value), made.slider,
    element('div', { class: 'below' }, made.says, made.of), element('p', { class: 'means', id: `means-${name}` }, upper(limits.meaning.split(/; (?:may be given|read )/)[0])));
  rows.set(name, made);
  fillRow(made);
  return made.whole;
}
function fillRow(made) {
  const set = history.now.levers[made.name], limits = limitsOf(made.name), value = set ? set.value : base.levers[made.name].value;
  made.slider.value = value;
  made.value.textContent = number(value, 2) + unitOf(limits);
  made.slider.setAttribute('aria-valuetext', made.value.textContent);
  made.whole.classList.toggle('changed', Boolean(set));
  made.of.hidden = !set;
  made.says.hidden = !set && !base.levers[made.name].changes.length;
  made.from.value = set ? set.from : 0;
}
function setLever(name, change) {
  const levers = { ...history.now.levers };
  if (change === null) delete levers[name];
  else levers[name] = { value: base.levers[name].value, from: 0, ...levers[name], ...change };
  take({ ...history.now, levers }, { controls: false, hand: name });
}
function markLevers() {
  for (const made of rows.values()) fillRow(made);
  for (const group of groupsOf()) {
    const counted = group.names.filter((name) => history.now.levers[name]).length, place = document.getElementById(`count-${group.id}`);
    if (place) place.textContent = counted ? t('changedCount', counted) : '';
  }
  parts.undo.disabled = !history.past.length;
  parts.redo.disabled = !history.future.length;
  fillCommand();
}

function choose(label, id, groups, value, changed) {
  const select = element('select', { id, onchange: () => changed(select.value) });
  for (const [title, options] of groups) {
    const made = options.map(([key, text]) => element('option', { value: key, selected: key === value }, text));
    if (title) select.append(element('optgroup', { label: title }, ...made)); else select.append(...made);
  }
  return element('label', { class: 'field', for: id }, label, select);
}

function drawControls() {
  const state = history.now, open = new Map([...parts.levers.querySelectorAll('details')].map((one) => [one.id, one.open])), scrolled = parts.levers.scrollTop;
  const theatres = new Map();
  for (const one of scenarios()) { const place = data.own.includes(one) ? t('mine') : one.theatre; theatres.set(place, (theatres.get(place) || []).concat([[one.name, one.title || one.name]])); }
  const setBase = (name) => {
    const fits = scenarioOf(name).shape === scenarioOf(state.reference).shape, likeIt = scenarios().filter((one) => one.shape === scenarioOf(name).shape);
    const reference = fits ? state.reference : (likeIt.find((one) => one.name === 'status_quo') || likeIt.find((one) => one.name !== name) || likeIt[0]).name;
    take({ ...state, base: name, reference, levers: {}, seed: fits ? state.seed : scenarioOf(reference).seed });
  };
  rows.clear();
  parts.undo = element('button', { onclick: () => step('back'), disabled: !history.past.length }, t('undo'));
  parts.redo = element('button', { onclick: () => step('forward'), disabled: !history.future.length }, t('redo'));
  const groups = groupsOf().filter((group) => group.names.length).map((group) => {
    const used = group.names.some((name) => state.levers[name]), id = `group-${group.id}`;
    return element('details', { class: 'group', id, open: open.has(id) ? open.get(id) : Boolean(group.open) || used }, element('summary', {}, groupText(group), element('span', { class: 'count', id: `count-${group.id}` })), ...group.names.map(leverRow));
  });
  parts.levers.replaceChildren(
    choose(t('policy'), 'choose-policy', [...theatres], state.base, setBase),
    choose(t('against'), 'choose-reference', [['', scenarios().filter((one) => one.shape === scenarioOf(state.base).shape).map((one) => [one.name, one.title || one.name])]], state.reference, (name) => take({ ...state, reference: name })),
    choose(t('outcome'), 'choose-outcome', [['', data.outcomes.map((one) => [one.name, one.name.endsWith('last_year') ? t('whatHappens', outcomeText(one.name)) : t('whatHappensAll', outcomeText(one.name))])]], state.outcome, (name) => take({ ...state, outcome: name })),
    element('div', { class: 'row' }, parts.undo, parts.redo, element('button', { onclick: () => take(startState()) }, t('reset'))), element('h2', {}, t('levers')), ...groups);
  parts.levers.scrollTop = scrolled;
  best.draw();
  drawUnknown();
  drawTake();
  markLevers();
}

/* ---- the answer ---- */

function say() {
  const state = parts.state;
  if (!state) return;
  if (running && !answer) state.textContent = t('computing');
  else if (root.classList.contains('stale')) state.textContent = t('computing');
  else if (answer) state.textContent = [running ? t('first', count(answer.done), count(answer.of)) : answer.done === 1 ? t('doneOne') : t('done', count(answer.done), number(took / 1000, 1)), answer.failed ? t('failed', count(answer.failed)) : '', scenarioOf(history.now.base).cells ? t('cells') : ''].filter(Boolean).join(' ');
}
const ofFutures = (futures) => (futures === 1 ? t('future') : t('futures', count(futures)));
const decimals = (unit) => (['index', '1', 'years'].includes(unit) ? 2 : 0);

function drawVerdict() {
  parts.state = element('p', { class: 'state-line', role: 'status' });
  if (!answer) { parts.verdict.replaceChildren(element('h2', {}, t('starting')), parts.state); say(); return; }
  const one = answer.outcomes.find((o) => o.name === history.now.outcome), policy = answer.answer.policies.find((p) => p.policy !== answer.policies[0]) || answer.answer.policies[0], same = !changesPolicy(history.now) && history.now.base === history.now.reference;
  const share = one.verdict === 'lowers' ? one.lower : one.higher, digits = decimals(one.unit), name = policyTitle();
  const title = same ? t('nothingChanged') : t(one.verdict, languageCode() === 'en' ? upper(name) : name, outcomeText(one.name), percent(share), ofFutures(one.pairs));
  parts.verdict.replaceChildren(element('h2', {}, title, ' ', same ? null : element('span', { class: `verdict ${one.verdict.split(' ')[0]}` }, t(`badge_${one.verdict}`))),
    ...(same ? [] : [element('p', { class: 'shares' }, t('shares', percent(one.lower), percent(one.tied), percent(one.higher), signed(one.median, digits), signed(one.low, digits), signed(one.high, digits))),
      element('p', { class: 'hint said-so', lang: 'en' }, t('asCompare', policy.policy, answer.answer.sentence))]), parts.state);
  say();
}

function drawSupport() {
  const series = answer.series.find((one) => one.name === shown), weeks = answer.weeks, at = (values, s, week) => number(values[s * weeks + week], 2), [a, b] = [series.bands[0], series.bands[series.bands.length - 1]];
  const narrow = innerWidth < 760, width = Math.max(280, Math.round(parts.support.plot.clientWidth || 700)), height = narrow ? 170 : 300, yearName = (year) => t('year', year + 1), names = [shortTitle(history.now.reference), policyTitle()];
  parts.showing.replaceChildren(element('fieldset', { class: 'choice' }, element('legend', {}, t('show')), ...['direct', 'indirect'].map((name) => element('label', {}, element('input', { type: 'radio', name: 'shown', value: name, checked: name === shown, onchange: () => { shown = name; ghost = null; draw(); document.querySelector(`input[name=shown][value=${name}]`).focus(); } }), t(name)))));
  put(parts.support, supportChart({ width, height, weeks, series, ghost, thin: answer.done > 1, yearName, said: `${t(shown)}: ${names[0]}, ${names[1]}` }),
    (week) => t('chartSaid', week, names[0], at(a, 2, week), at(a, 0, week), at(a, 4, week), names[1], at(b, 2, week), at(b, 0, week), at(b, 4, week)));
  parts.support.hint.textContent = `${t(shown)} (${t('unitIndex')}). ${t('band')}`;
  parts.keyOfSupport.replaceChildren(...[['reference', names[0]], ['policy', names[1]], ...(ghost ? [['ghost', t('before')]] : [])].map(([kind, text]) => element('span', {}, element('span', { class: `mark ${kind}` }), text)));
  put(parts.difference, differenceChart({ width, height: narrow ? 150 : 190, weeks, bands: series.difference, yearName, said: t('differenceHint', names[1], names[0]) }),
    (week) => t('differenceSaid', week, signed(series.difference[2 * weeks + week], 2), signed(series.difference[week], 2), signed(series.difference[4 * weeks + week], 2)));
  parts.difference.hint.textContent = t('differenceHint', names[1], names[0]);
}

function drawProvinces() {
  parts.provinces.hidden = !answer.provinces.length;
  if (answer.provinces.length) parts.provinces.replaceChildren(element('h2', { id: 'h-provinces' }, t('provinces')), provinceTable(answer.provinces, [shortTitle(history.now.reference), policyTitle()]));
}

function drawGoals() {
  const goals = [['goal_direct', 'direct_last_year', 'lowers'], ['goal_total', 'total_last_year', 'lowers'], ['goal_shift', 'indirect_share_last_year', 'raises'], ['goal_tightness', 'tightness_last_year', 'lowers']];
  const made = goals.map(([text, name, wanted]) => {
    const one = answer.outcomes.find((o) => o.name === name), word = one.verdict === wanted ? 'yes' : one.verdict === 'sign open' ? 'open' : 'no';
    return element('tr', {}, element('th', { scope: 'row' }, t(text)), element('td', { class: `state ${word}` }, t(word)), element('td', { class: 'number' }, percent(wanted === 'lowers' ? one.lower : one.higher)));
  });
  const cost = answer.outcomes.find((o) => o.name === 'cost');
  parts.goals.replaceChildren(element('h2', { id: 'h-goals' }, t('goals')), element('table', { class: 'goals' }, element('thead', {}, element('tr', {}, ...['goalHead', 'met', 'inFutures'].map((key, i) => element('th', { scope: 'col', class: i === 2 ? 'number' : undefined }, t(key))))), element('tbody', {}, ...made)),
    element('h2', {}, t('burden')), element('p', {}, t('burdenText', signed(cost.median, 2), signed(cost.low, 2), signed(cost.high, 2), shortTitle(history.now.reference))));
}

/* Names of what `explain` shares a difference out over. */
function partName(one) {
  if (one.kind === 'lever') return one.key === 'rules' ? upper(one.meaning) : leverText(one.key);
  return parameters.has(one.key) ? assumption(one.key) : upper((one.meaning || one.key).replace(/_/g, ' '));
}
function drawWhy() {
  const head = element('h2', { id: 'h-why' }, t('why'));
  if (!reasons || reasons.error || reasons.problems) { parts.why.replaceChildren(head, element('p', { class: 'hint' }, reasons ? reasons.error || reasons.problems[0].text : t('computing'))); return; }
  if (!reasons.differences.length) { parts.why.replaceChildren(head, element('p', {}, t('whyNone'))); return; }
  const paths = reading === 'path' && reasons.paths.length, all = (paths ? reasons.paths : reasons.differences).map((one) => ({ label: paths ? upper(one.name) : partName(one), value: one.part })).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const whole = all.reduce((sum, one) => sum + Math.abs(one.value), 0), kept = all.filter((one, i) => i < 8 && Math.abs(one.value) > 0.01 * whole), rest = all.filter((one) => !kept.includes(one)).reduce((sum, one) => sum + one.value, 0);
  if (Math.abs(rest) > 0.0005) kept.push({ label: t('smaller'), value: rest });
  const choices = element('fieldset', { class: 'choice' }, element('legend', { class: 'unseen' }, t('why')), ...['lever', 'path'].map((kind) => element('label', {}, element('input', { type: 'radio', name: 'reading', value: kind, checked: kind === reading, disabled: kind === 'path' && !reasons.paths.length, onchange: () => { reading = kind; drawWhy(); document.querySelector(`input[name=reading][value=${kind}]`).focus(); } }), t(kind === 'lever' ? 'byLever' : 'byPath'))));
  const plot = element('div', { class: 'plot' });
  parts.why.replaceChildren(head, element('p', { class: 'hint' }, t('whyHint')), choices, plot);
  plot.append(waterfall({ width: Math.max(280, plot.clientWidth || 320), from: { label: shortTitle(history.now.reference), value: reasons.base }, parts: kept, to: { label: policyTitle(), value: reasons.other }, said: kept.map((one) => `${one.label} ${signed(one.value, 2)}`).join('; ') }));
}

/* ---- the best that can be done ---- */

const best = new BestSearch({
  now: () => history.now, groups: groupsOf, unit: (name) => unitOf(limitsOf(name)), question: () => question(history.now, policyTitle()), cells: () => scenarioOf(history.now.base).cells,
  names: () => ({ reference: shortTitle(history.now.reference), policy: policyTitle() }), digits: (name) => decimals(data.outcomes.find((one) => one.name === name).unit), post: (message) => worker.postMessage(message),
  set: (levers) => { document.getElementById('verdict').focus(); take({ ...history.now, levers: { ...history.now.levers, ...levers } }); },
});

/* ---- what nobody knows ---- */

let deciding = [];  // of the last answer over all futures
const known = new Map();  // assumptions that were shown once stay while they are set
function assumptionRow(key, share) {
  const p = parameters.get(key), set = history.now.parameters[key], id = `assume-${key}`, value = element('output', {}, set === undefined ? t('varies') : p.forms ? String(set) : compact(set)), change = (to) => {
    const all = { ...history.now.parameters };
    if (to === null) delete all[key]; else all[key] = to;
    take({ ...history.now, parameters: all }, { controls: to === null, hand: key });
    if (to !== null) { value.textContent = p.forms ? String(to) : compact(to); restore.hidden = false; whole.classList.add('changed'); }
  };
  const restore = element('button', { 'aria-label': t('restore', assumption(key)), hidden: set === undefined, onclick: () => change(null) }, '×');
  const range = p.forms ? null : p.high - p.low, control = p.forms ? element('select', { id, onchange: () => change(control.value || null) }, element('option', { value: '' }, t('varies')), ...p.forms.map((form) => element('option', { value: form, selected: form === set }, form.replace(/_/g, ' '))))
    : element('input', { id, type: 'range', min: p.low, max: p.high, step: p.whole ? 1 : range / 200, value: set === undefined ? p.value : set, oninput: () => change(p.whole ? Math.round(Number(control.value)) : Number(Number(control.value).toPrecision(4))) });
  const whole = element('div', { class: `lever${set === undefined ? '' : ' changed'}` }, element('label', { for: id }, element('span', {}, assumption(key)), value), control,
    element('div', { class: 'below' }, element('span', {}, [share ? t('explains', percent(share)) : '', p.forms ? '' : `${t('range', compact(p.low), compact(p.high))}${p.unit === '1' ? '' : ` ${p.unit}`}`, p.source ? t('source', p.source) : ''].filter(Boolean).join(' · ')), restore));
  return whole;
}
function drawUnknown() {
  const state = history.now, held = document.activeElement && parts.unknown.contains(document.activeElement) ? document.activeElement.id : null;
  if (held && held.startsWith('assume-')) return;  // not under the hand that moves it
  if (answer && answer.answer.movers.length) deciding = answer.answer.movers;
  const movers = state.unknown === 'luck' ? [] : deciding;
  for (const one of movers) known.set(one.key, one.share);
  const keys = [...new Set([...Object.keys(state.parameters), ...movers.slice(0, 6).map((one) => one.key)])].filter((key) => parameters.has(key));
  const result = element('div', { 'aria-live': 'polite', id: 'broken' });
  parts.breakButton = element('button', { class: 'main', onclick: breakIt }, t('breakIt'));
  parts.broken = result;
  parts.unknown.replaceChildren(element('h2', { id: 'h-unknown' }, t('unknown')), element('p', { class: 'hint' }, t('unknownHint')),
    element('fieldset', { class: 'choice' }, element('legend', {}, t('vary')), ...['all', 'parameters', 'luck'].map((kind) => element('label', {}, element('input', { type: 'radio', name: 'unknown', value: kind, checked: state.unknown === kind, onchange: () => { take({ ...history.now, unknown: kind }, { controls: false }); } }), t(kind)))),
    element('div', { class: 'row' }, parts.breakButton, element('span', { class: 'hint' }, t('breakHint'))), result,
    element('h2', {}, t('matter')), element('p', { class: 'hint' }, keys.length ? t('matterHint') : state.unknown === 'luck' ? t('matterNone') : t('computing')), element('div', { class: 'assumptions' }, ...keys.map((key) => assumptionRow(key, known.get(key)))));
  if (broken) showBroken();
}
async function breakIt() {
  parts.broken.replaceChildren(element('p', {}, t('searching')));
  parts.breakButton.disabled = true;
  const asked = question(history.now, policyTitle());
  broken = await reply({ ...asked, ask: 'break' });
  parts.breakButton.disabled = false;
  showBroken();
}
function moveText(move) {
  return t('breakMove', lower(assumption(move.key)), move.from_form ? move.from_form : compact(move.from), move.to_form ? move.to_form : compact(move.to));
}
function showBroken() {
  if (broken.error || broken.problems) { parts.broken.replaceChildren(element('p', {}, broken.error || broken.problems.map((one) => one.text).join('; '))); return; }
  const start = signed(broken.start, 2);
  if (broken.turns === undefined) { parts.broken.replaceChildren(element('p', {}, t('breakNoDifference', start))); return; }
  if (!broken.moves) { parts.broken.replaceChildren(element('p', {}, t('breakHolds', start, broken.tried))); return; }
  const moves = broken.moves.map(moveText), listed = moves.length < 2 ? moves[0] : `${moves.slice(0, -1).join(', ')} ${t('and')} ${moves[moves.length - 1]}`, form = broken.moves.some((move) => move.to_form);
  parts.broken.replaceChildren(element('p', {}, element('strong', {}, t(broken.turns ? 'breakTurns' : 'breakVanishes', start, signed(broken.difference, 2), listed)), ' ', form ? '' : t(moves.length > 1 ? 'breakShares' : 'breakShare', percent(broken.share))), element('p', { class: 'hint' }, t('breakMethod', count(broken.runs))),
    element('button', { onclick: () => take({ ...history.now, parameters: { ...history.now.parameters, ...Object.fromEntries(broken.moves.map((move) => [move.key, move.to_form || move.to])) } }) }, t('breakShow')));
}

/* ---- feedback loops ---- */

function drawLoops() {
  const head = [element('h2', { id: 'h-loops' }, t('loops')), element('p', { class: 'hint' }, t('loopsHint', policyTitle()))];
  if (scenarioOf(history.now.base).cells) { parts.loops.replaceChildren(...head, element('p', {}, t('loopsCells'))); return; }
  if (!loops) { parts.loops.replaceChildren(...head, element('p', { class: 'hint' }, t('computing'))); return; }
  if (loops.error || loops.problems) { parts.loops.replaceChildren(...head, element('p', {}, t('loopsNot')), element('p', { class: 'hint', lang: 'en' }, loops.error || loops.problems[0].text)); return; }
  if (!loops.sentences) { parts.loops.replaceChildren(...head, element('p', {}, t('loopsNone'))); return; }
  const lines = linesOf(loops), dilemma = Boolean(loops.dilemma), plot = element('div', { class: 'plot', id: 'loops-diagram' }), open = parts.loops.querySelector('details')?.open || false;
  parts.loops.replaceChildren(...head, element('p', { class: 'in-words', lang: 'en' }, loops.sentences.join(' ').replace(/ -> /g, ' \u2192 ')), element('figure', {}, element('figcaption', {}, t('loopsDiagram')), element('p', { class: 'hint' }, t('loopsSigns')), plot),
    parts.shares.whole, element('p', { class: 'key' }, ...keyOf(lines, dilemma)), element('details', { class: 'group', open }, element('summary', {}, t('asTables')), ...tables(loops, lines)));
  const width = Math.max(280, Math.round(plot.clientWidth || 640)), said = t('loopsSaid', count(loops.links.length), count(loops.links.filter((one) => one.dilemma).length));
  plot.append(diagram(loops, width, said));
  put(parts.shares, shareChart({ width, height: innerWidth < 760 ? 170 : 220, weeks: loops.weeks, lines, dilemma, yearName: (year) => t('year', year + 1), said: t('loopShares') }),
    (week) => t('shareSaid', week, lines.map((one) => `${one.name} ${signed(one.net[week], 3)}`).join(', ')));
  parts.shares.hint.textContent = t('loopSharesHint', count(loops.loops), count(loops.paths));
}

/* ---- to take with one ---- */

function download(name, kind, content) {
  const link = element('a', { href: URL.createObjectURL(new Blob([content], { type: kind })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
/** A chart as a file of its own: colours and fonts stand in it. */
function chartText() {
  const copy = parts.support.frame.root.cloneNode(true), box = parts.support.frame, l = box.l;
  copy.querySelector('.rule')?.remove();
  copy.setAttribute('viewBox', `0 -30 ${box.width} ${box.height + 30}`);
  copy.setAttribute('height', box.height + 30);
  copy.prepend(svg('rect', { x: 0, y: -30, width: box.width, height: box.height + 30, fill: l.ink.ground }));
  copy.append(svg('text', { x: 44, y: -10, fill: l.ink.text, 'font-weight': 600 }, `${t(shown)}: `, svg('tspan', { fill: l.reference }, shortTitle(history.now.reference)), ', ', svg('tspan', { fill: l.policy }, policyTitle())));
  return new XMLSerializer().serializeToString(copy);
}
function saveChart(kind) {
  if (!answer) return;
  const text = chartText(), { width, height } = parts.support.frame;
  if (kind === 'svg') { download('support.svg', 'image/svg+xml', text); return; }
  const image = new Image(), scale = 2;
  image.onload = () => {
    const canvas = element('canvas', { width: width * scale, height: (height + 30) * scale });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => { download('support.png', 'image/png', blob); URL.revokeObjectURL(image.src); });
  };
  image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
}
function saveCsv() {
  if (!answer) return;
  const kShares = ['p05', 'p25', 'p50', 'p75', 'p95'], lines = [['week', 'series', 'policy', ...kShares].join(',')];
  for (const series of answer.series)
    [...series.bands.map((values, p) => [answer.policies[p], values]), ['difference', series.difference]].forEach(([name, values]) => { for (let week = 0; week < answer.weeks; ++week) lines.push([week, series.name, name, ...kShares.map((_, s) => values[s * answer.weeks + week])].join(',')); });
  download('support.csv', 'text/csv', `${lines.join('\n')}\n`);
}
async function tomlToSave() {
  const own = data.own.some((one) => one.name === history.now.base), text = policyToml(history.now, policyTitle());
  if (!own) return text;
  const whole = await reply({ ask: 'read', policy: { toml: text, file: 'my_policy.toml' }, set: settings(history.now) });
  return whole.resolved;  // what it extends stands nowhere else
}
/** Whether a file begins as HDF5 does, which results files are. */
async function isResults(file) {
  const kSignature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], bytes = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  return kSignature.every((byte, i) => bytes[i] === byte);
}
async function openToml(file) {
  if (await isResults(file)) { showProblem({ error: `${file.name}: ${t('resultsFile', file.name)}` }); return; }
  if (file.size > kMostBytes) { showProblem({ error: `${file.name}: ${t('tooLarge', Math.round(file.size / (1 << 20)))}` }); return; }
  await takeToml(file.name, await file.text());
}
/** Takes a scenario's text as the policy that is shown. */
async function takeToml(file, text) {
  const read = await reply({ ask: 'read', policy: { toml: text, file } });
  if (read.problems || read.error) { showProblem(read); return; }
  const name = `${read.name}${data.scenarios.some((one) => one.name === read.name) ? '_opened' : ''}`, whole = read.resolved.replace(/^name = .*$/m, `name = "${name}"`);
  const kept = await reply({ ask: 'keep', name: `${name}.toml`, toml: whole });
  if (kept.problems || kept.error) { showProblem(kept); return; }
  data.own = data.own.filter((one) => one.name !== name).concat([{ name, title: read.title || name, description: '', theatre: read.theatre, shape: read.shape, cells: read.cells, militias: read.militias, seed: read.seed, toml: whole }]);
  base = null;
  const fits = scenarioOf(history.now.reference).shape === read.shape, likeIt = scenarios().find((one) => one.shape === read.shape && one.name !== name);
  parts.problem.replaceChildren(element('p', { class: 'hint', role: 'status' }, t('opened', read.title || name)));
  await take({ ...history.now, base: name, reference: fits ? history.now.reference : likeIt ? likeIt.name : name, levers: {} });
}
/* ---- the forms and the game ---- */

const writing = new Writing({
  ask: async (text) => { await ready; return reply(text); }, scenarios, militias: (name) => scenarioOf(name)?.militias || scenarios().find((one) => one.theatre === name)?.militias || [], parameters: data.parameters, download, maximum: kMostBytes,
  fromLab: () => (data.own.some((one) => one.name === history.now.base) && !changesPolicy(history.now) ? scenarioOf(history.now.base).toml : policyToml(history.now, policyTitle())),
  run: async (file, text) => { look('lab'); document.getElementById('verdict').focus(); await takeToml(file, text); },
});
const play = new Play({ texts: { worker: document.getElementById('worker').textContent, engine: document.getElementById('engine').textContent }, version: data.version, download, outcome: (name) => outcomeText(data.outcomes.some((one) => one.name === name) ? name : name.replace(/_mean$/, '_last_year')) });

function copied(button, text) {
  const done = () => { const before = button.textContent; button.textContent = t('copied'); setTimeout(() => { button.textContent = before; }, 1500); };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, () => byHand()); else byHand();
  function byHand() { const area = element('textarea', {}, text); document.body.append(area); area.select(); document.execCommand('copy'); area.remove(); done(); }
}
function fillCommand() {
  if (parts.command) parts.command.textContent = command(history.now, scenarioOf(history.now.base).cells ? kStagesOfCells[1] : kStages[1], scenarioOf(history.now.base).cells);
}
function drawTake() {
  const picker = element('input', { type: 'file', accept: '.toml', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', id: 'open-file', onchange: () => { if (picker.files[0]) openToml(picker.files[0]); picker.value = ''; } });
  parts.command = element('pre', { class: 'command', tabindex: '0' });
  parts.take.replaceChildren(element('h2', { id: 'h-take' }, t('take')),
    element('div', { class: 'row' }, element('button', { id: 'save-toml', onclick: async () => download(`${changesPolicy(history.now) ? 'my_policy' : fileName(history.now)}.toml`, 'application/toml', await tomlToSave()) }, t('saveToml')), element('button', { onclick: () => picker.click() }, t('openToml')), picker, element('button', { onclick: (event) => copied(event.target, location.href) }, t('copyLink'))),
    element('p', { class: 'hint' }, t('saveHint')), element('div', { class: 'row' }, element('button', { id: 'save-svg', onclick: () => saveChart('svg') }, t('chartSvg')), element('button', { id: 'save-png', onclick: () => saveChart('png') }, t('chartPng')), element('button', { id: 'save-csv', onclick: saveCsv }, t('dataCsv')), element('button', { onclick: () => print() }, t('print'))),
    element('p', { class: 'field' }, t('asCommand')), parts.command, element('button', { onclick: (event) => copied(event.target, parts.command.textContent) }, t('copy')));
  fillCommand();
}

function draw() {
  drawVerdict();
  if (!answer) return;
  drawSupport();
  drawProvinces();
  drawGoals();
  drawWhy();
  drawUnknown();
  drawLoops();
}

/* ---- begin ---- */

function startWorker() {
  const text = document.getElementById('worker').textContent;
  worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  worker.onmessage = heard;
  worker.onerror = (event) => showProblem({ error: event.message || t('noWasm') });
  worker.postMessage({ kind: 'start', own: data.own, engine: document.getElementById('engine').textContent });
}
setLanguage((navigator.language || 'en').startsWith('de') ? 'de' : 'en');
layOut();
document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); (view === 'lab' ? document.getElementById('verdict') : document.getElementById(view)).focus(); });
if (typeof WebAssembly === 'object' && typeof DecompressionStream === 'function') {
  drawVerdict();
  startWorker();
  addEventListener('hashchange', () => { const text = location.hash.slice(1); if (isLink(text) && text !== toLink(history.now)) { readLink(text); if (!fault) take(history.now, { remember: false }); } });
  addEventListener('resize', () => { if (answer && view === 'lab') draw(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { if (answer) draw(); });
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => { event.preventDefault(); const file = event.dataTransfer.files[0]; if (file) (view === 'writing' ? writing.open(file) : openToml(file)); });
  addEventListener('keydown', (event) => {
    if (view !== 'lab' || !(event.ctrlKey || event.metaKey) || /^(INPUT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== 'range') return;
    if (event.key === 'z') { event.preventDefault(); step(event.shiftKey ? 'forward' : 'back'); }
    if (event.key === 'y') { event.preventDefault(); step('forward'); }
  });
} else {
  parts.verdict.replaceChildren(element('h2', {}, t('noWasm')));
}
