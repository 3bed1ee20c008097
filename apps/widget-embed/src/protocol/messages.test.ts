import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostKeptLength, readFrameMessage, readHello } from './messages.ts';

const hello = {
  type: 'blunari:hello',
  instanceId: 'b1',
  pageUrl: 'https://lucia.example/prenota',
  referrer: '',
  viewportHeight: 800,
  fontFamily: '"Newsreader", Georgia, serif',
  lang: 'it',
  consent: 'granted',
  kept: { session: 'kept', journal: '' },
};

const keptIn = (kept: unknown) => readHello({ ...hello, kept })?.kept;

describe('readHello', () => {
  it('reads what embed.js sends', () => {
    expect(readHello(hello)).toEqual(hello);
  });

  it('keeps apart a page that says nothing of consent and one that says no', () => {
    expect(readHello({ ...hello, consent: undefined })?.consent).toBe('');
    expect(readHello({ ...hello, consent: 'perhaps' })?.consent).toBe('');
    expect(readHello({ ...hello, consent: 'denied' })?.consent).toBe('denied');
  });

  it('takes back only texts, and no more than it gave', () => {
    expect(keptIn(undefined)).toEqual({ session: '', journal: '' });
    expect(keptIn({ session: 7, journal: 'x'.repeat(mostKeptLength + 1) })).toEqual({ session: '', journal: '' });
  });

  it('takes no font that is more than names of families', () => {
    expect(readHello({ ...hello, fontFamily: 'x; background: url(//evil.example)' })?.fontFamily).toBe('');
  });

  it('shortens addresses to what is stored', () => {
    expect(readHello({ ...hello, pageUrl: 'x'.repeat(5000) })?.pageUrl).toHaveLength(2000);
  });
});

describe('readFrameMessage', () => {
  it('reads the four messages of a frame', () => {
    expect(readFrameMessage({ type: 'blunari:ready' })).toEqual({ type: 'blunari:ready' });
    const resize = { type: 'blunari:resize', instanceId: 'b1', height: 700 };
    expect(readFrameMessage(resize)).toEqual(resize);
    const view = { type: 'blunari:happened', instanceId: 'b1', name: 'view', data: {} };
    expect(readFrameMessage(view)).toEqual(view);
    const keep = { type: 'blunari:keep', instanceId: 'b1', name: 'journal', text: '[]' };
    expect(readFrameMessage(keep)).toEqual(keep);
  });

  it('passes on only words and numbers', () => {
    const message = { type: 'blunari:happened', instanceId: 'b1', name: 'conversion', data: { id: 'x', guest: {} } };
    expect(readFrameMessage(message)).toMatchObject({ data: { id: 'x' } });
    expect(readFrameMessage(message)).not.toHaveProperty('data.guest');
  });

  it('takes nothing it does not know, whatever a page posts', () => {
    expect(readFrameMessage({ type: 'blunari:resize', instanceId: 'b1', height: Number.NaN })).toBeNull();
    expect(readFrameMessage({ type: 'blunari:happened', instanceId: 'b1', name: 'stolen', data: {} })).toBeNull();
    const keep = { type: 'blunari:keep', instanceId: 'b1', name: 'journal', text: '' };
    expect(readFrameMessage({ ...keep, name: 'guest' })).toBeNull();
    expect(readFrameMessage({ ...keep, text: 'x'.repeat(mostKeptLength + 1) })).toBeNull();
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readFrameMessage(value)).toBeNull();
        expect(readHello(value)).toBeNull();
      }),
    );
  });
});
