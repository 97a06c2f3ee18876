// The page leads with the finding, says it without misleading, and says what the file says.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { browser, dataOf, fulcrum, inBrowser, makeStates, open, write } from './surroundings.mjs';

inBrowser(() => {
  makeStates();
  fulcrum('compare', 'status_quo', 'engagement', '--replicates', '20', '--uncertainty', 'luck', '-o', 'luck.h5');
  fulcrum('compare', 'status_quo', 'engagement', 'coercion_alone', '--replicates', '20', '-o', 'last_typed.h5');
  fulcrum('explain', 'last_typed.h5');
  fulcrum('compare', 'status_quo', 'containment_plus', 'coercion_alone', 'engagement', 'engage_then_coerce', '--resolution', 'cells', '--set', 'cells.scale=10', '--replicates', '8', '-o', 'agents.h5');
  fulcrum('explain', 'agents.h5', '--over-futures', '4');
  write('twin.toml', 'schema = 1\nname = "twin"\nextends = "status_quo.toml"\n');
  fulcrum('compare', 'status_quo', 'twin.toml', '--path', '.', '--replicates', '10', '--uncertainty', 'luck', '-o', 'twin.h5');
  fulcrum('sensitivity', 'status_quo', '--method', 'sobol', '--factors', 'direct.*', '--points', '32', '--over-time', 'direct', '-o', 'weeks.h5');
  fulcrum('discover', 'status_quo', 'coercion_alone', '--difference', '--highest', '25', '--factors', 'direct.*,motive.*', '--points', '256', '-o', 'boxes.h5');
  fulcrum('claims', '--space', '32', '--replicates', '4', '-o', 'claims.h5');
  fulcrum('courses', 'policy_tree', '--replicates', '10', '-o', 'courses.h5');
  for (const name of ['agents', 'luck', 'last_typed', 'twin', 'weeks', 'boxes', 'claims', 'courses']) fulcrum('report', `${name}.h5`);
});

const percent = (share) => (share > 0 && share < 0.005 ? 'under 1 %' : share < 1 && share >= 0.995 ? 'over 99 %' : `${Math.round(100 * share)} %`);

for (const [width, height] of [[1400, 900], [390, 844]]) {
  test(`at ${width} pixels the first screen says which policy lowers support most, how often, by how much, whose sign is open, and that it is no forecast`, async () => {
    const { tab } = await open(browser, 'states.html', { width, height });
    const data = await dataOf(tab), outcome = data.outcomes.find((one) => one.name === 'direct_last_year');
    const best = outcome.policies[4].difference;
    assert.equal(best.verdict, 'lowers');
    assert.ok(outcome.policies.every((policy, p) => p === 0 || policy.difference.median >= best.median));
    const seen = await tab.evaluate((bottom) => [...document.querySelectorAll('h1, #answer p, #answer li')].filter((one) => one.getBoundingClientRect().bottom <= bottom).map((one) => one.innerText.replace(/\s+/g, ' ')).join('\n'), height);
    assert.match(seen, /^Engage then coerce lowers direct support most/);
    assert.ok(seen.includes(best.lower === 1 ? 'all 256 states of the world' : `${percent(best.lower)} of 256 states of the world`), seen);
    assert.ok(seen.includes(Math.abs(best.median).toFixed(2)));
    const open_ = data.policies.filter((_, p) => p > 0 && outcome.policies[p].difference.verdict === 'sign open').map((policy) => policy.name);
    assert.ok(open_.includes('coercion_alone'));
    assert.equal(seen.match(/sign open/g).length, open_.length);
    const coercion = outcome.policies[2].difference;
    assert.match(seen, /Coercion alone sign open/);
    assert.ok(seen.includes(`Lower in ${percent(coercion.lower)}, much the same in ${percent(coercion.tied)} and higher in ${percent(coercion.higher)}`), seen);
    assert.match(seen, /This is no forecast/);
    await tab.context().close();
  });
}

