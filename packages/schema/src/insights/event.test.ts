import { describe, expect, it } from 'vitest';
import { visitorEventSchema } from './event.ts';

const view = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  type: 'view',
  sessionId: '0197a3c0-0000-7000-8000-000000000002',
  entry: 'inline',
} as const;
const wish = { wantedDate: '2026-12-04', partySize: 4, rule: 'full' } as const;
const turnedAway = { ...view, type: 'interaction', step: 'time', kind: 'turned-away', ...wish } as const;
const reads = (event: unknown): boolean => visitorEventSchema.safeParse(event).success;

describe('visitorEventSchema', () => {
  it('reads what a widget records, with how it was opened', () => {
    expect(visitorEventSchema.parse(view)).toEqual(view);
    expect(visitorEventSchema.parse({ ...turnedAway, wantedTime: '19:30' })).toMatchObject({ wantedTime: '19:30' });
  });

  it.each(['wantedDate', 'partySize', 'rule'])('asks for the %s of a guest who was turned away', (name) => {
    expect(reads(turnedAway)).toBe(true);
    expect(reads({ ...turnedAway, [name]: undefined })).toBe(false);
  });

  it.each([...Object.entries(wish), ['wantedTime', '19:30']])('takes no %s with another kind', (name, value) => {
    expect(reads({ ...view, type: 'interaction', step: 'time', kind: 'error' })).toBe(true);
    expect(reads({ ...view, type: 'interaction', step: 'time', kind: 'error', [name]: value })).toBe(false);
  });

  it('takes nothing it does not know, and nobody turned away by a view', () => {
    expect(reads({ ...view, guestName: 'Giulia' })).toBe(false);
    expect(reads({ ...turnedAway, rule: 'sold out' })).toBe(false);
    expect(reads({ ...turnedAway, type: 'view' })).toBe(false);
    expect(reads({ ...turnedAway, partySize: 52 })).toBe(false);
  });
});
