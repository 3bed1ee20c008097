import { describe, expect, it } from 'vitest';
import { daysToRebuild, type RebuildFacts } from './days-to-rebuild.ts';

const facts: RebuildFacts = {
  firstDay: null,
  lastDay: null,
  nextDay: null,
  timeZone: 'Europe/Rome',
  rawSince: null,
  firstEventAt: new Date('2026-10-24T10:00:00Z'),
  now: new Date('2026-10-25T10:00:00Z'),
};

const datesOf = (changes: Partial<RebuildFacts>) =>
  daysToRebuild({ ...facts, ...changes }).map(({ localDate }) => localDate);

describe('days to count again', () => {
  it('begin at midnight of the restaurant, and one has 25 hours', () => {
    expect(daysToRebuild({ ...facts, firstDay: '2026-10-24', lastDay: '2026-10-25' })).toEqual([
      { localDate: '2026-10-24', from: new Date('2026-10-23T22:00Z'), to: new Date('2026-10-24T22:00Z') },
      { localDate: '2026-10-25', from: new Date('2026-10-24T22:00Z'), to: new Date('2026-10-25T23:00Z') },
    ]);
  });

  it('reach around all events, since another zone may have dated them', () => {
    expect(datesOf({})).toEqual(['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
    expect(datesOf({ firstDay: '2020-01-01', lastDay: '2030-01-01' })).toEqual(datesOf({}));
  });

  it('go on where a run was stopped', () => {
    expect(datesOf({ firstDay: '2026-10-24', nextDay: '2026-10-26' })).toEqual(['2026-10-26', '2026-10-27']);
  });

  it('are whole days whose events are all there', () => {
    expect(datesOf({ rawSince: new Date('2026-10-24T22:00:01Z') })).toEqual(['2026-10-26', '2026-10-27']);
    expect(datesOf({ rawSince: new Date('2026-10-24T22:00Z') })).toEqual(['2026-10-25', '2026-10-26', '2026-10-27']);
  });

  it('are none without an event, or without a time zone', () => {
    expect(datesOf({ firstEventAt: null })).toEqual([]);
    expect(datesOf({ timeZone: '' })).toEqual([]);
  });
});
