// What happened when: events by kind and name on a line each, the size of a mark is how many futures it happened in that week.
import { axis, base, escaped, ink, merge, policyColour, timeAxis } from './look.js';
import { date } from './text.js';

export function timelineHeight(briefing, look, rows) {
  return 50 + rowHeight(briefing) * Math.max(2, rows);
}

// Policies stand one below the other in a row, as far as that is to be seen.
var kLane = 9;
function lanes(briefing) {
  return Math.min(briefing.policies.length, 5);
}
function rowHeight(briefing) {
  return 22 + kLane * lanes(briefing);
}
function laneOffset(briefing, policy) {
  return kLane * (policy % lanes(briefing) - (lanes(briefing) - 1) / 2);
}

export function timelineChart(briefing, look, rows) {
  var colours = ink(look), option = base(look);
  var names = briefing.names();
  var width = look.narrow ? 120 : 230;
  option.grid = { left: width, right: 16, top: 8, bottom: 36 };
  option.xAxis = timeAxis(look, { min: briefing.dates[0], max: briefing.dates[briefing.weeks - 1] });
  option.yAxis = axis(look, { type: 'category', inverse: true, data: rows, axisLabel: { color: colours.text, width: width - 10, overflow: 'break', fontSize: look.narrow ? 11 : 12, lineHeight: 13, interval: 0, formatter: briefing.eventName }, splitLine: { show: true } });
  option.series = names.map(function (name, policy) {
    var marks = briefing.data.events.filter(function (event) { return event.policy === policy && !(look.hidden && look.hidden[policy]) && rows.indexOf(event.kind + ': ' + event.name) >= 0; });
    return { type: 'scatter', name: name, symbolOffset: [0, laneOffset(briefing, policy)], itemStyle: { color: policyColour(look, policy), opacity: 0.75 },
      data: marks.map(function (event) {
        return { value: [briefing.dates[event.week], rows.indexOf(event.kind + ': ' + event.name), event.runs], symbolSize: 4 + 11 * Math.sqrt(event.runs / Math.max(1, event.of)), share: event };
      }) };
  });
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    var event = item.data.share;
    return escaped(item.seriesName) + '<br>' + escaped(briefing.eventName(event.kind + ': ' + event.name)) + '<br>' + date(item.value[0]) + ' (week ' + event.week + '): ' +
      event.runs + ' of ' + event.of + (event.of === 1 ? ' future' : ' futures');
  } });
  return option;
}
