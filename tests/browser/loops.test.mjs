// Feedback loops on the page: the security dilemma in words, the diagram of its links and the shares by week are those of `fulcrum loops`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { faultsOfCharts } from './faults.mjs';
import { browser, dataOf, faultsOfAccess, folder, fulcrum, inBrowser, open, write } from './surroundings.mjs';

const kScenarios = ['status_quo', 'engage_then_coerce'];
const kCells = 'schema = 1\nname = "cells"\ntheatre = "iraq_2003"\n[time]\nstart = 2003-03-17\nweeks = 20\n[run]\nresolution = "cells"\n';
let told;

inBrowser(() => {
  fulcrum('compare', ...kScenarios, '--replicates', '10', '-o', 'two.h5');
  fulcrum('compare', 'status_quo', 'adaptive_protection', '--replicates', '10', '-o', 'rules.h5');
  fulcrum('run', 'status_quo', '--replicates', '4', '--set', 'rival.attack_alarm=0', '-o', 'deaf.h5');
  write('cells.toml', kCells);
  fulcrum('run', 'cells.toml', '--path', '.', '--replicates', '2', '-o', 'cells.h5');
  for (const name of ['two', 'rules', 'deaf', 'cells']) fulcrum('report', `${name}.h5`);
  fulcrum('report', 'two.h5', '--format', 'md');
  told = JSON.parse(fulcrum('loops', ...kScenarios, '--rows', '20', '--format', 'json'));
});

const typeset = (text) => text.replace(/->/g, '\u2192').replace(/'/g, '\u2019');
const formsOf = (policy) => told[policy].loops.filter((loop) => loop.dilemma === 1).map((loop) => loop.loop);
const sharesOf = (policy, loop) => told[policy].shares.filter((row) => row.loop === loop);
// Weeks of the dilemma as `fulcrum loops` has them: those in which it leads, the first after them, and the one from which it does not act.
function weeksOf(policy) {
  const forms = formsOf(policy), rows = told[policy].shares.filter((row) => forms.includes(row.loop));
  const led = [...new Set(rows.filter((row) => row.leads === 1).map((row) => row.week))].sort((a, b) => a - b);
  const active = Math.max(...rows.filter((row) => row.net_share !== 0).map((row) => row.week)), last = Math.max(...rows.map((row) => row.week));
  return { led, lost: led.at(-1) < last ? led.at(-1) + 1 : null, silent: active < last ? active + 1 : null };
}
function rangesText(weeks) {
  const ranges = [];
  for (const week of weeks) if (ranges.at(-1)?.[1] === week - 1) ranges.at(-1)[1] = week; else ranges.push([week, week]);
  const texts = ranges.map(([from, to]) => from === to ? `${from}` : `${from} to ${to}`);
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts[0];
}
const optionOf = (tab, chart) => tab.evaluate((id) => JSON.parse(JSON.stringify(fulcrumBriefing.echarts.getInstanceByDom(document.getElementById(id)).getOption(), (key, value) => key === 'markLine' ? undefined : value)), chart);

for (const [width, dark, forced] of [[1400, false, false], [1400, true, false], [390, false, false], [390, true, false], [1400, false, true], [390, true, true]]) {
  test(`the section follows what the patron fears; nothing in it overlaps or is cut, and axe finds no fault, at ${width} pixels, ${dark ? 'dark' : 'light'}${forced ? ', forced colours' : ''}`, async () => {
    const { tab, seen } = await open(browser, 'two.html', { width, dark, forced });
    assert.deepEqual(seen, { requests: [], errors: [] });
    const order = await tab.locator('main > section').evaluateAll((all) => all.map((one) => one.id));
    assert.equal(order.indexOf('loops'), order.indexOf('mechanism') + 1);
    assert.deepEqual(await faultsOfCharts(tab), []);
    const { series: [graph] } = await optionOf(tab, 'chart-loops-diagram');
    const texts = (await tab.locator('#chart-loops-diagram svg text').allTextContents()).join(' ');
    for (const node of graph.data) for (const word of node.name.split(' ')) assert.ok(texts.includes(word), node.name);
    assert.equal((texts.match(/[+\u2212\u00b1]/g) || []).length, graph.links.length, 'a sign for each link');
    await tab.evaluate(() => { for (const details of document.querySelectorAll('#loops details')) details.open = true; });
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await faultsOfAccess(tab), []);
    await tab.context().close();
  });
}

