// A causal-loop diagram: variables round an oval, and the links between them as arrows with their signs.
import { kSigns, bends, ringOf, signPlaces } from './loop_geometry.js';
import { base, escaped, ink, loopColours, merge } from './look.js';

var kColours = { reinforcing: 'more', balancing: 'less', both: 'both' };
var kDashes = { reinforcing: 'solid', balancing: 'dashed', both: [2, 3] };
var kTold = { reinforcing: 'more makes more', balancing: 'more makes less', both: 'sometimes one, sometimes the other' };

/** What the sign of a link says, in words. */
export function signText(sign) {
  return kTold[sign] || '';
}

export function loopDiagramHeight(names, look) {
  return ringOf(names, look).height;
}

function signs(look, ring, links, courses, family) {
  return signPlaces(ring, links, courses).map(function (place, i) {
    return { type: 'text', x: place[0], y: place[1], z: 5, silent: true, style: { text: kSigns[links[i].sign] || '', fill: links[i].colour, stroke: ink(look).ground, lineWidth: 3, font: '700 14px ' + family, align: 'center', verticalAlign: 'middle' } };
  });
}

/** Links { from, to, sign, dilemma } between the variables `names`, which stand in the order of ringOrder() of loop_geometry.js. */
export function loopDiagram(look, names, links) {
  var colours = ink(look), of = loopColours(look), option = base(look), ring = ringOf(names, look), nodes = ring.nodes, plain = look.ink || look.still;
  var drawn = links.map(function (link) {
    return merge(link, { source: names.indexOf(link.from), target: names.indexOf(link.to), colour: of[kColours[link.sign]] || of.both });
  });
  var courses = bends(ring, drawn), xs = nodes.map(function (node) { return node.x; }), ys = nodes.map(function (node) { return node.y; }), left = Math.min.apply(null, xs), top = Math.min.apply(null, ys);
  var inDilemma = function (name) { return links.some(function (link) { return link.dilemma && link.from === name; }); };
  option.tooltip = merge(option.tooltip, { trigger: 'item', formatter: function (item) {
    if (item.dataType !== 'edge') return escaped(names[item.dataIndex]);
    var link = links[item.dataIndex];
    return escaped(link.from) + ' \u2192 ' + escaped(link.to) + '<br>' + signText(link.sign) + (link.dilemma ? '<br>part of the security dilemma' : '');
  } });
  option.series = [{ type: 'graph', layout: 'none', left: left, top: top, width: Math.max.apply(null, xs) - left, height: Math.max.apply(null, ys) - top, edgeSymbol: ['none', 'arrow'], edgeSymbolSize: [0, 10],
    emphasis: { focus: 'adjacency' }, blur: { lineStyle: { opacity: 0.15 }, itemStyle: { opacity: 0.4 }, label: { opacity: 0.5 } },
    data: nodes.map(function (node) {
      var heavy = inDilemma(node.name);
      return { name: node.name, x: node.x, y: node.y, symbol: 'circle', symbolSize: 12, itemStyle: { color: heavy ? colours.text : colours.ground, borderColor: colours.text, borderWidth: 1.5 },
        label: { show: true, position: node.side > 0 ? 'right' : 'left', distance: 7, offset: [0, node.shift], formatter: node.text, align: node.side > 0 ? 'left' : 'right', color: colours.text, fontSize: look.narrow ? 11 : 12, lineHeight: 13, fontWeight: heavy ? 700 : 400 } };
    }),
    links: drawn.map(function (link, i) {
      return { source: link.source, target: link.target, sign: link.sign, symbolSize: [0, link.dilemma ? 13 : 9],
        lineStyle: { color: link.colour, width: link.dilemma ? 4 : 1.4, opacity: 1, curveness: courses[i], type: plain ? kDashes[link.sign] || 'solid' : 'solid' } };
    }) }];
  option.graphic = signs(look, ring, drawn, courses, option.textStyle.fontFamily);
  return option;
}
