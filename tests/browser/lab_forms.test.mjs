// "Write": what is built in a form is what the program reads, and runs to the same bits; what the reader says stands at the field that it names.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { writeToml } from '../../output/lab/page/src/writing/toml.js';
import { hashOf, startEngine } from './lab_engine.mjs';
import { openLab, settled } from './lab_page.mjs';
import { faultsOfAccess, folder, fulcrum, inBrowser, python, write } from './surroundings.mjs';

let engine;
inBrowser(() => fulcrum('lab', '-o', 'lab.html'));
before(async () => { engine = await startEngine(folder); });

const kLibrary = new URL('../../scenarios/library/', import.meta.url).pathname;
const shipped = () => readdirSync(kLibrary).filter((name) => name.endsWith('.toml')).map((name) => [name, readFileSync(join(kLibrary, name), 'utf8')]);

/** Opens the forms with the keyboard; `kind`: a form other than the first. */
async function openForms(options = {}, kind = 'scenario') {
  const { tab, seen } = await openLab({ done: false, ...options });
  await tab.locator('#view-writing').focus();
  await tab.keyboard.press('Enter');
  await tab.locator('#toml').waitFor();
  if (kind !== 'scenario') await choose(tab, kind);
  return { tab, seen };
}
async function choose(tab, kind) {
  await tab.locator(`input[name=kind][value=${kind}]`).focus();
  await tab.keyboard.press('Space');
  await tab.locator(`input[name=kind][value=${kind}]:checked`).waitFor({ state: 'attached' });
  await accepted(tab);
}
const accepted = (tab) => tab.locator('#toml-verdict', { hasText: 'The program accepts this.' }).waitFor();
const refused = (tab) => tab.locator('#toml-verdict', { hasText: /problem/ }).waitFor();
/** Presses Tab until an element has the focus. */
async function tabTo(tab, id) {
  for (let i = 0; i < 400; ++i) {
    if (await tab.evaluate((wanted) => document.activeElement.id === wanted, id)) return;
    await tab.keyboard.press('Tab');
  }
  assert.fail(`#${id} is not reached by Tab`);
}
/** Types into the field with that id, reached by Tab, in place of what stands there. */
async function type(tab, id, text) {
  await tabTo(tab, id);
  await tab.keyboard.press('Control+a');
  await tab.keyboard.type(text);
}
async function pick(tab, id, value) {
  await tabTo(tab, id);
  await tab.locator(`#${id.replace(/\./g, '\\.')}`).selectOption(value);
}
async function saved(tab, button) {
  const [file] = await Promise.all([tab.waitForEvent('download'), tab.locator(button).click()]);
  write(file.suggestedFilename(), readFileSync(await file.path(), 'utf8'));
  return file.suggestedFilename();
}
/** SHA-256 of the series of a scenario's runs, by the program and by the engine of the page. */
function bothHashes(file) {
  fulcrum('run', file, '--uncertainty', 'luck', '--seed', '7', '--replicates', '3', '--series', 'all', '-o', `${file}.h5`, '--force');
  const native = python(`
import h5py, hashlib, json, numpy
with h5py.File("${file}.h5") as f:
    print(json.dumps({k: hashlib.sha256(numpy.ascontiguousarray(v[...], dtype="<f8").tobytes()).hexdigest() for k, v in f["timeseries"].items() if v.ndim >= 2 and v.dtype.kind == "f"}))`);
  const answer = engine.ask({ ask: 'bits', policy: { toml: readFileSync(join(folder, file), 'utf8'), file }, set: [], seed: '7', futures: 3 });
  return Object.entries(native).map(([name, hash]) => [name, hash, hashOf(engine.row(answer.series[name]))]);
}

test('every shipped scenario and theatre, taken apart for the form and written again, is read as before', () => {
  let scenarios = 0;
  for (const [name, text] of shipped()) {
    const { document } = engine.ask({ ask: 'document', toml: text, file: name }), again = writeToml(document);
    if (document.extends || document.theatre) {
      const read = (toml) => engine.ask({ ask: 'read', policy: { toml, file: name } });
      assert.equal(read(again).resolved, read(text).resolved, name);
      assert.ok(read(again).resolved, JSON.stringify(read(again)));
      ++scenarios;
    } else {
      assert.deepEqual(engine.ask({ ask: 'theatre', toml: again, file: name }), engine.ask({ ask: 'theatre', toml: text, file: name }), name);
      assert.deepEqual(engine.ask({ ask: 'document', toml: again, file: name }).document, document, name);
    }
  }
  assert.ok(scenarios > 30);
});

