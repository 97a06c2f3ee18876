// Provinces coloured by a value of one week: from nothing to much, or from less to more than under the first policy. Several policies
// stand side by side, with one scale.
import { base, escaped, ink, kDifference, kSequence, merge } from './look.js';
import { echarts } from './echarts_parts.js';
import { place, tick } from './text.js';

function columnsOf(look, count) {
  return look.narrow ? 1 : Math.min(count, look.width < 820 ? 2 : 3);
}
export function mapHeight(look, count) {
  return Math.ceil(count / columnsOf(look, count)) * (look.narrow ? 330 : 340) + 64;
}

function title(look, map, left, top, width) {
  return { text: map.title, left: left, top: top, padding: 2, textStyle: { color: ink(look).text, fontSize: 13, fontWeight: 600, width: width - 8, overflow: 'truncate' } };
}

/**
 * Maps { title, values } of provinces over one scale: `difference` from -most to most, else from 0 to most. Colours go by square roots, since a
 * few provinces have most attacks.
 */
export function mapChart(look, maps, scale) {
  var colours = ink(look), option = base(look), columns = columnsOf(look, maps.length), each = (look.width || 900) / columns, high = look.narrow ? 330 : 340;
  // One name a map: ECharts draws series that share a map once, with the sum of their values.
  maps.forEach(function (_, i) { echarts.registerMap('theatre-' + i, scale.geometry); });
  var shade = function (value) { return scale.root ? (value < 0 ? -1 : 1) * Math.sqrt(Math.abs(value)) : value; };
  var write = function (value) { return (scale.difference && value > 0 ? '+' : '') + tick(value); }, most = shade(scale.most) || 1;
  option.title = maps.map(function (map, i) { return title(look, map, (i % columns) * each, Math.floor(i / columns) * high, each); });
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    var value = maps[item.seriesIndex].values[scale.provinces.indexOf(item.name)];
    return escaped(place(item.name)) + ': <b>' + write(value) + '</b> ' + escaped(scale.unit);
  } });
  option.visualMap = { type: 'continuous', min: scale.difference ? -most : 0, max: most, calculable: false, hoverLink: false, left: 'center', bottom: 22, orient: 'horizontal', itemHeight: Math.min(360, (look.width || 900) - 60), itemWidth: 12,
    inRange: { color: scale.difference ? kDifference[look.dark ? 'dark' : 'light'] : kSequence } };
  option.graphic = legendTicks(look, scale, write);
  option.series = maps.map(function (map, i) {
    return { type: 'map', map: 'theatre-' + i, roam: false, nameProperty: 'name', selectedMode: false, aspectScale: 0.83,
      layoutCenter: [(i % columns) * each + each / 2, Math.floor(i / columns) * high + 26 + (high - 34) / 2], layoutSize: Math.min(each - 16, high - 34),
      label: { show: false }, itemStyle: { borderColor: colours.ground, borderWidth: 1, areaColor: colours.line }, emphasis: { label: { show: false } },
      data: scale.provinces.map(function (name, p) { return { name: name, value: shade(map.values[p]) }; }) };
  });
  return option;
}

// Ticks below the legend: the ends, the middle and the places half-way between, at their true values.
function legendTicks(look, scale, write) {
  var wide = Math.min(360, (look.width || 900) - 60), middle = (look.width || 900) / 2, shares = scale.difference ? [-1, -0.5, 0, 0.5, 1] : [0, 0.5, 1];
  return shares.map(function (share) {
    var value = scale.most * (scale.root ? (share < 0 ? -1 : 1) * share * share : share), at = scale.difference ? share / 2 : share - 0.5;
    return { type: 'text', silent: true, x: middle + at * wide, bottom: 4, style: { text: write(value), fill: ink(look).quiet, font: '12px ' + base(look).textStyle.fontFamily, textAlign: 'center' } };
  });
}
