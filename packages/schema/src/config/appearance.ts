import { z } from 'zod';

const hexColour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'Write the colour as # and six digits, such as #1F5C4A.');

/** How a widget looks on the restaurant's page. The contrast guard of packages/widgets adjusts, never the stored value. */
export const appearanceSchema = z.strictObject({
  theme: z.enum(['light', 'dark', 'auto']),
  primary: hexColour,
  background: hexColour,
  text: hexColour,
  font: z.enum(['system', 'serif', 'host']),
  /** Corner radius in CSS px. */
  radius: z.number().int().min(0).max(24),
});

export type Appearance = z.infer<typeof appearanceSchema>;

export const appearanceDefaults = {
  theme: 'light',
  primary: '#1F5C4A',
  background: '#FFFFFF',
  text: '#1C1917',
  font: 'system',
  radius: 10,
} as const satisfies Appearance;
