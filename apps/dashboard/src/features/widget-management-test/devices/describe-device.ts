import type { DeviceNote } from './device-note.ts';

/** What a browser says of itself, as a person would: a phone with Safari. */
export function describeDevice(userAgent: string): Pick<DeviceNote, 'kind' | 'browser'> {
  return { kind: kindOf(userAgent), browser: browserOf(userAgent) };
}

function kindOf(userAgent: string): DeviceNote['kind'] {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)) return 'tablet';
  return /iPhone|Mobile/.test(userAgent) ? 'phone' : 'computer';
}

/** Each claims to be those after it. */
const browsers = [
  ['Edge', /Edg[A-Z]*\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS\//],
  ['Chrome', /Chrome\/|CriOS\//],
  ['Safari', /Safari\//],
] as const;

function browserOf(userAgent: string): string {
  return browsers.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'Browser';
}
