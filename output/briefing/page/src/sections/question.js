// The answer: a card with a sentence on each policy, and the picture of its ranges. Then, folded away, what was compared.
import { answerCard, bullets, chart, more, paragraph, table } from '../blocks.js';
import { intervalChart, intervalHeight } from '../interval_chart.js';
import { policyColour } from '../look.js';
import { count, known, list, number, percent, plain, sentence, signed } from '../text.js';
import { answers, answerText, decimalsOf, futuresName, kMain } from '../verdict.js';

// Forms of equations are factors, too, and no parameters.
function factorsText(keys, luck) {
  var forms = keys.filter(function (key) { return /^structure\./.test(key); }).length, parameters = keys.length - forms, said = [];
  if (parameters) said.push(parameters === 1 ? 'one unknown parameter' : count(parameters) + ' unknown parameters');
  if (forms) said.push(forms === 1 ? 'one structural form' : count(forms) + ' structural forms');
  if (luck) said.push('luck');
  return list(said);
}

/** What the futures of the file are: "512 states of the world, which differ in 192 unknown parameters and luck". */
export function futuresText(briefing) {
  var settings = briefing.settings(), each = briefing.futuresEach(), noise = briefing.data.futures.noise, factors = factorsText(briefing.data.futures.factors, noise && each === 1);
  if (settings > 1)
    return count(settings) + ' states of the world' + (factors ? ', which differ in ' + factors : '') +
      (each > 1 ? (noise ? ' (' + count(each) + ' futures of each, which differ in luck)' : ' (without luck)') : noise ? '' : ', without luck');
  return each > 1 ? count(each) + ' futures, which differ in luck alone' : 'single future';
}

// What the reader must know beside the numbers.
function cautions(briefing) {
  var said = ['This is no forecast. It shows what follows from stated assumptions.'];
  if (briefing.settings() === 1 && briefing.policies.length > 1)
    said.push('These futures ' + (briefing.futuresEach() > 1 ? 'differ in luck alone' : 'are one alone') + '. How far unknown parameters move the answer is not shown here.');
  return said.join(' ');
}

function cardRows(briefing, outcome) {
  return answers(briefing, outcome.name).map(function (answer) {
    return { policy: answer.policy, name: briefing.name(answer.policy), verdict: answer.verdict, text: answerText(briefing, answer, decimalsOf(outcome)) };
  });
}

/** The ranges of a policy's difference over the futures, beside those of the others. */
export function rangeChart(briefing, outcome) {
  var all = answers(briefing, outcome.name), decimals = decimalsOf(outcome), first = briefing.name(0), unit = outcome.unit === 'index' || outcome.unit === '1' ? '' : ' [' + outcome.unit + ']';
  var rows = all.map(function (a) {
    return { label: briefing.name(a.policy), policy: a.policy, value: a.median, low: a.low, high: a.high, halfLow: a.half[0], halfHigh: a.half[1], reference: a.reference, luckLow: known(a.luck) ? a.reference - a.luck : null, luckHigh: known(a.luck) ? a.reference + a.luck : null,
      note: 'lower in ' + percent(a.lower) + ', much the same in ' + percent(a.tied) + ', higher in ' + percent(a.higher) + (known(a.reference) ? '; in the reference case ' + signed(a.reference, decimals) : '') + (known(a.luck) ? '; luck alone moves it by at most ' + number(a.luck, decimals + 1) + ' in nine of ten futures' : '') };
  });
  var title = sentence(outcome.long_name) + ': difference from ' + first;
  var description = all.map(function (a) { return briefing.name(a.policy) + ' ' + signed(a.median, decimals) + ' (' + number(a.low, decimals) + ' to ' + number(a.high, decimals) + ')'; }).join(', ') + '.';
  return chart('range-' + outcome.name, title, { description: description,
    table: { heads: ['policy', 'middle', 'nine in ten from', 'to', 'lower in', 'much the same in', 'higher in', 'verdict', 'reference case', 'luck alone, plus or minus'], numbers: 1, caption: title, rows: all.map(function (a) {
      return [briefing.name(a.policy), signed(a.median, 4), signed(a.low, 4), signed(a.high, 4), percent(a.lower), percent(a.tied), percent(a.higher), a.verdict, known(a.reference) ? signed(a.reference, 4) : '-', known(a.luck) ? number(a.luck, 4) : '-'];
    }) },
    height: function (look) { return intervalHeight(rows.length, look, { row: 38 }); },
    option: function (look) {
      var shown = rows.filter(function (row) { return !(look.hidden && look.hidden[row.policy]); });
      shown.forEach(function (row) { row.colour = policyColour(look, row.policy); });
      return intervalChart(look, shown, { name: 'less than under ' + first + '  \u2190  0  \u2192  more' + unit, zero: true, signed: true });
    } });
}