test('the page says in which weeks the dilemma leads, when it no longer does and when it stops acting, as the command does', async () => {
  const { tab } = await open(browser, 'two.html');
  const text = await tab.locator('#loops').innerText(), { loops } = await dataOf(tab);
  kScenarios.forEach((_, p) => {
    const { led, lost, silent } = weeksOf(p), { dilemma } = loops[p];
    assert.deepEqual([dilemma.led, dilemma.lost, dilemma.silent], [led, lost, silent]);
    assert.ok(text.includes(`more than half of the change in weeks ${rangesText(led)}. From week ${lost} (`), text);
    if (silent !== null) assert.match(text, new RegExp(`From week ${silent} \\([-0-9]+\\) on it does not act at all`));
  });
  const through = told[0].loops.find((loop) => loop.dilemma === 1 && /forces/.test(loop.path));
  assert.ok(text.includes(typeset(through.path)));
  assert.match(text, /This security dilemma reinforces/);
  assert.doesNotMatch(text, /[a-z]_[a-z]/);
  await tab.context().close();
});

test('shares by week, means and weeks led are those of the command', async () => {
  const { tab } = await open(browser, 'two.html');
  const { series } = await optionOf(tab, 'chart-loops-shares'), { loops } = await dataOf(tab);
  const lines = (panel) => series.filter((one) => one.xAxisIndex === panel);
  kScenarios.forEach((_, p) => {
    const drawn = Object.fromEntries(lines(p).map((one) => [one.line, one.data.map(([, value]) => value)]));
    const forms = formsOf(p).map((loop) => sharesOf(p, loop));
    drawn.dilemma.slice(1).forEach((value, i) => assert.ok(Math.abs(value - forms.reduce((sum, rows) => sum + rows[i].net_share, 0)) < 1e-15));
    assert.equal(lines(p).length, 5);
    const others = told[p].loops.filter((loop) => loop.dilemma === 0).slice(0, 4), values = Object.values(drawn).map((all) => JSON.stringify(all.slice(1)));
    assert.deepEqual(loops[p].leading.map((loop) => loop.name), others.map((loop) => loop.loop));
    for (const loop of others) assert.ok(values.includes(JSON.stringify(sharesOf(p, loop.loop).map((row) => row.net_share))), loop.loop);
  });
  const cells = await tab.locator('#loops figure', { has: tab.locator('#chart-loops-shares') }).locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  assert.equal(cells.length, 10);
  for (const row of cells.filter((one) => one[7] !== '-')) {
    const loop = told[row[1] === 'Status quo' ? 0 : 1].loops.find((one) => one.loop === row[7]);
    assert.deepEqual([row[3], row[6], row[8]], [loop.mean_share.toFixed(4), String(loop.weeks_led), typeset(loop.path)]);
  }
  await tab.context().close();
});