test('five policies take at most five screens before the folds, twelve on a phone, with the maps of agents too', async () => {
  for (const [page, width, height, most] of [['states.html', 1400, 900, 5], ['states.html', 390, 844, 12], ['agents.html', 1400, 900, 5], ['agents.html', 390, 844, 12]]) {
    const { tab } = await open(browser, page, { width, height });
    assert.ok(await tab.evaluate(() => document.getElementById('folds').getBoundingClientRect().top) <= most * height);
    await tab.context().close();
  }
});

test('names are those of people: no key, no snake_case and no file name before the folds', async () => {
  for (const name of ['states', 'last_typed', 'boxes', 'courses', 'claims', 'weeks']) {
    const { tab } = await open(browser, `${name}.html`);
    const text = await tab.evaluate(() => [...document.querySelectorAll('h1, main > section:not(:has(> details.fold))')].map((one) => one.innerText).join('\n'));
    assert.deepEqual(text.match(/\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z]+_[a-z_]+|\.h5|\.toml/g), null, name);
    await tab.context().close();
  }
});

test('a sentence of the first screen has at most 20 words', async () => {
  for (const name of ['states', 'luck', 'weeks', 'courses', 'claims']) {
    const { tab } = await open(browser, `${name}.html`);
    const texts = await tab.evaluate(() => [...document.querySelectorAll('h1, #answer > p, #answer .said-of, #answer .of')].map((one) => one.innerText));
    for (const sentence of texts.flatMap((text) => text.split(/[.:](?:\s|$)/))) assert.ok(sentence.split(/\s+/).filter(Boolean).length <= 20, `${name}: ${sentence}`);
    await tab.context().close();
  }
});

test('the card is in the order of effect, whatever was typed, and its verdicts, ranges and shares are those of the file', async () => {
  const { tab } = await open(browser, 'states.html');
  const outcome = (await dataOf(tab)).outcomes.find((one) => one.name === 'direct_last_year');
  const order = outcome.policies.map((policy, p) => [p, policy.difference]).slice(1).sort((a, b) => a[1].median - b[1].median);
  const cards = await tab.locator('.answers li').evaluateAll((all) => all.map((one) => one.innerText.replace(/\s+/g, ' ')));
  order.forEach(([, difference], i) => {
    assert.ok(cards[i].includes(difference.verdict));
    assert.ok(cards[i].includes(Math.abs(difference.median).toFixed(2)) || Math.abs(difference.median) < 0.005, cards[i]);
    for (const end of difference.range) assert.ok(cards[i].includes(Math.abs(end).toFixed(2)) || Math.abs(end) < 0.005, cards[i]);
  });
  await tab.context().close();
});

test('the reference case is marked beside the ranges where the file has one, with the number of its future 0', async () => {
  const { tab } = await open(browser, 'last_typed.html', { unfold: true });
  assert.match(await tab.locator('#range').innerText(), /The hollow diamond is the reference case/);
  assert.match(await tab.locator('#range').innerText(), /the short line through it shows how far luck alone moves a future, nine times in ten/);
  const exported = fulcrum('export', 'last_typed.h5', '--table', 'runs').split('\n').map((line) => line.split(','));
  const column = (name) => exported[0].indexOf(name);
  const of = (policy) => Number(exported.find((row) => row[column('policy')] === policy && row[column('replicate')] === '0')[column('direct_last_year')]);
  const outcome = (await dataOf(tab)).outcomes.find((one) => one.name === 'direct_last_year');
  assert.equal(outcome.policies[1].difference.reference, of('engagement') - of('status_quo'));
  const rows = await tab.locator('#range table tr').evaluateAll((all) => all.map((row) => row.textContent));
  assert.ok(rows.some((row) => row.includes(Math.abs(outcome.policies[1].difference.reference).toFixed(4))), rows.join('\n'));
  await tab.context().close();
  const plain = await open(browser, 'luck.html');
  assert.doesNotMatch(await plain.tab.locator('#range').innerText(), /hollow diamond/);
  await plain.tab.context().close();
});

