// Numbers and names as they are read.

/** Whether there is a number at all: files have none where runs failed or nothing was worked out. */
export function known(value) {
  return typeof value === 'number' && isFinite(value);
}

/** A number with so many decimals; "-" where there is none; a proper minus. */
export function number(value, decimals) {
  if (value === null || value === undefined || !isFinite(value)) return '-';
  var text = Number(value).toFixed(decimals === undefined ? 3 : decimals);
  if (Number(text) === 0) text = text.replace('-', '');
  return text.replace('-', '\u2212');
}

/** A number of any size with about four significant digits. */
export function compact(value) {
  if (value === null || value === undefined || !isFinite(value)) return '-';
  var size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e7)) return Number(value).toPrecision(3).replace('-', '\u2212');
  return number(value, size >= 1000 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4);
}

/** A number beside an axis or a legend: three significant digits, none that say nothing. */
export function tick(value) {
  var rounded = Number(Number(value).toPrecision(3));
  return Math.abs(rounded) >= 1000 ? count(rounded) : String(rounded).replace('-', '\u2212');
}

/** The same with its sign always. */
export function signed(value, decimals) {
  var text = number(value, decimals);
  return text === '-' || text.charAt(0) === '\u2212' || Number(text) === 0 ? text : '+' + text;
}

/** A share as whole percent: "47 %"; what is neither none nor all is not rounded to it. */
export function percent(share) {
  if (share === null || share === undefined || !isFinite(share)) return '-';
  if (share > 0 && share < 0.005) return 'under 1 %';
  if (share < 1 && share >= 0.995) return 'over 99 %';
  return number(100 * share, 0) + ' %';
}

/** A whole number with separators of thousands: 2,048. */
export function count(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',').replace('-', '\u2212');
}

/** A cell of a table: numbers compactly, the rest as it is. */
export function cell(value) {
  return typeof value === 'number' ? (Math.floor(value) === value && Math.abs(value) < 1e9 ? String(value).replace('-', '\u2212') : compact(value))
    : value === null || value === undefined ? '-' : String(value);
}

/** engage_then_coerce -> engage then coerce. */
export function plain(name) {
  return String(name).replace(/_/g, ' ');
}

/** A place by its name: salah_al_din -> Salah al Din. */
export function place(name) {
  return plain(name).split(' ').map(function (word) { return word === 'al' ? word : sentence(word); }).join(' ');
}

/** Words in which a key can be read: engage_then_coerce -> Engage then coerce. */
export function human(name) {
  return sentence(plain(name));
}

/** direct support -> Direct support. */
export function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a, b and c". */
export function list(words) {
  return words.length < 2 ? words.join('') : words.slice(0, -1).join(', ') + ' and ' + words[words.length - 1];
}

/** A week number as its date: 2009-01-05. */
export function date(time) {
  return new Date(time).toISOString().slice(0, 10);
}
