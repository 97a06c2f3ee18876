// Actions, rules fired, decisions, tripwires and courses of action on a line of time.
import { chart, paragraph } from '../blocks.js';
import { timelineChart, timelineHeight } from '../timeline_chart.js';
import { date, plain } from '../text.js';

var kMostRows = 40;

export function eventsSection(briefing) {
  var events = briefing.data.events;
  if (!events.length) return null;
  var rows = [], counts = {};
  events.forEach(function (event) {
    var row = event.kind + ': ' + event.name;
    if (!(row in counts)) rows.push(row);
    counts[row] = (counts[row] || 0) + event.runs;
  });
  var shown = rows.slice(0, kMostRows);
  var behind = events.slice(0, 400).map(function (event) {
    return [plain(event.kind), event.name, briefing.policies[event.policy].name, date(briefing.dates[event.week]), event.runs + ' of ' + event.of];
  });
  var description = rows.length + ' kinds of events, ' + events.length + ' marks; the table has them all.';
  return { id: 'events', title: 'What happened when', blocks: [
    paragraph('The size of a mark shows in how many futures it happened in that week.' + (rows.length > kMostRows ? ' The ' + kMostRows + ' that come first are drawn, of ' + rows.length + '.' : '')),
    chart('events', 'Events', { description: description, table: { heads: ['kind', 'name', 'policy', 'week of', 'futures'], rows: behind, numbers: 4, caption: 'Events' + (events.length > 400 ? ' (the first 400)' : '') },
      height: function (look) { return timelineHeight(briefing, look, shown.length); },
      option: function (look) { return timelineChart(briefing, look, shown, description); } })] };
}
