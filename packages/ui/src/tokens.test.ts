import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

test('the dark look is the same whether the page or the system asks for it', () => {
  const asked = declarations(/\[data-theme='dark'\] \{(?<body>[^}]+)\}/u);
  expect(asked.length).toBeGreaterThan(40);
  expect(declarations(/:root:not\(\[data-theme\]\) \{(?<body>[^}]+)\}/u)).toEqual(asked);
});

test('light and dark name the same tokens', () => {
  const light = declarations(/\[data-theme='light'\] \{(?<body>[^}]+)\}/u);
  const dark = declarations(/\[data-theme='dark'\] \{(?<body>[^}]+)\}/u);
  expect(names(light)).toEqual(names(dark));
});

function declarations(block: RegExp): string[] {
  const body = block.exec(css)?.groups?.['body'] ?? '';
  return body
    .split(';')
    .map((line) => line.replaceAll(/\s+/gu, ' ').trim())
    .filter(Boolean);
}

function names(lines: string[]): (string | undefined)[] {
  return lines.map((line) => line.split(':')[0]);
}
