import { randomUUID } from 'node:crypto';
import { beforeAll, expect, inject, it } from 'vitest';
import { join, listen, newTopic, subscribe } from '../fixtures/channels.ts';
import { openClient } from '../fixtures/clients.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createPerson, signIn, type Person } from '../fixtures/people.ts';
import { canSignTokens, signPersonToken } from '../fixtures/sign-token.ts';

/** A client that hands out what stands in `held` at the time. */
async function openHolding(token: string) {
  const held = { token };
  const client = openClient({ accessToken: async () => held.token });
  // Else the first join may be on its way before the callback has answered.
  await client.realtime.setAuth();
  return { held, client };
}

describeFeature('realtime token', () => {
  let person: Person;
  beforeAll(async () => {
    person = await createPerson();
  });

  it('comes from the session without setAuth', async () => {
    const client = await signIn(person);
    expect((await join(client, newTopic(), { private: true })).statuses).toEqual(['SUBSCRIBED']);
    const { data } = await client.auth.getSession();
    expect(client.realtime.accessTokenValue).toBe(data.session?.access_token);
  });

  it('may be set by setAuth', async () => {
    const { data } = await (await signIn(person)).auth.getSession();
    const client = openClient();
    await client.realtime.setAuth(data.session?.access_token ?? null);
    expect((await join(client, newTopic(), { private: true })).statuses).toEqual(['SUBSCRIBED']);
  });

  it('may come from a callback', async () => {
    const { data } = await (await signIn(person)).auth.getSession();
    const { client } = await openHolding(data.session?.access_token ?? '');
    expect((await join(client, newTopic(), { private: true })).statuses).toEqual(['SUBSCRIBED']);
  });

  it('is replaced on live channels after a refresh, which stay joined', async () => {
    const client = await signIn(person);
    const joined = await join(client, newTopic(), { private: true, broadcast: { ack: true, self: true } });
    const { data } = await client.auth.refreshSession();
    await eventually(() => expect(client.realtime.accessTokenValue).toBe(data.session?.access_token));
    expect(await joined.channel.send({ type: 'broadcast', event: 'still', payload: {} })).toBe('ok');
    expect(joined.statuses).toEqual(['SUBSCRIBED']);
  });

  it('ends the private channels and spares the public ones when it is gone with signOut', async () => {
    const client = await signIn(person);
    const secret = await join(client, newTopic(), { private: true });
    const open = await join(client, newTopic(), { broadcast: { ack: true } });
    await client.auth.signOut();
    await eventually(() => expect(secret.statuses).toContain('CLOSED'));
    expect(secret.system.map(({ status, message }) => `${status}: ${message}`).join()).toContain(
      `read from this Channel topic: ${secret.channel.subTopic}`,
    );
    expect(await open.channel.send({ type: 'broadcast', event: 'still', payload: {} })).toBe('ok');
    expect(open.statuses).toEqual(['SUBSCRIBED']);
  });

  it('decides anew who may write when it replaces another', async () => {
    const { data } = await (await signIn(person)).auth.getSession();
    const { client, held } = await openHolding(inject('target').serviceKey);
    const joined = await join(client, newTopic('read-only'), { private: true, broadcast: { ack: true } });
    expect(await joined.channel.send({ type: 'broadcast', event: 'of-the-service', payload: {} })).toBe('ok');
    held.token = data.session?.access_token ?? '';
    await client.realtime.setAuth();
    expect(await joined.channel.send({ type: 'broadcast', event: 'of-the-reader', payload: {} })).toBe('error');
    expect(joined.statuses).toEqual(['SUBSCRIBED']);
  });

  it('that nobody can read is refused at the join', async () => {
    const { client } = await openHolding('not-a-token');
    const joined = await subscribe(listen(client, newTopic(), { private: true }));
    expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
    expect(joined.errors[0]).toContain('MalformedJWT');
  });

  it('that somebody else signed is refused at the join', async () => {
    const { data } = await (await signIn(person)).auth.getSession();
    const [header = '', payload = '', signature = ''] = (data.session?.access_token ?? '').split('.');
    const forged = [header, payload, signature.split('').toReversed().join('')].join('.');
    const joined = await subscribe(listen((await openHolding(forged)).client, newTopic(), { private: true }));
    expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
    expect(joined.errors[0]).toContain('JwtSignatureError: Failed to validate JWT signature');
  });

  it('that nobody can read ends the channel when it replaces the old one', async () => {
    const client = await signIn(person);
    const joined = await join(client, newTopic());
    await client.realtime.setAuth('not-a-token');
    await eventually(() => expect(joined.statuses).toContain('CLOSED'));
    expect(joined.system).toContainEqual(
      expect.objectContaining({
        extension: 'system',
        status: 'error',
        message: expect.stringContaining('The token provided is not a valid JWT'),
      }),
    );
  });

  it('that is a publishable key replaces nothing', async () => {
    const client = await signIn(person);
    const joined = await join(client, newTopic(), { private: true, broadcast: { ack: true } });
    await client.realtime.setAuth('sb_publishable_anything');
    expect(await joined.channel.send({ type: 'broadcast', event: 'still', payload: {} })).toBe('ok');
    expect(joined.statuses).toEqual(['SUBSCRIBED']);
  });

  it.runIf(canSignTokens)('may have instants with decimals', async () => {
    const nowS = Date.now() / 1000;
    const { client } = await openHolding(
      await signPersonToken(person.id, 0, { iat: nowS - 100.99, exp: nowS + 100.99 }),
    );
    expect((await join(client, newTopic(), { private: true })).statuses).toEqual(['SUBSCRIBED']);
  });

  it.runIf(canSignTokens)('that is over is refused at the join', async () => {
    const { client } = await openHolding(await signPersonToken(person.id, -30));
    const joined = await subscribe(listen(client, newTopic()));
    expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
    expect(joined.errors[0]).toContain('InvalidJWTToken: Token has expired');
  });

  it.runIf(canSignTokens)('that lacks a role is refused at the join', async () => {
    const { client } = await openHolding(await signPersonToken(person.id, 600, { role: undefined }));
    const joined = await subscribe(listen(client, newTopic()));
    expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
    expect(joined.errors[0]).toContain('Fields `role` and `exp` are required in JWT');
  });

  it.runIf(canSignTokens)('ends the channel when it ends, and a channel with a fresh one lives on', async () => {
    const dying = await join((await openHolding(await signPersonToken(person.id, 2))).client, newTopic());
    const { client, held } = await openHolding(await signPersonToken(person.id, 2));
    const renewed = await join(client, newTopic(), { broadcast: { ack: true } });
    held.token = await signPersonToken(person.id, 600);
    await client.realtime.setAuth();
    await eventually(() => expect(dying.system.map(({ message }) => message).join()).toContain('Token has expired'));
    await eventually(() => expect(dying.statuses).toContain('CLOSED'));
    expect(await renewed.channel.send({ type: 'broadcast', event: 'still', payload: {} })).toBe('ok');
    expect(renewed.statuses).toEqual(['SUBSCRIBED']);
  });

  it.runIf(canSignTokens)('of somebody who may not read ends the channel when it replaces the old one', async () => {
    const { client, held } = await openHolding(await signPersonToken(person.id, 600));
    const joined = await join(client, newTopic(), { private: true });
    held.token = await signPersonToken(randomUUID(), 600, { role: 'anon' });
    await client.realtime.setAuth();
    await eventually(() => expect(joined.statuses).toContain('CLOSED'));
    expect(joined.system.map(({ extension, status }) => ({ extension, status }))).toEqual([
      { extension: 'system', status: 'error' },
    ]);
  });
});
