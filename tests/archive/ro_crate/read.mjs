// What the ro-crate library finds in a description: node read.mjs < ro-crate-metadata.json. A line of JSON.
import { readFileSync } from 'node:fs';

import { Checker, ROCrate } from 'ro-crate';

const crate = new ROCrate(JSON.parse(readFileSync(0, 'utf8')), { array: true, link: true });
const checker = new Checker(crate), log = console.log;
console.log = () => {};  // it prints what it finds
await checker.check();
const valid = checker.summarize(), report = checker.report();
console.log = log;
const ids = (entities) => entities.map((entity) => entity['@id']);
const run = crate.getEntity('#run');
console.log(JSON.stringify({
  valid,
  report,
  parts: ids(crate.rootDataset.hasPart),
  profiles: ids(crate.rootDataset.conformsTo),
  mentions: ids(crate.rootDataset.mentions),
  instruments: run.instrument.flatMap((instrument) => instrument.name),
  results: ids(run.result),
  inputs: ids(run.object ?? []),
  hashes: Object.fromEntries(crate.rootDataset.hasPart.map((part) => [part['@id'], part.sha256?.[0]])),
}));
