import type { BrowserContext, Page } from '@playwright/test';
import type { Stack } from '@blunari/stack/testing';
import { expect, test } from './fixtures.ts';
import { bookTable, fillDetails, pickPartyAndTime, widgetOn } from './visitor.ts';
import { ownAddress, setInsights, silenceJournal, tooLargeParties, visitsOf } from './visits.ts';

const ada = { name: 'Ada Wren', email: 'ada@example.com', phone: '+44 7700 900321' };

/** Posts of events. */
function postsFrom(context: BrowserContext): readonly string[] {
  const posts: string[] = [];
  context.on('request', (request) => {
    if (/\/w\/wk_[a-z0-9]+\/i$/.test(request.url())) posts.push(request.postData() ?? '');
  });
  return posts;
}

/** What is stored by now, each as `type` or `step kind`; waits until there are as many as expected, and no more. */
async function expectVisits(stack: Stack, mark: string, expected: readonly string[]): Promise<void> {
  const words = async () => (await visitsOf(stack, mark)).map(({ type, what }) => what || type).toSorted();
  await expect.poll(words).toEqual(expected.toSorted());
}

const press = (page: Page, name: string): Promise<void> =>
  widgetOn(page).getByRole('button', { name, exact: true }).click();

async function keyOn(page: Page, stack: Stack): Promise<string> {
  await page.goto(stack.demoUrl);
  return (await page.locator('blunari-widget').first().getAttribute('widget-key')) ?? '';
}

test('a visit is counted once, from its first look to its booking, in one session', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  const { url, mark } = ownAddress(stack.demoUrl);
  await page.goto(url);
  await expectVisits(stack, mark, ['view']);
  await pickPartyAndTime(widgetOn(page), 2);
  await fillDetails(widgetOn(page), ada);
  await bookTable(widgetOn(page));
  const steps = ['party first-use', 'date first-use', 'time first-use', 'details first-use'];
  await expectVisits(stack, mark, ['view', ...steps, 'conversion']);
  await page.goto('about:blank');
  const visits = await visitsOf(stack, mark);
  expect(visits).toHaveLength(6);
  expect(new Set(visits.map(({ sessionId }) => sessionId)).size).toBe(1);
  expect(visits.find(({ type }) => type === 'view')).toMatchObject({ entry: 'inline' });
});

test('a widget opened from a link of its own says so', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  const { url, mark } = ownAddress(`${stack.widgetUrl}/w/${await keyOn(page, stack)}?src=instagram&guest=Ada`);
  await page.goto(url);
  await expect.poll(() => visitsOf(stack, mark)).toMatchObject([{ type: 'view', entry: 'link' }]);
  const [visit] = await visitsOf(stack, mark);
  expect(visit?.pageUrl).toContain('src=instagram');
  expect(visit?.pageUrl).not.toContain('Ada');
});

test('whom the widget turns away is written down with the rule that did it', async ({ stack, newPerson }) => {
  const { page } = await newPerson();
  const { url, mark } = ownAddress(stack.demoUrl);
  await page.goto(url);
  await expectVisits(stack, mark, ['view']);
  const before = await tooLargeParties(stack, 9);
  await press(page, '9 or more');
  await expectVisits(stack, mark, ['view', 'party first-use', 'party turned-away']);
  const refused = (await visitsOf(stack, mark)).find(({ what }) => what === 'party turned-away');
  expect(refused?.metadata).toMatchObject({ partySize: 9, rule: 'party-too-large' });
  expect(await tooLargeParties(stack, 9)).toBe(before + 1);
});

test('what happens offline is sent once the line is back', async ({ stack, newPerson }) => {
  const person = await newPerson();
  const { url, mark } = ownAddress(stack.demoUrl);
  await person.page.goto(url);
  await expectVisits(stack, mark, ['view']);
  await person.cutLine();
  await press(person.page, '4 guests');
  await person.page.waitForTimeout(2500);
  await person.mendLine();
  await expectVisits(stack, mark, ['view', 'party first-use']);
});

test('what could not be sent is sent after a reload, each once and in the same session', async ({
  stack,
  newPerson,
}) => {
  const { context, page } = await newPerson();
  const { url, mark } = ownAddress(`${stack.widgetUrl}/w/${await keyOn(page, stack)}`);
  await page.goto(url);
  await expectVisits(stack, mark, ['view']);
  const answerAgain = await silenceJournal(context);
  await page.getByRole('button', { name: '4 guests', exact: true }).click();
  await page.getByRole('button', { name: 'Continue with 4 guests' }).click();
  await page.getByRole('button', { name: 'Next month' }).click();
  await page.waitForTimeout(2000);
  await answerAgain();
  await page.reload();
  await expectVisits(stack, mark, ['view', 'party first-use', 'date first-use', 'date abandon', 'view']);
  expect(new Set((await visitsOf(stack, mark)).map(({ sessionId }) => sessionId)).size).toBe(1);
});

