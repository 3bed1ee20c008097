import { rolloutFlagKey } from '@blunari/schema/rollout';
import { expect, it } from 'vitest';
import { componentOf } from './use-editing-component.ts';

const flag = (key: string, isOn: boolean) => ({ key, isOn, version: 1 });

it('is the editor only where the flag of the roll-out is on', () => {
  expect(componentOf({ flags: [flag(rolloutFlagKey, true)] })).toBe('editor');
  expect(componentOf({ flags: [flag(rolloutFlagKey, false)] })).toBe('form');
  expect(componentOf({ flags: [flag('something_else', true)] })).toBe('form');
  expect(componentOf({ flags: [] })).toBe('form');
});
