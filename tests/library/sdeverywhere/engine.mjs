// Compiles XMILE models with SDEverywhere and runs them. A line of standard input is a model, {"text": ..., "series": [names]}; its answer is a
// line of standard output, {name: [values by step]}, where null is no number, or {"error": ...}. With "instead", a model of one variable, that
// variable takes the place of the text's own: reading a whole model takes ten times as long as the rest, and the same text is read once.
import { createInterface } from 'node:readline';
import { generateCode, parseInlineXmileModel, resetState } from '@sdeverywhere/compile';
import { createSynchronousModelRunner } from '@sdeverywhere/runtime';

let models = 0, last = {};

function modelOf({ text, instead }) {
  if (text !== last.text) last = { text, model: parseInlineXmileModel(text) };
  const model = structuredClone(last.model), { equations } = model.root;
  for (const equation of instead ? parseInlineXmileModel(instead).root.equations : [])
    equations[equations.findIndex(({ lhs }) => lhs.varDef.varId === equation.lhs.varDef.varId)] = equation;
  return model;
}

function compiled(asked) {
  resetState();
  const model = modelOf(asked), { series } = asked;
  const complain = console.error;
  console.error = () => {};  // it takes what follows a "_" in a name for a subscript, finds none, says so, and goes on
  try {
    return generateCode(model, { spec: { outputVarNames: series }, operations: ['generateJS'], extData: new Map(), directData: new Map() });
  } finally {
    console.error = complain;
  }
}

async function run(asked) {
  const code = `${compiled(asked)}// ${++models}: a module is loaded once\n`;
  const { default: load } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  const runner = createSynchronousModelRunner(await load());
  const outputs = runner.runModelSync([], runner.createOutputs());
  return Object.fromEntries(asked.series.map((name) => [name, outputs.getSeriesForVar(`_${name}`).points.map((point) => point.y)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await run(JSON.parse(line)).catch((error) => ({ error: error.message }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
