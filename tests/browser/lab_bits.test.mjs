// The engine of the lab against the program: the same bits, the same messages, the same verdict.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { hashOf, startEngine } from './lab_engine.mjs';
import { folder, fulcrum, python, removeFolder, write } from './surroundings.mjs';

let engine;
before(async () => { engine = await startEngine(folder); });
after(removeFolder);

// By file, series and outcome the SHA-256 of its numbers, as the program stores them.
function nativeHashes(files) {
  return python(`
import h5py, hashlib, json, numpy
def hashes(name):
    with h5py.File(name) as f:
        of = lambda node: hashlib.sha256(numpy.ascontiguousarray(node[...], dtype="<f8").tobytes()).hexdigest()
        series = {k: of(v) for k, v in f["timeseries"].items() if v.ndim >= 2 and v.dtype.kind == "f"}
        outcomes = {k: of(v) for k, v in f["outcomes"].items() if k != "run" and v.dtype.kind == "f"}
        return {"series": series, "outcomes": outcomes}
print(json.dumps({name: hashes(name) for name in ${JSON.stringify(files)}}))`);
}
/** Compares runs of scenarios, [name, settings, futures]; how many series and outcomes were compared of each. */
function sameBits(asked) {
  for (const [name, settings, futures] of asked)
    fulcrum('run', name, '--uncertainty', 'luck', '--seed', '20080107', '--replicates', String(futures), '--series', 'all', '-o', `${name}.h5`, '--force', ...settings.flatMap((one) => ['--set', one]));
  const native = nativeHashes(asked.map(([name]) => `${name}.h5`));
  return asked.map(([name, settings, futures]) => {
    const answer = engine.ask({ ask: 'bits', policy: { name }, set: settings, seed: '20080107', futures }), stored = native[`${name}.h5`];
    assert.ok(answer.series, JSON.stringify(answer));
    for (const kind of ['series', 'outcomes'])
      for (const [key, hash] of Object.entries(stored[kind])) {
        assert.ok(answer[kind][key], `${name}: the engine has no ${key}`);
        assert.equal(hashOf(engine.row(answer[kind][key])), hash, `${name}: ${key}`);
      }
    return Object.keys(stored.series).length + Object.keys(stored.outcomes).length;
  });
}

// With the host side, adaptive rivals and rules among them; the hindcasts are long.
const kScenarios = JSON.parse(fulcrum('describe', 'scenarios', '--format', 'json')).filter((one) => one.kind === 'scenario' && !/cells|hindcast/.test(one.name)).map((one) => one.name);

test('at least 25 shipped scenarios with noise, those with the host side among them, have the bits of the program in every series and outcome', () => {
  assert.ok(kScenarios.length >= 25);
  for (const compared of sameBits(kScenarios.map((name) => [name, [], 2]))) assert.ok(compared > 40);
});

test('runs with cells at scale 10 have the bits of the program', () => {
  assert.ok(sameBits([['status_quo_cells', ['cells.scale=10'], 1]])[0] > 40);
});

test('futures over everything that nobody knows are those of compare, and so is the sentence', () => {
  const told = JSON.parse(fulcrum('compare', 'coercion_alone', 'engagement', '--replicates', '256', '--format', 'json', '-o', 'c.h5', '--force')).answer;
  assert.equal(engine.ask({ ask: 'begin', policies: [{ name: 'coercion_alone' }, { name: 'engagement' }], futures: 256 }).of, 256);
  let answer;
  for (let done = 0; done < 256; done += 64) answer = engine.ask({ ask: 'advance', futures: 64 });
  // `set`, `notes` and `resolution` are of the command line. What luck alone does takes runs of its own, which the page leaves out.
  for (const policies of [told.policies, answer.answer.policies]) for (const policy of policies) delete policy.luck_half_range;
  for (const key of Object.keys(told)) if (!['parts', 'spread', 'accepted_share', 'splits', 'set', 'notes', 'resolution'].includes(key)) assert.deepEqual(answer.answer[key], told[key], key);
  const text = fulcrum('compare', 'coercion_alone', 'engagement', '--replicates', '256', '-o', 'c.h5', '--force').replace(/\s+/g, ' ');
  assert.ok(text.includes(`engagement ${answer.answer.sentence}`), answer.answer.sentence);
});

test('what the reader refuses is refused in its words', () => {
  const bad = { 'unknown.toml': 'schema = 1\nname = "x"\nextends = "engagement"\n[levers]\nrethoric = 0.2\n', 'outside.toml': 'schema = 1\nname = "x"\nextends = "engagement"\n[levers]\nrhetoric = 7\n', 'broken.toml': 'schema = 1\nname = "x\n' };
  for (const [name, text] of Object.entries(bad)) {
    write(name, text);
    let told = '';
    try { execFileSync(process.env.FULCRUM_PROGRAM, ['validate', name], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }); } catch (error) { told = error.stdout + error.stderr; }
    const answer = engine.ask({ ask: 'read', policy: { toml: text, file: name } });
    assert.ok(answer.problems.length > 0);
    for (const problem of answer.problems) assert.ok(told.includes(problem.text), `${problem.text}\n${told}`);
  }
});

test('hostile input is refused and does no harm', () => {
  const deep = `x = ${'['.repeat(100000)}`, dotted = `${'a.'.repeat(200000)}b = 1`;
  for (const text of [deep, dotted, '\u0000', 'extends = "/etc/passwd"\nschema = 1\nname = "x"', 'schema = 1\nname = "x"\nextends = "../../x"', 'schema = 1\nname = "<script>alert(1)</script>"\nextends = "engagement"']) {
    const answer = engine.ask({ ask: 'read', policy: { toml: text, file: 'x.toml' } });
    assert.ok(answer.problems || answer.error, text.slice(0, 40));
  }
  for (const name of ['../x', '', 'a/b', `${'x'.repeat(1000)}`]) assert.ok(engine.ask({ ask: 'keep', name, toml: '' }).problems, name);
  assert.ok(engine.ask({ ask: 'nothing' }).error);
  assert.ok(engine.ask({ ask: 'begin', policies: [{ name: 'engagement' }, { name: 'march_2020' }] }).error.includes('cannot be compared'));
  assert.equal(engine.ask({ ask: 'read', policy: { name: 'engagement' } }).name, 'engagement');  // and still works
});

test('what turns the answer round does so in the program, too', () => {
  const broken = engine.ask({ ask: 'break', policies: [{ name: 'status_quo' }, { name: 'engagement' }] });
  assert.ok(broken.moves.length > 0 && broken.start < 0);
  const set = broken.moves.flatMap((move) => ['--set', `${move.key}=${move.to_form || move.to}`]);
  const json = JSON.parse(fulcrum('compare', 'status_quo', 'engagement', '--uncertainty', 'none', '--format', 'json', '-o', 'b.h5', '--force', ...set));
  const direct = json.outcomes.find((one) => one.name === 'direct_last_year' || one.outcome === 'direct_last_year');
  const text = JSON.stringify(direct);
  const found = direct.policies.find((one) => one.policy === 'engagement' || one.name === 'engagement');
  const difference = found.difference?.mean ?? found.difference ?? found.from_first?.mean;
  assert.ok(broken.turns ? difference > 0 : Math.abs(difference) <= broken.tie + 1e-9, text);
});
