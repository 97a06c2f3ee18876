// The lab in a real browser: it opens from disk without the network, answers, and whatever is moved by hand or keyboard is answered anew.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { openLab as open, settled } from './lab_page.mjs';
import { faultsOfAccess, folder, fulcrum, inBrowser, write } from './surroundings.mjs';

inBrowser(() => fulcrum('lab', '-o', 'lab.html'));

const verdict = (tab) => tab.locator('.verdict-card h2').innerText();

test('the page holds all theatres in less than 2 MB', () => {
  assert.ok(statSync(join(folder, 'lab.html')).size < 2e6);
});

for (const [width, dark] of [[1400, false], [1400, true], [390, false]])
  test(`it opens from disk at ${width} pixels, ${dark ? 'dark' : 'light'}, answers, asks nothing of the network, and has no fault of access`, async () => {
    const { tab, seen } = await open({ width, dark });
    assert.match(await verdict(tab), /^Engagement (lowers|raises) direct support in \d+ % of 1,000 futures\./);
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await faultsOfAccess(tab), []);
    assert.deepEqual(seen, { requests: [], errors: [] });
    await tab.context().close();
  });

test('the verdict is that of compare, in its words', async () => {
  const { tab } = await open();
  const said = (await tab.locator('.said-so').innerText()).replace('As the program says it: ', '');
  const command = await tab.locator('.command').innerText();
  const text = fulcrum(...command.split(' ').slice(1), '-o', 'same.h5', '--force').replace(/\s+/g, ' ');
  assert.ok(text.includes(said), `${said}\n${text}`);
  await tab.context().close();
});

test('every lever is moved by keyboard, answered, counted, undone and redone', async () => {
  const { tab } = await open();
  const before = await verdict(tab), lever = tab.locator('#lever-rhetoric');
  await lever.focus();
  await tab.keyboard.press('End');
  await settled(tab);
  assert.notEqual(await verdict(tab), before);
  assert.equal(await tab.locator('#count-words').innerText(), '1 changed');
  assert.ok(await tab.locator('.key .ghost').isVisible());
  await tab.keyboard.press('Control+z');
  await settled(tab);
  assert.equal(await verdict(tab), before);
  await tab.keyboard.press('Control+y');
  await settled(tab);
  assert.equal(await tab.locator('#count-words').innerText(), '1 changed');
  await tab.evaluate(() => { for (const one of document.querySelectorAll('.levers details')) one.open = true; });
  const all = await tab.locator('.levers input[type=range]').all();
  assert.ok(all.length >= 39);
  for (const one of all) {
    await one.focus();
    const value = await one.inputValue(), most = await one.getAttribute('max');
    await tab.keyboard.press(Number(value) === Number(most) ? 'ArrowLeft' : 'ArrowRight');
    assert.notEqual(await one.inputValue(), value, await one.getAttribute('id'));
  }
  await tab.context().close();
});

test('a chart is read week by week by keyboard', async () => {
  const { tab } = await open();
  await tab.locator('#chart-support').focus();
  await tab.keyboard.press('Home');
  assert.match(await tab.locator('figure', { has: tab.locator('#chart-support') }).locator('.said').innerText(), /^Week 0: Status quo 0\.\d\d \(0\.\d\d to 0\.\d\d\), Engagement 0\.\d\d/);
  await tab.keyboard.press('End');
  assert.match(await tab.locator('figure', { has: tab.locator('#chart-support') }).locator('.said').innerText(), /^Week 207: /);
  await tab.context().close();
});

test('what is saved as a scenario runs in the program to the numbers of the page', async () => {
  const { tab } = await open();
  await tab.locator('#lever-rhetoric').focus();
  for (let i = 0; i < 5; ++i) await tab.keyboard.press('ArrowRight');
  await tab.locator('#lever-rhetoric').locator('xpath=..').locator('input[type=number]').fill('52');
  await tab.keyboard.press('Tab');
  await settled(tab);
  const [saved] = await Promise.all([tab.waitForEvent('download'), tab.locator('#save-toml').click()]);
  assert.equal(saved.suggestedFilename(), 'my_policy.toml');
  writeFileSync(join(folder, 'my_policy.toml'), readFileSync(await saved.path()));
  const said = (await tab.locator('.said-so').innerText()).replace('As the program says it: ', '');
  const text = fulcrum(...(await tab.locator('.command').innerText()).split(' ').slice(1), '-o', 'saved.h5', '--force').replace(/\s+/g, ' ');
  assert.ok(text.includes(said), `${said}\n${text}`);
  await tab.locator('#open-file').setInputFiles(join(folder, 'my_policy.toml'));
  await tab.waitForFunction(() => /Opened/.test(document.body.textContent));
  await settled(tab);
  assert.ok((await tab.locator('.said-so').innerText()).endsWith(said.replace(/^\S+ /, '')), 'opened again it says the same');
  await tab.context().close();
});

