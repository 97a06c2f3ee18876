// The briefing page in a real browser: it opens from disk without the network, draws, follows the reader, says what the file says, and
// treats text as text.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { faultsOfCharts } from './faults.mjs';
import { browser, faultsOfAccess, folder, fulcrum, inBrowser, kPolicies, open, python, write } from './surroundings.mjs';

const kNames = ['Status quo', 'Containment plus', 'Coercion alone', 'Engagement', 'Engage then coerce'];
inBrowser(() => {
  fulcrum('compare', ...kPolicies, '--replicates', '200', '-o', 'five.h5');
  fulcrum('report', 'five.h5');
});

test('five policies of 200 replicates make a page of less than 2 MB', () => {
  assert.ok(statSync(join(folder, 'five.html')).size < 2e6);
});

for (const [width, dark] of [[1400, false], [1400, true], [390, false], [390, true]]) {
  test(`the page opens from disk at ${width} pixels, ${dark ? 'dark' : 'light'}, without network, errors or sideways scrolling`, async () => {
    const { tab, seen } = await open(browser, 'five.html', { width, dark });
    assert.deepEqual(seen, { requests: [], errors: [] });
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await tab.context().close();
  });
}

// Colours that a picture has beside its ground: a chart that drew nothing has hardly any.
async function coloursOf(tab, chart) {
  const picture = (await chart.screenshot()).toString('base64');
  return tab.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    const colours = new Set();
    for (let i = 0; i < pixels.length; i += 4) colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
    return colours.size;
  }, picture);
}

test('every chart draws pixels', async () => {
  const { tab } = await open(browser, 'five.html', { unfold: true });
  const blank = await browser.newPage();  // the page itself may fetch nothing, not even data
  const charts = await tab.locator('.chart').all();
  assert.ok(charts.length >= 8);
  for (const chart of charts) assert.ok((await coloursOf(blank, chart)) > 20, await chart.getAttribute('id'));
  await tab.context().close();
  await blank.close();
});

test('no text of a chart lies over another, and none is cut off', async () => {
  for (const width of [1400, 390]) {
    const { tab } = await open(browser, 'five.html', { width, unfold: true });
    const faults = await faultsOfCharts(tab);
    assert.deepEqual(faults, [], `at ${width} pixels`);
    await tab.context().close();
  }
});

test('the pointer over a chart is answered with numbers, and they are those of the file', async () => {
  const { tab } = await open(browser, 'five.html');
  await tab.locator('#chart-support').evaluate((chart) => chart.scrollIntoView({ behavior: 'instant', block: 'center' }));
  const box = await tab.locator('#chart-support').boundingBox();
  await tab.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.5);
  await tab.waitForFunction(() => /week \d+/.test(document.querySelector('#chart-support')?.innerText));
  const said = await tab.locator('#chart-support').innerText();
  const week = Number(/week (\d+)/.exec(said)[1]);
  const means = python(`import h5py, json; print(json.dumps([float(v) for v in h5py.File('five.h5')['summary/direct'][:, 0, ${week}]]))`);
  kNames.forEach((policy, p) => assert.ok(said.includes(`${policy}: ${means[p].toFixed(2)}`), said));
  await tab.context().close();
});

