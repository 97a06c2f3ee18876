// A folder for the files of a test, the program, and a browser that may not reach the network.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

const page = process.env.FULCRUM_PAGE;
const require = createRequire(join(page, 'package.json'));
export const { chromium } = require('playwright-core');
export const axeSource = require('axe-core').source;

export const folder = mkdtempSync(join(tmpdir(), 'fulcrum-browser-'));
export const removeFolder = () => rmSync(folder, { recursive: true, force: true });

// Runs and comparisons are of organisations unless the test says otherwise: cells take a hundred times as long.
function withResolution(words) {
  const [command, ...rest] = words;
  const decides = (word) => {
    const file = join(folder, word);
    return /resolution|cells/.test(word.endsWith('.toml') && existsSync(file) ? readFileSync(file, 'utf8') : word);
  };
  return (command === 'run' || command === 'compare') && !rest.some(decides) ? [command, '--resolution', 'organisations', ...rest] : words;
}

export function fulcrum(...typed) {
  const words = withResolution(typed);
  return execFileSync(process.env.FULCRUM_PROGRAM, [...words, '--quiet'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
}

export function python(source) {
  return JSON.parse(execFileSync(process.env.FULCRUM_PYTHON, ['-c', source], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }));
}

export function write(name, text) {
  writeFileSync(join(folder, name), text);
}

export const launch = () => chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** The browser of the tests of a file, once it is started. */
export let browser;

/** Before the tests of a file, `make` makes its files and the browser is started; after them both go. */
export function inBrowser(make) {
  before(async () => {
    await make();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    removeFolder();
  });
}

/**
 * Headless Chromium now and then does not draw a new tab while the machine is busy, and what is seen first is never drawn. A tab that is
 * asked for its picture draws, so it is asked every second until `work` is done.
 */
async function keptDrawing(tab, work) {
  const session = await tab.context().newCDPSession(tab);
  const clock = setInterval(() => session.send('Page.captureScreenshot', { format: 'jpeg', quality: 1 }).catch(() => {}), 1000);
  try {
    await work();
  } finally {
    clearInterval(clock);
  }
}

/**
 * Opens a page of the folder and scrolls through it, so that every chart is drawn. Notes what a reader would never want to see. `unfold` opens
 * what is folded away.
 */
export async function open(browser, file, { width = 1400, height = 900, dark = false, forced = false, unfold = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', forcedColors: forced ? 'active' : 'none' });
  context.setDefaultTimeout(120_000);  // the machine may have other work
  const tab = await context.newPage();
  const seen = { requests: [], errors: [] };
  tab.on('request', (request) => { if (!/^(file|data):/.test(request.url())) seen.requests.push(request.url()); });
  tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) seen.errors.push(message.text()); });
  tab.on('pageerror', (error) => seen.errors.push(String(error)));
  tab.on('dialog', (dialog) => { seen.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await tab.goto(`file://${join(folder, file)}`);
  if (unfold) await tab.evaluate(() => { for (const details of document.querySelectorAll('details.fold, details.more')) details.open = true; });
  await keptDrawing(tab, async () => {
    for (const chart of await tab.locator('.chart').all()) {
      if (!await chart.isVisible()) continue;
      await chart.evaluate((element) => element.scrollIntoView({ behavior: 'instant', block: 'center' }));
      await chart.locator('svg').first().waitFor();
    }
  });
  await tab.evaluate(() => scrollTo(0, 0));
  return { tab, seen };
}

/** The data inside a page. */
export const dataOf = (tab) => tab.evaluate(() => JSON.parse(document.getElementById('data').textContent));

/** Every fault that axe finds: [{ id, impact, where }]. */
export async function faultsOfAccess(tab) {
  await tab.evaluate(axeSource);
  return tab.evaluate(async () => (await axe.run()).violations.map((v) => ({ id: v.id, impact: v.impact, where: v.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)) })));
}

/** Five policies over states of the world: parameters of both supports, of threat and motive vary over their ranges. */
export function makeStates(points = 256) {
  const keys = JSON.parse(fulcrum('describe', 'parameters', '--format', 'json')).filter((one) => /^(direct|indirect|threat|motive|deterrence)\./.test(one.key) && one.explore_low < one.explore_high).map((one) => one.key);
  write('states.toml', `schema = 1\n[study]\nname = "states"\npolicies = ${JSON.stringify(kPolicies)}\nreplicates = 1\nseed = 42\n[design]\nkind = "sobol"\npoints = ${points}\n[design.factors]\n${keys.map((key) => `"${key}" = {}`).join('\n')}\n`);
  fulcrum('sweep', 'states.toml', '-o', 'states.h5');
  fulcrum('report', 'states.h5');
}
export const kPolicies = ['status_quo', 'containment_plus', 'coercion_alone', 'engagement', 'engage_then_coerce'];
