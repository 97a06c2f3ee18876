// How long the briefing takes to load and to answer a reader, with the processor slowed down: no test, numbers for docs/performance.md.
//
// Usage: FULCRUM_PAGE=output/briefing/page node tests/performance/briefing_interaction.mjs BRIEFING.html [SLOWDOWN]
//   SLOWDOWN  how many times slower the processor seems (4)
import { resolve } from 'node:path';

import { launch } from '../browser/surroundings.mjs';

const [file, slowdown = '4'] = process.argv.slice(2), kTimes = 9;

// From the event to the second frame after it: charts are drawn in the first.
const timed = (tab, act) => tab.evaluate(async (source) => {
  const start = performance.now();
  new Function(source)();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}, act);
async function median(tab, act) {
  const times = [];
  for (let i = 0; i < kTimes; ++i) times.push(await timed(tab, act));
  return [...times].sort((a, b) => a - b)[kTimes >> 1];
}
const told = (name, milliseconds) => console.log(`${name.padEnd(58)} ${milliseconds.toFixed(0).padStart(6)} ms`);

const browser = await launch();
for (const [width, height] of [[1400, 900], [390, 844]]) {
  const tab = await (await browser.newContext({ viewport: { width, height } })).newPage();
  const session = await tab.context().newCDPSession(tab);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(slowdown) });
  await tab.goto(`file://${resolve(file)}`, { waitUntil: 'load' });
  told(`${width} px, load`, await tab.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd));
  told(`${width} px, a frame without any change`, await median(tab, ''));
  const places = await tab.evaluate(() => [0, ...[...document.querySelectorAll('section[id]')].filter((one) => one.querySelector('figure') && !one.querySelector('details.fold')).map((one) => one.id)]);
  for (const place of places) {
    await tab.evaluate((id) => (id ? document.getElementById(id).scrollIntoView() : scrollTo(0, 0)), place);
    await tab.waitForTimeout(600);
    told(`${width} px, a policy switched, at ${place || 'the top'}`, await median(tab, 'document.querySelectorAll("button.policy")[1].click()'));
  }
  const sliders = await tab.evaluate(() => document.querySelectorAll('input[type=range]').length);
  if (sliders) {
    await tab.evaluate(() => document.querySelector('input[type=range]').scrollIntoView({ block: 'center' }));
    await tab.waitForTimeout(800);
    told(`${width} px, the week of a slider`, await median(tab, 'const input = document.querySelector("input[type=range]"); input.value = (Number(input.value) + 40) % Number(input.max); input.dispatchEvent(new Event("input", { bubbles: true }))'));
  }
  await tab.context().close();
}
await browser.close();
