import { router } from '../../trpc/init.ts';
import { getPrivacy } from './get-privacy.ts';
import { getSettings } from './get-settings.ts';
import { setPrivacy } from './set-privacy.ts';

export const settingsRouter = router({ get: getSettings, privacy: getPrivacy, setPrivacy });
