import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellText, toCsv } from './csv.ts';

describe('a cell', () => {
  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['＝1+1', "'＝1+1"],
    ['/menu', '/menu'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
  ])('%j is written %j', (text, written) => {
    expect(cellText(text)).toBe(written);
  });

  it('that is a number is no formula, whatever its sign', () => {
    expect(cellText(-1)).toBe('-1');
    expect(cellText(null)).toBe('');
  });

  it('never begins as a formula does, and says all that it said', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a', '＝') }),
        (text) => {
          const shown = readCell(cellText(text));
          expect(shown).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect(shown.replace(/^'/, '')).toBe(text);
        },
      ),
    );
  });
});

it('begins with the mark of UTF-8, and ends each line in CR LF', () => {
  expect(toCsv({ columns: ['Page', 'Sessions'], rows: [['/', 3]] })).toBe('\uFEFFPage,Sessions\r\n/,3\r\n');
});

/** As a spreadsheet reads it. */
const readCell = (written: string): string =>
  written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
