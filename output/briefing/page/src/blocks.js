// What a section is made of: paragraphs, tables and charts. The page and the Markdown briefing are two ways of writing them down.

/** Plain text. */
export function paragraph(text) {
  return { kind: 'paragraph', text: text };
}
/** A heading inside a section. */
export function heading(text) {
  return { kind: 'heading', text: text };
}
/** Sentences one below the other. */
export function bullets(items) {
  return { kind: 'bullets', items: items };
}
/** The answer, a row for each policy: { policy, name, verdict, text }. */
export function answerCard(rows, caption) {
  return { kind: 'answers', rows: rows, caption: caption };
}
/** A table: heads, rows of texts, the first of each its head; columns from `numbers` on are right-aligned; `states` marks cells yes, no or open. */
export function table(heads, rows, more) {
  more = more || {};
  return { kind: 'table', heads: heads, rows: rows, numbers: more.numbers === undefined ? 1 : more.numbers, caption: more.caption || '', states: more.states || false };
}
/** Blocks that wait behind a heading until they are wanted. */
export function more(title, blocks) {
  return { kind: 'more', heading: title, blocks: blocks };
}
/** Text shown letter for letter: a command. */
export function literal(text) {
  return { kind: 'literal', text: text };
}
/**
 * A chart: `option(look)` draws it, `height(look)` [pixels] says how high, `description` says in words what it shows, and `table` holds the
 * numbers behind it for those who do not see it. `walk` lists series { name, points, say(i), date(i) of charts by week } that a keyboard steps through; without it the
 * rows of the table are stepped through. `policies` says that hiding a policy changes the chart.
 */
export function chart(id, title, drawing) {
  return { kind: 'chart', id: id, title: title, option: drawing.option, height: drawing.height, description: drawing.description, table: drawing.table || null,
    weeks: drawing.weeks || null, walk: drawing.walk || null, policies: drawing.policies !== false, refresh: drawing.refresh || null };
}
