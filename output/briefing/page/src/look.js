// Colours and the parts that every chart has. The policies' colours are those of Okabe and Ito (2008), which people with any kind of
// colour vision tell apart; after eight they come again with another kind of line.

// palette.json has them; the scripts of scripts/results draw with the same ones.
import palette from './palette.json';

/** The policies' colours on light and dark ground: each at least 3:1 against it. */
export var kPolicyColours = palette.policies;
var kLines = ['solid', 'dashed', [2, 3], [8, 3, 2, 3], [12, 4], 'solid', 'dashed', [2, 3]];
// text; quiet: axes; line: rules; other: policies without a colour of their own; fact: what is no policy.
var kInk = palette.ink;

export function ink(look) {
  return look.ink || kInk[look.dark ? 'dark' : 'light'];
}
/** The colour of a policy; `look.places` says which are in colour: Briefing.places(). */
export function policyColour(look, policy) {
  var place = look.places ? look.places[policy] : policy, colours = kPolicyColours[look.dark ? 'dark' : 'light'];
  return place < 0 ? ink(look).other : colours[place % colours.length];
}
/** Broken lines tell policies apart where colours do not: without colours, and on paper. */
export function policyLine(look, policy) {
  var place = look.places ? look.places[policy] : policy;
  return look.ink || look.still ? kLines[Math.max(0, place) % kLines.length] : 'solid';
}
/** Colours of things that are no policies, in an order from dark to light that also reads in grey (cividis, Nunez et al. 2018). */
export function factColour(look, i, of) {
  var colours = palette.facts[look.dark ? 'dark' : 'light'];
  return colours[of > 1 ? Math.round(i * (colours.length - 1) / (of - 1)) % colours.length : 0];
}
export function factLine(i) {
  return kLines[i % 5];
}
/** Colours of feedback loops: of links by sign (blue: more makes more, as in the diagrams of `fulcrum loops`), and of the security dilemma. */
export function loopColours(look) {
  return palette.loops[look.dark ? 'dark' : 'light'];
}
/** A sequence from low to high that also reads in grey (cividis, Nunez et al. 2018). */
export var kSequence = palette.sequence;
/** Less to more, the middle is none: blue to orange, told apart with any kind of colour vision. */
export var kDifference = palette.difference;

/** What all charts share: no animation, so that what is printed or drawn by a test is what is meant. */
export function base(look) {
  var colours = ink(look);
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    textStyle: { color: colours.text, fontFamily: "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", fontSize: 13 },
    tooltip: {
      confine: true, backgroundColor: colours.raised, borderColor: colours.line, textStyle: { color: colours.text, fontSize: 12 }
    }
  };
}

/** How high the legend of things that are no policies is [pixels]; text is about 7.6 pixels a character wide. */
export function legendHeight(look, names) {
  var at = 0, lines = 1;
  names.forEach(function (name) {
    var wide = 46 + 7.6 * name.length;
    if (at > 0 && at + wide > (look.width || 900)) { ++lines; at = 0; }
    at += wide;
  });
  return 8 + 24 * lines;
}

/** The legend above a chart of things that are no policies. */
export function legend(look, names) {
  return { data: names, type: 'plain', top: 0, left: 0, right: 0, itemWidth: 26, itemHeight: 10, itemGap: look.still ? 26 : 10, selectedMode: false,
    textStyle: { color: ink(look).text, fontSize: 13 } };
}

export function axis(look, more) {
  var colours = ink(look);
  var made = {
    nameTextStyle: { color: colours.quiet, fontSize: 12 },
    axisLabel: { color: colours.quiet, fontSize: 12, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { lineStyle: { color: colours.line } },
    splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } }
  };
  for (var key in more) made[key] = typeof more[key] === 'object' && more[key] !== null && made[key] ? merge(made[key], more[key]) : more[key];
  return made;
}

export function merge(into, more) {
  var made = {};
  var key;
  for (key in into) made[key] = into[key];
  for (key in more) made[key] = more[key];
  return made;
}

/** The axis of weeks, by date. */
export function timeAxis(look, more) {
  var made = axis(look, { type: 'time', splitLine: { show: false }, axisLabel: { formatter: timeLabel, hideOverlap: true }, splitNumber: look.narrow ? 3 : 6 });
  return merge(made, more || {});
}
function timeLabel(value) {
  var date = new Date(value);
  var month = date.getUTCMonth();
  return month === 0 ? String(date.getUTCFullYear())
    : ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][month] + ' ' + String(date.getUTCFullYear()).slice(2);
}

/** Words in lines of at most so many characters. */
export function wrapped(text, most) {
  var lines = [''];
  text.split(' ').forEach(function (word) {
    var line = lines[lines.length - 1];
    if (line && (line + ' ' + word).length > most) lines.push(word); else lines[lines.length - 1] = line ? line + ' ' + word : word;
  });
  return lines.join('\n');
}

/** Text that goes into a tooltip's markup. */
export function escaped(text) {
  return String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}