test('a frame without storage has the page keep what waits, and nothing of the guest', async ({ stack, newPerson }) => {
  const { context, page } = await newPerson();
  const { url, mark } = ownAddress(stack.demoUrl);
  await page.goto(url);
  await expectVisits(stack, mark, ['view']);
  // So browsers treat frames of another site where third-party cookies are blocked, as they are here.
  const frame = page.frames().find((each) => each.url().startsWith(stack.widgetUrl));
  await expect(frame?.evaluate(() => sessionStorage.length)).rejects.toThrow('SecurityError');
  const answerAgain = await silenceJournal(context);
  await pickPartyAndTime(widgetOn(page), 2);
  await fillDetails(widgetOn(page), ada);
  await page.waitForTimeout(2000);
  const kept = await page.evaluate(() => JSON.stringify(sessionStorage));
  expect(kept).toContain('details');
  for (const word of Object.values(ada)) expect(kept).not.toContain(word);
  await answerAgain();
  await page.reload();
  // The last words of a frame that goes together with its page reach nobody but the server.
  const steps = ['party first-use', 'date first-use', 'time first-use', 'details first-use'];
  await expectVisits(stack, mark, ['view', ...steps, 'view']);
  expect(new Set((await visitsOf(stack, mark)).map(({ sessionId }) => sessionId)).size).toBe(1);
  await expect.poll(() => page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('details');
});

/** A browser whose requests end with their page. */
const withoutKeepalive = `
  delete Request.prototype.keepalive;
  const ask = window.fetch;
  window.fetch = (input, init) => (init?.keepalive ? Promise.reject(new TypeError('Failed to fetch')) : ask(input, init));
`;

for (const hasKeepalive of [true, false]) {
  const how = hasKeepalive ? 'by a request that outlives the page' : 'by the last resort of browsers without one';
  test(`a page that closes at once still says what was done: ${how}`, async ({ stack, newPerson }) => {
    const { context, page } = await newPerson();
    if (!hasKeepalive) await context.addInitScript(withoutKeepalive);
    const { url, mark } = ownAddress(stack.demoUrl);
    await page.goto(url);
    await expectVisits(stack, mark, ['view']);
    await press(page, '4 guests');
    await page.close();
    await expectVisits(stack, mark, ['view', 'party first-use', 'party abandon']);
  });
}

for (const signal of ['doNotTrack', 'globalPrivacyControl'] as const) {
  test(`a browser that asks not to be followed is not, and books all the same: ${signal}`, async ({
    stack,
    newPerson,
  }) => {
    const { context, page } = await newPerson();
    await context.addInitScript((name) => {
      Object.defineProperty(Navigator.prototype, name, { get: () => (name === 'doNotTrack' ? '1' : true) });
    }, signal);
    const posts = postsFrom(context);
    const { url, mark } = ownAddress(stack.demoUrl);
    await page.goto(url);
    await pickPartyAndTime(widgetOn(page), 2);
    await fillDetails(widgetOn(page), ada);
    await bookTable(widgetOn(page));
    expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
    await page.goto('about:blank');
    expect(posts).toEqual([]);
    expect(await visitsOf(stack, mark)).toMatchObject([{ type: 'conversion', sessionId: null }]);
  });
}

test('where a restaurant asks for consent, nothing is counted before it and nothing after it is taken back', async ({
  stack,
  newPerson,
}) => {
  await setInsights(stack, 'with-consent');
  const { context, page } = await newPerson();
  const posts = postsFrom(context);
  const { url, mark } = ownAddress(stack.demoUrl);
  await page.goto(url);
  await press(page, '4 guests');
  await page.waitForTimeout(2500);
  expect(posts).toEqual([]);
  const answer = (consent: string): Promise<void> =>
    page
      .locator('blunari-widget')
      .first()
      .evaluate((element, said) => element.setAttribute('consent', said), consent);
  await answer('granted');
  await expectVisits(stack, mark, ['view']);
  await press(page, 'Continue with 4 guests');
  await press(page, 'Next month');
  await answer('denied');
  await page.waitForTimeout(2500);
  await page.goto('about:blank');
  await expectVisits(stack, mark, ['view']);
  await setInsights(stack, 'always');
});
