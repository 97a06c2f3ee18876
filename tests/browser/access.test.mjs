// Whoever reads it: by keyboard, by ear, with colours of one's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { browser, faultsOfAccess, inBrowser, makeStates, open } from './surroundings.mjs';

inBrowser(() => makeStates(64));

test('every point of every chart is reached by keyboard, announced and shown', async () => {
  const { tab } = await open(browser, 'states.html');
  const plot = tab.locator('.plot', { has: tab.locator('#chart-support') });
  const said = tab.locator('figure', { has: tab.locator('#chart-support') }).locator('.said');
  assert.equal(await said.getAttribute('role'), 'status');
  await plot.focus();
  await tab.keyboard.press('Home');
  assert.match(await said.innerText(), /^Status quo, Direct support, week 0 \(.*\): 0\.\d\d \(0\.\d\d to 0\.\d\d\)$/);
  await tab.keyboard.press('ArrowRight');
  assert.match(await said.innerText(), /, week 1 /);
  assert.match(await tab.locator('#chart-support').innerText(), /week 1\)/);  // the tip beside the point
  await tab.keyboard.press('ArrowDown');
  assert.match(await said.innerText(), /^Containment plus, Direct support, week 1 /);
  await tab.keyboard.press('End');
  assert.match(await said.innerText(), /, week 207 /);
  const visited = new Set();
  for (let i = 0; i < 10; ++i) { await tab.keyboard.press('ArrowDown'); visited.add((await said.innerText()).split(', week')[0]); }
  assert.equal(visited.size, 10);  // five policies, direct and indirect
  const range = tab.locator('figure', { has: tab.locator('#chart-range-direct_last_year') });
  await range.locator('.plot').focus();
  await tab.keyboard.press('Home');
  for (const name of ['Engage then coerce', 'Engagement', 'Coercion alone', 'Containment plus']) {
    assert.ok((await range.locator('.said').innerText()).startsWith(`${name}, middle `));
    await tab.keyboard.press('ArrowRight');
  }
  await tab.context().close();
});

test('the tab key passes every control and every chart before the folds, and none of them twice', async () => {
  const { tab } = await open(browser, 'states.html');
  const passed = [];
  for (let i = 0; i < 80; ++i) {
    await tab.keyboard.press('Tab');
    const here = await tab.evaluate(() => { const at = document.activeElement; return at.className === 'skip' ? 'skip' : at.closest('figure')?.querySelector('.chart')?.id + ':' + at.className || at.textContent; });
    if (passed.length && here === 'skip') break;  // once round the page
    passed.push(here);
  }
  assert.equal(passed[0], 'skip');
  for (const chart of ['range-direct_last_year', 'support', 'mechanism']) assert.equal(passed.filter((one) => one === `chart-${chart}:plot`).length, 1, chart);
  await tab.context().close();
});

test('the skip link leads to the answer, and anchors clear the sticky bar', async () => {
  const { tab } = await open(browser, 'states.html');
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.getAttribute('href')), '#answer');
  for (const id of ['support', 'goals', 'mechanism', 'limits']) {
    await tab.evaluate((to) => { location.hash = to; }, id);
    await tab.waitForTimeout(300);
    const [top, bar] = await tab.evaluate((to) => [document.getElementById(to).getBoundingClientRect().top, document.querySelector('.policies').getBoundingClientRect().bottom], id);
    assert.ok(top >= bar - 1, `${id}: ${top} under ${bar}`);
  }
  assert.ok(await tab.evaluate(() => document.querySelector('#limits details').open), 'what a link leads to is unfolded');
  await tab.context().close();
});

test('tables have row heads; charts, sliders and tables behind them have names of their own, which drawing leaves in place', async () => {
  const { tab } = await open(browser, 'states.html', { unfold: true });
  const names = await tab.evaluate(() => ({
    plots: [...document.querySelectorAll('.plot')].map((plot) => plot.getAttribute('aria-label')),
    titles: [...document.querySelectorAll('figure')].map((figure) => figure.querySelector('figcaption').textContent),
    numbers: [...document.querySelectorAll('details.numbers > summary')].map((summary) => summary.textContent),
    headless: [...document.querySelectorAll('tbody tr')].filter((row) => row.firstElementChild.tagName !== 'TH' || row.firstElementChild.scope !== 'row' || !row.firstElementChild.textContent.trim()).length,
  }));
  assert.ok(names.plots.length >= 8);
  names.plots.forEach((label, i) => assert.ok(label.startsWith(names.titles[i]), label));
  assert.equal(new Set(names.numbers).size, names.numbers.length);
  assert.equal(names.headless, 0);
  await tab.context().close();
});

// WCAG 2.1: contrast of two colours.
const luminance = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a, b) => { const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y); return (high + 0.05) / (low + 0.05); };

test('every colour of a line is at least 3:1 against its ground, light and dark', async () => {
  const { tab } = await open(browser, 'states.html');
  const palettes = await tab.evaluate(() => [false, true].map((dark) => ({ ground: fulcrumBriefing.ink({ dark }).ground, other: fulcrumBriefing.ink({ dark }).other, fact: fulcrumBriefing.ink({ dark }).fact, policies: fulcrumBriefing.kPolicyColours[dark ? 'dark' : 'light'] })));
  for (const { ground, other, fact, policies } of palettes) for (const colour of [other, fact, ...policies]) assert.ok(contrast(colour, ground) >= 3, `${colour} on ${ground}`);
  await tab.context().close();
});

test('with forced colours text and axes of charts are the system\u2019s, on its ground, and lines differ by their dashes', async () => {
  for (const dark of [false, true]) {
    const { tab } = await open(browser, 'states.html', { forced: true, dark });
    const [texts, system, dashes] = await tab.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('span'));
      probe.style.color = 'CanvasText';
      const option = fulcrumBriefing.echarts.getInstanceByDom(document.getElementById('chart-support')).getOption();
      return [option.title[0].textStyle.color, getComputedStyle(probe).color, option.series.filter((one) => one.policy !== undefined).slice(0, 5).map((one) => JSON.stringify(one.lineStyle.type))];
    });
    assert.equal(texts, system);
    assert.equal(new Set(dashes).size, 5);
    assert.deepEqual(await faultsOfAccess(tab), []);
    await tab.context().close();
  }
});
