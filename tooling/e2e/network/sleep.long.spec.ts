import { join } from 'node:path';
import { loadSigningKeys } from '@blunari/api/testing/signing-keys';
import type { Stack } from '@blunari/stack/testing';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { z } from 'zod';
import { test } from './fixtures.ts';
import { signIn, type Session } from './scene.ts';
import { sleep } from './sleeping.ts';

test('the token expires while the laptop sleeps: it joins with a renewed one and stays signed in', async ({
  openScene,
  installation,
}) => {
  const { session, expiresAtMs } = await shortSession(installation.stack);
  const scene = await openScene((context) => context.clock.install(), session);
  const joins = tokensOfJoins(scene.dashboard);
  await scene.quietDown();
  await sleep(scene, async () => {
    scene.line.halfOpen();
    await scene.publish();
    await expect.poll(() => Date.now() > expiresAtMs, { timeout: 60_000 }).toBe(true);
    await scene.line.mend();
  });
  await scene.endsWell();
  expect(joins.at(-1)).toEqual(expect.any(String));
  expect(joins).not.toContain(session.access_token);
  expect(scene.labels()).not.toContain('Sign-in needed');
});

/** Time to load both pages and see them live, on a busy machine. */
const LIVES_S = 25;

/**
 * A session whose token the server refuses soon, in real time; the page, whose clock will have jumped by then, knows that
 * it is over after twenty minutes.
 */
async function shortSession(stack: Stack): Promise<{ session: Session; expiresAtMs: number }> {
  const session = await signIn(stack);
  const [, payload = ''] = session.access_token.split('.');
  const claims = z.looseObject({}).parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  const nowS = Math.floor(Date.now() / 1000);
  const keys = await loadSigningKeys(join(stack.dataDir, 'signing-keys.json'));
  const token = await keys.sign({ ...claims, exp: nowS + LIVES_S });
  return {
    session: { ...session, access_token: token, expires_at: nowS + 20 * 60 },
    expiresAtMs: (nowS + LIVES_S) * 1000,
  };
}

const joinSchema = z.tuple([
  z.string(),
  z.string(),
  z.string(),
  z.literal('phx_join'),
  z.object({ access_token: z.string() }),
]);

/** The token of each join from now on. */
function tokensOfJoins(page: Page): readonly string[] {
  const tokens: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string') return;
      const said = joinSchema.safeParse(JSON.parse(payload));
      if (said.success) tokens.push(said.data[4].access_token);
    });
  });
  return tokens;
}
