import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeHtml, jsonForScript } from './escape-html.ts';

it('escapes what could end a text or an attribute', () => {
  expect(escapeHtml(`<b title="a" lang='it'>Sale & pepe`)).toBe(
    '&lt;b title=&quot;a&quot; lang=&#39;it&#39;&gt;Sale &amp; pepe',
  );
});

it('keeps any value whole in a script element and lets nothing end it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('</script>', '<!--', '<script', '\u2028'), (value, attack) => {
      const text = jsonForScript({ value, attack });
      expect(text).not.toMatch(/[<\u2028\u2029]/);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ value, attack })));
    }),
  );
});
