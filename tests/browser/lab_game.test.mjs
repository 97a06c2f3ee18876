// "Play": a game that is played in the page is the game of the program: the same seals, the same bits, the same log.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { startEngine } from './lab_engine.mjs';
import { openLab } from './lab_page.mjs';
import { faultsOfAccess, folder, fulcrum, inBrowser, write } from './surroundings.mjs';

let engine;
inBrowser(() => fulcrum('lab', '-o', 'lab.html'));
before(async () => { engine = await startEngine(folder); });

const kSmall = `schema = 1
name = "small"
title = "A small game <script>alert(1)</script>"
extends = "status_quo.toml"
[game]
turns = 2
weeks = 4
futures = 20
shows = ["direct", "attacks"]
[[team]]
name = "west"
title = "The west"
side = "rival"
goal = "direct_mean"
want = "lower"
[[team.lever]]
lever = "communication"
step = 0.4
[[team]]
name = "east"
title = "The east"
side = "patron"
hidden = true
goal = "indirect_mean"
want = "higher"
[[team.lever]]
lever = "ardour"
low = -0.5
high = 0.5
[[inject]]
week = 6
text = "Somebody shouts"
[[question]]
name = "calm"
text = "Will attacks stay below 0.5?"
formula = "max(attacks) < 0.5"
`;
const sha = (text) => createHash('sha256').update(text).digest('hex');
const replayed = (file) => Object.fromEntries(fulcrum('game', file, '--replay').trim().split('\n').map((one) => one.split(': ')));

async function openPlay(options = {}) {
  const { tab, seen } = await openLab({ done: false, ...options });
  await tab.locator('#view-play').focus();
  await tab.keyboard.press('Enter');
  await tab.locator('#begin-game').waitFor();
  return { tab, seen };
}
async function beginSmall(options) {
  write('small.toml', kSmall);
  const opened = await openPlay(options);
  await opened.tab.locator('#open-game').setInputFiles(join(folder, 'small.toml'));
  await opened.tab.locator('#h-turn').waitFor();
  return opened;
}
async function savedLog(tab, name) {
  const [file] = await Promise.all([tab.waitForEvent('download'), tab.locator('#save-log').click()]);
  const text = readFileSync(await file.path(), 'utf8');
  write(name, text);
  return text;
}
const turn = (tab, n, of) => tab.locator('#h-turn', { hasText: `Turn ${n} of ${of}` }).waitFor();

