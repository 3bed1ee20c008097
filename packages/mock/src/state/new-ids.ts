import { uuidv7 } from '@blunari/schema/identifiers';
import type { Backend } from './backend.ts';

type Source = Pick<Backend, 'now' | 'randomBytes'>;

export const newId = ({ now, randomBytes }: Source): string => uuidv7(now(), randomBytes);

/** 32 random bytes as hex. */
export function newSecret({ randomBytes }: Source): string {
  return [...randomBytes(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Letters and digits that neither sound nor look alike. */
const letters = '23456789CDFGHJKMPQRTVWXY';

/** `ABC-DEF`, as guests read it out. The few bytes that would make some letters likelier matter to nobody here. */
export function newReference({ randomBytes }: Source): string {
  const chosen = [...randomBytes(new Uint8Array(6))].map((byte) => letters[byte % letters.length]).join('');
  return `${chosen.slice(0, 3)}-${chosen.slice(3)}`;
}

/** `wk_` and twenty letters and digits. */
export function newPublicKey({ randomBytes }: Source): string {
  const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return `wk_${[...randomBytes(new Uint8Array(20))].map((byte) => digits[byte % digits.length]).join('')}`;
}
