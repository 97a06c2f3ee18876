// Runs a second of processor time, one thread, in Node: the core as SDEverywhere compiles it, and the engine of the lab. No test: numbers for
// docs/performance.md. Both leave out noise, the host's politics and cells, and keep direct and indirect support of every week; the lab's engine
// has other parameters in every run, and works out all outcomes.
//
// Usage: node throughput.mjs PROGRAM ENGINE.js [SCENARIO]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEngine } from '../../browser/lab_engine.mjs';
import { compiled } from './compiled.mjs';

const kPairs = 9, kCompiledRuns = 100, kFutures = 1024;
const [program, engineFile, scenario = 'engagement'] = process.argv.slice(2);
const set = ['run.noise=false', 'run.host=false'];

const text = execFileSync(program, ['export', '--xmile', scenario, ...set.flatMap((one) => ['--set', one])], { encoding: 'utf8' });
const runner = await compiled({ text, series: ['direct', 'indirect'] });
let outputs = runner.createOutputs();
process.env.FULCRUM_LAB_ENGINE = engineFile;
const folder = mkdtempSync(join(tmpdir(), 'throughput-'));
const engine = await startEngine(folder);
rmSync(folder, { recursive: true });

function rate(runs, work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return runs / ((user + system) / 1e6);
}
const ofCompiled = () => rate(kCompiledRuns, () => { for (let k = 0; k < kCompiledRuns; ++k) outputs = runner.runModelSync([], outputs); });
function ofLab() {
  const { of } = engine.ask({ ask: 'begin', policies: [{ name: 'status_quo' }, { name: scenario }], futures: kFutures, uncertainty: 'assumptions', set });
  if (of !== kFutures) throw new Error('the engine does not run as many futures');
  return rate(2 * kFutures, () => engine.ask({ ask: 'advance', futures: kFutures, answer: false }));
}

ofCompiled();
ofLab();
const pairs = Array.from({ length: kPairs }, () => [ofCompiled(), ofLab()]);
const spread = (values) => { const sorted = [...values].sort((a, b) => a - b); return [sorted[kPairs >> 1], sorted[0], sorted[kPairs - 1]]; };
const told = (name, values, digits) => { const [median, low, high] = spread(values).map((value) => value.toFixed(digits)); console.log(`${name}: ${median} (${low} to ${high})`); };
told('SDEverywhere, runs a second', pairs.map(([one]) => one), 0);
told('engine of the lab, runs a second', pairs.map(([, other]) => other), 0);
told('ratio within a pair', pairs.map(([one, other]) => other / one), 1);
console.log(`${outputs.varSeries[0].points.length} weeks, median and range of ${kPairs} pairs`);
