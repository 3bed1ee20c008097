import { createTestDatabase } from '@blunari/db/testing';
import { withClient } from '@blunari/db/server';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { NoticeListener } from './notice-listener.ts';

it('says that it hears nothing also where it gave a connection up at the very end of making it', async () => {
  const database = await createTestDatabase();
  const deafForMs: number[] = [];
  let probes = 0;
  const listener: NoticeListener = new NoticeListener({
    connectionString: database.urls.realtime,
    channel: 'said',
    applicationName: 'listener under test',
    log: fastify({ logger: false }).log,
    onListening: async () => void deafForMs.push(listener.deafForMs),
    onNotice: () => undefined,
    onProbe: () => {
      probes += 1;
      if (probes === 2) listener.restart();
    },
  });
  await listener.start();
  await withClient(database.urls.superuser, (superuser) =>
    superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listener under test'`,
    ),
  );
  await eventually(() => expect([deafForMs.length, listener.deafForMs]).toEqual([3, 0]));
  expect(deafForMs[2]).toBeGreaterThan(0);
  await listener.stop();
  await database.drop();
});
