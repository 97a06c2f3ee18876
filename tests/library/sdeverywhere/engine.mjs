// Compiles XMILE models with SDEverywhere and runs them. A line of standard input is a model, {"text": ..., "series": [names]}; its answer is a
// line of standard output, {name: [values by step]}, where null is no number, or {"error": ...}. With "instead", a model of one variable, that
// variable takes the place of the text's own: reading a whole model takes several times as long as the rest.
import { createInterface } from 'node:readline';

import { compiled } from './compiled.mjs';

async function run(asked) {
  const runner = await compiled(asked), outputs = runner.runModelSync([], runner.createOutputs());
  return Object.fromEntries(asked.series.map((name) => [name, outputs.getSeriesForVar(`_${name}`).points.map((point) => point.y)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await run(JSON.parse(line)).catch((error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
