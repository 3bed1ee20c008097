/** Who this tab is in Mock Mode: somebody by their id, the platform's admin whoever that is, or nobody. */
export type MockPerson =
  { readonly kind: 'person'; readonly id: string } | { readonly kind: 'platform-admin' | 'nobody' };

const key = 'blunari.mock-person';

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What was kept last; null before the first time, and where the browser keeps nothing for a tab. */
export function readMockPerson(storage: () => Storage = () => sessionStorage): MockPerson | null {
  try {
    const kept = storage().getItem(key);
    if (kept === null) return null;
    return kept === 'platform-admin' || kept === 'nobody' ? { kind: kept } : { kind: 'person', id: kept };
  } catch {
    return null;
  }
}

/** Remembers who, so that loading the page anew throws nobody out. */
export function keepMockPerson(person: MockPerson, storage: () => Storage = () => sessionStorage): void {
  try {
    storage().setItem(key, person.kind === 'person' ? person.id : person.kind);
  } catch {
    // Storage is blocked: the next load begins with the first person.
  }
}

/**
 * Decides whom a tab is that comes from Real: whoever signed in here by name; else the platform's admin for those who look
 * at the platform, and for all others the first owner, whom a tab is that remembers nobody.
 */
export function arriveInMock(isForPlatform: boolean, storage: () => Storage = () => sessionStorage): void {
  if (readMockPerson(storage)?.kind === 'person') return;
  if (isForPlatform) return keepMockPerson({ kind: 'platform-admin' }, storage);
  try {
    storage().removeItem(key);
  } catch {
    // Storage is blocked, so nobody was kept either.
  }
}
