// "What is the best I can do?": what the search of the lab finds is what the page then shows, and whoever moves something meanwhile is answered first.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { startEngine } from './lab_engine.mjs';
import { openLab, settled } from './lab_page.mjs';
import { faultsOfAccess, folder, fulcrum, inBrowser } from './surroundings.mjs';

let engine;
inBrowser(() => fulcrum('lab', '-o', 'lab.html'));
before(async () => { engine = await startEngine(folder); });

const kQuestion = { policies: [{ name: 'status_quo' }, { name: 'engagement' }], set: [], seed: '42', uncertainty: 'assumptions', outcome: 'direct_last_year', futures: 300 };
function searched(question) {
  let answer = engine.ask({ ...kQuestion, ask: 'search', ...question });
  while (answer.more) answer = engine.ask({ ask: 'search_on' });
  return answer;
}

test('what is found, written as a scenario and asked about over the same futures, has the numbers of the search', () => {
  const found = searched({ limited: 'cost', levers: [{ name: 'rhetoric', from: 0 }, { name: 'forces', from: 52 }, { name: 'sanctions', from: 0 }] });
  assert.ok(found.moved.length > 0);
  const actions = found.moved.map((one) => `[[action]]\nweek = ${one.from}\nset = { ${one.name} = ${one.value.toFixed(2)} }\n`).join('');
  const toml = `schema = 1\nname = "found"\nextends = "engagement.toml"\n${actions}`;
  engine.ask({ ...kQuestion, ask: 'begin', policies: [{ name: 'status_quo' }, { toml }] });
  const { differences } = engine.ask({ ask: 'advance', futures: 300 }).answer, fresh = engine.row(differences).slice(found.screen, found.screen + found.fresh);
  assert.equal(fresh.length, found.found.pairs);
  assert.equal(fresh.filter((one) => one < -found.found.tie).length / fresh.length, found.found.lower);
  assert.equal(fresh.filter((one) => one > found.found.tie).length / fresh.length, found.found.higher);
});

test('a search that cannot be made is refused with the reason', () => {
  assert.match(searched({ levers: [{ name: 'nonsense' }] }).error, /no lever 'nonsense'/);
  assert.match(searched({ levers: [{ name: 'forces', from: 999 }] }).error, /week 999 of 'forces'/);
  assert.match(searched({ levers: [] }).error, /no lever may move/);
  assert.match(engine.ask({ ask: 'search_on' }).error, /nothing is being searched/);
});

test('the best found is said in words, set with one press, and undone', async () => {
  const { tab, seen } = await openLab();
  const before = await tab.locator('.verdict-card h2').innerText();
  await tab.locator('#best-button').click();
  await tab.locator('#best-set').waitFor();
  const said = await tab.locator('#best-found').innerText();
  assert.match(said, /^Best found: .+\. This policy (lowers|raises) direct support in \d+ % of 256 futures\. Compared with Status quo, over futures that the search has not seen\./);
  assert.match(said, /The rival's burden/);
  assert.match(said, /[\d,]+ policies tried over 32 futures; judged over 256 others\./);
  assert.deepEqual(await faultsOfAccess(tab), []);
  const rows = await tab.locator('#best-found tbody tr').all(), wanted = new Map();
  for (const row of rows) wanted.set(await row.locator('th').innerText(), await row.locator('td').nth(1).innerText());
  await tab.locator('#best-set').click();
  await settled(tab);
  for (const [lever, value] of wanted) assert.equal(await tab.locator('.lever.changed', { hasText: lever }).first().locator('output').textContent(), value, lever);
  assert.equal(await tab.locator('.lever.changed').count(), wanted.size);
  assert.equal(await tab.locator('#best-found').innerText(), '', 'what was found is no answer to what is set now');
  await tab.keyboard.press('Control+z');
  await settled(tab);
  assert.equal(await tab.locator('.verdict-card h2').innerText(), before);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('only ticked levers move; a lever that is moved meanwhile is answered and ends the search', async () => {
  const { tab, seen } = await openLab({ width: 390, height: 844 });
  await tab.locator('section.best summary').click();
  await tab.locator('section.best').getByRole('button', { name: 'None' }).click();
  assert.ok(await tab.locator('#best-button').isDisabled());
  await tab.locator('section.best input[value=rhetoric]').check();
  await tab.locator('#best-button').click();
  await tab.locator('#best-found p').first().waitFor();
  const moved = await tab.locator('#best-found tbody th').allInnerTexts();
  assert.ok(moved.every((one) => one === 'Hostile words'), String(moved));
  await tab.locator('section.best').getByRole('button', { name: 'All' }).click();
  await tab.locator('#best-button').click();
  await tab.getByText(/Searching: [\d,]+ policies/).waitFor();
  await tab.getByRole('button', { name: 'Levers' }).click();
  await tab.locator('#lever-rhetoric').focus();
  await tab.keyboard.press('End');
  await settled(tab);
  assert.match(await tab.locator('section.best').innerText(), /The search was stopped, because a setting was changed\./);
  assert.equal(await tab.locator('#best-button').innerText(), 'Search');
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});
