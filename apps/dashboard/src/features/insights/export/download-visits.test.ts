import {
  cursorOf,
  exportFormats,
  headOf,
  visitLine,
  type ExportFormat,
  type VisitRow,
} from '@blunari/schema/insights/export';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { downloadVisits } from './download-visits.ts';

const none = null;
const rowOf = (index: number): VisitRow => ({
  at: `2026-11-03T10:00:00.00000${index}Z`,
  id: `019a4a3e-8a7b-7c00-8000-00000000000${index}`,
  localTime: '2026-11-03 11:00:00',
  widget: 'booking',
  type: 'view',
  sessionId: none,
  page: '/caffè',
  referrer: '',
  utmSource: '',
  utmMedium: '',
  utmCampaign: '',
  device: 'phone',
  language: 'it',
  step: none,
  entry: 'inline',
  kind: none,
  wantedDate: none,
  wantedTime: none,
  partySize: none,
  rule: none,
  covers: none,
  valueMinor: none,
  leadDays: none,
});
const rows = Array.from({ length: 6 }, (_, index) => rowOf(index));

/** What the API answers after a cursor, as bytes. */
function bytesAfter(format: ExportFormat, cursor: string | null): Uint8Array {
  const from = cursor === null ? 0 : rows.findIndex((row) => cursorOf(row) === cursor) + 1;
  const lines = rows.slice(from).map((row) => visitLine(format, row));
  return new TextEncoder().encode((cursor === null ? headOf[format] : '') + lines.join(''));
}

/** Sends in pieces of a size, and breaks off after so many bytes. */
function send(bytes: Uint8Array, pieceBytes: number, breakAfter: number): Response {
  let sent = 0;
  return new Response(
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (sent >= breakAfter) controller.error(new TypeError('network error'));
        else if (sent >= bytes.length) controller.close();
        else {
          const end = Math.min(sent + pieceBytes, breakAfter);
          controller.enqueue(bytes.slice(sent, end));
          sent = end;
        }
      },
    }),
  );
}

const textOf = async (file: Blob): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer());

const waitBefore = () => Promise.resolve();
const hasTotals = () => Promise.resolve(true);

it('has each line once and in order, wherever the download breaks off and however it is cut', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...exportFormats),
      fc.integer({ min: 1, max: 700 }),
      fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 4 }),
      async (format, pieceBytes, breaks) => {
        const left = [...breaks];
        const ask = async (cursor: string | null) =>
          send(bytesAfter(format, cursor), pieceBytes, left.shift() ?? Number.POSITIVE_INFINITY);
        const file = await downloadVisits(format, { ask, waitBefore, hasTotals, onProgress: () => undefined });
        expect(file.ok && (await textOf(file.value))).toBe(
          new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesAfter(format, null)),
        );
      },
    ),
  ));

it.each(exportFormats)('is no file of %s where no visit is kept', async (format) => {
  const ask = async () => new Response(headOf[format]);
  const file = await downloadVisits(format, { ask, waitBefore, hasTotals, onProgress: () => undefined });
  expect(file).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

const askForNothing = async () => new Response(headOf.csv);

it.each([
  ['Single visits of these days are no longer kept, only their totals.', () => Promise.resolve(true)],
  ['Nobody came on these days: there is no visit to export.', () => Promise.resolve(false)],
  ['There is no single visit of these days.', () => Promise.reject(new TypeError('network error'))],
])('says of no visit: %s', async (message, countedAny) => {
  const ports = { ask: askForNothing, waitBefore, hasTotals: countedAny, onProgress: () => undefined };
  expect(await downloadVisits('csv', ports)).toMatchObject({ ok: false, error: { message } });
});

it('says how much is here', async () => {
  const onProgress = vi.fn();
  const whole = bytesAfter('csv', null);
  await downloadVisits('csv', {
    ask: async () => send(whole, 400, Number.POSITIVE_INFINITY),
    waitBefore,
    hasTotals,
    onProgress,
  });
  expect(onProgress).toHaveBeenLastCalledWith(whole.length);
});

it('ends after five tries in a row that brought nothing', async () => {
  const ask = vi.fn(() => Promise.reject(new TypeError('network error')));
  const file = await downloadVisits('csv', { ask, waitBefore, hasTotals, onProgress: () => undefined });
  expect(file).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(ask).toHaveBeenCalledTimes(5);
});

it('tells a refusal in the words of the server, and does not ask again', async () => {
  const refusal = { code: 'forbidden', message: 'Ask an admin.' };
  const ask = vi.fn(async () => Response.json(refusal, { status: 403 }));
  const file = await downloadVisits('csv', { ask, waitBefore, hasTotals, onProgress: () => undefined });
  expect(file).toEqual({ ok: false, error: refusal });
  expect(ask).toHaveBeenCalledTimes(1);
});

it('ends at once when the person gives up', async () => {
  const gaveUp = new Error('gave up');
  const ask = () => Promise.reject(gaveUp);
  const file = downloadVisits('csv', {
    ask,
    waitBefore: () => Promise.reject(gaveUp),
    hasTotals,
    onProgress: () => undefined,
  });
  await expect(file).rejects.toBe(gaveUp);
});
