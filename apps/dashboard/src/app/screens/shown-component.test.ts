import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextShown, withKept } from './shown-component.ts';

const nothing = { editor: 0, form: 0 };
const component = fc.constantFrom('form' as const, 'editor' as const);

describe('which component stands on the screen', () => {
  it('is none until the server has said which', () => {
    expect(nextShown(null, undefined, nothing)).toBeNull();
  });

  it('is the one the server gives, at first and after every move', () => {
    fc.assert(
      fc.property(fc.option(component), component, (shown, wanted) => {
        expect(nextShown(shown, wanted, nothing)).toBe(wanted);
      }),
    );
  });

  it('stays while it holds what nobody has saved', () => {
    expect(nextShown('form', 'editor', { editor: 0, form: 2 })).toBe('form');
    expect(nextShown('editor', 'form', { editor: 1, form: 0 })).toBe('editor');
  });

  it('is the editor again for edits that are still on their way from an earlier visit', () => {
    expect(nextShown(null, 'form', { editor: 1, form: 0 })).toBe('editor');
  });

  it('is the form for what was typed there before the session ended, until the form itself tells of it', () => {
    const kept = withKept(nothing, true);
    expect(nextShown(null, 'editor', kept)).toBe('form');
    expect(nextShown('form', 'editor', kept)).toBe('form');
    expect(nextShown('form', 'editor', withKept({ editor: 0, form: 2 }, false))).toBe('form');
    expect(nextShown('form', 'editor', withKept(nothing, false))).toBe('editor');
    expect(withKept({ editor: 1, form: 2 }, true)).toEqual({ editor: 1, form: 2 });
  });

  it('does not turn back once somebody has gone on, whatever the other one still sends', () => {
    expect(nextShown('form', 'form', { editor: 1, form: 0 })).toBe('form');
  });

  it('stays what it is while the server is asked anew', () => {
    expect(nextShown('editor', undefined, nothing)).toBe('editor');
  });
});
