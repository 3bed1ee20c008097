import { it } from 'vitest';
import { killUnderLoad } from './support/kill-under-load.ts';

it('loses nothing that was acknowledged and counts nothing twice when API and database are killed', async () => {
  await killUnderLoad(1);
}, 120_000);
