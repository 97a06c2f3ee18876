// Bundles the charts and the page: node build.mjs OUTPUT_FOLDER
//
// charts.js is ECMAScript 5, because `fulcrum report --format md` runs it inside the program (Duktape) to draw figures without a browser.
// page.js, which only browsers run, is newer.
import { build } from 'esbuild';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node build.mjs OUTPUT_FOLDER');
  process.exit(2);
}
const common = { bundle: true, minify: true, format: 'iife', legalComments: 'none', charset: 'ascii', logLevel: 'warning' };
const source = (name) => [new URL(`src/${name}`, import.meta.url).pathname];
// Without minifySyntax, which moves `in` into the heads of loops, where Duktape 2.7 does not read it.
await build({ ...common, minify: false, minifyWhitespace: true, minifyIdentifiers: true, entryPoints: source('briefing.js'),
  globalName: 'fulcrumBriefing', target: 'es5', outfile: `${folder}/charts.js` });
await build({ ...common, entryPoints: source('page.js'), target: 'es2019', outfile: `${folder}/page.js` });
await build({ entryPoints: source('style.css'), minify: true, charset: 'ascii', logLevel: 'warning', outfile: `${folder}/style.css` });
