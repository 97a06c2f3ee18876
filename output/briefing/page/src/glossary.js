// Terms of art in one line each: shown at the term on hover and focus, and listed at the end.
export var kTerms = [
  ['direct support', 'Arms, training, money and intelligence that a state gives to armed groups next door.'],
  ['indirect support', 'Clerics, trade, civil projects and parties, by which a state gains influence next door without arms.'],
  ['patron', 'The state that supports groups in a neighbouring country.'],
  ['rival', 'The outside power whose forces and arms sales the patron fears.'],
  ['state of the world', 'One setting of everything that nobody knows, with one course of luck; the same for every policy.'],
  ['states of the world', 'Settings of everything that nobody knows, each with its own luck; the same for every policy.'],
  ['sign is open', 'More than one future in twenty goes each way, so that the direction of the effect is not settled.'],
  ['nine in ten', 'The range from the 5th to the 95th percentile of the futures.'],
  ['security dilemma', 'What one power does for its safety threatens the other, which answers in kind.'],
  ['tightness', 'How strongly each power\u2019s safety is the other\u2019s threat, from 0 to 1.'],
  ['motive', 'The wish to balance or exploit the rival\u2019s power, from 0 to 1.'],
  ['front', 'One of the three sources of threat: forces, arms sold to neighbours, insecurity of the patron\u2019s sect.'],
  ['misreading', 'The difference between the threat that the patron sees and what is there.'],
  ['common random numbers', 'Every policy meets the same luck, so that differences are due to the policies.'],
  ['Shapley values', 'A way of dividing a difference among its parts so that the parts add up, whatever the order.'],
  ['base rate', 'How often a case occurs when nothing else is known.'],
  ['coverage', 'The share of the cases of interest that a condition catches.'],
  ['density', 'The share of what a condition catches that is of interest.'],
  ['Pareto front', 'Policies that no other beats in every objective at once.'],
  ['regret', 'How much worse a policy does than the best one would have done in the same future.'],
  ['MLCOA', 'The most likely course of action.'],
  ['MDCOA', 'The most dangerous course of action.']];

/** Splits a text at the terms that `seen` does not hold yet: texts and { term, gloss }, in their order. */
export function glossed(text, seen) {
  var parts = [text];
  kTerms.slice().sort(function (a, b) { return b[0].length - a[0].length; }).forEach(function (entry) {
    for (var i = 0; i < parts.length && !seen[entry[1]]; ++i) {
      if (typeof parts[i] !== 'string') continue;
      var found = new RegExp('(^|[^a-z\\u201c-])(' + entry[0] + ')(?![a-z-])', 'i').exec(parts[i]);
      if (!found) continue;
      var at = found.index + found[1].length;
      seen[entry[1]] = true;
      parts.splice(i, 1, parts[i].slice(0, at), { term: found[2], gloss: entry[1], key: entry[0] }, parts[i].slice(at + found[2].length));
    }
  });
  return parts.filter(function (part) { return part !== ''; });
}
