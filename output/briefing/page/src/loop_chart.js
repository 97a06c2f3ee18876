// Shares of feedback loops in the change of each week: a panel for each policy, a line for each loop, labelled at its end.
import { endLabels, thinned } from './fan_chart.js';
import { axis, base, escaped, factColour, factLine, ink, loopColours, merge, timeAxis } from './look.js';
import { date, signed } from './text.js';

function columnsOf(look, panels) {
  return look.narrow || (look.width || 900) < 700 ? 1 : Math.min(2, panels);
}

export function loopChartHeight(panels, look) {
  var rows = Math.ceil(panels / columnsOf(look, panels));
  return rows * (look.narrow || rows > 1 ? 270 : 320);
}

// Colour and line of a loop: the dilemma's own, the others as things that are no policies.
function strokeOf(look, line, of) {
  return line.dilemma ? { color: loopColours(look).dilemma, width: 3.5, type: 'solid' } : { color: factColour(look, line.number - 1, of), width: 2, type: factLine(line.number) };
}

// One range for all panels, in steps that read well.
function rangeOf(panels) {
  var low = 0, high = 0;
  panels.forEach(function (panel) { panel.lines.forEach(function (line) { line.net.forEach(function (value) { low = Math.min(low, value); high = Math.max(high, value); }); }); });
  var step = high - low > 0.6 ? 0.2 : high - low > 0.2 ? 0.1 : 0.05;
  return { step: step, ends: [step * Math.floor(low / step + 1e-9), step * Math.ceil(high / step - 1e-9)] };
}

function tip(briefing, look, panels, of) {
  return function (items) {
    if (!items.length) return '';
    var week = Math.round((items[0].axisValue - briefing.dates[0]) / (7 * 86400000)), panel = panels[items[0].axisIndex] || panels[0];
    return date(items[0].axisValue) + ' (week ' + week + ')<br>' + escaped(panel.title) + '<br>' + panel.lines.map(function (line) {
      return '<span style="color:' + strokeOf(look, line, of).color + '">\u25cf</span> ' + escaped(line.label) + ': <b>' + signed(line.net[week], 3) + '</b>';
    }).join('<br>');
  };
}

/** Panels { title, lines: [{ label, number, dilemma, net }] }; `of` loops have a number. */
export function loopChart(briefing, look, panels, of) {
  var option = base(look), colours = ink(look), columns = columnsOf(look, panels.length), each = (look.width || 900) / columns, high = loopChartHeight(panels.length, look) / Math.ceil(panels.length / columns);
  var range = rangeOf(panels), label = look.narrow ? 78 : 122;
  option.tooltip = merge(option.tooltip, { trigger: 'axis', formatter: tip(briefing, look, panels, of) });
  option.title = []; option.grid = []; option.xAxis = []; option.yAxis = []; option.series = []; option.graphic = [];
  panels.forEach(function (panel, i) {
    var left = (i % columns) * each, top = Math.floor(i / columns) * high, box = { left: left + 40, top: top + 34, width: each - 52 - label, height: high - 66, label: label };
    option.title.push({ text: panel.title, left: left, top: top, padding: 2, textStyle: { color: colours.text, fontSize: 13, fontWeight: 600, width: each - 12, overflow: 'truncate' } });
    option.grid.push({ left: box.left, top: box.top, width: box.width, height: box.height });
    option.xAxis.push(timeAxis(look, { gridIndex: i, splitNumber: box.width < 300 ? 3 : 6, axisLine: { onZero: false, lineStyle: { color: colours.line } } }));
    option.yAxis.push(axis(look, { gridIndex: i, type: 'value', min: range.ends[0], max: range.ends[1], interval: range.step, axisLabel: { formatter: function (value) { return signed(value, range.step < 0.1 ? 2 : 1); } } }));
    panel.lines.forEach(function (line, place) {
      var stroke = strokeOf(look, line, of);
      option.series.push({ name: line.label, line: line.key, type: 'line', symbol: 'none', xAxisIndex: i, yAxisIndex: i, z: line.dilemma ? 4 : 3, emphasis: { disabled: true }, lineStyle: stroke, itemStyle: { color: stroke.color },
        data: thinned(briefing.dates, line.net, box.width),
        markLine: place === 0 ? { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colours.text, type: 'solid', width: 1 }, data: [{ yAxis: 0 }] } : undefined });
    });
    option.graphic = option.graphic.concat(endLabels(look, panel.lines.map(function (line) {
      return { text: line.label, value: line.net[line.net.length - 1], colour: strokeOf(look, line, of).color };
    }), box, range.ends));
  });
  return option;
}
