// Sections as Markdown (CommonMark with tables). Text from files stays text: what Markdown or HTML would read as markup is escaped.

function escaped(text) {
  return String(text).replace(/\\/g, '\\\\').replace(/([`*_{}\[\]<>#|~])/g, '\\$1').replace(/&/g, '&amp;').replace(/\r?\n/g, ' ');
}

function row(cells) {
  return '| ' + cells.map(escaped).join(' | ') + ' |';
}

function tableText(table) {
  var rule = '|' + table.heads.map(function (head, i) { return i >= table.numbers ? '---:|' : '---|'; }).join('');
  return (table.caption ? '*' + escaped(table.caption) + '*\n\n' : '') + [row(table.heads), rule].concat(table.rows.map(row)).join('\n');
}

function fence(text) {
  var ticks = '```';
  while (text.indexOf(ticks) >= 0) ticks += '`';
  return ticks + '\n' + text + '\n' + ticks;
}

function blockText(block, figure) {
  switch (block.kind) {
    case 'paragraph': return escaped(block.text);
    case 'heading': return '### ' + escaped(block.text);
    case 'more': return ['### ' + escaped(block.heading)].concat(block.blocks.map(function (inner) { return blockText(inner, figure); })).join('\n\n');
    case 'answers': return block.rows.map(function (row) { return '- **' + escaped(row.name) + ': ' + escaped(row.verdict) + '.** ' + escaped(row.text); }).join('\n');
    case 'bullets': return block.items.map(function (item) { return '- ' + escaped(item); }).join('\n');
    case 'table': return tableText(block);
    case 'literal': return fence(block.text);
    default: return '![' + escaped(block.description) + '](' + figure(block.id) + ')\n\n*' + escaped(block.title) + '*';
  }
}

export function markdown(data, title, sections, figure) {
  var parts = ['# ' + escaped(title)];
  sections.forEach(function (section) {
    if (!section.first) parts.push('## ' + escaped(section.title));
    section.blocks.forEach(function (block) { parts.push(blockText(block, figure)); });
  });
  return parts.join('\n\n') + '\n';
}
