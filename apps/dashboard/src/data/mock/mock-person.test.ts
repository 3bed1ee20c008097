import { expect, it } from 'vitest';
import { keepMockPerson, readMockPerson, type MockPerson } from './mock-person.ts';

function createTabStorage() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  };
}

const blocked = () => {
  throw new DOMException('denied', 'SecurityError');
};

it.each([
  { kind: 'person', id: 'de3f0000-0000-4000-8000-000000000005' },
  { kind: 'platform-admin' },
  { kind: 'nobody' },
] satisfies MockPerson[])('remembers %o for the tab', (person) => {
  const storage = createTabStorage();
  expect(readMockPerson(() => storage)).toBeNull();
  keepMockPerson(person, () => storage);
  expect(readMockPerson(() => storage)).toEqual(person);
});

it('remembers nobody where the browser keeps nothing, and fails without a word', () => {
  keepMockPerson({ kind: 'nobody' }, blocked);
  expect(readMockPerson(blocked)).toBeNull();
});
