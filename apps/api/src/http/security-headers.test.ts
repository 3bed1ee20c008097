import { expect, it } from 'vitest';
import { dashboardHeaders } from './security-headers.ts';

it.each([
  ['http://localhost:8080', 'same-origin'],
  ['https://staff.example.com', 'same-origin'],
  ['http://192.168.1.20:8080', undefined],
])('asks for an opener policy only where browsers heed it: %s', (publicUrl, policy) => {
  const headers = dashboardHeaders({ publicUrl, widgetUrl: 'http://127.0.0.1:8080', supabaseUrl: publicUrl });
  expect(headers['cross-origin-opener-policy']).toBe(policy);
});
