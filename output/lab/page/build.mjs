// Makes the page of the lab: node build.mjs FOLDER_WITH_NODE_MODULES ENGINE.js OUTPUT.html
//
// One file: style, page and worker with the engine inside, and a content-security policy that allows what stands in it and nothing else.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [packages, engine, output] = process.argv.slice(2);
if (!output) {
  console.error('usage: node build.mjs FOLDER_WITH_NODE_MODULES ENGINE.js OUTPUT.html');
  process.exit(2);
}
const { buildSync, transformSync } = createRequire(join(packages, 'package.json'))('esbuild');
const source = (name) => new URL(`src/${name}`, import.meta.url).pathname;
const bundled = (name) => buildSync({ entryPoints: [source(name)], bundle: true, minify: true, charset: 'ascii', format: 'iife', target: 'es2020', legalComments: 'none', logLevel: 'warning', write: false }).outputFiles[0].text;
// Inside a script element no text may end the element.
const safe = (script) => script.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Bytes as text: four of them as five digits to the base of 85, which is what a page holds best. */
function packed(bytes) {
  const digits = Array.from({ length: 85 }, (_, i) => String.fromCharCode(i + 40)).join('').replace('<', '#').replace('\\', '$'), whole = Buffer.concat([bytes, Buffer.alloc((4 - bytes.length % 4) % 4)]);
  let text = `${bytes.length}:`;
  for (let at = 0; at < whole.length; at += 4) for (let value = whole.readUInt32BE(at), power = 85 ** 4; power >= 1; power /= 85) { const digit = Math.floor(value / power); text += digits[digit]; value -= digit * power; }
  return text;
}

const style = buildSync({ entryPoints: [source('style.css')], bundle: true, minify: true, charset: 'ascii', logLevel: 'warning', write: false }).outputFiles[0].text.trim();
const page = safe(bundled('page.js')), worker = safe(`${transformSync(readFileSync(engine, 'utf8'), { minify: true, charset: 'ascii', target: 'es2020', legalComments: 'none' }).code}\n${bundled('worker.js')}`);
const parts = {
  policy: `default-src 'none'; script-src ${hash(page)} 'wasm-unsafe-eval'; style-src ${hash(style)}; img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'`,
  style, page, worker, data: '{{data}}', engine: packed(gzipSync(readFileSync(engine.replace(/\.js$/, '.wasm')), { level: 9 })),
};
const form = readFileSync(source('template.html'), 'utf8');
writeFileSync(output, form.replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name]));
