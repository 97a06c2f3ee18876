// Colours and the parts that every chart has. The policies' colours are those of Okabe and Ito (2008), which people with any kind of
// colour vision tell apart; after eight they come again with another kind of line.

var kPolicies = {
  light: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00', '#56b4e9', '#a04000', '#444444'],
  dark: ['#5ab4f0', '#ff8c42', '#2fd0a0', '#f0a0cf', '#f0e442', '#9ad7ff', '#ffb38a', '#cccccc']
};
var kLines = ['solid', 'dashed', 'dotted'];
var kInk = {
  light: { text: '#1c1c1e', quiet: '#5a5a60', line: '#d5d5da', ground: '#ffffff', raised: '#ffffff' },
  dark: { text: '#ececee', quiet: '#b0b0b8', line: '#44444c', ground: '#17171a', raised: '#232328' }
};

export function ink(look) {
  return kInk[look.dark ? 'dark' : 'light'];
}
export function policyColour(look, policy) {
  var colours = kPolicies[look.dark ? 'dark' : 'light'];
  return colours[policy % colours.length];
}
export function policyLine(policy) {
  return kLines[Math.floor(policy / 8) % kLines.length];
}
/** A sequence from low to high that also reads in grey (cividis, Nunez et al. 2018). */
export var kSequence = ['#00224e', '#35456c', '#666970', '#948e77', '#c8b866', '#fee838'];

/** What all charts share: no animation, so that what is printed or drawn by a test is what is meant. */
export function base(look, description) {
  var colours = ink(look);
  return {
    animation: false,
    useUTC: true,
    backgroundColor: 'transparent',
    textStyle: { color: colours.text, fontFamily: "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif", fontSize: 13 },
    aria: { enabled: true, label: { description: description } },
    tooltip: {
      confine: true, backgroundColor: colours.raised, borderColor: colours.line, textStyle: { color: colours.text, fontSize: 12 }
    }
  };
}

// A legend that would take too many lines scrolls, but not in a picture.
var kMostInLines = 8;

function scrolls(look, names) {
  return !look.still && names.length > kMostInLines;
}

/** How high the legend is [pixels]; text is about 7.6 pixels a character wide. */
export function legendHeight(look, names) {
  if (scrolls(look, names)) return 28;
  var at = 0, lines = 1;
  names.forEach(function (name) {
    var wide = 44 + 8 * name.length;
    if (at > 0 && at + wide > (look.width || 900)) { ++lines; at = 0; }
    at += wide;
  });
  return 6 + 24 * lines;
}

/** The legend of the policies above a chart. */
export function legend(look, names) {
  var colours = ink(look);
  return {
    data: names, type: scrolls(look, names) ? 'scroll' : 'plain', top: 0, left: 0, right: 0, itemWidth: 26, itemHeight: 10, icon: 'roundRect', itemGap: look.still ? 26 : 10,
    textStyle: { color: colours.text, fontSize: 13 }, inactiveColor: colours.line,
    pageTextStyle: { color: colours.text }, pageIconColor: colours.text, pageIconInactiveColor: colours.line
  };
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
