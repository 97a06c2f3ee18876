// The briefing as a list of sections, each only when the file has what it needs; drawing of its charts; and the briefing as Markdown.
// This bundle is ECMAScript 5: browsers run it, and so does the program (Duktape).
import { Briefing } from './data.js';
import { echarts } from './echarts_parts.js';
import { markdown as writeMarkdown } from './markdown.js';
import { otherAnalyses } from './sections/analyses.js';
import { claimsSection } from './sections/claims.js';
import { goalsSection, surenessSection } from './sections/comparison.js';
import { differencesSection } from './sections/differences.js';
import { eventsSection } from './sections/events.js';
import { discoverySection, drawnHere, robustSection, sensitivitySection } from './sections/exploration.js';
import { assumptionsSection, limitsSection } from './sections/limits.js';
import { mapSection } from './sections/map.js';
import { planeSection } from './sections/plane.js';
import { leversSection, questionSection } from './sections/question.js';
import { frontsSection, streetSection, supportSection, threatSection } from './sections/series.js';
import { kWarnings, warningsSection } from './sections/warnings.js';
import { kWhy, whySection } from './sections/why.js';

var kSections = [questionSection, leversSection, supportSection, differencesSection, whySection, goalsSection, surenessSection, frontsSection, threatSection,
  streetSection, planeSection, mapSection, eventsSection, warningsSection, sensitivitySection, discoverySection, robustSection, claimsSection];

/** All sections of the data, in the order in which they are read. */
export function sections(data) {
  var briefing = new Briefing(data), made = [];
  kSections.forEach(function (section) { made = made.concat(section(briefing) || []); });
  var drawn = data.analyses.map(function (table) { return table.name; }).filter(function (name) {
    return drawnHere(name) || kWarnings.indexOf(name) >= 0 || kWhy.indexOf(name) >= 0 || ['comparison', 'claims', 'assumptions'].indexOf(name) >= 0;
  });
  made = made.concat(otherAnalyses(briefing, drawn));
  return made.concat([assumptionsSection(briefing), limitsSection(briefing)]);
}

/** Figures of all charts as SVG: [{ id, svg }]. */
export function figures(data) {
  var look = { dark: false, narrow: false, still: true, width: 900 }, made = [];
  sections(data).forEach(function (section) {
    section.blocks.forEach(function (block) {
      if (block.kind !== 'chart') return;
      var instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width: look.width, height: block.height(look) });
      var option = block.option(look);
      option.backgroundColor = '#ffffff';
      instance.setOption(option);
      made.push({ id: block.id, svg: instance.renderToSVGString() });
      instance.dispose();
    });
  });
  return made;
}

/** The briefing as Markdown; `figure(id)` names the file of a figure. */
export function markdown(data, figure) {
  return writeMarkdown(data, sections(data), figure);
}

export { Briefing, echarts };
export { plain } from './text.js';
