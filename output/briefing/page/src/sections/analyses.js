// Analyses that the file holds. Those that this page has no picture for are shown as the tables they are.
import { paragraph, table } from '../blocks.js';
import { cell, plain, sentence } from '../text.js';

var kMostRows = 60;

export function settingsText(analysis) {
  return Object.keys(analysis.settings).map(function (key) { return plain(key) + ' ' + cell(analysis.settings[key]); }).join('; ');
}

export function plainTable(analysis) {
  var length = analysis.columns.length ? analysis.columns[0].values.length : 0, rows = [];
  for (var i = 0; i < Math.min(length, kMostRows); ++i) rows.push(analysis.columns.map(function (column) { return cell(column.values[i]); }));
  var first = 0;
  while (first < analysis.columns.length && length && typeof analysis.columns[first].values[0] !== 'number') ++first;
  return table(analysis.columns.map(function (column) { return plain(column.name) + (column.unit && column.unit !== '1' ? ' [' + column.unit + ']' : ''); }), rows,
    { numbers: first, caption: sentence(plain(analysis.name)) + (length > kMostRows ? ', the first ' + kMostRows + ' of ' + length + ' rows' : '') });
}

export function otherAnalyses(briefing, drawn) {
  return briefing.data.analyses.filter(function (analysis) { return drawn.indexOf(analysis.name) < 0; }).map(function (analysis) {
    var settings = settingsText(analysis);
    return { id: 'analysis-' + analysis.name.replace(/[^a-z0-9_-]/gi, '-'), title: 'Analysis: ' + plain(analysis.name), blocks: (settings ? [paragraph('Settings: ' + settings + '.')] : []).concat([plainTable(analysis)]) };
  });
}
