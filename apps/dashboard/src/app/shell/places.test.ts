import type { Me } from '@blunari/schema/api';
import { expect, it } from 'vitest';
import { placesOf, platformPlace } from './places.ts';

const me: Me = {
  userId: 'de300000-0000-4000-8000-000000000001',
  email: 'ines@example.com',
  name: 'Ines Okoro',
  isPlatformAdmin: false,
  tenants: [
    { id: 'a', name: 'Lucia', slug: 'lucia', role: 'owner' },
    { id: 'b', name: 'Nove', slug: 'nove', role: 'editor' },
  ],
};

it('leads to the other restaurants, and nobody but a platform admin to the roll-out', () => {
  expect(placesOf(me, 'a').map(({ href }) => href)).toEqual(['/nove']);
  expect(placesOf({ ...me, isPlatformAdmin: true }, 'a').map(({ href }) => href)).toEqual([
    '/nove',
    '/platform/rollout',
  ]);
});

it('does not lead to where somebody is', () => {
  expect(placesOf({ ...me, isPlatformAdmin: true }, platformPlace).map(({ href }) => href)).toEqual([
    '/lucia',
    '/nove',
  ]);
});