test('links are blue where more makes more, red where more makes less, grey where both, and those of the dilemma heavy', async () => {
  for (const dark of [false, true]) {
    const { tab } = await open(browser, 'two.html', { dark });
    const { series: [{ links, data }] } = await optionOf(tab, 'chart-loops-diagram'), { loops } = await dataOf(tab);
    const stored = loops.flatMap((one) => one.links), ends = (link) => `${data[link.source].name} > ${data[link.target].name}`;
    assert.equal(links.length, new Set(stored.map((link) => `${link.from} > ${link.to}`)).size);
    for (const link of links) {
      const same = stored.filter((one) => typeset(`${one.from} > ${one.to}`) === ends(link)), signs = new Set(same.map((one) => one.sign));
      assert.equal(link.sign, signs.size === 1 ? [...signs][0] : 'both', ends(link));
      const [red, , blue] = [1, 3, 5].map((at) => parseInt(link.lineStyle.color.slice(at, at + 2), 16));
      if (link.sign === 'reinforcing') assert.ok(blue > red + 60);
      else if (link.sign === 'balancing') assert.ok(red > blue + 60);
      else assert.ok(Math.abs(red - blue) < 20);
      assert.equal(link.lineStyle.width > 2, same.some((one) => one.dilemma));
    }
    await tab.context().close();
  }
});

test('a keyboard steps through the weeks of each loop', async () => {
  const { tab } = await open(browser, 'two.html');
  const figure = tab.locator('figure', { has: tab.locator('#chart-loops-shares') });
  await figure.locator('.plot').focus();
  await tab.keyboard.press('Home');
  assert.match(await figure.locator('.said').innerText(), /^Security dilemma, Status quo, week 0 \(.*\): 0\.000$/);
  await tab.keyboard.press('ArrowRight');
  assert.match(await tab.locator('#chart-loops-shares').innerText(), /week 1\)/);
  for (let i = 0; i < 5; ++i) await tab.keyboard.press('ArrowDown');
  assert.match(await figure.locator('.said').innerText(), /^Security dilemma, Engage then coerce, week 1 /);
  await tab.context().close();
});

test('what equations cannot say has no section, and makes no error', async () => {
  const cells = await open(browser, 'cells.html', { unfold: true });
  assert.deepEqual(cells.seen, { requests: [], errors: [] });
  assert.equal(await cells.tab.locator('#loops').count(), 0);
  assert.equal((await dataOf(cells.tab)).loops, null);
  await cells.tab.context().close();
  const rules = await open(browser, 'rules.html');
  assert.deepEqual((await dataOf(rules.tab)).loops.map((one) => one.policy), [0]);
  assert.match(await rules.tab.locator('#loops').innerText(), /\nIt is among the loops that make more than half of the change/);
  await rules.tab.context().close();
});

test('a dilemma that does not act is said not to, and has no line', async () => {
  const { tab, seen } = await open(browser, 'deaf.html');
  assert.deepEqual(seen, { requests: [], errors: [] });
  assert.match(await tab.locator('#loops').innerText(), /The security dilemma does not act in any week/);
  const { series } = await optionOf(tab, 'chart-loops-shares');
  assert.deepEqual(series.map((one) => one.line), ['loop-1', 'loop-2', 'loop-3', 'loop-4']);
  assert.deepEqual(await faultsOfCharts(tab), []);
  await tab.context().close();
});

test('Markdown has the same sentences in the same order, and both figures', async () => {
  const { tab } = await open(browser, 'two.html');
  const said = await tab.locator('#loops > p, #loops > ul > li').allTextContents(), markdown = readFileSync(join(folder, 'two.md'), 'utf8');
  assert.ok(said.length >= 10);
  let at = markdown.indexOf('## How it works: which feedback loops drive the change');
  assert.ok(at > markdown.indexOf('## How it works: what the patron fears'));
  for (const sentence of said) {
    const next = markdown.indexOf(sentence, at);
    assert.ok(next > at, sentence);
    at = next;
  }
  const drawn = readFileSync(join(folder, 'two_figures', 'loops-diagram.svg'), 'utf8');
  for (const node of ['perceived threat', 'direct support', 'attacks']) assert.ok(drawn.includes(`>${node}<`), node);
  assert.ok(readFileSync(join(folder, 'two_figures', 'loops-shares.svg'), 'utf8').includes('Security dilemma'));
  await tab.context().close();
});