export function answerSection(briefing) {
  var outcome = briefing.outcome(kMain), rows = outcome ? cardRows(briefing, outcome) : [];
  if (rows.length) {
    var places = briefing.places(), inColour = rows.filter(function (row) { return places[row.policy] >= 0; }), rest = rows.filter(function (row) { return places[row.policy] < 0; });
    return { id: 'answer', title: 'The answer', first: true, blocks: [
      paragraph('Direct support is arms, training, money and intelligence for armed groups next door, on a scale from 0 to 1. Each policy is compared with ' + briefing.name(0) + '. All meet the same ' + futuresText(briefing) + '.'),
      answerCard(inColour, 'Direct support in the last year, against ' + briefing.name(0)), paragraph(cautions(briefing))].concat(rest.length ? [more('The answer for ' + count(rest.length) + ' other policies', [answerCard(rest, 'The policies drawn in grey')])] : []) };
  }
  var names = briefing.names(), asked = names.length === 1 ? 'The policy is ' + names[0] + '.' : count(names.length) + ' policies are compared.';
  return { id: 'answer', title: 'The answer', first: true, blocks: [
    paragraph((briefing.data.runs ? asked + (names.length === 1 ? ' It covers ' : ' They cover ') + count(briefing.weeks) + ' weeks' + (briefing.hasSpread() ? ' in ' : ' in a ') + futuresText(briefing) + '. ' : '') + cautions(briefing))] };
}

export function rangeSection(briefing) {
  var outcome = briefing.outcome(kMain);
  if (!outcome || !answers(briefing, kMain).length || answers(briefing, kMain)[0].pairs < 2) return null;
  return { id: 'range', title: 'How sure the answer is', blocks: [
    paragraph('The thin line holds nine in ten ' + futuresName(briefing) + ', the thick bar half of them, the dot stands in the middle.' + (known(answers(briefing, kMain)[0].reference) ? ' The hollow diamond is the reference case, in which every parameter has the value of the scenario' + (known(answers(briefing, kMain)[0].luck) ? '; the short line through it shows how far luck alone moves a future, nine times in ten' : '') + '.' : '') + ' A change of at most ' + number(outcome.tie, decimalsOf(outcome)) + ' counts as much the same. The sign is open where more than one in twenty goes each way.'),
    rangeChart(briefing, outcome)] };
}

/** What each policy is, and in which levers they differ. */
export function policiesSection(briefing) {
  var levers = briefing.data.levers, one = briefing.policies.length === 1, blocks = [];
  var described = briefing.policies.map(function (policy, p) { return policy.description ? briefing.name(p) + ': ' + policy.description : ''; }).filter(Boolean);
  if (described.length) blocks.push(bullets(described));
  if (levers.length) {
    blocks.push(paragraph(one ? 'Levers that change over time, by week.' : 'The levers in which they differ, with the weeks from which values hold.'));
    blocks.push(table(['lever', 'meaning'].concat(briefing.names()), levers.map(function (lever) {
      return [sentence(plain(lever.name)) + (lever.unit && lever.unit !== '1' ? ' [' + lever.unit + ']' : ''), lever.meaning].concat(lever.values);
    }), { numbers: 2 + briefing.policies.length, caption: one ? 'Levers' : 'Levers that differ' }));
  }
  return blocks.length ? { id: 'levers', title: one ? 'What the policy is' : 'What each policy is', fold: true, blocks: blocks } : null;
}

