import type { ApiToken } from '@blunari/schema/api';
import { apiTokenInputSchema, createApiTokenSchema } from '@blunari/schema/api';
import { buildPlace } from '@blunari/schema/testing';
import type { StoryAnswers } from '../../../data/testing/story-services.ts';

const agoMs = (ms: number): string => new Date(Date.now() - ms).toISOString();
const dayMs = 86_400_000;

export function buildTokens(): ApiToken[] {
  return [
    {
      id: 'a1000000-0000-4000-8000-000000000001',
      name: 'Monthly report',
      prefix: 'blu_4f1c09ab',
      createdAt: agoMs(3 * dayMs),
      lastUsedAt: null,
      expiresAt: agoMs(-87 * dayMs),
    },
    {
      id: 'a1000000-0000-4000-8000-000000000002',
      name: 'Till',
      prefix: 'blu_d02e77c1',
      createdAt: agoMs(200 * dayMs),
      lastUsedAt: agoMs(12 * 60_000),
      expiresAt: null,
    },
    {
      id: 'a1000000-0000-4000-8000-000000000003',
      name: 'The dashboard on the wall of the office in Via del Pratello, which shows yesterday',
      prefix: 'blu_9b3a5e10',
      createdAt: agoMs(380 * dayMs),
      lastUsedAt: agoMs(40 * dayMs),
      expiresAt: agoMs(15 * dayMs),
    },
  ];
}

/** A token as the server makes them, for looks. */
export const storyToken = `blu_${'5e0d1f7a9c3b2846'.repeat(4)}`;

/** A server that keeps tokens for one story. */
export function tokenAnswers(kept: ApiToken[]): StoryAnswers {
  return {
    'settings.get': () => buildPlace(),
    'apiTokens.list': () => [...kept],
    'apiTokens.create': (input) => {
      const { name, expiresAt = null } = createApiTokenSchema.parse(input);
      const id = 'a1000000-0000-4000-8000-000000000009';
      kept.unshift({ id, name, prefix: storyToken.slice(0, 12), createdAt: agoMs(0), lastUsedAt: null, expiresAt });
      return { id, token: storyToken };
    },
    'apiTokens.revoke': (input) => {
      const { tokenId } = apiTokenInputSchema.parse(input);
      const place = kept.findIndex(({ id }) => id === tokenId);
      if (place < 0) throw new Error('There is no such token.');
      kept.splice(place, 1);
      return null;
    },
  };
}
