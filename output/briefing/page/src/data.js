// The data of a briefing as the program writes it: sim/briefing/briefing.h says what it holds.

var kAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
var places = {};
for (var i = 0; i < 64; ++i) places[kAlphabet.charAt(i)] = i;

/** Doubles, little-endian, packed as base64: the very bits of the results file. */
export function unpack(text) {
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

/** Whether the runs of a policy differ from each other at all, so that a band has something to show. */
Briefing.prototype.hasSpread = function () {
  return this.data.replicates * this.data.points > 1;
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
