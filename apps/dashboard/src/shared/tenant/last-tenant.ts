const storageKey = 'blunari.tenant';

/** The restaurant looked at last on this device, by its slug. */
export function readLastTenant(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function keepLastTenant(slug: string): void {
  try {
    localStorage.setItem(storageKey, slug);
  } catch {
    // Storage is blocked: the next visit begins with the first restaurant.
  }
}
