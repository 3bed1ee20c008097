import { buildBookingConfig } from '@blunari/schema/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrastRatio } from './oklch.ts';
import { widgetTheme, type ThemeTokens } from './theme.ts';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const base = buildBookingConfig().appearance;

const pairs: readonly [string, string, number][] = [
  ...['paper', 'well', 'accent-soft'].flatMap((ground): [string, string, number][] => [
    ['ink', ground, 4.5],
    ['ink-2', ground, 4.5],
    ['accent-ink', ground, 4.5],
    ['error', ground, 4.5],
  ]),
  ['on-accent', 'accent', 4.5],
  ['good', 'paper', 4.5],
  ['good', 'good-soft', 4.5],
  ['accent', 'paper', 3],
  ['line-field', 'paper', 3],
];

function token(tokens: ThemeTokens, name: string): string {
  return tokens[`--bw-${name}`] ?? '';
}

describe('widgetTheme', () => {
  it('keeps every pair of text and ground readable, whatever colours a restaurant picks', () => {
    fc.assert(
      fc.property(hex, hex, hex, fc.constantFrom('light', 'dark'), (primary, background, text, scheme) => {
        const { tokens } = widgetTheme({ ...base, primary, background, text }, scheme);
        for (const [front, ground, ratio] of pairs) {
          const measured = contrastRatio(token(tokens, front), token(tokens, ground));
          expect(measured, `${front} on ${ground}`).toBeGreaterThanOrEqual(ratio);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leaves colours alone that already read', () => {
    const theme = widgetTheme({ ...base, primary: '#8C2F1B', background: '#FFFBF5', text: '#1C1917' }, 'light');
    expect(theme.tokens['--bw-accent']).toBe('#8C2F1B');
    expect(theme.tokens['--bw-paper']).toBe('#FFFBF5');
    expect(theme).toMatchObject({ isPrimaryAdjusted: false, isTextAdjusted: false, surface: 'light' });
  });

  it('moves a pale accent and says so', () => {
    const theme = widgetTheme({ ...base, primary: '#FFE9A8' }, 'light');
    expect(theme.isPrimaryAdjusted).toBe(true);
    expect(contrastRatio(token(theme.tokens, 'accent'), '#FFFFFF')).toBeGreaterThanOrEqual(3);
  });

  it('turns a light page into warm charcoal, and leaves a dark page its own colours', () => {
    expect(widgetTheme(base, 'dark').surface).toBe('dark');
    const own = widgetTheme({ ...base, background: '#101418', text: '#F4F4F4' }, 'dark');
    expect(own.tokens['--bw-paper']).toBe('#101418');
  });

  it('takes the page family only when it was told one', () => {
    const host = { ...base, font: 'host' } as const;
    expect(widgetTheme(host, 'light', 'Georgia').tokens['--bw-font']).toMatch(/^Georgia, system-ui/);
    expect(widgetTheme(host, 'light').tokens['--bw-font']).toMatch(/^system-ui/);
  });
});
