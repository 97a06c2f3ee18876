// XMILE models as SDEverywhere compiles them.
import { generateCode, parseInlineXmileModel, resetState } from '@sdeverywhere/compile';
import { createSynchronousModelRunner } from '@sdeverywhere/runtime';

let models = 0, last = {};

function modelOf(text, instead) {
  if (text !== last.text) last = { text, model: parseInlineXmileModel(text) };
  const model = structuredClone(last.model), { equations } = model.root;
  for (const equation of instead ? parseInlineXmileModel(instead).root.equations : [])
    equations[equations.findIndex(({ lhs }) => lhs.varDef.varId === equation.lhs.varDef.varId)] = equation;
  return model;
}

function codeOf({ text, series, instead }) {
  resetState();
  const model = modelOf(text, instead), complain = console.error;
  console.error = () => {};  // it takes what follows a "_" in a name for a subscript, finds none, says so, and goes on
  try {
    return generateCode(model, { spec: { outputVarNames: series }, operations: ['generateJS'], extData: new Map(), directData: new Map() });
  } finally {
    console.error = complain;
  }
}

/** A model that records these series. `instead`: a model of one variable, which takes the place of the text's own. The same text is read once. */
export async function compiled(asked) {
  const code = `${codeOf(asked)}// ${++models}: a module is loaded once\n`;
  const { default: load } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return createSynchronousModelRunner(await load());
}