test('a policy is switched off and on in every chart, by keyboard too; only what is on the screen is drawn at once', async () => {
  const { tab } = await open(browser, 'five.html');
  await tab.setViewportSize({ width: 1400, height: 420 });
  const button = tab.locator('button.policy', { hasText: 'Containment plus' });
  const show = (id) => tab.locator(id).evaluate((chart) => chart.scrollIntoView({ behavior: 'instant', block: 'center' }));
  const isDrawn = (id, yes) => tab.waitForFunction(([chart, wanted]) => {
    const instance = fulcrumBriefing.echarts.getInstanceByDom(document.getElementById(chart));
    return instance && instance.getOption().series.some((series) => series.policy === 1) === wanted;
  }, [id, yes]);
  await show('#chart-mechanism');
  await isDrawn('chart-mechanism', true);
  await show('#chart-support');
  await isDrawn('chart-support', true);
  // In one task of the page, before anything that waits for the next frame.
  const [near, far] = await button.evaluate((element) => {
    const drawn = (id) => fulcrumBriefing.echarts.getInstanceByDom(document.getElementById(id)).getOption().series.some((series) => series.policy === 1);
    element.click();
    return [drawn('chart-support'), drawn('chart-mechanism')];
  });
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.equal(near, false);
  assert.equal(far, true, 'what is far from the screen waits');
  await show('#chart-mechanism');
  await isDrawn('chart-mechanism', false);
  await button.evaluate((element) => element.focus({ preventScroll: true }));
  await tab.keyboard.press('Space');
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await isDrawn('chart-mechanism', true);
  await tab.context().close();
});

test('weekly means and percentiles in the page are the bits of the file', async () => {
  const { tab } = await open(browser, 'five.html');
  const inFile = python(`
import h5py, json
with h5py.File('five.h5') as f:
    at = {name.decode() if isinstance(name, bytes) else name: i for i, name in enumerate(f['summary/statistic'][:])}
    print(json.dumps({s: {k: f['summary/' + s][:, at[k], :].tolist() for k in ('mean', 'q05', 'q95')} for s in ('direct', 'front_forces', 'tightness')}))`);
  const inPage = await tab.evaluate(() => {
    const data = JSON.parse(document.getElementById('data').textContent), read = new fulcrumBriefing.Briefing(data), all = {};
    for (const name of ['direct', 'front_forces', 'tightness']) {
      all[name] = {};
      for (const statistic of ['mean', 'q05', 'q95']) all[name][statistic] = data.policies.map((_, p) => read.weekly(name, statistic, p));
    }
    return all;
  });
  assert.deepEqual(inPage, inFile);
  await tab.context().close();
});

test('means, medians, ranges and shares in the page follow from the runs in the file', async () => {
  const { tab } = await open(browser, 'five.html');
  const inFile = python(`
import h5py, json
import numpy as np
with h5py.File('five.h5') as f:
    policy = f['runs']['policy']; replicate = f['runs']['replicate']; made = {}
    for name in f['outcomes']:
        if name == 'run': continue
        x = f['outcomes/' + name][:]
        by = {p: x[policy == p][np.argsort(replicate[policy == p])] for p in np.unique(policy)}
        base = by[b'status_quo']
        tie = .01 if f['outcomes/' + name].attrs['units'] in ('index', '1') else .01 * np.abs(base).mean()
        least = np.min(list(by.values()), axis=0)
        made[name] = {p.decode(): [float(v.mean()), float((v - base).mean()), *map(float, np.quantile(v - base, [.5, .05, .95, .25, .75])),
                                   float((v - base < -tie).mean()), float((v - base > tie).mean()), float((v == least).mean())] for p, v in by.items()}
    print(json.dumps(made))`);
  const inPage = await tab.evaluate(() => JSON.parse(document.getElementById('data').textContent).outcomes);
  assert.equal(inPage.length, Object.keys(inFile).length);
  for (const outcome of inPage)
    outcome.policies.forEach((policy, p) => {
      const { mean, median, range, half, lower, tied, higher } = policy.difference;
      const found = [policy.mean, mean, median, ...range, ...half, lower, higher, policy.lowest];
      found.forEach((value, i) => assert.ok(Math.abs(value - inFile[outcome.name][kPolicies[p]][i]) < 1e-9 * Math.max(1, Math.abs(value)), `${outcome.name} ${kPolicies[p]} ${i}`));
      assert.ok(Math.abs(lower + tied + higher - 1) < 1e-12);
    });
  await tab.context().close();
});

