import { buildPlace } from '@blunari/schema/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFile } from './ics.ts';

const receipt = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  reference: 'C7D-XK4',
  status: 'confirmed' as const,
  partySize: 2,
  startsAt: '2026-11-21T18:30:00.000Z',
  localDate: '2026-11-21',
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 90,
};

const fileWith = (summary: string): string =>
  calendarFile({
    receipt,
    place: buildPlace(),
    summary,
    description: 'C7D-XK4',
    nowMs: Date.parse('2026-11-14T13:00:00Z'),
  });

describe('calendarFile', () => {
  it('names start and end in UTC and escapes commas', () => {
    const lines = fileWith('Trattoria Lucia, 2 guests').split('\r\n');
    expect(lines).toContain('DTSTART:20261121T183000Z');
    expect(lines).toContain('DTEND:20261121T200000Z');
    expect(lines).toContain('SUMMARY:Trattoria Lucia\\, 2 guests');
    expect(lines).toContain('LOCATION:Trattoria Lucia\\, Via del Pratello 41\\, 40122 Bologna');
  });

  it('never writes a line of more than 75 octets, and unfolds to what went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const summary = text.replace(/[\r\n]/g, '');
        const file = fileWith(summary);
        const encoder = new TextEncoder();
        expect(file.split('\r\n').every((line) => encoder.encode(line).length <= 75)).toBe(true);
        expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary.replace(/[\\;,]/g, '\\$&')}\r\n`);
      }),
    );
  });
});
