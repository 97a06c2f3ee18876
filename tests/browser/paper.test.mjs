// The page on paper: charts are drawn at its width, and nothing of them is cut off. Pixels of the PDF are looked at, as pdftoppm draws them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { browser, folder, inBrowser, makeStates, open } from './surroundings.mjs';

const kDots = 110;  // pixels an inch
inBrowser(() => makeStates(64));

/** Pages of a PDF as { width, height, at(x, y) -> 0xrrggbb }. */
function pagesOf(pdf, name) {
  writeFileSync(join(folder, `${name}.pdf`), pdf);
  execFileSync('pdftoppm', ['-r', String(kDots), `${name}.pdf`, name], { cwd: folder });
  return readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.ppm')).sort().map((file) => {
    const bytes = readFileSync(join(folder, file)), head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 40).toString('latin1'));
    const [width, height] = [Number(head[1]), Number(head[2])], from = head[0].length;
    return { width, height, at: (x, y) => { const i = from + 3 * (y * width + x); return (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2]; } };
  });
}
function countOf(page, colour) {
  let count = 0;
  for (let y = 0; y < page.height; ++y) for (let x = 0; x < page.width; ++x) if (page.at(x, y) === colour) ++count;
  return count;
}
// The longest vertical run of dark pixels that is no text: a zero line.
function longestRun(page) {
  let longest = 0;
  for (let x = 0; x < page.width; ++x) {
    let run = 0;
    for (let y = 0; y < page.height; ++y) {
      const pixel = page.at(x, y), dark = ((pixel >> 16) & 255) + ((pixel >> 8) & 255) + (pixel & 255) < 300;
      run = dark ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

for (const [format, dark] of [['A4', true], ['A4', false], ['Letter', false]]) {
  test(`on ${format} every series and the zero line are there, and the margins are white, from a ${dark ? 'dark' : 'light'} screen`, async () => {
    const { tab } = await open(browser, 'states.html', { dark });
    const colours = await tab.evaluate(() => fulcrumBriefing.kPolicyColours.light.slice(0, 5));
    const pages = pagesOf(await tab.pdf({ format, printBackground: true }), `${format}-${dark}`);
    assert.ok(pages.length >= 4);
    // The answer and its ranges are on the first page; the lines of support on the one after.
    const first = pages.slice(0, 3);
    for (const colour of colours.slice(1)) assert.ok(first.reduce((sum, page) => sum + countOf(page, parseInt(colour.slice(1), 16)), 0) > 400, colour);
    assert.ok(countOf(pages[1], parseInt(colours[0].slice(1), 16)) > 100, 'the line of the first policy');
    assert.ok(Math.max(...first.map(longestRun)) > 0.8 * kDots, 'the zero line');
    const margin = Math.floor(0.45 * kDots);
    for (const page of pages)
      for (let y = 0; y < page.height; ++y)
        for (let x = 0; x < margin; ++x) {
          assert.equal(page.at(page.width - 1 - x, y), 0xffffff);
          assert.equal(page.at(x, y), 0xffffff);
        }
    await tab.context().close();
  });
}

test('series on paper span the same share of their chart as on the screen', async () => {
  const { tab } = await open(browser, 'states.html');
  const spans = () => tab.evaluate(() => ['support', 'range-direct_last_year', 'mechanism'].map((name) => {
    const chart = document.getElementById(`chart-${name}`), frame = chart.querySelector('svg').getBoundingClientRect();
    const inks = [...chart.querySelectorAll('svg path, svg text')].map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0);
    return { count: fulcrumBriefing.echarts.getInstanceByDom(chart).getOption().series.length, left: Math.min(...inks.map((box) => box.left - frame.left)) >= -1, right: Math.max(...inks.map((box) => box.right)) <= frame.right + 1, page: frame.right <= document.documentElement.clientWidth };
  }));
  const screen = await spans();
  await tab.setViewportSize({ width: 680, height: 900 });
  await tab.emulateMedia({ media: 'print' });
  await tab.waitForFunction(() => document.querySelector('#limits details').open);
  const paper = await spans();
  paper.forEach((one, i) => assert.deepEqual(one, { count: screen[i].count, left: true, right: true, page: true }));
  await tab.emulateMedia({ media: 'screen' });
  await tab.waitForFunction(() => !document.querySelector('#limits details').open);
  await tab.context().close();
});
