import { auditSchema, rolloutSchema } from '@blunari/schema/api';
import { defaultStopRule } from '@blunari/schema/rollout';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTestMock } from '../../test/mock-under-test.ts';
import type { Mock } from '../create-mock.ts';
import { platformAdminId, seedDemo } from '../seed/seed-demo.ts';

const startMs = Date.UTC(2026, 10, 28, 12);
const minuteMs = 60_000;

beforeEach(() => void vi.useFakeTimers({ now: startMs, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

function seeded(): Mock {
  const mock = createTestMock();
  seedDemo(mock.backend);
  return mock;
}

async function ask(mock: Mock, path: string, input?: unknown): Promise<unknown> {
  const answer = await mock.askAs(platformAdminId)(path, input, null);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

async function look(mock: Mock) {
  const { batches, ...rollout } = rolloutSchema.parse(await ask(mock, 'rollouts.get'));
  return { ...rollout, batches, third: batches.find(({ batch }) => batch === 3) };
}

// The windows that are judged begin at whole minutes: just before, at and after such a one, and anywhere.
it.each([0, 1, 59, 299, 300, 599])(
  'stops the batch of the demo that fails more saves than the rule allows, by itself, when one looks %i s past noon',
  async (seconds) => {
    vi.setSystemTime(startMs + seconds * 1000);
    const mock = seeded();
    const { third, percent } = await look(mock);
    expect([third?.status, percent, third?.stop?.windows.length]).toEqual(['stopped', 25, 2]);
    for (const { verdict, batch, others } of third?.stop?.windows ?? []) {
      expect([verdict, Math.min(batch.saves, others?.saves ?? 0) >= defaultStopRule.minSaves]).toEqual(['bad', true]);
    }
    const { entries } = auditSchema.parse(await ask(mock, 'rollouts.audit', { limit: 1 }));
    expect(entries[0]).toMatchObject({ actorName: null, what: 'Batch 3: stopped' });
    expect(entries[0]?.reason).toMatch(/^Automatic stop: failed saves .* % by /);
  },
);

it('lets a batch run on that somebody went on with, as long as no window since then is bad', async () => {
  const mock = seeded();
  await look(mock);
  await ask(mock, 'rollouts.goOn', { batch: 3, reason: 'It is mended' });
  vi.setSystemTime(startMs + 30 * minuteMs);
  expect((await look(mock)).third?.status).toBe('running');
});

it('moves it back where the rule says so, and holds the batch before it', async () => {
  const mock = seeded();
  await ask(mock, 'rollouts.setRule', { rule: { ...defaultStopRule, action: 'move-back' }, reason: 'Be careful' });
  const { batches, percent, currentBatch } = await look(mock);
  expect([percent, currentBatch, batches.slice(0, 3).map(({ status }) => status)]).toEqual([
    15,
    2,
    ['done', 'paused', 'rolled_back'],
  ]);
});

it('judges no window that the rule wants more saves of', async () => {
  const mock = seeded();
  await ask(mock, 'rollouts.setRule', {
    rule: { ...defaultStopRule, minSaves: 2000 },
    reason: 'Many saves alone count',
  });
  expect((await look(mock)).third).toMatchObject({ status: 'running', stop: null });
});