test('no sentence says "lower by" a negative number, or "less" of a minus', async () => {
  for (const name of ['states', 'luck', 'last_typed']) {
    const { tab } = await open(browser, `${name}.html`, { unfold: true });
    assert.deepEqual((await tab.locator('main').innerText()).match(/(less|lower|more|higher)[^.\n\u2190]{0,30}:? [\u2212-]0\.\d+[^.]*/gi)?.filter((found) => !/\t/.test(found)) ?? [], [], name);
    await tab.context().close();
  }
});

test('a page over many settings does not say that every parameter is at its default', async () => {
  for (const name of ['states', 'weeks', 'boxes']) {
    const { tab } = await open(browser, `${name}.html`, { unfold: true });
    const text = await tab.locator('#assumptions').innerText();
    assert.doesNotMatch(text, /^Every parameter is at its declared default/m);
    assert.match(text, /states of the world vary \d+ parameters/);
    await tab.context().close();
  }
  const { tab } = await open(browser, 'luck.html', { unfold: true });
  assert.match(await tab.locator('#assumptions').innerText(), /Every parameter is at its declared default/);
  await tab.context().close();
});

test('settings without noise are not called luck; futures that differ in luck alone are said to', async () => {
  const { tab } = await open(browser, 'weeks.html');
  assert.match(await tab.locator('#answer').innerText(), /states of the world, which differ in \d+ unknown parameters, without luck/);
  await tab.context().close();
  const luck = await open(browser, 'luck.html');
  assert.match(await luck.tab.locator('#answer').innerText(), /differ in luck alone\. (?:.*\s)*How far unknown parameters move the answer is not shown here\./);
  await luck.tab.context().close();
});

test('claims are counted by claim, not by condition, and stand as sentences', async () => {
  const { tab } = await open(browser, 'claims.html');
  const stored = (await dataOf(tab)).analyses.find((table) => table.name === 'claims');
  const ids = new Set(stored.columns.find((column) => column.name === 'claim').values);
  assert.ok(ids.size < stored.columns[0].values.length);
  assert.match(await tab.locator('#claims').innerText(), new RegExp(`Of ${ids.size} claims: `));
  assert.match(await tab.locator('h1').innerText(), new RegExp(`of ${ids.size} claims`));
  assert.match(await tab.locator('#claims tbody tr').first().innerText(), /^[A-Z][^\n\t]+\.\t/);
  assert.ok(await tab.locator('#chart-claims-strip').count());
  await tab.context().close();
});

test('a table of events says how many of them it has, and has so many', async () => {
  const { tab } = await open(browser, 'states.html', { unfold: true });
  const events = (await dataOf(tab)).events.length;
  const said = await tab.locator('#events .plot').getAttribute('aria-label');
  const rows = await tab.locator('#events .numbers tbody tr').count();
  if (/has them all/.test(said)) assert.equal(rows, events);
  else assert.match(said, new RegExp(`the table has the first ${rows.toLocaleString('en')}\\.`));
  await tab.context().close();
});

test('a policy that is the same is much the same in every future, not higher in half of them', async () => {
  const { tab } = await open(browser, 'twin.html', { unfold: true });
  assert.match(await tab.locator('.answers li').innerText(), /no difference to speak of\s+Much the same in all 10 futures/);
  assert.doesNotMatch(await tab.locator('main').innerText(), /50(\.0)? %/);
  await tab.context().close();
});

test('a box is told beside the base rate, and both are those of the file', async () => {
  const { tab } = await open(browser, 'boxes.html');
  const boxes = (await dataOf(tab)).analyses.find((table) => table.name === 'discovery_boxes');
  const of = (name) => boxes.columns.find((column) => column.name === name).values, fresh = of('sample').indexOf('fresh');
  const said = await tab.locator('#discovery li').first().innerText();
  assert.ok(said.includes(`holds in ${percent(of('hits')[fresh] / of('inside')[fresh])} of fresh points, against ${percent(of('of_interest_points')[fresh] / of('points')[fresh])} of all`), said);
  assert.doesNotMatch(said, /mostly when/);
  await tab.context().close();
});

