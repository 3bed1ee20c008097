import { randomUUID } from 'node:crypto';
import { saveWidget, type Database, type NewBooking } from '@blunari/db';
import type { plainPrisma } from '@blunari/db/testing/plain-prisma';
import type { Client, QueryResultRow } from 'pg';
import type { Restaurant } from './set-up.ts';

export type Job = 'read' | 'save' | 'booking';

/** One way of doing the three jobs. Each has a restaurant of its own, so that none waits for another's rows. */
export type Jobs = Readonly<Record<Job, () => Promise<unknown>>>;

/** The statements that our client sends, in order; our messages of BEGIN and COMMIT left out. */
export type Statements = Readonly<Record<Job, readonly string[]>>;

/** Our client, as the API uses it. */
export function ourJobs(database: Database, { tenantId, identity, widgetId, publicKey }: Restaurant): Jobs {
  // Two changes of a new widget: that it was made and that it went live.
  let baseVersion = 2;
  return {
    read: () => database.as(identity, (tx) => tx.widgetConfiguration.findMany({ where: { tenantId } })),
    save: async () => {
      const patch = { party: { max: partySize(baseVersion) } };
      const saved = await database.as(identity, (tx) => saveWidget(tx, { widgetId, baseVersion, patch }));
      if (!saved.ok) throw new Error(saved.error.message);
      baseVersion = saved.value.row.version;
    },
    booking: async () => {
      const booked = await database.visitor.createBooking(publicKey, nextBooking());
      if (!booked.ok) throw new Error(booked.error.message);
    },
  };
}

/** The same statements by pg alone. `begin` is empty where the session has an identity from the start. */
export function pgJobs(client: Client, begin: string, statements: Statements, restaurant: Restaurant): Jobs {
  const run: Run = async <Row extends QueryResultRow>(text: string, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows;
  const save = saveBy(statements, restaurant);
  const within = async (work: () => Promise<unknown>): Promise<void> => {
    await client.query(begin === '' ? 'BEGIN' : begin);
    await work();
    await client.query('COMMIT');
  };
  const read = (): Promise<unknown> => run(only(statements.read), [restaurant.tenantId, 0]);
  return {
    read: begin === '' ? read : () => within(read),
    save: () => within(() => save(run)),
    booking: () => run(only(statements.booking), [restaurant.publicKey, JSON.stringify(nextBooking())]),
  };
}

/** The same by Prisma without us, in a session that has an identity from the start. */
export function prismaJobs(
  person: ReturnType<typeof plainPrisma>,
  visitor: ReturnType<typeof plainPrisma>,
  statements: Statements,
  restaurant: Restaurant,
): Jobs {
  const { tenantId, publicKey } = restaurant;
  const save = saveBy(statements, restaurant);
  return {
    read: () => person.widgetConfiguration.findMany({ where: { tenantId } }),
    save: () => person.$transaction((tx) => save(async (text, values) => tx.$queryRawUnsafe(text, ...values))),
    booking: () => visitor.$queryRawUnsafe(only(statements.booking), publicKey, JSON.stringify(nextBooking())),
  };
}

type Run = <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** The two statements of a save, without our merge and checks between them. */
function saveBy({ save: [lock = '', update = ''] }: Statements, { widgetId }: Restaurant): (run: Run) => Promise<void> {
  let version = 2;
  // The lock asks for the version that an edit is based on in several places, and for the widget last.
  const versionCount = (lock.match(/\$\d/g) ?? []).length - 1;
  return async (run) => {
    const versions = Array.from({ length: versionCount }, () => version);
    const [locked] = await run<{ config: { party: object } }>(lock, [...versions, widgetId]);
    if (!locked) throw new Error('the widget is there');
    const party = { ...locked.config.party, max: partySize(version) };
    const [updated] = await run<{ version: number }>(update, [JSON.stringify({ ...locked.config, party }), widgetId]);
    version = updated?.version ?? Number.NaN;
  };
}

const partySize = (version: number): number => 9 + (version % 2);

const only = (statements: readonly string[]): string => {
  const [text = '', ...more] = statements;
  if (more.length > 0) throw new Error('expected one statement');
  return text;
};

const quarterMs = 900_000;
let bookingCount = 0;

/** Bookings one after the other through the quarter hours of the coming weeks. */
function nextBooking(): NewBooking {
  bookingCount += 1;
  const startsAt = new Date((Math.ceil(Date.now() / quarterMs) + 100 + (bookingCount % 2000)) * quarterMs);
  return {
    idempotencyKey: randomUUID(),
    partySize: 1,
    startsAt: startsAt.toISOString(),
    guest: { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '051 123 456' },
    notes: '',
    locale: 'it',
    sessionId: randomUUID(),
    source: 'widget',
    localDate: startsAt.toISOString().slice(0, 10),
    today: new Date().toISOString().slice(0, 10),
    visit: { ip: '203.0.113.77', userAgent: 'Mozilla/5.0', referrer: '', pageUrl: 'https://lucia.example.com/table' },
  };
}
