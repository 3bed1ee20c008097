import type { InsightsConsent } from '@blunari/schema/insights';
import type { HostConsent } from '../protocol/messages.ts';

/** How a browser says that its user does not want to be followed: Do Not Track, Global Privacy Control. */
export interface PrivacySignals {
  readonly doNotTrack?: string | null;
  readonly globalPrivacyControl?: boolean;
}

/**
 * Whether visits may be counted: by the restaurant, by the visitor's answer to the page around (its consent banner), and
 * never against what the browser says for its user. A widget opened by itself has nobody around to ask.
 */
export function mayCount(setting: InsightsConsent, consent: HostConsent, signals: PrivacySignals): boolean {
  if (signals.doNotTrack === '1' || signals.globalPrivacyControl === true) return false;
  return consent === 'granted' ? setting !== 'never' : consent === '' && setting === 'always';
}