test('perceived and actual threat are named, not said to stand left and right', async () => {
  const { tab } = await open(browser, 'states.html', { width: 390 });
  const text = await tab.locator('#mechanism').innerText();
  assert.doesNotMatch(text, /\bleft\b|\bright\b/);
  assert.match(text, /Where \u201cThreat as the patron sees it\u201d is above \u201cThreat without misreading\u201d/);
  await tab.context().close();
});

test('the policy that matters most has its causes drawn first, and parts of a difference are no shares', async () => {
  const { tab } = await open(browser, 'last_typed.html', { unfold: true });
  const outcome = (await dataOf(tab)).outcomes.find((one) => one.name === 'direct_last_year');
  const best = outcome.policies[1].difference.median < outcome.policies[2].difference.median ? 'engagement' : 'coercion_alone';
  const charts = await tab.locator('#why .chart').evaluateAll((all) => all.map((one) => one.id));
  assert.equal(charts[0], `chart-why-${best.replace(/_/g, '-')}-lever`);
  assert.equal(charts.length, 4);  // levers and paths of both
  assert.doesNotMatch(await tab.locator('#why').innerText(), /share of the difference/i);
  await tab.context().close();
});

test('a policy has the same colour in every chart, on its button and in the answer', async () => {
  const { tab } = await open(browser, 'states.html', { unfold: true });
  const found = await tab.evaluate(() => {
    const colours = {}, add = (policy, colour) => { (colours[policy] = colours[policy] || new Set()).add(colour); };
    const hex = (rgb) => `#${rgb.match(/\d+/g).map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
    for (const chart of document.querySelectorAll('.chart')) {
      const option = fulcrumBriefing.echarts.getInstanceByDom(chart)?.getOption();
      for (const series of option?.series ?? []) if (series.policy !== undefined) add(series.policy, series.lineStyle.color);
    }
    document.querySelectorAll('button.policy').forEach((button, i) => add(i, hex(getComputedStyle(button.querySelector('.swatch')).backgroundColor)));
    const names = [...document.querySelectorAll('button.policy')].map((button) => button.textContent);
    for (const row of document.querySelectorAll('.answers li')) add(names.indexOf(row.querySelector('strong').textContent), hex(getComputedStyle(row).borderLeftColor));
    return Object.values(colours).map((set) => [...set]);
  });
  assert.equal(found.length, 5);
  for (const colours of found) assert.equal(colours.length, 1, colours.join(' '));
  assert.equal(new Set(found.flat()).size, 5);
  await tab.context().close();
});

test('sensitivity over time is drawn as lines, and courses as stacked shares that add up', async () => {
  const weeks = await open(browser, 'weeks.html');
  assert.equal(await weeks.tab.locator('#chart-sensitivity-sobol-weeks path').count() > 4, true);
  await weeks.tab.context().close();
  const { tab } = await open(browser, 'courses.html');
  const { policies } = (await dataOf(tab)).courses;
  for (const shares of policies) shares[0].forEach((_, week) => assert.ok(Math.abs(shares.reduce((sum, of) => sum + of[week], 0) - 1) < 1e-9));
  const stored = (await dataOf(tab)).analyses.find((table) => table.name === 'courses').columns.find((column) => column.name === 'in_force').values;
  stored.forEach((share, course) => assert.ok(Math.abs(policies[0][course].reduce((sum, one) => sum + one, 0) / policies[0][course].length - share) < 1e-9));
  assert.match(await tab.locator('#warnings').innerText(), /warns best/);
  assert.match(await tab.locator('#warnings').innerText(), /The most likely course \(MLCOA\)/);
  await tab.context().close();
});

test('terms of art are explained on focus, and in the glossary', async () => {
  const { tab } = await open(browser, 'states.html');
  const term = tab.locator('a.term').first();
  await term.focus();
  const gloss = await tab.locator('#gloss').innerText();
  assert.ok(gloss.length > 20);
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.querySelector('#glossary details').open);
  assert.ok((await tab.locator('#glossary').innerText()).includes(gloss));
  await tab.context().close();
});
