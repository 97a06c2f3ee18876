// From the value under one policy to that under another, part by part.
import { axis, base, escaped, ink, merge } from './look.js';
import { number, signed } from './text.js';

export function waterfallHeight(parts) {
  return 56 + 30 * (parts + 2);
}

/** Rows: `from` { label, value, colour }, parts { label, value }, `to`. Parts that lower go left, those that raise right. */
export function waterfallChart(look, from, parts, to, name) {
  var colours = ink(look), option = base(look), at = from.value, steps = [{ label: from.label, low: 0, high: from.value, text: number(from.value, 2), colour: from.colour }];
  parts.forEach(function (part) {
    steps.push({ label: part.label, low: Math.min(at, at + part.value), high: Math.max(at, at + part.value), text: signed(part.value, 2), colour: part.value < 0 ? (look.dark ? '#7da0d0' : '#3b5f91') : (look.dark ? '#d9a15a' : '#96621a') });
    at += part.value;
  });
  steps.push({ label: to.label, low: 0, high: to.value, text: number(to.value, 2), colour: to.colour });
  var width = Math.min(look.narrow ? 140 : 300, 16 + 6.9 * Math.max.apply(null, steps.map(function (step) { return step.label.length; })));
  option.grid = { left: width, right: 56, top: 6, bottom: 44 };
  option.xAxis = axis(look, { type: 'value', name: name, nameLocation: 'middle', nameGap: 26, splitNumber: look.narrow ? 3 : 6 });
  option.yAxis = axis(look, { type: 'category', inverse: true, data: steps.map(function (step) { return step.label; }), axisTick: { show: false }, splitLine: { show: false },
    axisLabel: { color: colours.text, width: width - 12, overflow: 'break', fontSize: look.narrow ? 11 : 12, lineHeight: 13, interval: 0 } });
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) { return escaped(steps[item.dataIndex].label) + ': <b>' + steps[item.dataIndex].text + '</b>'; } });
  option.series = [
    { type: 'bar', stack: 'steps', silent: true, itemStyle: { color: 'transparent' }, data: steps.map(function (step) { return step.low; }), tooltip: { show: false } },
    { type: 'bar', stack: 'steps', barMaxWidth: 18, data: steps.map(function (step) {
      return { value: step.high - step.low, itemStyle: { color: step.colour }, label: { show: true, position: 'right', formatter: step.text, color: colours.text, fontSize: 12 } };
    }) }];
  return option;
}
