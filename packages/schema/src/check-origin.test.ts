import { describe, expect, it } from 'vitest';
import { checkOrigin } from './check-origin.ts';

const own = 'https://widgets.example';
const allowed = ['https://lucia.example', 'https://*.franchise.example'];
const isAllowed = (origin: string | undefined, list = allowed): boolean => checkOrigin(origin, own, list).ok;

describe('the origin of a call', () => {
  it.each([
    undefined,
    own,
    'https://lucia.example',
    'https://bologna.franchise.example',
    'https://a.b.franchise.example',
  ])('%s is allowed', (origin) => expect(isAllowed(origin)).toBe(true));

  it.each([
    'https://evil.example',
    'http://lucia.example',
    'https://lucia.example.evil.example',
    'https://franchise.example',
    'https://evilfranchise.example',
    'http://bologna.franchise.example',
    'null',
  ])('%s is refused', (origin) => expect(isAllowed(origin)).toBe(false));

  it('does not matter to a tenant without a list', () => {
    expect(isAllowed('https://evil.example', [])).toBe(true);
  });
});
