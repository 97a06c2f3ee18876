// Attacks by province in the lab: those of the program's own runs with cells, ranked by how far the policies differ.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { startEngine } from './lab_engine.mjs';
import { openLab } from './lab_page.mjs';
import { faultsOfAccess, folder, fulcrum, inBrowser, python, write } from './surroundings.mjs';

let engine;
const kCoarse = 'schema = 1\nname = "coarse"\nextends = "status_quo_cells.toml"\n[cells]\nscale = 20\n[communities]\npeople = 2000000\n', kRaids = 'schema = 1\nname = "raids"\ntitle = "Raids"\nextends = "coarse.toml"\n[[action]]\nweek = 0\nset = { raids = 1.0 }\n';
inBrowser(() => {
  write('coarse.toml', kCoarse);
  write('raids.toml', kRaids);
  fulcrum('lab', 'coarse.toml', 'raids.toml', '-o', 'lab.html');
});
before(async () => { engine = await startEngine(folder); });

test('attacks by province are those that the program stores', () => {
  engine.ask({ ask: 'keep', name: 'coarse.toml', toml: kCoarse });
  engine.ask({ ask: 'begin', policies: [{ name: 'coarse' }, { toml: kRaids }], set: [], seed: '7', uncertainty: 'luck', futures: 3 });
  const { provinces } = engine.ask({ ask: 'advance', futures: 3 });
  fulcrum('compare', 'coarse.toml', 'raids.toml', '--uncertainty', 'luck', '--seed', '7', '--replicates', '3', '-o', 'cells.h5');
  const stored = python(`
import h5py, json
with h5py.File("cells.h5") as f:
    last_year = f["timeseries/attacks_count"][..., -52:].sum(axis=-1) / 52  # run, province, attacker, target
    by_province = last_year.sum(axis=(2, 3))
    print(json.dumps(by_province.reshape(2, 3, -1).mean(axis=1).tolist()))`);
  assert.equal(provinces.length, stored[0].length);
  provinces.forEach((one, p) => one.levels.forEach((level, policy) => assert.ok(Math.abs(level - stored[policy][p]) < 1e-9 * Math.max(1, level), `${one.name}, policy ${policy}: ${level}, ${stored[policy][p]}`)));
  assert.ok(provinces.some((one) => one.levels[0] > 0));
});

for (const width of [1400, 390])
  test(`the provinces stand in order of their difference at ${width} pixels`, async () => {
    const { tab, seen } = await openLab({ width });
    const rows = await tab.locator('.provinces tbody tr').all();
    assert.ok(rows.length > 10);
    const differences = await Promise.all(rows.map(async (row) => Math.abs(Number((await row.locator('td').nth(3).innerText()).replace('\u2212', '-')))));
    assert.deepEqual(differences, [...differences].sort((a, b) => b - a));
    assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await faultsOfAccess(tab), []);
    assert.deepEqual(seen, { requests: [], errors: [] });
    await tab.context().close();
  });
