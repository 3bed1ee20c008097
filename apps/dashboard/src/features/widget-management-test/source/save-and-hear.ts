import type { ServerTimeSample } from '@blunari/realtime';
import { changeOf, isChangeTo } from './change-message.ts';
import type { Listener } from './listener.ts';

/** A change, in ms: two moments of this device's clock, and the server's own of its commit. */
export interface Heard {
  readonly askedAt: number;
  readonly heardAt: number;
  readonly committedAtMs: number;
}

/** Round trips by which a device's clock is compared with the server's. */
export const clockRounds = 5;

/** Saves, and waits until a device hears of just that version, whoever else saves meanwhile. */
export async function saveAndHear(
  device: Listener,
  save: () => Promise<{ readonly row: { readonly version: number } }>,
  signal: AbortSignal,
): Promise<Heard> {
  const askedAt = Date.now();
  const { row } = await save();
  const { heardAt, payload } = await device.heard(isChangeTo(row.version), signal);
  return { askedAt, heardAt, committedAtMs: changeOf(payload).committedAtMs };
}

/** The commit lies between asking over HTTP and hearing over the socket; the bounds of several rounds are narrow. */
export function sampleOf({ askedAt, heardAt, committedAtMs }: Heard): ServerTimeSample {
  // Instants on the wire are cut off at the millisecond.
  return { askedAt, heardAt, fromMs: committedAtMs, toMs: committedAtMs + 1 };
}
