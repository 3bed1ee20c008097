import { expect, it } from 'vitest';
import { isPrefetch } from './is-prefetch.ts';

it.each([
  { 'sec-purpose': 'prefetch' },
  { 'sec-purpose': 'prefetch;prerender' },
  { 'sec-purpose': 'prefetch;anonymous-client-ip' },
  { purpose: 'prefetch' },
  { 'x-purpose': 'preview' },
  { 'x-moz': 'prefetch' },
])('is one with %o', (headers) => expect(isPrefetch(headers)).toBe(true));

it.each([{}, { 'sec-purpose': '' }, { purpose: 'booking' }, { 'sec-fetch-mode': 'cors', 'x-moz': '1' }])(
  'is none with %o',
  (headers) => expect(isPrefetch(headers)).toBe(false),
);
