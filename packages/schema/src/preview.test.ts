import { describe, expect, it } from 'vitest';
import { previewFrameMessageSchema, previewMessageSchema } from './preview.ts';
import { buildBookingConfig, buildPlace } from './testing/builders.ts';

const message = {
  type: 'blunari:preview',
  widget: 'booking',
  config: buildBookingConfig(),
  place: buildPlace(),
  language: 'it',
  isActive: false,
};

describe('previewMessageSchema', () => {
  it('carries language, state and step beside the settings', () => {
    expect(previewMessageSchema.parse({ ...message, step: 'date' })).toEqual({ ...message, step: 'date' });
    expect(previewMessageSchema.parse(message)).not.toHaveProperty('step');
  });

  it('takes settings that are half typed', () => {
    const config = { ...message.config, party: { min: 9, max: 8, default: 9 } };
    expect(previewMessageSchema.safeParse({ ...message, config }).success).toBe(true);
  });

  it.each([{ language: 'no language' }, { isActive: 'yes' }, { step: 'checkout' }, { widget: 'events' }])(
    'refuses %o',
    (change) => {
      expect(previewMessageSchema.safeParse({ ...message, ...change }).success).toBe(false);
    },
  );
});

describe('previewFrameMessageSchema', () => {
  it('reads a chosen language, and nothing that is none', () => {
    const chosen = { type: 'blunari:language-chosen', language: 'it' };
    expect(previewFrameMessageSchema.parse(chosen)).toEqual(chosen);
    expect(previewFrameMessageSchema.safeParse({ ...chosen, language: '' }).success).toBe(false);
    expect(previewFrameMessageSchema.safeParse({ type: 'blunari:preview' }).success).toBe(false);
  });
});
