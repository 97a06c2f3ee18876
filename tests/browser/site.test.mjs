// The documentation site as a reader opens it: from disk, or from a server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { browser, inBrowser } from './surroundings.mjs';

const root = process.env.FULCRUM_SOURCES, site = join(root, 'build', 'site');
const commands = readFileSync(join(root, 'docs', 'commands.md'), 'utf8').match(/(?<=<!-- help: )\w+(?= -->)/g).filter((name) => name !== 'fulcrum');
inBrowser(() => execFileSync(join(root, 'scripts', 'documents', 'make_site')));

/** A tab at a page, and what went wrong in it. */
async function opened(address, width = 1400) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  context.setDefaultTimeout(120_000);
  const tab = await context.newPage(), faults = [];
  tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) faults.push(message.text()); });
  tab.on('pageerror', (error) => faults.push(String(error)));
  tab.on('requestfailed', (request) => faults.push(request.url()));
  await tab.goto(address);
  return { tab, faults };
}
const onDisk = (page) => pathToFileURL(join(site, page)).href;

/** Types a word into the search, in the place of what stands there. */
async function typed(tab, word) {
  await tab.locator('.md-search__input').fill('');
  await tab.locator('.md-search__input').pressSequentially(word);
}

/** Types a word into the search and waits for the first place that is offered: its address within the site. */
async function firstFound(tab, word) {
  await typed(tab, word);
  const places = tab.locator('.md-search-result__item:first-child a.md-search-result__link');
  await tab.waitForFunction((looked) => [...document.querySelectorAll('.md-search-result__link')].some((one) => new URL(one.href).searchParams.get('h') === looked), word);
  const [, section] = await places.evaluateAll((all) => all.map((one) => one.href));
  return section;
}

/** Whether a heading is what a reader sees first, below the bar. */
const atTop = (tab, id) => tab.waitForFunction((name) => { const { top } = document.getElementById(name).getBoundingClientRect(); return top >= 0 && top < 200; }, id);

test('there are commands to look for', () => assert.ok(commands.length > 20));

test('from disk, the name of a command leads to its section, whichever command it is', async () => {
  const { tab, faults } = await opened(onDisk('index.html'));
  for (const command of commands) {
    assert.equal(await firstFound(tab, command), `${onDisk('commands.html')}?h=${command}#${command}`);
  }
  await tab.locator(`.md-search-result__link[href$="#${commands.at(-1)}"]`).click();
  await atTop(tab, commands.at(-1));
  assert.deepEqual(faults, []);
  await tab.context().close();
});

test('from disk, words of the text are found from a page in a folder, too', async () => {
  const { tab, faults } = await opened(onDisk('decisions/0003-random-streams.html'));
  await typed(tab, 'hysteresis');
  assert.match(await tab.locator('.md-search-result__link').first().getAttribute('href'), /model\.html/);
  assert.deepEqual(faults, []);
  await tab.context().close();
});

test('the section of a command is two clicks away from the first page', async () => {
  const { tab } = await opened(onDisk('index.html'));
  await tab.locator('.md-tabs__link', { hasText: 'Reference' }).click();
  await tab.locator('.md-sidebar--secondary .md-nav__link', { hasText: /^\s*robust\s*$/ }).click();
  await atTop(tab, 'robust');
  await tab.context().close();
});

test('from a server, the search works as well', async () => {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    try {
      response.setHeader('Content-Type', { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' }[path.split('.').pop()] ?? 'application/octet-stream');
      response.end(readFileSync(join(site, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { tab, faults } = await opened(`http://127.0.0.1:${server.address().port}/index.html`);
  assert.match(await firstFound(tab, 'pathways'), /commands\.html\?h=pathways#pathways$/);
  assert.deepEqual(faults, []);
  await tab.context().close();
  server.close();
});

for (const width of [1400, 390]) {
  test(`equations are drawn as formulas, and the page does not scroll sideways, at ${width} pixels`, async () => {
    const { tab, faults } = await opened(onDisk('model.html'), width);
    const numbers = readFileSync(join(root, 'docs', 'model.md'), 'utf8').match(/^\(\d+b?\.\w+\)(?= )/gm);
    assert.deepEqual(await tab.locator('.equation .number').allInnerTexts(), numbers);
    const seen = await tab.evaluate(() => {
      const box = (element) => element.getBoundingClientRect();
      const all = [...document.querySelectorAll('.equation')];
      const fraction = document.querySelector('[id="equation-5.6"] mfrac');
      const index = document.querySelector('[id="equation-5.6"] msub');
      return {
        empty: all.filter((one) => box(one.querySelector('math')).width < 20).map((one) => one.id),
        cut: all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.id),
        above: box(fraction.children[0]).bottom <= box(fraction.children[1]).top + 1,
        lower: box(index.children[1]).bottom > box(index.children[0]).bottom,
        text: [...document.querySelectorAll('pre')].filter((one) => /^\(\d+b?\.\w+\)/.test(one.textContent)).length,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      };
    });
    assert.deepEqual({ ...seen, cut: width > 1000 ? seen.cut : [] }, { empty: [], cut: [], above: true, lower: true, text: 0, wide: 0 });
    assert.deepEqual(faults, []);
    await tab.context().close();
  });
}
