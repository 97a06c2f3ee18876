// Analyses that the file holds. Those that this page has no picture for are shown as the tables they are.
import { paragraph, table } from '../blocks.js';
import { cell, plain, sentence } from '../text.js';

var kMostRows = 60;

export function settingsText(analysis) {
  return Object.keys(analysis.settings).map(function (key) { return plain(key) + ' ' + cell(analysis.settings[key]); }).join('; ');
}

// Every table of the file numbers its rows; "own" stands for a unit that goes with the row.
function shownColumns(analysis) {
  return analysis.columns.filter(function (column) { return column.name !== 'row'; });
}

function head(column) {
  return plain(column.name) + (column.unit && column.unit !== '1' && column.unit !== 'own' ? ' [' + column.unit + ']' : '');
}

export function plainTable(analysis) {
  var columns = shownColumns(analysis);
  var length = columns.length ? columns[0].values.length : 0, rows = [];
  for (var i = 0; i < Math.min(length, kMostRows); ++i) rows.push(columns.map(function (column) { return cell(column.values[i]); }));
  var first = 0;
  while (first < columns.length && length && typeof columns[first].values[0] !== 'number') ++first;
  return table(columns.map(head), rows,
    { numbers: first, caption: sentence(plain(analysis.name)) + (length > kMostRows ? ', the first ' + kMostRows + ' of ' + length + ' rows' : '') });
}

// What the answer's tables hold, in words.
var kTitles = { answer: 'The answer in numbers', answer_splits: 'Where the verdict splits, in numbers', answer_information: 'What would be worth knowing before choosing' };

export function otherAnalyses(briefing, drawn) {
  return briefing.data.analyses.filter(function (analysis) { return drawn.indexOf(analysis.name) < 0; }).map(function (analysis) {
    var settings = settingsText(analysis);
    return { id: 'analysis-' + analysis.name.replace(/[^a-z0-9_-]/gi, '-'), title: kTitles[analysis.name] || 'Also in the file: ' + plain(analysis.name), fold: true, blocks: (settings ? [paragraph('Settings: ' + settings + '.')] : []).concat([plainTable(analysis)]) };
  });
}