test('the forms are made from the schemas that the program prints', () => {
  for (const kind of ['scenario', 'study', 'theatre']) assert.deepEqual(engine.ask({ ask: 'schema', kind }), JSON.parse(fulcrum('schema', kind)));
});

test('a scenario with two rules is built by keyboard alone, run in the lab, saved, and has the bits of the program', async () => {
  const { tab, seen } = await openForms();
  await accepted(tab);
  await type(tab, 'f-name', 'two_rules');
  await tabTo(tab, 'add-rules');
  await tab.keyboard.press('Enter');
  await type(tab, 'f-rule-0-name', 'talk');
  await type(tab, 'f-rule-0-when', 'mean(attacks, 4) > 0.3');
  await pick(tab, 'f-rule-0-set-add', 'communication');
  await type(tab, 'f-rule-0-set-communication', '0.6');
  await tabTo(tab, 'add-rules');
  await tab.keyboard.press('Enter');
  await type(tab, 'f-rule-1-name', 'protect');
  await type(tab, 'f-rule-1-when', 'mean(insecurity, 8) > 0.2');
  await pick(tab, 'f-rule-1-set-add', 'surge');
  await type(tab, 'f-rule-1-set-surge', '9');
  await refused(tab);
  const field = tab.locator('#f-rule-1-set-surge');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.match(await tab.locator('#f-rule-1-set-surge-wrong').innerText(), /surge = 9 is outside its limits; allowed: .* to 1/);
  assert.ok(await tab.locator('#run-it').isDisabled());
  await type(tab, 'f-rule-1-set-surge', '0.2');
  await accepted(tab);
  assert.match(await tab.locator('#facts').innerText(), /208 weeks, 2 rules in force/);
  const name = await saved(tab, '#save-draft');
  assert.equal(name, 'two_rules.toml');
  const hashes = bothHashes(name);
  assert.ok(hashes.length > 40);
  for (const [series, native, page] of hashes) assert.equal(page, native, series);
  await tab.locator('#run-it').focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.querySelector('#choose-policy')?.value === 'two_rules');
  await settled(tab);
  const said = (await tab.locator('.said-so').innerText()).replace('As the program says it: two_rules ', ''), text = fulcrum('compare', 'status_quo', name, '-o', 'two.h5', '--force').replace(/\s+/g, ' ');
  assert.ok(text.includes(said), `${said}\n${text}`);
  await tab.locator('#view-writing').click();
  await choose(tab, 'study');
  await tab.locator('input[value=two_rules]').check();
  await accepted(tab);
  assert.match(await tab.locator('#facts').innerText(), /Policies\s+3\b[^]*Design points\s+256\b[^]*Runs\s+768\b/);
  fulcrum('validate', await saved(tab, '#save-draft'));
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('a condition is put together without typing a formula', async () => {
  const { tab } = await openForms();
  await tab.locator('#add-rules').click();
  await tab.locator('#f-rule-0-when-build summary').click();
  await tab.locator('#f-rule-0-when-build-put').click();
  assert.equal(await tab.locator('#f-rule-0-when').inputValue(), 'mean(attacks, 4) > 0.3');
  await tab.context().close();
});

test('text written by hand fills the form, and its problems lead to its lines', async () => {
  const { tab, seen } = await openForms();
  await tab.locator('#toml').fill('schema = 1\nname = "by_hand"\nextends = "engagement.toml"\n\n# a remark\n[[action]]\nweek = 30\nset = { rhetoric = 0.2 }\n');
  await accepted(tab);
  assert.equal(await tab.locator('#f-action-0-week').inputValue(), '30');
  assert.equal(await tab.locator('#f-extends').inputValue(), 'engagement');
  await tab.locator('#toml').fill('schema = 1\nname = "by_hand"\nextends = "engagement.toml"\n[levers]\nrethoric = 0.2\n');
  await refused(tab);
  assert.match(await tab.locator('#toml-problems').innerText(), /by_hand\.toml:5:1: .*rethoric.*did you mean 'rhetoric'/);
  await tab.locator('#toml').fill('schema = 1\nname = "by_hand\n');
  await refused(tab);
  await tab.locator('.jump').first().click();
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'toml');
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('a study built in the form is accepted by the program, and says its runs and bytes as --dry-run does', async () => {
  const { tab, seen } = await openForms({}, 'study');
  await type(tab, 'f-study-name', 'my_study');
  await pick(tab, 'f-design-factors-add', 'direct.intercept');
  await pick(tab, 'f-design-factors-add', 'insecurity.base');
  await accepted(tab);
  const facts = await tab.locator('#facts').innerText(), name = await saved(tab, '#save-draft');
  fulcrum('validate', name);
  const dry = fulcrum('sweep', name, '--dry-run');
  for (const [page, program] of [[/Design points\s+256\b/, /design points\s+256\b/], [/Runs\s+512\b/, /runs in all\s+512\b/]]) {
    assert.match(facts, page);
    assert.match(dry, program);
  }
  const native = Number(/size of \S+\s+([\d.]+) MB/.exec(dry)[1]), here = Number(/Size of the results\s+([\d.]+) MB/.exec(facts)[1]);
  assert.ok(Math.abs(native - here) <= 0.11, `${native} ${here}`);
  assert.match(facts, /about [\d.]+ s/);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('a theatre takes the names of its provinces from a GeoJSON file, and the program accepts it', async () => {
  write('outlines.geojson', JSON.stringify({ type: 'FeatureCollection', features: ['Río Alto', 'Coast'].map((name) => ({ type: 'Feature', properties: { name }, geometry: null })) }));
  write('no_outlines.geojson', '{"features": [{"properties": {}}]}');
  const { tab, seen } = await openForms({}, 'theatre');
  await tab.locator('#open-outlines').setInputFiles(join(folder, 'no_outlines.geojson'));
  await tab.locator('#toml-problems', { hasText: 'no_outlines.geojson: this is no GeoJSON file' }).waitFor();
  await tab.locator('#open-outlines').setInputFiles(join(folder, 'outlines.geojson'));
  await tab.locator('#f-province-2-name').waitFor();
  assert.equal(await tab.locator('#f-province-2-name').inputValue(), 'rio_alto');
  assert.equal(await tab.locator('#f-province-3-name').count(), 0);  // the coast was there
  await refused(tab);
  assert.match(await tab.locator('tr', { has: tab.locator('#f-province-2-name') }).innerText() + await tab.locator('#toml-problems').innerText(), /'population' is missing/);
  await tab.locator('#f-province-2-population').fill('100000');
  await tab.locator('#f-province-2-cosect_share').fill('0.3');
  await accepted(tab);
  const name = await saved(tab, '#save-draft');
  fulcrum('validate', name);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

test('hostile text does no harm: it is refused in words, or stays text', async () => {
  const { tab, seen } = await openForms();
  for (const text of [`x = ${'['.repeat(50000)}`, `${'a.'.repeat(100000)}b = 1`, '\u0000', 'schema = 1\nname = "<img src=x onerror=alert(1)>"\nextends = "status_quo"', 'schema = 1\nname = "x"\nextends = "../../etc/passwd"', 'schema = 1\nname = "x"\nextends = "status_quo"\n[levers]\nrhetoric = nan', '__proto__ = { polluted = 1 }\nconstructor = 1']) {
    await tab.locator('#toml').fill(text);
    await refused(tab);
    assert.notEqual(await tab.locator('#toml-problems').innerText(), '', text.slice(0, 40));
  }
  assert.equal(await tab.evaluate(() => ({}).polluted), undefined);
  assert.equal(await tab.evaluate(() => document.querySelectorAll('#lab img').length), 0);
  assert.deepEqual(seen, { requests: [], errors: [] });
  await tab.context().close();
});

for (const options of [{}, { dark: true }, { width: 390, height: 844 }, { locale: 'de-DE' }])
  test(`the forms have no fault of access and fit: ${JSON.stringify(options)}`, async () => {
    const { tab, seen } = await openLab({ done: false, ...options });
    await tab.locator('#view-writing').click();
    for (const kind of ['scenario', 'study', 'theatre']) {
      await tab.locator(`label:has(input[name=kind][value=${kind}])`).click();
      await tab.locator('#facts').filter({ hasText: /./ }).waitFor();
      if (kind === 'scenario') for (const id of ['#add-actions', '#add-rules']) await tab.locator(id).click();
      await tab.evaluate(() => { for (const one of document.querySelectorAll('.form details')) one.open = true; });
      assert.deepEqual(await faultsOfAccess(tab), [], kind);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), kind);
    }
    assert.deepEqual(seen, { requests: [], errors: [] });
    await tab.context().close();
  });
