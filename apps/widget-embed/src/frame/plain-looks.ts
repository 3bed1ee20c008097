import type { Appearance } from '@blunari/schema/config';

/** An inactive widget sends no settings; this is the product's own look. */
export const plainLooks: Appearance = {
  theme: 'auto',
  primary: '#1F5C4A',
  background: '#FFFFFF',
  text: '#1C1917',
  font: 'system',
  radius: 10,
};
