// The data of a briefing as the program writes it: sim/briefing/briefing.h says what it holds.
import { human, sentence } from './text.js';

var kAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
var places = {};
for (var i = 0; i < 64; ++i) places[kAlphabet.charAt(i)] = i;

// Browsers read base64 themselves, many times as fast; all that run them have the order of bytes of the file.
function unpackedByBrowser(text) {
  var read = atob(text), bytes = new Uint8Array(read.length);
  for (var i = 0; i < read.length; ++i) bytes[i] = read.charCodeAt(i);
  return Array.prototype.slice.call(new Float64Array(bytes.buffer));
}

/** Doubles, little-endian, packed as base64: the very bits of the results file. */
export function unpack(text) {
  if (typeof atob === 'function') return unpackedByBrowser(text);
  var length = text.length * 3 / 4 - (/==$/.test(text) ? 2 : /=$/.test(text) ? 1 : 0);
  var bytes = new Uint8Array(length);
  for (var from = 0, to = 0; from < text.length; from += 4) {
    var word = 0;
    for (var k = 0; k < 4; ++k) word = word * 64 + (places[text.charAt(from + k)] || 0);
    bytes[to++] = (word >> 16) & 255;
    if (to < length) bytes[to++] = (word >> 8) & 255;
    if (to < length) bytes[to++] = word & 255;
  }
  var view = new DataView(bytes.buffer);
  var values = [];
  for (var at = 0; at < length; at += 8) values.push(view.getFloat64(at, true));
  return values;
}

/** What the sections ask of the data. */
export function Briefing(data) {
  this.data = data;
  this.policies = data.policies;
  this.weeks = data.weeks;
  this.dates = [];
  var start = Date.parse(data.start + 'T00:00:00Z');
  for (var t = 0; t < data.weeks; ++t) this.dates.push(start + t * 7 * 86400000);
  this.unpacked = {};
}

/** The summarised series of that name, or null. */
Briefing.prototype.series = function (name) {
  for (var i = 0; i < this.data.series.length; ++i) if (this.data.series[i].name === name) return this.data.series[i];
  return null;
};

/** A statistic (mean, q05, q95) of a series by week under a policy; of an entity where it has several. */
Briefing.prototype.weekly = function (name, statistic, policy, entity) {
  var key = [name, statistic, policy].join('/');
  if (!this.unpacked[key]) this.unpacked[key] = unpack(this.series(name).statistics[statistic][policy]);
  var from = (entity || 0) * this.weeks;
  return this.unpacked[key].slice(from, from + this.weeks);
};

/** Settings of the parameters, and futures of each: both one where nothing differs. */
Briefing.prototype.settings = function () { return this.data.futures.settings; };
Briefing.prototype.futuresEach = function () { return this.data.futures.each; };

/** Whether the runs of a policy differ from each other at all, so that a band has something to show. */
Briefing.prototype.hasSpread = function () {
  return this.settings() * this.futuresEach() > 1;
};

/** A policy's name as it is read; the key itself where two would read alike. */
Briefing.prototype.name = function (policy) {
  var key = this.policies[policy].name, same = this.policies.filter(function (other) { return human(other.name) === human(key); });
  return same.length > 1 ? key : human(key);
};
Briefing.prototype.names = function () {
  var briefing = this;
  return this.policies.map(function (_, p) { return briefing.name(p); });
};
/** The name of the policy with that key, as it is read. */
Briefing.prototype.nameOf = function (key) {
  for (var p = 0; p < this.policies.length; ++p) if (this.policies[p].name === key) return this.name(p);
  return human(key);
};

/** What a parameter or lever is, in a few words: its meaning up to the first comma or semicolon; the key itself where none is known. */
Briefing.prototype.factor = function (key) {
  var known = this.data.meanings.keys[key] || this.data.meanings.keys['levers.' + key];
  return known ? sentence(known.meaning.split(/[;,:]/)[0]) : sentence(String(key).replace(/[._]/g, ' '));
};
/** A condition such as "direct.threat_gain > 1.7 and ..." with the keys in words. */
Briefing.prototype.condition = function (text) {
  var briefing = this;
  return String(text).replace(/[a-z][a-z0-9_]*(\.[a-z0-9_]+)+/g, function (key) {
    var words = briefing.factor(key);
    return '\u201c' + words.charAt(0).toLowerCase() + words.slice(1) + '\u201d';
  }).replace(/ > /g, ' above ').replace(/ < /g, ' below ').replace(/ >= /g, ' at least ').replace(/ <= /g, ' at most ');
};

var kInColour = 5;
/**
 * Places in the palette by policy, -1 for those drawn in grey: up to five policies have the place of their order in the file; of more, the
 * first and the four that change direct support most are in colour.
 */
Briefing.prototype.places = function () {
  if (this.placed) return this.placed;
  var briefing = this, all = this.policies.map(function (_, p) { return p; }), chosen = all.slice(0, kInColour);
  if (all.length > kInColour) {
    var outcome = this.outcome('direct_last_year');
    var size = function (p) { return outcome && outcome.policies[p].difference ? Math.abs(outcome.policies[p].difference.median) : -p; };
    chosen = [0].concat(all.slice(1).sort(function (a, b) { return size(b) - size(a) || a - b; }).slice(0, kInColour - 1)).sort(function (a, b) { return a - b; });
  }
  this.placed = all.map(function (p) { return chosen.indexOf(p); });
  return briefing.placed;
};

Briefing.prototype.outcome = function (name) {
  for (var i = 0; i < this.data.outcomes.length; ++i) if (this.data.outcomes[i].name === name) return this.data.outcomes[i];
  return null;
};

/** What an outcome is called in words, and its unit: { long_name, unit }. */
Briefing.prototype.meaning = function (name) {
  return this.outcome(name) || this.data.outcome_names[name] || { long_name: String(name).replace(/_/g, ' '), unit: '' };
};

/** The stored analysis of that name, or null. */
Briefing.prototype.analysis = function (name) {
  for (var i = 0; i < this.data.analyses.length; ++i) if (this.data.analyses[i].name === name) return this.data.analyses[i];
  return null;
};

/** A column of an analysis as a list, or null. */
export function column(table, name) {
  for (var i = 0; i < table.columns.length; ++i) if (table.columns[i].name === name) return table.columns[i].values;
  return null;
}
