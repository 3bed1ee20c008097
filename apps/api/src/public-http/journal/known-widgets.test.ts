import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { buildPlace } from '@blunari/schema/testing';
import { expect, it } from 'vitest';
import { rememberWidgets } from './known-widgets.ts';

const widgetIn = (timeZone: string) =>
  ok({
    id: '0197a3c0-0000-7000-8000-000000000001',
    tenantId: '0197a3c0-0000-7000-8000-000000000002',
    publicKey: 'wk_luciabooking00000001',
    type: 'booking' as const,
    version: 1,
    isActive: true,
    place: { ...buildPlace(), timeZone },
    insights: 'always' as const,
    allowedOrigins: ['https://lucia.example'],
    updatedAt: '2026-11-28T12:00:00Z',
  });
const atMs = Date.parse('2026-11-28T23:30:00Z');

it('dates by the restaurant’s calendar, and hears of another zone within seconds', async () => {
  let nowMs = 0;
  let timeZone = 'UTC';
  const find = rememberWidgets(
    async () => widgetIn(timeZone),
    () => nowMs,
  );
  const dateNow = async () => {
    const found = await find('wk_luciabooking00000001');
    return found.ok && found.value.localDateAt(atMs);
  };
  expect(await dateNow()).toBe('2026-11-28');
  timeZone = 'Asia/Kathmandu';
  nowMs = 1499;
  expect(await dateNow()).toBe('2026-11-28');
  nowMs = 1500;
  expect(await dateNow()).toBe('2026-11-29');
});

it('asks once for a rush, and again at once where it failed', async () => {
  let asked = 0;
  const answers = [err(appError('unavailable', 'Away.')), widgetIn('UTC')];
  const find = rememberWidgets(
    async () => answers[asked++] ?? err(appError('internal', 'Asked too often.')),
    () => 0,
  );
  expect((await Promise.all([find('a'), find('a')])).map(({ ok: isFound }) => isFound)).toEqual([false, false]);
  expect(asked).toBe(1);
  expect((await Promise.all([find('a'), find('a'), find('a')])).every(({ ok: isFound }) => isFound)).toBe(true);
  expect(asked).toBe(2);
});
