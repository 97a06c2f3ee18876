// The question, the short answer, and the levers in which the policies differ.
import { bullets, more, paragraph, table } from '../blocks.js';
import { list, number, plain } from '../text.js';
import { verdictOf } from './comparison.js';

function futures(briefing) {
  var data = briefing.data;
  if (data.points > 1) return data.points + ' design points' + (data.replicates > 1 ? ', each with ' + data.replicates + ' futures' : '');
  return data.replicates > 1 ? data.replicates + ' futures' : 'one deterministic future';
}

function asked(briefing) {
  var data = briefing.data, names = briefing.policies.map(function (policy) { return plain(policy.title || policy.name); });
  var what = names.length === 1 ? 'What follows under "' + names[0] + '"' : 'How ' + (names.length === 2 ? 'two' : String(names.length)) + ' policies differ: ' +
    list(briefing.policies.map(function (policy) { return plain(policy.name); }));
  return what + ', over ' + data.weeks + ' weeks from ' + data.start + (data.theatre ? ' in the theatre ' + plain(data.theatre) : '') + ', in ' + futures(briefing) + '.' +
    (names.length > 1 && data.replicates > 1 ? ' All policies are run on common random numbers, so differences are due to the policies.' : '');
}

// "engagement: direct support in the last year is lower by 0.425 (95 % interval 0.424 to 0.426), in 200 of 200 paired futures."
function answer(briefing, outcome, policy) {
  var found = outcome.policies[policy], difference = found.difference, first = plain(briefing.policies[0].name);
  var way = difference.mean < 0 ? 'lower' : 'higher', size = Math.abs(difference.mean);
  var interval = difference.low === null ? '' : ' (95 % interval ' + number(Math.min(Math.abs(difference.low), Math.abs(difference.high))) + ' to ' + number(Math.max(Math.abs(difference.low), Math.abs(difference.high))) + ')';
  var undecided = verdictOf(briefing, outcome.name, policy) === 'undecided' || (difference.low !== null && difference.low <= 0 && difference.high >= 0 && size > 0);
  var name = plain(briefing.policies[policy].name) + ': ' + outcome.long_name;
  if (undecided) return name + ' cannot be distinguished from that under ' + first + ' (difference ' + number(difference.low) + ' to ' + number(difference.high) + '): undecided.';
  if (size === 0) return name + ' is the same as under ' + first + '.';
  var share = difference.mean < 0 ? 1 - difference.share_above : difference.share_above;
  return name + ' is ' + way + ' than under ' + first + ' by ' + number(size) + interval +
    (difference.pairs > 1 ? ', in ' + Math.round(share * difference.pairs) + ' of ' + difference.pairs + ' paired futures' : '') + '.';
}

export function questionSection(briefing) {
  var blocks = [paragraph(asked(briefing))], outcome = briefing.outcome('direct_last_year');
  if (briefing.policies.length > 1 && outcome) {
    blocks.push(paragraph('Under these assumptions:'));
    var lines = [];
    for (var p = 1; p < briefing.policies.length; ++p) lines.push(answer(briefing, outcome, p));
    blocks.push(bullets(lines));
  }
  var described = briefing.policies.filter(function (policy) { return policy.description; });
  if (described.length) blocks.push(more('What each policy is', described.map(function (policy) { return plain(policy.name) + ': ' + policy.description; })));
  return { id: 'question', title: 'The question', blocks: blocks };
}

export function leversSection(briefing) {
  var levers = briefing.data.levers;
  if (!levers.length) return null;
  var heads = ['lever', 'meaning'].concat(briefing.policies.map(function (policy) { return plain(policy.name); }));
  var rows = levers.map(function (lever) { return [lever.name + (lever.unit && lever.unit !== '1' ? ' [' + lever.unit + ']' : ''), lever.meaning].concat(lever.values); });
  var one = briefing.policies.length === 1;
  return { id: 'levers', title: one ? 'What the policy does' : 'What differs between the policies', blocks: [
    paragraph(one ? 'Levers that change over time, by week.' : 'Only the levers in which they differ, with the weeks from which values hold.'),
    table(heads, rows, { numbers: heads.length, caption: one ? 'Levers' : 'Levers that differ' })] };
}
