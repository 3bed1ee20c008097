import { describe, expect, it } from 'vitest';
import { mayCount } from './may-count.ts';

describe('mayCount', () => {
  it.each([
    ['always', '', true],
    ['always', 'granted', true],
    ['always', 'denied', false],
    ['with-consent', '', false],
    ['with-consent', 'granted', true],
    ['with-consent', 'denied', false],
    ['never', '', false],
    ['never', 'granted', false],
    ['never', 'denied', false],
  ] as const)('follows a restaurant that says %s and a visitor who says "%s"', (setting, consent, isAllowed) => {
    expect(mayCount(setting, consent, { doNotTrack: null })).toBe(isAllowed);
    expect(mayCount(setting, consent, { doNotTrack: '0', globalPrivacyControl: false })).toBe(isAllowed);
  });

  it.each([{ doNotTrack: '1' }, { globalPrivacyControl: true }])('never goes against the browser: %o', (signals) => {
    expect(mayCount('always', 'granted', signals)).toBe(false);
  });
});
