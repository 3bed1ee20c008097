import { expect, it } from 'vitest';
import { isPublic } from './is-public.ts';

const local = { host: undefined, publicUrl: 'http://localhost:8080', widgetUrl: 'http://127.0.0.1:8080' };

it.each([{}, { host: '127.0.0.1' }, { host: '::1' }, { host: 'localhost' }, { widgetUrl: 'http://[::1]:8080' }])(
  'takes %o for this machine alone',
  (change) => expect(isPublic({ ...local, ...change })).toBe(false),
);

it.each([
  { host: '0.0.0.0' },
  { host: '::' },
  { host: '192.168.1.5' },
  { publicUrl: 'https://app.example.com' },
  { widgetUrl: 'https://widgets.example.com' },
  { publicUrl: 'https://localhost.example.com' },
  { publicUrl: 'https://127.0.0.1.example.com' },
])('takes %o for reachable by others', (change) => expect(isPublic({ ...local, ...change })).toBe(true));
