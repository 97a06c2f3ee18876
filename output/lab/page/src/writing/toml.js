// A document of tables and values, as the engine gives it, written as TOML. Nothing here touches the page.

const kBare = /^[A-Za-z0-9_-]+$/;
const isTable = (value) => value !== null && typeof value === 'object' && !Array.isArray(value) && !('$raw' in value);
const isList = (value) => Array.isArray(value) && value.length > 0 && value.every(isTable);
const key = (name) => (kBare.test(name) ? name : text(name));
/** A text in quotes. JSON's escapes are TOML's, but for the control character above ASCII's printable ones. */
const text = (words) => JSON.stringify(words).replace(/\u007f/g, '\\u007F');

function value(one) {
  if (Array.isArray(one)) return `[${one.map(value).join(', ')}]`;
  if (isTable(one)) { const rows = Object.entries(one).map(([name, of]) => `${key(name)} = ${value(of)}`); return rows.length ? `{ ${rows.join(', ')} }` : '{}'; }
  if (one !== null && typeof one === 'object') return one.$raw;
  return typeof one === 'string' ? text(one) : String(one);
}

/** A table under its head: what stands in one line first, then the tables of it that have tables. */
function table(head, of, lines) {
  const own = Object.entries(of), deep = own.filter(([, one]) => isTable(one) && Object.values(one).some(isTable));
  lines.push('', `[${head}]`, ...own.filter((row) => !deep.includes(row)).map(([name, one]) => `${key(name)} = ${value(one)}`));
  for (const [name, one] of deep) {
    lines.push('', `[${head}.${key(name)}]`);
    for (const [inner, last] of Object.entries(one)) lines.push(`${key(inner)} = ${value(last)}`);
  }
}

/** The document as text: values of the root first, then its tables and lists of tables in their order. */
export function writeToml(of) {
  const rows = Object.entries(of), lines = rows.filter(([, one]) => !isTable(one) && !isList(one)).map(([name, one]) => `${key(name)} = ${value(one)}`);
  for (const [name, one] of rows) {
    if (isTable(one)) table(key(name), one, lines);
    if (isList(one)) for (const member of one) lines.push('', `[[${key(name)}]]`, ...Object.entries(member).map(([inner, last]) => `${key(inner)} = ${value(last)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** What stands at a path of keys and places; undefined if nothing does. */
export const at = (of, path) => path.reduce((inner, step) => (inner === undefined || inner === null ? undefined : inner[step]), of);
/** Puts a value at a path, making tables on the way; undefined takes it away, and with it lists that become empty. */
export function put(of, path, one) {
  const last = path[path.length - 1];
  let inner = of;
  for (let i = 0; i < path.length - 1; ++i) {
    if (inner[path[i]] === undefined) { if (one === undefined) return; inner[path[i]] = typeof path[i + 1] === 'number' ? [] : {}; }
    inner = inner[path[i]];
  }
  if (one !== undefined) { inner[last] = one; return; }
  if (Array.isArray(inner)) inner.splice(last, 1); else delete inner[last];
  if (Array.isArray(inner) && !inner.length && path.length > 1) put(of, path.slice(0, -1), undefined);
}

/** A table of tables as one table whose keys have points: { threat: { gain: 2 } } is "threat.gain". A table with a value is a value. */
export function flat(of, before = '') {
  return Object.entries(of || {}).flatMap(([name, one]) => (isTable(one) && !('value' in one) ? flat(one, `${before}${name}.`) : [[before + name, one]]));
}

/** The path whose key or table stands nearest before a place in its line; null if none does. */
export function pathAt(places, line, column) {
  const there = places.filter((one) => one.line === line).sort((a, b) => a.column - b.column);
  return there.length ? (there.filter((one) => one.column <= column).pop() || there[0]).path : null;
}
