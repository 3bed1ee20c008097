import { it } from 'vitest';
import { killUnderLoad } from './support/kill-under-load.ts';

it('loses and repeats nothing in 20 deaths of API and database each', async () => {
  await killUnderLoad(20);
}, 1_200_000);
