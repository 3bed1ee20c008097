import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorOf, cursorOfLine, parseCursor } from './cursor.ts';
import { exportFormats } from './format.ts';
import { exportQuestionSchema } from './question.ts';
import { headOf, visitLine, type VisitRow } from './visit-row.ts';

const row: VisitRow = {
  at: '2026-11-03T10:00:00.123456Z',
  id: '019a4a3e-8a7b-7c00-8000-000000000001',
  localTime: '2026-11-03 11:00:00',
  widget: 'booking',
  type: 'view',
  sessionId: null,
  page: '/menu',
  referrer: '',
  utmSource: '',
  utmMedium: '',
  utmCampaign: '',
  device: 'phone',
  language: 'en',
  step: null,
  entry: 'inline',
  kind: null,
  wantedDate: null,
  wantedTime: null,
  partySize: 4,
  rule: null,
  covers: null,
  valueMinor: null,
  leadDays: null,
};

describe('a line', () => {
  it('of CSV has a cell for each column, and of NDJSON a name for each', () => {
    const names = headOf.csv.slice(1).trim().split(',');
    expect(visitLine('csv', row)).toBe(
      '2026-11-03T10:00:00.123456Z,019a4a3e-8a7b-7c00-8000-000000000001,2026-11-03 11:00:00,booking,view,,/menu,,,,,phone,en,,inline,,,,4,,,,\r\n',
    );
    const written: unknown = JSON.parse(visitLine('ndjson', row));
    expect(written).toEqual(row);
    expect(Object.keys(Object(written))).toEqual(names);
  });

  it('stays one line and no formula whatever a visitor typed, and tells its cursor', () => {
    const typed = fc.string({ unit: fc.constantFrom('=', '@', '+', '\t', '\r', '\n', '"', ',', '{', 'a', '\u2028') });
    fc.assert(
      fc.property(typed, fc.constantFrom(...exportFormats), (utmSource, format) => {
        const line = visitLine(format, { ...row, utmSource });
        expect(line.match(/\n/g)).toHaveLength(1);
        // The cell after page and referrer.
        expect(line).not.toMatch(/menu,,"?[=+@\t]/);
        expect(cursorOfLine(format, line)).toBe(cursorOf(row));
      }),
    );
  });
});

it('reads no cursor off a line that was broken off before its second cell ended, or that names columns', () => {
  expect(cursorOfLine('csv', '2026-11-03T10:00:00.123456Z,019a4a3e-8a7b')).toBeNull();
  expect(cursorOfLine('csv', headOf.csv)).toBeNull();
  expect(cursorOfLine('ndjson', '{"at":"2026-11-03T10:00:00.123456Z","id":"019a')).toBeNull();
});

describe('a cursor', () => {
  it('is read as it was written', () => {
    expect(parseCursor(cursorOf(row))).toEqual({ at: row.at, id: row.id });
  });

  it.each([
    '',
    '~',
    row.at,
    `${row.at}~${row.id}~`,
    `${row.at}~1' or '1'='1`,
    `2026-02-30T10:00:00.123456Z~${row.id}`,
    `2026-11-03T10:00:00Z~${row.id}`,
    `infinity~${row.id}`,
  ])('%j is none', (cursor) => {
    expect(parseCursor(cursor)).toBeNull();
    expect(exportQuestionSchema.safeParse({ ...asked, cursor }).success).toBe(false);
  });
});

const asked = { tenant: '019a4a3e-8a7b-7c00-8000-000000000002', from: '2026-11-01', to: '2026-11-30' };

it('asks for days in their order, and for no more than a year and a month', () => {
  expect(exportQuestionSchema.parse(asked)).toEqual({
    tenantId: asked.tenant,
    period: { from: asked.from, to: asked.to },
  });
  expect(exportQuestionSchema.safeParse({ ...asked, to: '2026-10-31' }).success).toBe(false);
  expect(exportQuestionSchema.safeParse({ ...asked, from: '2024-10-31' }).success).toBe(false);
  expect(exportQuestionSchema.safeParse({ ...asked, role: 'postgres' }).success).toBe(false);
});
