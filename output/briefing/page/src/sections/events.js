// Actions, rules fired, decisions, tripwires and courses of action on a line of time.
import { chart, paragraph } from '../blocks.js';
import { timelineChart, timelineHeight } from '../timeline_chart.js';
import { count, date, human, plain } from '../text.js';
import { courseName } from './warnings.js';

var kMostRows = 40;
var kMostListed = 2000;

export function eventName(row) {
  var kind = row.split(': ')[0], name = row.slice(kind.length + 2);
  return human(kind) + ': ' + (kind === 'course' ? courseName(name) : plain(name));
}

export function eventsSection(briefing) {
  var events = briefing.data.events;
  if (!events.length) return null;
  briefing.eventName = eventName;
  var rows = [], seen = {};
  events.forEach(function (event) {
    var row = event.kind + ': ' + event.name;
    if (!seen[row]) rows.push(row);
    seen[row] = true;
  });
  var shown = rows.slice(0, kMostRows), listed = events.slice(0, kMostListed);
  var behind = listed.map(function (event) {
    return [eventName(event.kind + ': ' + event.name), briefing.name(event.policy), date(briefing.dates[event.week]), event.runs + ' of ' + event.of];
  });
  var whole = listed.length === events.length;
  var description = count(rows.length) + ' kinds of events, ' + count(events.length) + ' marks; ' + (whole ? 'the table has them all.' : 'the table has the first ' + count(listed.length) + '.');
  return { id: 'events', title: 'What happened when', fold: true, blocks: [
    paragraph('The size of a mark shows in how many futures it happened in that week.' + (rows.length > kMostRows ? ' The ' + kMostRows + ' that come first are drawn, of ' + rows.length + '.' : '')),
    chart('events', 'Events by week', { description: description, table: { heads: ['event', 'policy', 'week of', 'futures'], rows: behind, numbers: 3, caption: 'Events' + (whole ? '' : ' (the first ' + count(listed.length) + ' of ' + count(events.length) + ')') },
      height: function (look) { return timelineHeight(briefing, look, shown.length); },
      option: function (look) { return timelineChart(briefing, look, shown); } })] };
}
