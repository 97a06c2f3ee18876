// The lab in a tab of the browser.
import { join } from 'node:path';

import { browser, folder } from './surroundings.mjs';

/** Opens the lab and waits for all its futures, unless `done` is false. */
export async function openLab({ width = 1400, height = 1000, dark = false, forced = false, link = '', file = 'lab.html', locale = 'en-GB', done = true } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', forcedColors: forced ? 'active' : 'none', locale, acceptDownloads: true });
  context.setDefaultTimeout(240_000);  // the machine may have other work
  const tab = await context.newPage(), seen = { requests: [], errors: [] };
  tab.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) seen.requests.push(request.url()); });
  tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) seen.errors.push(message.text()); });
  tab.on('pageerror', (error) => seen.errors.push(String(error)));
  tab.on('dialog', (dialog) => { seen.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await tab.goto(`file://${join(folder, file)}${link}`);
  if (done) await settled(tab);
  return { tab, seen };
}
/** All futures of what is set are done. */
export const settled = (tab) => tab.waitForFunction(() => !document.querySelector('.stale') && /computed here|hier gerechnet|One future/.test(document.querySelector('.state-line')?.textContent || ''), null, { polling: 100 });
