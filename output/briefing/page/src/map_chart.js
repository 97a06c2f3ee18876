// Provinces coloured by a weekly value.
import { base, escaped, ink, kSequence, merge } from './look.js';
import { echarts } from './echarts_parts.js';
import { compact, plain } from './text.js';

export var kMapHeight = 480;

/** Values { province: value } of one week in colours from 0 to `most`. */
export function mapChart(briefing, look, map, most, description) {
  var colours = ink(look);
  echarts.registerMap(map.name, map.geometry);
  var option = base(look, description);
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) { return escaped(plain(item.name)) + ': <b>' + compact(item.value) + '</b> ' + escaped(map.unit); } });
  option.visualMap = { type: 'continuous', min: 0, max: most || 1, inRange: { color: kSequence }, calculable: false, left: 4, bottom: 8, text: [compact(most) + ' ' + map.unit, '0'], textStyle: { color: colours.quiet } };
  option.series = [{ type: 'map', map: map.name, roam: false, nameProperty: 'name', selectedMode: false, aspectScale: 0.83,
    label: { show: false }, itemStyle: { borderColor: colours.ground, borderWidth: 1, areaColor: colours.line }, emphasis: { label: { show: false } },
    data: map.provinces.map(function (name, i) { return { name: name, value: map.values[i] }; }) }];
  return option;
}
