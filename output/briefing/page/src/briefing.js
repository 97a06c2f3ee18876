// The briefing as a list of sections, each only when the file has what it needs; drawing of its charts; and the briefing as Markdown.
// This bundle is ECMAScript 5: browsers run it, and so does the program (Duktape).
import { table } from './blocks.js';
import { Briefing } from './data.js';
import { echarts } from './echarts_parts.js';
import { kTerms } from './glossary.js';
import { headline as titleOf } from './headline.js';
import { markdown as writeMarkdown } from './markdown.js';
import { otherAnalyses } from './sections/analyses.js';
import { claimsSection } from './sections/claims.js';
import { goalsSection, surenessSection } from './sections/comparison.js';
import { differencesSection } from './sections/differences.js';
import { eventsSection } from './sections/events.js';
import { discoverySection, drawnHere, robustSection, sensitivitySection } from './sections/exploration.js';
import { assumptionsSection, limitsSection } from './sections/limits.js';
import { loopsSection } from './sections/loops.js';
import { mapSection } from './sections/map.js';
import { answerSection, policiesSection, rangeSection } from './sections/question.js';
import { recordSection } from './sections/record.js';
import { mechanismSection, planeSection, streetSection, supportSection } from './sections/series.js';
import { kWarnings, warningsSection } from './sections/warnings.js';
import { kWhy, whySection } from './sections/why.js';

// The order of reading: the answer, how sure it is, support over time, what is robust, why, what would change it, goals, then the rest.
var kSections = [answerSection, rangeSection, supportSection, robustSection, whySection, discoverySection, sensitivitySection, recordSection, claimsSection, warningsSection, goalsSection,
  mechanismSection, loopsSection, mapSection, policiesSection, differencesSection, surenessSection, streetSection, planeSection, eventsSection];
var kTold = ['comparison', 'claims', 'assumptions', 'hindcast_months'];

function glossarySection() {
  return { id: 'glossary', title: 'Glossary', fold: true, blocks: [table(['term', 'meaning'], kTerms, { numbers: 2, caption: 'Terms' })] };
}

/** All sections of the data, in the order in which they are read; those with `fold` are details. */
export function sections(data) {
  var briefing = new Briefing(data), made = [];
  kSections.forEach(function (section) { made = made.concat(section(briefing) || []); });
  var drawn = data.analyses.map(function (table) { return table.name; }).filter(function (name) {
    return drawnHere(name) || kWarnings.indexOf(name) >= 0 || kWhy.indexOf(name) >= 0 || kTold.indexOf(name) >= 0;
  });
  return made.concat(otherAnalyses(briefing, drawn), [assumptionsSection(briefing), limitsSection(briefing), glossarySection()]);
}

/** The finding in words. */
export function headline(data) {
  return titleOf(new Briefing(data));
}

function chartsOf(blocks) {
  return blocks.reduce(function (found, block) { return found.concat(block.kind === 'chart' ? [block] : block.kind === 'more' ? chartsOf(block.blocks) : []); }, []);
}

/** Figures of all charts as SVG: [{ id, svg }]. */
export function figures(data) {
  var look = { dark: false, narrow: false, still: true, width: 900, places: new Briefing(data).places() }, made = [];
  sections(data).forEach(function (section) {
    chartsOf(section.blocks).forEach(function (block) {
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
  return writeMarkdown(data, headline(data), sections(data), figure);
}

export { Briefing, echarts };
export { glossed } from './glossary.js';
export { ink, kPolicyColours } from './look.js';
export { plain } from './text.js';
