import { router } from '../../trpc/init.ts';
import { eraseGuestProcedure } from './erase-guest.ts';
import { exportGuestProcedure } from './export-guest.ts';

export const guestsRouter = router({ export: exportGuestProcedure, erase: eraseGuestProcedure });