test('markup in titles, notes and sources stays text', async () => {
  const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" \\u2028 {{page}} ${alert(3)} <!--';
  const scenario = (name) => `schema = 1\nname = "${name}"\ntitle = ${JSON.stringify(evil)}\ndescription = ${JSON.stringify(evil)}\nextends = "status_quo.toml"\n` +
    `[parameters]\ndirect.intercept = { value = -4.5, source = ${JSON.stringify(evil)}, note = ${JSON.stringify(evil)} }\n` +
    `[[action]]\nweek = 3\nset = { rhetoric = 0.3 }\nnote = ${JSON.stringify(evil)}\n`;
  write('evil.toml', scenario('evil'));
  fulcrum('run', 'evil.toml', '--replicates', '4', '--path', '.', '-o', 'evil.h5');
  fulcrum('report', 'evil.h5');
  const { tab, seen } = await open(browser, 'evil.html');
  assert.deepEqual(seen, { requests: [], errors: [] });
  assert.match(await tab.locator('h1').innerText(), /^Under Evil direct support /);
  assert.ok((await tab.locator('#limits').textContent()).includes(evil));
  assert.equal(await tab.locator('img').count(), 0);
  assert.ok((await tab.locator('#assumptions').textContent()).includes('onerror=alert(2)'));
  await tab.context().close();
  fulcrum('report', 'evil.h5', '--format', 'md');
  const markdown = readFileSync(join(folder, 'evil.md'), 'utf8');
  assert.ok(!/(^|[^\\])<(script|img)/.test(markdown));
});

for (const [width, dark, forced] of [[1400, false, false], [1400, true, false], [390, false, false], [390, true, false], [1400, false, true], [390, true, true]]) {
  test(`axe finds no fault of accessibility at ${width} pixels, ${dark ? 'dark' : 'light'}${forced ? ', forced colours' : ''}`, async () => {
    const { tab } = await open(browser, 'five.html', { width, dark, forced });
    await tab.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
    assert.deepEqual(await faultsOfAccess(tab), []);
    await tab.context().close();
  });
}

test('twenty policies over a thousand weeks: five in colour, and switching one draws no more than what is on the screen', async () => {
  const names = [];
  for (let i = 0; i < 20; ++i) {
    names.push(`policy_${i}.toml`);
    write(names[i], `schema = 1\nname = "policy_${i}"\nextends = "status_quo.toml"\n[time]\nweeks = 1000\n[levers]\nrhetoric = ${0.04 * i}\n`);
  }
  fulcrum('compare', ...names, '--path', '.', '--replicates', '10', '--series', 'direct', '-o', 'many.h5');
  fulcrum('report', 'many.h5');
  const { tab, seen } = await open(browser, 'many.html');
  assert.deepEqual(seen, { requests: [], errors: [] });
  // The policy that moves support most is drawn and in colour, wherever it was typed.
  const series = await tab.evaluate(() => fulcrumBriefing.echarts.getInstanceByDom(document.getElementById('chart-support')).getOption().series.map((one) => ({ policies: one.policies || [one.policy], colour: one.lineStyle.color })));
  const colour = (policy) => series.find((one) => one.policies.includes(policy)).colour;
  assert.equal(new Set(series.filter((one) => one.policies[0] !== undefined).map((one) => one.colour)).size, 6);  // five and grey
  assert.notEqual(colour(19), colour(1));
  assert.equal(colour(1), colour(2));
  await tab.locator('#chart-support').evaluate((chart) => chart.scrollIntoView({ behavior: 'instant', block: 'center' }));
  await (await tab.context().newCDPSession(tab)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const times = [];
  for (let i = 0; i < 8; ++i)
    times.push(await tab.evaluate(async (which) => {
      const from = performance.now();
      document.querySelectorAll('button.policy')[which].click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - from;
    }, i));
  console.log(`# switching a policy at a quarter of the speed took ${times.map((t) => t.toFixed(0)).join(' ')} ms`);
  await tab.context().close();
});
