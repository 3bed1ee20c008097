import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '../../src/server/with-client.ts';
import { setUpTwoRestaurants, type TwoRestaurants } from '../support/two-restaurants.ts';
import { callerNames, callersOf, type Caller, type CallerName } from './callers.ts';
import { readable, writable } from './probe-topic.ts';

let restaurants: TwoRestaurants;
let callers: Readonly<Record<CallerName, Caller>>;
let client: Client;

beforeAll(async () => {
  restaurants = await setUpTwoRestaurants();
  callers = callersOf(restaurants);
  client = new Client({ connectionString: restaurants.urls.realtime });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await restaurants.stop();
});

/** The login role has no way to the messages at all, so it is not asked as Realtime would ask. */
const asked = callerNames.filter((name) => name !== 'login');

interface Access {
  readonly read: readonly string[];
  readonly write: readonly string[];
}

async function accessOf(topic: string): Promise<Record<string, Access>> {
  const access: [string, Access][] = [];
  for (const name of asked) {
    const caller = callers[name];
    access.push([name, { read: await readable(client, caller, topic), write: await writable(client, caller, topic) }]);
  }
  return Object.fromEntries(access);
}

function everyone(access: Access, but: Partial<Record<CallerName, Access>> = {}): Record<string, Access> {
  return { ...Object.fromEntries(asked.map((name) => [name, access])), ...but };
}

/** A role that the product's own tokens name, let in by a policy for everybody. */
const ownRole = 'kitchen_displays';

const none: Access = { read: [], write: [] };
const member: Access = { read: ['broadcast', 'presence'], write: ['presence'] };
const visitor: Access = { read: ['broadcast'], write: [] };

describe('the messages of', () => {
  it('a restaurant are heard by its members, who may write their presence alone', async () => {
    const { mine, other } = restaurants;
    expect(await accessOf(`tenant:${mine.id}`)).toEqual(
      everyone(none, { viewer: member, editor: member, admin: member, owner: member, memberOfBoth: member }),
    );
    expect(await accessOf(`tenant:${other.id}`)).toEqual(
      everyone(none, { memberOfOther: member, memberOfBoth: member }),
    );
  });

  it('a widget are heard by everybody and written by nobody', async () => {
    expect(await accessOf(`widget:${restaurants.mine.booking.key}`)).toEqual(everyone(visitor));
    expect(await accessOf('widget:wk_00000000000000000000')).toEqual(everyone(none));
  });

  it.each(['', 'tenant:', 'tenant:x', 'widget:', 'public', 'tenant:%', 'widget:wk_%', 'private:x'])(
    'a topic named "%s" reach nobody',
    async (topic) => {
      expect(await accessOf(topic)).toEqual(everyone(none));
    },
  );

  it('another topic cannot be had by setting the name of one that is open to the caller', async () => {
    const { mine, other } = restaurants;
    expect(await readable(client, callers.owner, `tenant:${other.id}`, `tenant:${mine.id}`)).toEqual([]);
    const open = `widget:${mine.booking.key}`;
    for (const name of asked) {
      expect(await readable(client, callers[name], 'tenant:x', open)).toEqual([]);
    }
    expect(await readable(client, callers.anon, `tenant:${mine.id}`, open)).toEqual([]);
  });

  it('stay closed where the product lets everybody hear and write everything, as its own topics do not', async () => {
    const { mine } = restaurants;
    await withClient(restaurants.urls.owner, async (owner) => {
      await owner.query(`
        create policy all_hear on realtime.messages for select to anon, authenticated using (true);
        create policy all_write on realtime.messages for insert to anon, authenticated with check (true)`);
    });
    const extensions = ['broadcast', 'presence'];
    const all: Access = { read: extensions, write: extensions };
    const members = { viewer: member, editor: member, admin: member, owner: member, memberOfBoth: member };
    expect(await accessOf(`tenant:${mine.id}`)).toEqual(everyone(none, members));
    expect(await accessOf(`widget:${mine.booking.key}`)).toEqual(everyone(visitor));
    expect(await accessOf('widget:wk_00000000000000000000')).toEqual(everyone(none));
    for (const topic of ['room:1', 'tenant:x', `tenant:${mine.id}:kitchen`]) {
      expect(await accessOf(topic)).toEqual(everyone(all));
    }
    // Signed in elsewhere, with an id that is no uuid.
    const elsewhere: Caller = {
      role: 'authenticated',
      claims: JSON.stringify({ sub: 'user_2x', role: 'authenticated' }),
    };
    expect(await readable(client, elsewhere, 'room:1')).toEqual(extensions);
    expect(await writable(client, elsewhere, 'room:1')).toEqual(extensions);
    await withClient(restaurants.urls.owner, async (owner) => {
      await owner.query('drop policy all_hear on realtime.messages; drop policy all_write on realtime.messages');
      // Asked after ours, as Postgres asks policies by their names, the last one first.
      await owner.query(`
        create policy a_team_hears on realtime.messages for select to authenticated
          using (topic = 'tenant:' || (auth.jwt() ->> 'org'));
        create policy a_team_writes on realtime.messages for insert to authenticated
          with check (topic = 'tenant:' || (auth.jwt() ->> 'org'))`);
    });
    const inTeam = { ...elsewhere, claims: JSON.stringify({ sub: 'user_2x', role: 'authenticated', org: 'acme' }) };
    expect(await readable(client, inTeam, 'tenant:acme')).toEqual(extensions);
    expect(await writable(client, inTeam, 'tenant:acme')).toEqual(extensions);
    await withClient(restaurants.urls.owner, async (owner) => {
      await owner.query(
        'drop policy a_team_hears on realtime.messages; drop policy a_team_writes on realtime.messages',
      );
    });
  });

  it('stay closed for a role of the product, whose own topics a policy for everybody opens', async () => {
    const { mine } = restaurants;
    await withClient(restaurants.urls.superuser, async (superuser) => {
      await superuser.query(`
        create role ${ownRole}; grant ${ownRole} to supabase_realtime_admin;
        grant usage on schema realtime to ${ownRole}; grant select, insert on realtime.messages to ${ownRole};
        create policy all_hear on realtime.messages for select using (true);
        create policy all_write on realtime.messages for insert with check (true)`);
    });
    const display: Caller = { role: ownRole, claims: JSON.stringify({ sub: 'display 1', role: ownRole }) };
    for (const topic of [`tenant:${mine.id}`, `widget:${mine.booking.key}`]) {
      expect([await readable(client, display, topic), await writable(client, display, topic)]).toEqual([[], []]);
    }
    const extensions = ['broadcast', 'presence'];
    expect(await readable(client, display, 'tenant:kitchen')).toEqual(extensions);
    expect(await writable(client, display, 'tenant:kitchen')).toEqual(extensions);
    await withClient(restaurants.urls.superuser, async (superuser) => {
      await superuser.query(`
        drop policy all_hear on realtime.messages; drop policy all_write on realtime.messages;
        drop owned by ${ownRole}; drop role ${ownRole}`);
    });
  });
});
