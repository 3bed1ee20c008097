import { createServer } from 'node:http';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createMetrics } from './metrics.ts';
import { answerMetrics } from './answer-metrics.ts';

it('tells Prometheus how visits are stored, and nothing at another address', async () => {
  const metrics = createMetrics();
  metrics.journal.onWaiting(3);
  metrics.journal.onGroup(12);
  metrics.journal.onAnswer('stored', 4);
  metrics.journal.onAnswer('stored', 8);
  metrics.journal.onAnswer('unavailable', 1);
  const server = createServer(answerMetrics(metrics)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const lines = (await answer.text()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'blunari_journal_waiting_batches 3',
      'blunari_journal_group_batches_bucket{le="10"} 0',
      'blunari_journal_group_batches_bucket{le="20"} 1',
      'blunari_journal_answers_total{outcome="stored"} 2',
      'blunari_journal_answers_total{outcome="unavailable"} 1',
      'blunari_journal_stored_seconds_count 2',
      'blunari_journal_stored_seconds_bucket{le="0.005"} 1',
    ]),
  );
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  server.close();
});
