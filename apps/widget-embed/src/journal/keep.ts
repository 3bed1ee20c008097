import type { KeptName } from '../protocol/messages.ts';

/** Texts that last as long as the tab; empty when there is none. */
export interface Keep {
  readonly read: (name: KeptName) => string;
  readonly write: (name: KeptName, text: string) => void;
}

/**
 * The storage of the tab, and from its first failure on what stands in for it: reading it throws where the browser blocks
 * storage in frames, writing it where it is full. Another widget, perhaps of another restaurant, has its own.
 */
export function createKeep(storage: () => Storage, publicKey: string, standIn: Keep): Keep {
  const keyOf = (name: KeptName): string => `blunari.${name}.${publicKey}`;
  let keep: Keep = {
    read: (name) => storage().getItem(keyOf(name)) ?? '',
    write: (name, text) => (text === '' ? storage().removeItem(keyOf(name)) : storage().setItem(keyOf(name), text)),
  };
  const attempt = <Answer>(access: (tried: Keep) => Answer): Answer => {
    try {
      return access(keep);
    } catch {
      keep = standIn;
      return access(keep);
    }
  };
  return {
    read: (name) => attempt((tried) => tried.read(name)),
    write: (name, text) => attempt((tried) => tried.write(name, text)),
  };
}
