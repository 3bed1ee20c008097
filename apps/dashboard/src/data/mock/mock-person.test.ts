import { expect, it } from 'vitest';
import { arriveInMock, keepMockPerson, readMockPerson, type MockPerson } from './mock-person.ts';

function createTabStorage() {
  const entries = new Map<string, string>();
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
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

it('is who suits the one that comes from Real, unless somebody signed in by name', () => {
  const storage = createTabStorage();
  const arriving = (kept: MockPerson, isForPlatform: boolean) => {
    keepMockPerson(kept, () => storage);
    arriveInMock(isForPlatform, () => storage);
    return readMockPerson(() => storage);
  };
  expect(arriving({ kind: 'nobody' }, false)).toBeNull();
  expect(arriving({ kind: 'platform-admin' }, false)).toBeNull();
  expect(arriving({ kind: 'nobody' }, true)).toEqual({ kind: 'platform-admin' });
  expect(arriving({ kind: 'person', id: 'marco' }, true)).toEqual({ kind: 'person', id: 'marco' });
  arriveInMock(false, blocked);
});
