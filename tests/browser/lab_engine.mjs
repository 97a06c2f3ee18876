// The engine of the lab in Node, as the page's worker has it.
import { copyFileSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Starts the engine; `folder`: where a copy of it may lie, under a name that Node takes for a script. */
export async function startEngine(folder) {
  const copy = join(folder, 'engine.cjs');
  copyFileSync(process.env.FULCRUM_LAB_ENGINE, copy);
  const engine = await createRequire(import.meta.url)(copy)({ wasmBinary: readFileSync(process.env.FULCRUM_LAB_ENGINE.replace(/\.js$/, '.wasm')) });
  const numbers = () => engine._lab_numbers() >> 3;
  return {
    ask(question) {
      const text = JSON.stringify(question), size = engine.lengthBytesUTF8(text) + 1, at = engine._malloc(size);
      engine.stringToUTF8(text, at, size);
      const answer = JSON.parse(engine.UTF8ToString(engine._lab_ask(at)));
      engine._free(at);
      return answer;
    },
    /** A row of numbers that the last answer names. */
    row: ({ at, count }) => engine.HEAPF64.slice(numbers() + at, numbers() + at + count),
  };
}

export const hashOf = (values) => createHash('sha256').update(Buffer.from(Float64Array.from(values).buffer)).digest('hex');
export const read = (path) => readFileSync(path, 'utf8');