test('a game of eight turns, played by keyboard, is replayed by the program to the same bits', async () => {
  const { tab, seen } = await openPlay();
  await tab.locator('#begin-game').focus();
  await tab.keyboard.press('Enter');
  for (let n = 1; n <= 8; ++n) {
    await turn(tab, n, 8);
    if (n < 4) {
      await tab.locator('#move-communication').focus();
      await tab.keyboard.press('End');
    }
    if (n === 2) {
      await tab.locator('#forecast-attacks').fill('0.3');
      await tab.locator('#forecast-attacks-seal').press('Enter');
      await tab.locator('.held .seals li').waitFor();
    }
    await tab.locator('#done').press('Enter');
  }
  await tab.getByRole('heading', { name: /The game is over/ }).waitFor();
  await tab.locator('#look-back').waitFor();
  const run = await tab.locator('#run-hash').innerText(), chain = await tab.locator('#log-chain').innerText(), log = await savedLog(tab, 'crisis.game'), told = replayed('crisis.game');
  assert.equal(told.turns, '8 of 8');
  assert.equal(told.moves, '3');
  assert.equal(told.run, run);
  assert.equal(told.log, chain);
  await tab.locator('#replay').click();
  await tab.getByText('Every turn has the same bits.').waitFor();
  const forecast = log.split('\n').filter((line) => line.includes('"question"')).map((line) => JSON.parse(line))[0];
  assert.equal(forecast.sealed, sha(`${forecast.salt} rival attacks 2 0.3`));
  assert.ok((await tab.locator('.held .seals').innerText()).includes(forecast.sealed));
  const review = fulcrum('game', 'crisis.game', '--review', '-o', 'crisis.html').replace(/\s+/g, ' ');
  for (const row of await tab.locator('.review tbody tr').all()) for (const cell of await row.locator('td.number').allInnerTexts()) assert.ok(review.includes(cell), cell);
  assert.deepEqual(await faultsOfAccess(tab), []);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('the seal of the baseline and the review are those of the program, for the same game', () => {
  const moves = 'communication 0.3\nforecast calm 0.8\ndone\nardour -0.2\ndone\ndone\ndone\n';
  write('small.toml', kSmall);
  let state = engine.ask({ ask: 'game_begin', toml: kSmall, file: 'small.toml', version: '0' });
  for (const entry of [{ lever: 'communication', value: 0.3 }, { question: 'calm', probability: 0.8 }, { done: true }, { lever: 'ardour', value: -0.2 }, { done: true }, { done: true }, { done: true }]) state = engine.ask({ ask: 'game_enter', ...entry });
  assert.ok(state.over, moves);
  write('page.game', engine.ask({ ask: 'game_log' }).text);
  assert.equal(replayed('page.game').baseline, state.baseline);
  const review = engine.ask({ ask: 'game_review', hindsight: true });
  assert.equal(review.text.trim(), fulcrum('game', 'page.game', '--review', '-o', 'page.html', '--force').trim());
});

test('a log of the program goes on in the page, and forks where a turn begins', () => {
  const log = readFileSync(join(folder, 'page.game'), 'utf8'), first = log.split('\n').slice(0, 6).join('\n');
  const state = engine.ask({ ask: 'game_open', text: `${first}\n{"turn":1,"do`, file: 'page.game' });
  assert.equal(state.cut, true);
  assert.equal(state.turn, 2);  // the turn that all were done with is run
  const forked = engine.ask({ ask: 'game_fork', turns: 0 });
  assert.equal(forked.turn, 1);
  write('forked.game', engine.ask({ ask: 'game_log' }).text);
  assert.equal(replayed('forked.game').turns, '0 of 2');
  assert.match(engine.ask({ ask: 'game_fork', turns: 2 }).error, /where a turn begins/);
});

test('moves out of bounds and out of turn are refused in words', () => {
  engine.ask({ ask: 'game_begin', toml: kSmall, file: 'small.toml', version: '0' });
  assert.match(engine.ask({ ask: 'game_enter', lever: 'communication', value: 1 }).refused, /out of bounds; allowed in this turn/);
  assert.match(engine.ask({ ask: 'game_enter', lever: 'ardour', value: 0 }).refused, /west has no lever 'ardour'/);
  assert.match(engine.ask({ ask: 'game_enter', question: 'calm', probability: 1 }).refused, /a probability is a number from 0\.01 to 0\.99/);
  assert.match(engine.ask({ ask: 'game_review' }).error, /finished game/);
});

test('a hidden team moves behind a curtain, and its moves are told when the turn ends', async () => {
  const { tab, seen } = await beginSmall();
  await tab.locator('#move-communication-value').fill('0.3');
  await tab.locator('#done').click();
  await tab.locator('#uncover').waitFor();
  assert.equal(await tab.locator('#move-ardour').count(), 0);
  await tab.locator('#uncover').press('Enter');
  await tab.locator('#move-ardour').focus();
  await tab.keyboard.press('End');
  await tab.locator('#done').click();
  await turn(tab, 2, 2);
  assert.match(await tab.locator('.seen').innerText(), /Turn 1, The east: .* to 0\.5/);
  assert.equal(await tab.evaluate(() => document.querySelectorAll('#lab script').length), 0);
  await tab.locator('#move-communication-value').fill('7');
  await tab.locator('#done').click();
  await tab.locator('#refusal', { hasText: 'out of bounds' }).waitFor();
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('a hostile log or game is refused with its line, and the page plays on', async () => {
  const log = readFileSync(join(folder, 'page.game'), 'utf8'), lines = log.split('\n');
  const deep = `${'['.repeat(100000)}`, bad = { 'changed.game': log.replace('"value":0.3', '"value":0.2'), 'version.game': log.replace('"fulcrum_game":1', '"fulcrum_game":9'), 'deep.game': `${deep}\n`, 'nan.game': log.replace('"value":0.3', '"value":NaN'), 'left_out.game': lines.filter((_, i) => i !== 1).join('\n'), 'script.game': '<script>alert(1)</script>\n', 'empty.game': '' };
  const { tab, seen } = await openPlay();
  for (const [name, text] of Object.entries(bad)) {
    write(name, text);
    await tab.evaluate(() => document.querySelector('.problem')?.remove());
    await tab.locator('#open-log').setInputFiles(join(folder, name));
    await tab.locator('#play-problem .problem').waitFor();
    assert.match(await tab.locator('#play-problem').innerText(), new RegExp(`${name}:\\d`), name);
  }
  writeFileSync(join(folder, 'large.game'), Buffer.alloc(100 << 20, '{'));
  await tab.evaluate(() => document.querySelector('.problem')?.remove());
  await tab.locator('#open-log').setInputFiles(join(folder, 'large.game'));
  await tab.locator('#play-problem', { hasText: '100 MB' }).waitFor();
  await tab.locator('#open-log').setInputFiles(join(folder, 'page.game'));
  await tab.getByRole('heading', { name: /The game is over/ }).waitFor();
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

for (const options of [{}, { dark: true }, { width: 390, height: 844 }, { locale: 'de-DE' }])
  test(`the table has no fault of access and fits: ${JSON.stringify(options)}`, async () => {
    const { tab, seen } = await beginSmall(options);
    const sound = async () => {
      assert.deepEqual(await faultsOfAccess(tab), []);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    };
    await sound();
    await tab.locator('#done').click();
    await tab.locator('#uncover').waitFor();
    await sound();
    await tab.locator('#uncover').click();
    await tab.locator('#done').click();
    await tab.locator('#move-communication').waitFor();
    await sound();
    assert.deepEqual(seen, { requests: [], errors: [] });
    await tab.context().close();
  });
