// What a section is made of: paragraphs, tables and charts. The page and the Markdown briefing are two ways of writing them down.

/** Plain text. */
export function paragraph(text) {
  return { kind: 'paragraph', text: text };
}
/** Sentences one below the other. */
export function bullets(items) {
  return { kind: 'bullets', items: items };
}
/** A table: heads, rows of texts; columns from `numbers` on are right-aligned. */
export function table(heads, rows, more) {
  more = more || {};
  return { kind: 'table', heads: heads, rows: rows, numbers: more.numbers === undefined ? 1 : more.numbers, caption: more.caption || '' };
}
/** Sentences that wait behind a heading until they are wanted. */
export function more(heading, items) {
  return { kind: 'more', heading: heading, items: items };
}
/** Text shown letter for letter: a command. */
export function literal(text) {
  return { kind: 'literal', text: text };
}
/**
 * A chart: `option(look)` draws it, `height(look)` [pixels] says how high, `description` says in words what it shows, and `table` holds the
 * numbers behind it for those who do not see it.
 */
export function chart(id, title, drawing) {
  return { kind: 'chart', id: id, title: title, option: drawing.option, height: drawing.height, description: drawing.description, table: drawing.table || null,
    weeks: drawing.weeks || null };
}
