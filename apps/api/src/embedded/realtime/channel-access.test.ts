import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { changeToken, connect, disconnectAll, joinPrivately, send } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

describe('joining a private channel', () => {
  it('succeeds where a policy lets the caller read', async () => {
    const sub = randomUUID();
    const heard = await joinPrivately(await connect(stack, await stack.token({ sub })), `user:${sub}`);
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
  });

  it('is refused elsewhere, in the words of Supabase', async () => {
    const topic = `user:${randomUUID()}`;
    const refusal = `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
    for (const token of [await stack.token(), undefined]) {
      const heard = await joinPrivately(await connect(stack, token), topic);
      expect(heard.statuses).toEqual(['CHANNEL_ERROR']);
      expect(heard.errors[0]).toContain(refusal);
    }
  });

  it('is refused with a token that is expired, foreign or none', async () => {
    const client = await connect(stack, await stack.token({ lifetimeS: -1 }));
    expect((await joinPrivately(client, 'news')).errors[0]).toContain('InvalidJWTToken: Token has expired');
    const forged = `${(await stack.token()).slice(0, -6)}AAAAAA`;
    expect((await joinPrivately(await connect(stack, forged), 'news')).errors[0]).toContain('JwtSignatureError');
    expect((await joinPrivately(await connect(stack, 'no.to.ken'), 'news')).errors[0]).toContain('MalformedJWT');
  });

  it('is refused, not failed, when a policy itself fails on the topic', async () => {
    await stack.owner.query(`
      create policy broken on realtime.messages for select to anon using (substr(topic, 8)::uuid is not null)`);
    const heard = await joinPrivately(await connect(stack), 'tenant:not-a-uuid');
    expect(heard.errors[0]).toContain('Unauthorized');
    await stack.owner.query('drop policy broken on realtime.messages');
  });

  it('is answered to every one of many who ask the same at once', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const all = await Promise.all(
      Array.from({ length: 20 }, async () => joinPrivately(await connect(stack, token), `user:${sub}`)),
    );
    expect(all.flatMap(({ statuses }) => statuses)).toEqual(Array.from({ length: 20 }, () => 'SUBSCRIBED'));
  });
});

describe('the permission of a live channel', () => {
  it('is looked at again while its token is good: the channel ends once it is taken back', async () => {
    const strict = await startTestGateway({ tokenCheckMs: 250 });
    const sub = randomUUID();
    const token = await strict.token({ sub });
    const kept = await joinPrivately(await connect(strict, token), `user:${sub}`);
    const lost = await joinPrivately(await connect(strict, token), 'news');
    await strict.owner.query(`
      alter policy read_own on realtime.messages using (topic = 'user:' || (select auth.uid())::text)`);
    await eventually(() => expect(lost.statuses).toContain('CLOSED'));
    expect(lost.system[0]?.message).toBe('You no longer have permission to read from this Channel topic: news');
    await send(strict, {}, 'still', `user:${sub}`);
    await eventually(() => expect(kept.broadcasts).toHaveLength(1));
    expect(kept.statuses).toEqual(['SUBSCRIBED']);
    await disconnectAll();
    await strict.stop();
  });
});

describe('the token of a live channel', () => {
  it('ends it with a word when it expires', async () => {
    const heard = await joinPrivately(await connect(stack, await stack.token({ lifetimeS: 3 })), 'news');
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    await eventually(() => expect(heard.statuses).toContain('CLOSED'));
    expect(heard.system).toContainEqual(
      expect.objectContaining({ status: 'error', message: 'Token has expired', channel: 'news' }),
    );
  });

  it('can be replaced before that, and the channel lives on', async () => {
    const client = await connect(stack, await stack.token({ lifetimeS: 3 }));
    const heard = await joinPrivately(client, 'news');
    await changeToken(client, await stack.token());
    await new Promise((resolve) => setTimeout(resolve, 3300));
    await send(stack, {}, 'still', 'news');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
  });

  it('ends it when a new one may no longer read, or is none', async () => {
    const sub = randomUUID();
    const client = await connect(stack, await stack.token({ sub }));
    const heard = await joinPrivately(client, `user:${sub}`);
    await changeToken(client, await stack.token());
    await eventually(() => expect(heard.statuses).toContain('CLOSED'));
    expect(heard.system[0]?.message).toBe(`You no longer have permission to read from this Channel topic: user:${sub}`);
  });
});
