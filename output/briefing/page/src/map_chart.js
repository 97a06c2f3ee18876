// Provinces coloured by a weekly value.
import { base, escaped, ink, kSequence, merge } from './look.js';
import { echarts } from './echarts_parts.js';
import { compact, plain } from './text.js';

export function mapHeight(look) { return look.narrow ? 400 : 460; }

/** Values { province: value } of one week in colours from 0 to `most`; by their square roots where a few provinces have most of them. */
export function mapChart(briefing, look, map, most, description) {
  var colours = ink(look);
  echarts.registerMap(map.name, map.geometry);
  var option = base(look, description);
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) { return escaped(plain(item.name)) + ': <b>' + compact(map.root ? item.value * item.value : item.value) + '</b> ' + escaped(map.unit); } });
  var shade = function (value) { return map.root ? Math.sqrt(Math.max(0, value)) : value; };
  option.visualMap = { type: 'continuous', min: 0, max: shade(most) || 1, inRange: { color: kSequence }, calculable: false, hoverLink: false, left: look.narrow ? 'center' : 4, bottom: 8,
    orient: look.narrow ? 'horizontal' : 'vertical', text: [compact(most) + (map.unit === '1' ? '' : ' ' + map.unit), '0'], textStyle: { color: colours.quiet } };
  option.series = [{ type: 'map', map: map.name, roam: false, nameProperty: 'name', selectedMode: false, aspectScale: 0.83, top: 8, bottom: look.narrow ? 56 : 8,
    label: { show: false }, itemStyle: { borderColor: colours.ground, borderWidth: 1, areaColor: colours.line }, emphasis: { label: { show: false } },
    data: map.provinces.map(function (name, i) { return { name: name, value: shade(map.values[i]) }; }) }];
  return option;
}
