import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JournalSecrets } from '@blunari/db';

const hourMs = 3_600_000;

/** Hours after its own that a token is good for: at least a day. */
const goodForHours = 24;

/** Processes whose clocks differ take each other's tokens at the turn of an hour. */
const aheadHours = 1;

/** Hour since 1970 in base 36, the secret's id, 128 bits of the HMAC. */
const tokenPattern = /^(?<hour>[0-9a-z]{1,8})\.(?<id>\d{1,10})\.(?<mac>[\w-]{22})$/;

/**
 * A token for batches to one widget. Whoever asks within an hour gets the same: it says that somebody listened to an answer
 * of this widget within a day, and not who.
 */
export function signToken(secrets: JournalSecrets, key: string, nowMs: number): string {
  const signer = secrets.find(({ signsFromMs }) => signsFromMs <= nowMs) ?? secrets.at(-1);
  if (!signer) throw new Error('There is always a secret.');
  const hour = Math.floor(nowMs / hourMs).toString(36);
  return `${hour}.${signer.id}.${macOf(signer.secret, key, hour).toString('base64url')}`;
}

/** Whether a token is ours, of this widget and not too old. */
export function isGoodToken(secrets: JournalSecrets, key: string, token: string, nowMs: number): boolean {
  const { hour = '', id = '', mac = '' } = tokenPattern.exec(token)?.groups ?? {};
  const signer = secrets.find((each) => String(each.id) === id);
  if (!signer) return false;
  const ageHours = Math.floor(nowMs / hourMs) - Number.parseInt(hour, 36);
  if (ageHours > goodForHours || ageHours < -aheadHours) return false;
  const sent = Buffer.from(mac, 'base64url');
  const ours = macOf(signer.secret, key, hour);
  return sent.length === ours.length && timingSafeEqual(sent, ours);
}

function macOf(secret: Buffer, key: string, hour: string): Buffer {
  return createHmac('sha256', secret).update(`journal ${key} ${hour}`).digest().subarray(0, 16);
}
