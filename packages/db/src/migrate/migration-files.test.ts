import { expect, it } from 'vitest';
import { inOrder, VERIFY_FILE } from './migration-files.ts';

it('migrations come by their time, and the one that knows what all others leave comes last', () => {
  const [earlier, later] = ['20261124080000_base.sql', '20261201090000_notes.sql'];
  expect(inOrder([later, VERIFY_FILE, earlier])).toEqual([earlier, later, VERIFY_FILE]);
  expect(inOrder([later, earlier])).toEqual([earlier, later]);
});
