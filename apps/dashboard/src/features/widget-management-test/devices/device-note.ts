import { z } from 'zod';

/** What a device says of itself to all others of a test. */
export const deviceNoteSchema = z.object({
  deviceId: z.string().max(64),
  kind: z.enum(['computer', 'tablet', 'phone']),
  browser: z.string().max(40),
  /** From the commit of the last change to this device's screen; null before the first. */
  latencyMs: z.number().nullable(),
  /** `latencyMs` is wrong by at most this. */
  errorMs: z.number().nullable(),
  /** The version it shows. */
  version: z.number().int(),
});

export type DeviceNote = z.infer<typeof deviceNoteSchema>;

/** The devices on a topic, by name; notes of others that are not understood are left out, and so are doubles. */
export function devicesOf(people: readonly unknown[] | null): readonly DeviceNote[] {
  const byId = new Map<string, DeviceNote>();
  for (const person of people ?? []) {
    const note = deviceNoteSchema.safeParse(person).data;
    if (note) byId.set(note.deviceId, note);
  }
  return [...byId.values()].toSorted((one, other) => (one.deviceId < other.deviceId ? -1 : 1));
}
