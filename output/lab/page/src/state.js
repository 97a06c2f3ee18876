// What is set: where it comes from, what of it stands in a link, in a scenario file and in a command. Nothing here touches the page.

export const kVersion = 1;
export const kUnknown = ['all', 'parameters', 'luck'];
const kLongestLink = 20000;

/** A number as files write it; as short as it can be read back. */
export const written = (value) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

export const changed = (state) => Object.keys(state.levers).length > 0 || Object.keys(state.parameters).length > 0;
export const changesPolicy = (state) => Object.keys(state.levers).length > 0;
export const sameState = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The limits of a lever by its name, of the militias too. */
export function leverOf(data, name) {
  const point = name.indexOf('.');
  return point < 0 ? data.levers.find((one) => one.name === name) : data.militia_levers.find((one) => one.name === name.slice(0, point));
}

export const fileName = (state) => (changesPolicy(state) ? 'my_policy' : state.base);

/** Overrides that every policy has: what the reader is told of a world. */
export const settings = (state) => Object.entries(state.parameters).map(([key, value]) => `${key}=${value}`).concat(state.unknown === 'parameters' ? ['run.noise=false'] : []);

/** The policy as a scenario file that extends the one it departs from. */
export function policyToml(state, title) {
  const text = ['schema = 1', 'name = "my_policy"', `title = ${JSON.stringify(title)}`, `extends = "${state.base}.toml"`, '', '[run]', `seed = ${state.seed}`];
  const table = (head, pick) => {
    const rows = Object.entries(state.parameters).filter(([key]) => pick(key));
    if (rows.length) text.push('', head, ...rows.map(([key, value]) => `${key.replace(/^structure\./, '')} = ${typeof value === 'number' ? written(value) : JSON.stringify(value)}`));
  };
  table('[parameters]', (key) => !key.startsWith('structure.'));
  table('[structure]', (key) => key.startsWith('structure.'));
  for (const [name, lever] of Object.entries(state.levers)) text.push('', '[[action]]', `week = ${lever.from}`, `set = { ${name} = ${written(lever.value)} }`);
  return `${text.join('\n')}\n`;
}

/** What the engine is asked. */
export function question(state, title) {
  const policy = changesPolicy(state) ? { toml: policyToml(state, title), file: 'my_policy.toml' } : { name: state.base };
  return { policies: [{ name: state.reference }, policy], set: settings(state), seed: state.seed, uncertainty: state.unknown === 'luck' ? 'luck' : 'assumptions', outcome: state.outcome };
}

/** The same as a command. */
export function command(state, futures, cells) {
  const same = !changesPolicy(state) && state.base === state.reference;
  const words = ['fulcrum', same ? 'run' : 'compare'];
  if (!same) words.push(state.reference);
  words.push(changesPolicy(state) ? 'my_policy.toml' : state.base, '--seed', String(state.seed), '--replicates', String(futures), '--resolution', cells ? 'cells' : 'organisations');
  if (state.unknown === 'luck') words.push('--uncertainty', 'luck');
  for (const setting of settings(state)) words.push('--set', setting);
  if (state.outcome !== 'direct_last_year') words.push('--outcome', state.outcome);
  return words.join(' ');
}

/** The part of a link behind '#'. */
export function toLink(state) {
  const link = new URLSearchParams({ lab: String(kVersion), reference: state.reference, policy: state.base, seed: state.seed, unknown: state.unknown, outcome: state.outcome });
  for (const [name, lever] of Object.entries(state.levers)) link.append('lever', `${name}:${lever.value}:${lever.from}`);
  for (const [key, value] of Object.entries(state.parameters)) link.append('set', `${key}:${value}`);
  return link.toString();
}

/** A fault of a link: `code` names the sentence that says it, `word` is what was found. */
export class LinkFault extends Error {
  constructor(code, word) {
    super(code);
    this.code = code;
    this.word = String(word === undefined ? '' : word).slice(0, 60);
  }
}

function numberOf(text, low, high) {
  const value = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : NaN;
  if (!Number.isFinite(value)) throw new LinkFault('noNumber', text);
  if (value < low || value > high) throw new LinkFault('outside', text);
  return value;
}

/** The state that a link asks for, over the one that there is. Throws LinkFault: nothing of a link with a fault is taken. */
export function fromLink(text, data, start) {
  if (text.length > kLongestLink) throw new LinkFault('tooLong', text.length);
  const link = new URLSearchParams(text), state = { ...start, levers: {}, parameters: {} };
  if (link.get('lab') !== String(kVersion)) throw new LinkFault('version', link.get('lab') || '');
  const scenario = (name) => { if (!data.scenarios.concat(data.own).some((one) => one.name === name)) throw new LinkFault('unknown', name); return name; };
  const among = (name, allowed) => { if (!allowed.includes(name)) throw new LinkFault('unknown', name); return name; };
  if (link.has('reference')) state.reference = scenario(link.get('reference'));
  if (link.has('policy')) state.base = scenario(link.get('policy'));
  if (link.has('seed')) { if (!/^\d{1,20}$/.test(link.get('seed')) || BigInt(link.get('seed')) > 0xffffffffffffffffn) throw new LinkFault('noNumber', link.get('seed')); state.seed = link.get('seed'); }
  if (link.has('unknown')) state.unknown = among(link.get('unknown'), kUnknown);
  if (link.has('outcome')) state.outcome = among(link.get('outcome'), data.outcomes.map((one) => one.name));
  for (const one of link.getAll('lever')) {
    const [name, value, from] = one.split(':'), lever = leverOf(data, name);
    if (!lever) throw new LinkFault('unknown', name);
    if (from === undefined || !/^\d{1,5}$/.test(from)) throw new LinkFault('noNumber', one);
    const militia = name.includes('.') ? name.slice(name.indexOf('.') + 1) : null;
    if (militia && !data.scenarios.concat(data.own).find((s) => s.name === state.base).militias.includes(militia)) throw new LinkFault('unknown', name);
    state.levers[lever.name + (militia ? `.${militia}` : '')] = { value: numberOf(value || '', lever.low, lever.high), from: Number(from) };
  }
  for (const one of link.getAll('set')) {
    const [key, value] = one.split(':'), parameter = data.parameters.find((p) => p.key === key);
    if (!parameter) throw new LinkFault('unknown', key);
    state.parameters[parameter.key] = parameter.forms ? among(value, parameter.forms) : numberOf(value || '', parameter.low, parameter.high);
  }
  const shape = (name) => data.scenarios.concat(data.own).find((one) => one.name === name).shape;
  if (shape(state.reference) !== shape(state.base)) throw new LinkFault('differ', `${state.reference}, ${state.base}`);
  return state;
}

/** Steps back and forward. */
export class History {
  constructor(state) { this.past = []; this.future = []; this.now = state; this.hand = null; this.at = 0; }
  /** `hand`: what was moved; one that keeps moving is one step. Returns whether a step was made. */
  take(state, hand = null) {
    if (sameState(state, this.now)) return false;
    const now = Date.now(), goesOn = hand !== null && hand === this.hand && now - this.at < 1500;
    this.hand = hand;
    this.at = now;
    if (goesOn) { this.now = state; return false; }
    this.past.push(this.now);
    if (this.past.length > 200) this.past.shift();
    this.future = [];
    this.now = state;
    return true;
  }
  back() { this.hand = null; if (this.past.length) { this.future.push(this.now); this.now = this.past.pop(); } return this.now; }
  forward() { this.hand = null; if (this.future.length) { this.past.push(this.now); this.now = this.future.pop(); } return this.now; }
}
