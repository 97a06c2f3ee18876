// Takes a picture of a briefing: the README's, or with --whole all of the page that is not folded.
//   node scripts/documents/make_screenshot.mjs quickstart.html docs/images/briefing.png
//
// Needs what `scripts/install_dependencies test` installs: Chromium, and Playwright among the page's packages.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const whole = process.argv[2] === '--whole';
const [page, picture] = process.argv.slice(whole ? 3 : 2);
if (!picture) {
  console.error('usage: make_screenshot.mjs [--whole] BRIEFING.html PICTURE.png');
  process.exit(2);
}
const require = createRequire(new URL('../../output/briefing/page/package.json', import.meta.url));
const browser = await require('playwright-core').chromium.launch({
  executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const tab = await browser.newPage({ viewport: { width: 1120, height: 1500 }, colorScheme: 'light' });
await tab.goto(`file://${resolve(page)}`);
if (whole) {
  await tab.evaluate(() => document.querySelectorAll('nav').forEach((part) => part.remove()));
  await tab.addStyleTag({ content: '.policies { position: static !important }' });
  // Charts are drawn when they come into view.
  for (const chart of await tab.locator('main [id^="chart-"]').all()) await chart.scrollIntoViewIfNeeded({ timeout: 2000 }).catch(() => {});
  await tab.waitForTimeout(1000);
  await tab.locator('main').screenshot({ path: picture });
} else {
  // The short answer and the support it is about, without what lies between them.
  await tab.evaluate(() => { for (const part of document.querySelectorAll('nav, #levers, section details, #support ~ section')) part.remove(); });
  await tab.locator('#chart-support svg').waitFor();
  await tab.locator('main').screenshot({ path: picture });
}
await browser.close();
