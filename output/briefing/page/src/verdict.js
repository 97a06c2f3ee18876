// What the futures of a file say of each policy against the first one. Every sentence, card and chart of the briefing that gives a verdict,
// a range or a share takes it from here, and this takes it from sim/briefing/paired_futures.h.
import { column } from './data.js';
import { count, known, list, number, percent } from './text.js';

/** The outcome that the briefing is about: direct support in the last year. */
export var kMain = 'direct_last_year';

/**
 * What is said of each policy but the first in an outcome, those that lower it most first:
 * { policy, verdict, median, low, high, half, lower, tied, higher, pairs, tie, lowest, reference, luck }, the last how far luck alone moves it (half the range of
 * nine in ten futures of the same settings; null where that was not worked out). Empty where the file holds no paired futures.
 */
export function answers(briefing, name) {
  var outcome = briefing.outcome(name), made = [];
  if (!outcome) return made;
  outcome.policies.forEach(function (policy, p) {
    var d = policy.difference;
    if (p === 0 || !d || !d.pairs) return;
    made.push({ policy: p, verdict: d.verdict, median: d.median, low: d.range[0], high: d.range[1], half: d.half, lower: d.lower, tied: d.tied, higher: d.higher,
      pairs: d.pairs, tie: outcome.tie, lowest: policy.lowest, reference: d.reference, luck: luckOf(briefing, name, p) });
  });
  return made.sort(function (a, b) { return a.median - b.median; });
}

// Stored with the answer of `run` and `compare`, which is about one outcome.
function luckOf(briefing, name, policy) {
  var stored = briefing.analysis('answer');
  if (!stored || stored.settings.outcome !== name || !column(stored, 'luck_half_range')) return null;
  var value = column(stored, 'luck_half_range')[column(stored, 'policy').indexOf(briefing.policies[policy].name)];
  return known(value) ? value : null;
}

/** What the futures are called: states of the world where parameters differ, futures where only luck does. */
export function futuresName(briefing, many) {
  var words = briefing.settings() > 1 ? ['state of the world', 'states of the world'] : ['future', 'futures'];
  return words[many === 1 ? 0 : 1];
}

/** "all 512 states of the world", "47 % of 512 states of the world". */
export function shareOf(briefing, share, of) {
  var rounded = percent(share);
  if (of === 1) return 'the only future';
  return (share === 1 ? 'all ' : share === 0 ? 'none of ' : (rounded === '100 %' ? 'over 99 %' : rounded === '0 %' ? 'under 1 %' : rounded) + ' of ') + count(of) + ' ' + futuresName(briefing, of);
}

// A difference in words, without a sign: "0.12 lower".
function distance(value, decimals) {
  var size = number(Math.abs(value), decimals);
  return Number(size) === 0 ? 'no change' : size + (value < 0 ? ' lower' : ' higher');
}

/** From one end of the range of nine in ten futures to the other: "0.04 to 0.66 lower", "0.12 lower to 0.04 higher". */
export function rangeText(low, high, decimals) {
  var a = distance(low, decimals), b = distance(high, decimals), word = / (lower|higher)$/;
  if (a === b) return a;
  if (word.test(a) && word.test(b) && word.exec(a)[1] === word.exec(b)[1]) {
    var ends = [Math.abs(low), Math.abs(high)].sort(function (x, y) { return x - y; });
    return number(ends[0], decimals) + ' to ' + number(ends[1], decimals) + ' ' + word.exec(a)[1];
  }
  return a + ' to ' + b;
}

/** Shares of the three kinds in words: "lower in 47 %, no change to speak of in 38 %, higher in 15 %". */
export function sharesText(answer) {
  var parts = [];
  if (answer.lower) parts.push('lower in ' + percent(answer.lower));
  if (answer.tied) parts.push('much the same in ' + percent(answer.tied));
  if (answer.higher) parts.push('higher in ' + percent(answer.higher));
  return list(parts);
}

/** The sentences on one policy: how often, and by how much. */
export function answerText(briefing, answer, decimals) {
  if (answer.pairs === 1) return (Math.abs(answer.median) <= answer.tie ? 'Much the same' : sentenceOf(distance(answer.median, decimals))) + ' in one future.';
  var ranged = rangeText(answer.low, answer.high, decimals);
  var often = answer.verdict === 'lowers' ? 'Lower in ' + shareOf(briefing, answer.lower, answer.pairs)
    : answer.verdict === 'raises' ? 'Higher in ' + shareOf(briefing, answer.higher, answer.pairs)
      : answer.verdict === 'sign open' || answer.verdict === 'mostly no difference' ? sentenceOf(sharesText(answer)) : 'Much the same in ' + shareOf(briefing, answer.tied, answer.pairs);
  return often + '. In the middle: ' + distance(answer.median, decimals) + '. Nine in ten: ' + ranged + '.';
}

function sentenceOf(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Decimals in which differences of an outcome are read: two for coded indices. */
export function decimalsOf(outcome) {
  return outcome.unit === 'index' || outcome.unit === '1' || outcome.unit === 'years' ? 2 : 0;
}
