import { expect, it } from 'vitest';
import { redirectTarget, withFragment } from './redirect-target.ts';

const rules = {
  siteUrl: 'https://app.example/dashboard',
  redirectUrls: ['https://staff.example', 'https://shared.example/blunari'],
};

it.each([
  'https://app.example/dashboard/reset?step=1',
  'https://app.example/',
  'https://staff.example/anything',
  'https://shared.example/blunari',
  'https://shared.example/blunari/welcome',
])('leads to a page that the operator named: %s', (url) => expect(redirectTarget(url, rules)).toBe(url));

it.each([
  undefined,
  '',
  '/dashboard',
  'javascript:alert(1)',
  'https://evil.example/',
  'http://app.example/',
  'https://app.example:8443/',
  'https://app.example.evil.example/',
  'https://app.example@evil.example/',
  'https://user:secret@app.example/',
  'https://shared.example/blunari-not',
  'https://shared.example/blunari/../secret',
  'https://shared.example/%2e%2e/blunari/%2e%2e/x',
  ['https://app.example/', 'https://evil.example/'],
])('leads home instead of to %s', (url) => expect(redirectTarget(url, rules)).toBe(rules.siteUrl));

it('replaces what the target has behind the hash, and keeps its query', () => {
  expect(withFragment('https://app.example/x?a=1#old', { access_token: 'a b', type: 'recovery' })).toBe(
    'https://app.example/x?a=1#access_token=a+b&type=recovery',
  );
});