test('a link holds what is set; one with a fault is refused and nothing of it is taken', async () => {
  const { tab } = await open({ link: '#lab=1&reference=status_quo&policy=coercion_alone&seed=7&unknown=luck&outcome=direct_last_year&lever=rhetoric:0.2:52' });
  assert.equal(await tab.locator('#choose-policy').inputValue(), 'coercion_alone');
  assert.equal(await tab.locator('#lever-rhetoric').inputValue(), '0.2');
  assert.match(await tab.locator('.command').innerText(), /--seed 7 .*--uncertainty luck/);
  await tab.context().close();
  const bad = ['lab=9', 'lab=1&policy=<script>alert(1)</script>', 'lab=1&lever=rhetoric:NaN:0', 'lab=1&lever=rhetoric:1e999:0', 'lab=1&lever=rhetoric:9:0', 'lab=1&seed=-1', 'lab=1&lever=__proto__:1:0', 'lab=1&set=constructor:1', 'lab=1&policy=march_2020&reference=status_quo', `lab=1&x=${'y'.repeat(30000)}`];
  const { tab: other, seen } = await open();
  for (const link of bad) {
    await other.evaluate((to) => { document.querySelector('.problem')?.remove(); location.hash = to; }, link);
    await other.locator('.problem').waitFor();
    assert.match(await other.locator('.problem').innerText(), /The link in the address was not taken/, link);
    assert.equal(await other.locator('#choose-policy').inputValue(), 'engagement', link);
  }
  assert.deepEqual(seen, { requests: [], errors: [] });
  await other.context().close();
});

test('a hostile file is refused in the words of the reader, and text stays text', async () => {
  write('bad.toml', 'schema = 1\nname = "x"\nextends = "engagement"\n[levers]\nrethoric = 1\n');
  write('loud.toml', 'schema = 1\nname = "loud"\ntitle = "<img src=x onerror=alert(1)><script>alert(2)</script>"\nextends = "engagement"\n');
  write('deep.toml', `x = ${'['.repeat(50000)}`);
  writeFileSync(join(folder, 'large.toml'), Buffer.alloc(100 << 20, '#'));
  writeFileSync(join(folder, 'small.h5'), Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.from('<script>alert(3)</script>')]));
  writeFileSync(join(folder, 'large.h5'), Buffer.concat([Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), Buffer.alloc(100 << 20)]));
  const { tab, seen } = await open();
  for (const [name, message] of [['small.h5', /small\.h5: this is a results file.*`fulcrum lab small\.h5`/], ['large.h5', /large\.h5: this is a results file/], ['bad.toml', /bad\.toml:5:1: .*rethoric.*did you mean 'rhetoric'/], ['deep.toml', /deep\.toml/], ['large.toml', /100 MB/]]) {
    await tab.evaluate(() => document.querySelector('.problem')?.remove());
    await tab.locator('#open-file').setInputFiles(join(folder, name));
    await tab.locator('.problem').waitFor();
    assert.match(await tab.locator('.problem').innerText(), message);
  }
  await tab.locator('#open-file').setInputFiles(join(folder, 'loud.toml'));
  await tab.waitForFunction(() => /Opened/.test(document.body.textContent));
  await settled(tab);
  assert.equal(await tab.evaluate(() => document.querySelectorAll('#lab img').length), 0);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('the policy of the page forbids everything but the page itself', async () => {
  const { tab } = await open();
  const policy = await tab.locator('meta[http-equiv]').getAttribute('content');
  assert.match(policy, /^default-src 'none'; script-src 'sha256-/);
  assert.ok(!/unsafe-inline|https?:/.test(policy));
  const ran = await tab.evaluate(() => { const script = document.createElement('script'); script.textContent = 'globalThis.ran = true'; document.body.append(script); return globalThis.ran === true; });
  assert.equal(ran, false);
  await tab.context().close();
});

test('"Break it" says what turns the answer round, and sets it', async () => {
  const { tab } = await open();
  await tab.getByRole('button', { name: 'Break it' }).click();
  await tab.locator('#broken strong').waitFor();
  assert.match(await tab.locator('#broken').innerText(), /In the reference case the difference is/);
  await tab.getByRole('button', { name: 'Set it so' }).click();
  await settled(tab);
  assert.match(await tab.locator('.command').innerText(), /--set /);
  await tab.context().close();
});

test('in German every text is German but what the program declares', async () => {
  const { tab, seen } = await open({ locale: 'de-DE' });
  assert.match(await verdict(tab), /senkt|erhöht|Offen|Unterschied/);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), 'de');
  assert.deepEqual(await faultsOfAccess(tab), []);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('on a phone the levers come in a sheet, and verdict and chart stay', async () => {
  const { tab } = await open({ width: 390, height: 844 });
  assert.equal(await tab.locator('.levers').isVisible(), false);
  await tab.getByRole('button', { name: 'Levers' }).click();
  assert.ok(await tab.locator('#lever-rhetoric').isVisible());
  const [card, chart, sheet] = await Promise.all(['.verdict-card', '#chart-support', '.levers'].map((one) => tab.locator(one).boundingBox()));
  assert.ok(card.y >= 0 && chart.y + chart.height * 0.8 <= sheet.y, 'the sheet leaves verdict and chart in view');
  await tab.context().close();
});

test('a picture and the numbers are saved', async () => {
  const { tab } = await open();
  for (const [id, name, begins] of [['#save-svg', 'support.svg', '<svg'], ['#save-png', 'support.png', '\u0089PNG'], ['#save-csv', 'support.csv', 'week,series,policy']]) {
    const [saved] = await Promise.all([tab.waitForEvent('download'), tab.locator(id).click()]);
    assert.equal(saved.suggestedFilename(), name);
    assert.ok(readFileSync(await saved.path(), 'latin1').startsWith(begins), name);
  }
  await tab.context().close();
});
