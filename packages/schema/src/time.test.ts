import { describe, expect, it } from 'vitest';
import { localDateSchema, localTimeSchema, timeZoneSchema } from './time.ts';
import { formatMoney, shareBp } from './money.ts';
import { plainText } from './text.ts';

describe('what is accepted at the edges', () => {
  it.each(['Europe/Rome', 'America/Argentina/Buenos_Aires', 'UTC', 'Australia/Lord_Howe'])(
    'takes the time zone %s',
    (zone) => {
      expect(timeZoneSchema.safeParse(zone).success).toBe(true);
    },
  );

  it.each(['UTC+3', 'Mars/Base', '', 'berlin/foo3', "Europe/Rome'; --", '+03:00'])(
    'refuses the time zone "%s"',
    (zone) => {
      expect(timeZoneSchema.safeParse(zone).success).toBe(false);
    },
  );

  it('refuses dates and times that do not exist', () => {
    expect(localDateSchema.safeParse('2026-02-29').success).toBe(false);
    expect(localTimeSchema.safeParse('24:00').success).toBe(false);
  });

  it('refuses dates whose next days nobody can write', () => {
    expect(localDateSchema.safeParse('9999-12-31').success).toBe(false);
    expect(localDateSchema.safeParse('0000-01-01').success).toBe(false);
    expect(localDateSchema.safeParse('2028-02-29').success).toBe(true);
  });

  it('takes whole characters of every script, and no half of one', () => {
    expect(plainText(20).safeParse('Kraków 🍋 日本').success).toBe(true);
    expect(plainText(20).safeParse('Krak\ud83c').success).toBe(false);
  });

  it('takes line breaks in texts, but no other control characters', () => {
    expect(plainText(20).safeParse('one\ntwo').success).toBe(true);
    expect(plainText(20).safeParse('one\u0000').success).toBe(false);
    expect(plainText(3).safeParse('four').success).toBe(false);
  });
});

describe('money', () => {
  it('writes minor units with the digits of the currency', () => {
    expect(formatMoney(149_184, 'GBP', 'en')).toBe('£1,491.84');
    expect(formatMoney(1500, 'JPY', 'en')).toBe('¥1,500');
  });

  it('rounds shares half up', () => {
    expect(shareBp(118_400, 500)).toBe(5920);
    expect(shareBp(1, 5000)).toBe(1);
    expect(shareBp(1, 4999)).toBe(0);
  });
});
