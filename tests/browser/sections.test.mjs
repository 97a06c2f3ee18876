// Sections that only some files have: causes, provinces, courses of action, what matters, where it breaks, what is robust.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { faultsOfCharts } from './faults.mjs';
import { browser, faultsOfAccess, fulcrum, inBrowser, open, python, write } from './surroundings.mjs';

const kCells = `schema = 1
name = "cells"
theatre = "iraq_2003"
[time]
start = 2003-03-17
weeks = 20
[run]
replicates = 2
resolution = "cells"
`;
const kTalks = `schema = 1
name = "talks"
extends = "cells.toml"
[[rule]]
name = "talk when the street is unsafe, whatever else is going on"
when = "insecurity > 0.1"
set = { communication = 0.8 }
`;
const kWords = `schema = 1
name = "words"
extends = "cells.toml"
[levers]
rhetoric = 1.0
communication = 0.0
`;
// A page each: how its file is made, and what must stand in it.
const kFew = ['--factors', 'direct.*,motive.*', '--points', '16'];
const kPages = {
  causes: { made: [['compare', 'status_quo', 'engagement', 'adaptive_protection', '--replicates', '6', '-o', 'causes.h5'], ['explain', 'causes.h5']], sections: ['why', 'events'] },
  weeks: { made: [['run', 'engage_then_coerce', '--replicates', '2', '-o', 'weeks.h5'], ['explain', 'weeks.h5']], sections: ['why'] },
  provinces: { made: [['compare', 'cells.toml', 'talks.toml', 'words.toml', '--replicates', '4', '-o', 'provinces.h5']], sections: ['map', 'events'] },
  courses: { made: [['courses', 'policy_tree', '--replicates', '20', '-o', 'courses.h5']], sections: ['levers', 'events', 'warnings'] },
  indices: { made: [['sensitivity', 'status_quo', '--method', 'sobol', ...kFew, '-o', 'indices.h5']], sections: ['sensitivity', 'assumptions'] },
  effects: { made: [['sensitivity', 'status_quo', ...kFew, '-o', 'effects.h5']], sections: ['sensitivity'] },
  swings: { made: [['sensitivity', 'status_quo', '--method', 'tornado', '-o', 'swings.h5']], sections: ['sensitivity'] },
  boxes: { made: [['discover', 'status_quo', 'engagement', '--difference', '--highest', '25', '--factors', 'direct.*,motive.*', '--points', '256', '-o', 'boxes.h5']], sections: ['discovery'] },
  policies: { made: [['robust', 'status_quo', 'engagement', 'engage_then_coerce', ...kFew, '-o', 'policies.h5']], sections: ['robust'] },
};
inBrowser(() => {
  write('cells.toml', kCells);
  write('words.toml', kWords);
  write('talks.toml', kTalks);
  for (const [name, { made }] of Object.entries(kPages)) {
    for (const command of made) fulcrum(...command);
    fulcrum('report', `${name}.h5`);
  }
});

for (const [name, { sections }] of Object.entries(kPages)) {
  for (const [width, dark] of [[1400, false], [390, true]]) {
    test(`${name}: sections are there, nothing overlaps or is cut, and axe finds no fault at ${width} pixels`, async () => {
      const { tab, seen } = await open(browser, `${name}.html`, { width, dark, unfold: true });
      assert.deepEqual(seen, { requests: [], errors: [] });
      for (const section of sections) assert.equal(await tab.locator(`#${section}`).count(), 1, section);
      assert.deepEqual(await faultsOfCharts(tab), []);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
      assert.deepEqual(await faultsOfAccess(tab), []);
      await tab.context().close();
    });
  }
}

test('causes stand in the sentences of the file, policy by policy', async () => {
  const { tab } = await open(browser, 'causes.html');
  const said = await tab.locator('#why').textContent();
  const inFile = python(`
import h5py, json
with h5py.File('causes.h5') as f:
    t = f['analysis/explanation_in_words']
    print(json.dumps([s.replace('_', ' ') for s, o in zip(t['sentence'].asstr()[()], t['outcome'].asstr()[()]) if o == 'direct_last_year']))`);
  assert.ok(inFile.length > 6);
  for (const sentence of inFile) assert.ok(said.toLowerCase().includes(sentence.toLowerCase()), sentence);
  await tab.context().close();
});

test('what moved support adds up in the page to the change in the file', async () => {
  const { tab } = await open(browser, 'weeks.html');
  const inFile = python(`
import h5py, json
with h5py.File('weeks.h5') as f:
    t = f['analysis/explanation']
    print(json.dumps(float(t['change'][()][t['support'].asstr()[()] == 'direct'].sum())))`);
  const inPage = await tab.evaluate(() => {
    const columns = JSON.parse(document.getElementById('data').textContent).analyses.find((table) => table.name === 'explanation').columns;
    const of = (name) => columns.find((column) => column.name === name).values;
    return of('change').reduce((sum, change, i) => sum + (of('support')[i] === 'direct' ? change : 0), 0);
  });
  assert.ok(Math.abs(inPage - inFile) < 1e-12);
  await tab.context().close();
});

test('every policy has its own map of differences, in the shape of the land', async () => {
  const { tab } = await open(browser, 'provinces.html');
  await tab.locator('#chart-map-attacks_by_province-difference svg').scrollIntoViewIfNeeded();
  const maps = await tab.evaluate(() => fulcrumBriefing.echarts.getInstanceByDom(document.getElementById('chart-map-attacks_by_province-difference')).getModel().getSeries().map((one) => {
    const seen = one.coordinateSystem.getViewRect(), land = one.coordinateSystem.getBoundingRect();
    return { sharing: one.seriesGroup.length, stretched: (seen.width / seen.height) / (0.83 * land.width / land.height), values: one.getRawValue ? one.getData().mapArray('value', (value) => value) : [] };
  }));
  assert.equal(maps.length, 2);
  for (const map of maps) {
    assert.equal(map.sharing, 1);  // a map that two series share is drawn once, with the sum of their values
    assert.ok(Math.abs(map.stretched - 1) < 0.02, `stretched by ${map.stretched}`);
  }
  assert.notDeepEqual(maps[0].values, maps[1].values);
});

test('the slider of a map moves its week, and attacks of the map are those of the file', async () => {
  const { tab } = await open(browser, 'provinces.html');
  await tab.evaluate(() => document.querySelectorAll('#map details').forEach((fold) => { fold.open = true; }));
  const map = tab.locator('figure', { has: tab.locator('#chart-map-attacks_by_province') });
  await map.locator('input[type=range]').focus();
  await tab.keyboard.press('Home');
  assert.match(await map.locator('output').innerText(), /^0 \(2003-03-17\)/);
  const others = tab.locator('#map input[type=range]');
  for (const other of await others.all()) assert.equal(await other.getAttribute('aria-valuetext'), 'week 0 (2003-03-17)');
  assert.equal(new Set(await others.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))).size, await others.count());
  const inPage = await tab.evaluate(() => {
    const read = new fulcrumBriefing.Briefing(JSON.parse(document.getElementById('data').textContent));
    return read.series('attacks_by_province').entities.map((_, province) => read.weekly('attacks_by_province', 'mean', 0, province)[10]);
  });
  const inFile = python(`
import h5py, json
with h5py.File('provinces.h5') as f:
    means = f['summary/attacks_count'][0, 0]
    print(json.dumps(means.sum(axis=tuple(range(1, means.ndim - 1)))[:, 10].tolist()))`);
  assert.equal(inPage.length, inFile.length);
  inPage.forEach((value, i) => assert.ok(Math.abs(value - inFile[i]) < 1e-9));
  await tab.context().close();
});
