// The engine's thread: questions come in, answers go out. While a long one is worked on a newer one may come, and then it wins.
/* global fulcrumEngine */
let engine = null, newest = 0, newestSearch = 0;

/** Asks the engine; the answer with its rows of numbers, which the next question would overwrite. */
function ask(question) {
  const text = JSON.stringify(question), size = engine.lengthBytesUTF8(text) + 1, at = engine._malloc(size);
  engine.stringToUTF8(text, at, size);
  const answer = JSON.parse(engine.UTF8ToString(engine._lab_ask(at)));
  engine._free(at);
  const first = engine._lab_numbers() >> 3;
  const take = (value) => {
    if (value === null || typeof value !== 'object') return value;
    if (Number.isInteger(value.at) && Number.isInteger(value.count)) return engine.HEAPF64.slice(first + value.at, first + value.at + value.count);
    for (const key of Object.keys(value)) value[key] = take(value[key]);
    return value;
  };
  return take(answer);
}

/** The engine as it was before build.mjs packed it: its length, then five digits to the base of 85 for four bytes of gzip. */
async function unpacked(text) {
  const from = text.indexOf(':') + 1, bytes = new Uint8Array((text.length - from) / 5 * 4), digit = (at) => { const code = text.charCodeAt(at); return code === 35 ? 20 : code === 36 ? 52 : code - 40; };
  const view = new DataView(bytes.buffer);
  for (let at = from, to = 0; to < bytes.length; at += 5, to += 4) view.setUint32(to, (((digit(at) * 85 + digit(at + 1)) * 85 + digit(at + 2)) * 85 + digit(at + 3)) * 85 + digit(at + 4));
  return new Response(new Blob([bytes.subarray(0, Number(text.slice(0, from - 1)))]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

const breath = () => new Promise((resolve) => { setTimeout(resolve); });

/** Answers after each of so many futures, until all are done or something newer is asked; then the feedback loops, where there is no cell. */
async function run(id, question, stages, loops) {
  const started = performance.now();
  let answer = ask({ ...question, ask: 'begin', futures: stages[stages.length - 1] });
  if (answer.problems || answer.error) return postMessage({ id, kind: 'refused', answer });
  const of = answer.of;
  let done = 0;
  for (const stage of stages) {
    while (done < Math.min(stage, of)) {
      const more = Math.min(64, Math.min(stage, of) - done), last = done + more >= Math.min(stage, of);
      answer = ask({ ask: 'advance', futures: more, answer: last });
      if (answer.problems || answer.error) return postMessage({ id, kind: 'refused', answer });
      done += more;
      await breath();
      if (id !== newest) return undefined;
    }
    postMessage({ id, kind: 'answer', answer, took: performance.now() - started });
    if (stage === stages[0]) postMessage({ id, kind: 'why', answer: ask({ ...question, ask: 'why' }) });
    await breath();
    if (id !== newest) return undefined;
    if (done >= of) break;
  }
  if (loops) postMessage({ id, kind: 'loops', answer: ask({ ...question, ask: 'loops' }) });
  return undefined;
}

/** Searches in pieces until it is done, or something newer is searched or set. */
async function search(id, question) {
  newestSearch = id;
  if (!question) return;
  let answer = ask(question);
  while (id === newestSearch) {
    postMessage({ id, kind: 'search', answer });
    if (!answer.more) return;
    await breath();
    if (id === newestSearch) answer = ask({ ask: 'search_on' });
  }
}

onmessage = async ({ data }) => {
  try {
    if (data.kind === 'start') {
      engine = await fulcrumEngine({ wasmBinary: await unpacked(data.engine) });
      for (const policy of data.own) ask({ ask: 'keep', name: `${policy.name}.toml`, toml: policy.toml });
      postMessage({ kind: 'ready' });
    } else if (data.kind === 'run') {
      newest = data.id;
      newestSearch = 0;
      await run(data.id, data.question, data.stages, data.loops);
    } else if (data.kind === 'search') {
      await search(data.id, data.question);
    } else {
      postMessage({ id: data.id, kind: 'reply', answer: ask(data.question) });
    }
  } catch (error) {
    postMessage({ id: data.id, kind: 'refused', answer: { error: String(error.message || error) } });
  }
};
