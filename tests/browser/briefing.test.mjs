// The briefing page in a real browser: it opens from disk without the network, draws, follows the reader, says what the file says, and
// treats text as text.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { faultsOfCharts } from './faults.mjs';
import { axeSource, folder, fulcrum, launch, open, python, removeFolder, write } from './surroundings.mjs';

const kPolicies = ['status_quo', 'containment_plus', 'coercion_alone', 'engagement', 'engage_then_coerce'];
let browser;

before(async () => {
  fulcrum('compare', ...kPolicies, '--replicates', '200', '-o', 'five.h5');
  fulcrum('report', 'five.h5');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  removeFolder();
});

test('five policies of 200 replicates make a page of less than 3 MB', () => {
  assert.ok(statSync(join(folder, 'five.html')).size < 3e6);
});

for (const [width, dark] of [[1400, false], [1400, true], [400, false], [400, true]]) {
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
  const { tab } = await open(browser, 'five.html');
  const blank = await browser.newPage();  // the page itself may fetch nothing, not even data
  const charts = await tab.locator('.chart').all();
  assert.ok(charts.length >= 8);
  for (const chart of charts) assert.ok((await coloursOf(blank, chart)) > 20, await chart.getAttribute('id'));
  await tab.context().close();
  await blank.close();
});

test('no text of a chart lies over another, and none is cut off', async () => {
  for (const width of [1400, 400]) {
    const { tab } = await open(browser, 'five.html', { width });
    const faults = await faultsOfCharts(tab);
    assert.deepEqual(faults, [], `at ${width} pixels`);
    await tab.context().close();
  }
});

test('the pointer over a chart is answered with numbers, and they are those of the file', async () => {
  const { tab } = await open(browser, 'five.html');
  await tab.locator('#chart-support').evaluate((chart) => chart.scrollIntoView({ behavior: 'instant', block: 'center' }));
  const box = await tab.locator('#chart-support').boundingBox();
  await tab.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.5);
  await tab.waitForFunction(() => /week \d+/.test(document.querySelector('#chart-support')?.innerText));
  const said = await tab.locator('#chart-support').innerText();
  const week = Number(/week (\d+)/.exec(said)[1]);
  const means = python(`import h5py, json; print(json.dumps([float(v) for v in h5py.File('five.h5')['summary/direct'][:, 0, ${week}]]))`);
  kPolicies.forEach((policy, p) => assert.match(said, new RegExp(`${policy}: ${means[p].toFixed(3)}`)));
  await tab.context().close();
});

test('a policy is switched off and on in all charts at once, by keyboard too', async () => {
  const { tab } = await open(browser, 'five.html');
  const button = tab.locator('button.policy', { hasText: 'containment_plus' });
  const shown = () => tab.evaluate(() => [...document.querySelectorAll('.chart')].map((chart) => fulcrumBriefing.echarts.getInstanceByDom(chart).getOption().legend?.[0]?.selected?.containment_plus)
    .filter((state) => state !== undefined));
  await button.focus();
  await tab.keyboard.press('Space');
  assert.equal(await button.getAttribute('aria-pressed'), 'false');
  assert.ok((await shown()).length >= 5 && (await shown()).every((state) => state === false));
  await tab.keyboard.press('Space');
  assert.ok((await shown()).every((state) => state === true));
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

test('outcomes and paired differences in the page follow from the runs in the file', async () => {
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
        made[name] = {p.decode(): [float(v.mean()), float((v - base).mean()), float(((v > base) + .5 * (v == base)).mean())] for p, v in by.items()}
    print(json.dumps(made))`);
  const inPage = await tab.evaluate(() => JSON.parse(document.getElementById('data').textContent).outcomes);
  assert.equal(inPage.length, Object.keys(inFile).length);
  for (const outcome of inPage)
    outcome.policies.forEach((policy, p) => {
      const [mean, difference, share] = inFile[outcome.name][kPolicies[p]];
      assert.ok(Math.abs(policy.mean - mean) < 1e-12 * Math.max(1, Math.abs(mean)));
      assert.ok(Math.abs(policy.difference.mean - difference) < 1e-12);
      if (p > 0) assert.equal(policy.difference.share_above, share);
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
  assert.equal(await tab.locator('h1').innerText(), evil);
  assert.equal(await tab.locator('img').count(), 0);
  assert.ok((await tab.locator('#assumptions').innerText()).includes('onerror=alert(2)'));
  await tab.context().close();
  fulcrum('report', 'evil.h5', '--format', 'md');
  const markdown = readFileSync(join(folder, 'evil.md'), 'utf8');
  assert.ok(!/(^|[^\\])<(script|img)/.test(markdown));
});

test('axe finds no serious fault of accessibility, light or dark, wide or narrow', async () => {
  for (const [width, dark] of [[1400, false], [400, true]]) {
    const { tab } = await open(browser, 'five.html', { width, dark });
    await tab.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
    await tab.addScriptTag({ content: axeSource }).catch(async () => { await tab.evaluate(axeSource); });
    const found = await tab.evaluate(async () => (await axe.run()).violations.map((v) => ({ id: v.id, impact: v.impact, where: v.nodes.slice(0, 2).map((node) => node.html.slice(0, 120)) })));
    assert.deepEqual(found.filter((v) => ['serious', 'critical'].includes(v.impact)), []);
    await tab.context().close();
  }
});

test('twenty policies and a thousand weeks stay usable: a policy is switched within 200 ms', async () => {
  const names = [];
  for (let i = 0; i < 20; ++i) {
    names.push(`policy_${i}.toml`);
    write(names[i], `schema = 1\nname = "policy_${i}"\nextends = "status_quo.toml"\n[time]\nweeks = 1000\n[levers]\nrhetoric = ${0.04 * i}\n`);
  }
  fulcrum('compare', ...names, '--path', '.', '--replicates', '10', '--series', 'direct', '-o', 'many.h5');
  fulcrum('report', 'many.h5');
  const { tab, seen } = await open(browser, 'many.html');
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.locator('#chart-support').evaluate((chart) => chart.scrollIntoView({ behavior: 'instant', block: 'center' }));
  const times = [];
  for (let i = 0; i < 10; ++i)
    times.push(await tab.evaluate(async (which) => {
      const from = performance.now();
      document.querySelectorAll('button.policy')[which].click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - from;
    }, i));
  times.sort((a, b) => a - b);
  console.log(`# switching a policy took ${times.map((t) => t.toFixed(0)).join(' ')} ms`);
  await tab.context().close();
});

test('it prints to PDF with its charts, on paper white even where the screen is dark', async () => {
  const { tab } = await open(browser, 'five.html', { dark: true });
  const pdf = await tab.pdf({ format: 'A4', printBackground: true });
  assert.ok(pdf.length > 50_000);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  await tab.context().close();
});
