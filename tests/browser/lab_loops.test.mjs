// Feedback loops in the lab: what `fulcrum loops` says and draws of the policy that is shown.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { startEngine } from './lab_engine.mjs';
import { openLab } from './lab_page.mjs';
import { faultsOfAccess, folder, fulcrum, inBrowser } from './surroundings.mjs';

let engine;
inBrowser(() => fulcrum('lab', '-o', 'lab.html'));
before(async () => { engine = await startEngine(folder); });

const loopsOf = (policy, set = []) => engine.ask({ ask: 'loops', policies: [{ name: 'status_quo' }, policy], set, seed: '42', uncertainty: 'assumptions', outcome: 'direct_last_year', futures: 8 });

test('sentences, loops and shares are those of the program', () => {
  for (const [policy, set] of [['engagement', []], ['status_quo', ['rival.forces_reaction=0', 'rival.rhetoric_reaction=0']]]) {
    const answer = loopsOf({ name: policy }, set), settings = set.flatMap((one) => ['--set', one]);
    const text = fulcrum('loops', policy, ...settings).replace(/\s+/g, ' ');
    for (const sentence of answer.sentences) assert.ok(text.includes(sentence), `${sentence}\n${text}`);
    const [{ loops, shares }] = JSON.parse(fulcrum('loops', policy, '--rows', '5', '--format', 'json', ...settings));
    assert.ok(answer.leading.length > 0);
    for (const one of answer.leading) {
      assert.equal(loops.find((loop) => loop.loop === one.name).weeks_led, one.led.length, one.name);
      const net = engine.row(one.net);
      for (const row of shares.filter((row) => row.loop === one.name)) assert.ok(Math.abs(net[row.week] - row.net_share) < 1e-9, `${one.name}, week ${row.week}`);
    }
  }
});

test('what equations cannot say is refused with what it is', () => {
  assert.match(loopsOf({ name: 'status_quo' }, ['run.rival=adaptive']).error, /equations, which cannot say all of .+:\s+the adaptive rival/);
});

for (const [width, dark, forced, locale] of [[1400, false, false, 'en-GB'], [1400, true, false, 'de-DE'], [390, false, true, 'en-GB']])
  test(`the diagram and the shares are drawn at ${width} pixels${dark ? ', dark' : ''}${forced ? ', in forced colours' : ''}, and can be read without eyes`, async () => {
    const { tab, seen } = await openLab({ width, dark, forced, locale });
    await tab.locator('#loops-diagram svg').waitFor();
    const links = await tab.locator('#loops-diagram path[fill=none]').count();
    assert.ok(links > 5);
    await tab.locator('.loops summary').click();
    assert.equal(await tab.locator('.loops table').nth(1).locator('tbody tr').count(), links);
    await tab.locator('#chart-loops').focus();
    await tab.keyboard.press('End');
    assert.match(await tab.locator('figure', { has: tab.locator('#chart-loops') }).locator('.said').innerText(), /^(Week|Woche) 207: .*R\d+ [+−]0\.\d+/);
    const cut = await tab.evaluate(() => {
      const frame = document.querySelector('#loops-diagram svg').getBoundingClientRect();
      return [...document.querySelectorAll('#loops-diagram text')].filter((one) => { const box = one.getBoundingClientRect(); return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1; }).map((one) => one.textContent);
    });
    assert.deepEqual(cut, []);
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await faultsOfAccess(tab), []);
    assert.deepEqual(seen, { requests: [], errors: [] });
    await tab.context().close();
  });
