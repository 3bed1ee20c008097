import { router } from '../../trpc/init.ts';
import { getSettings } from './get-settings.ts';

export const settingsRouter = router({ get: getSettings });
