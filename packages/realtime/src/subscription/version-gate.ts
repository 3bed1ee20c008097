/** Lets a row's versions through in rising order only, so that nobody sees an older one after a newer, nor one twice. */
export class VersionGate {
  readonly #newest = new Map<string, number>();

  /** True when this version is news; it then counts as seen. */
  admit(row: VersionStamp): boolean {
    const newest = this.#newest.get(row.id);
    if (newest !== undefined && row.version <= newest) return false;
    this.#newest.set(row.id, row.version);
    return true;
  }

  /** A version that was let through told too little: it is news once more, where no newer one came since. */
  takeBack({ id, version }: VersionStamp): void {
    if (this.#newest.get(id) === version) this.#newest.set(id, version - 1);
  }
}

export interface VersionStamp {
  readonly id: string;
  readonly version: number;
}

/**
 * What carries both an id and a version is about a row; anything else passes the gate untouched. So does a tick: it
 * carries totals, whose id and version are of another count than those of the row they are about.
 */
export function stampOf(event: string, payload: unknown): VersionStamp | null {
  if (event.endsWith('.tick')) return null;
  if (typeof payload !== 'object' || payload === null || !('id' in payload && 'version' in payload)) return null;
  const { id, version } = payload;
  return typeof id === 'string' && typeof version === 'number' ? { id, version } : null;
}
