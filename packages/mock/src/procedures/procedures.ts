import { apiTokenProcedures } from './api-tokens.ts';
import { bookingChangeProcedures } from './booking-changes.ts';
import { bookingProcedures } from './bookings.ts';
import { flagProcedures } from './flags.ts';
import { guestProcedures } from './guests.ts';
import { insightQuestionProcedures } from './insight-questions.ts';
import { insightProcedures } from './insights.ts';
import { meProcedures } from './me.ts';
import { invitationProcedures, memberProcedures } from './members.ts';
import type { Procedure } from './procedure.ts';
import { requestProcedures } from './requests.ts';
import { rolloutProcedures } from './rollouts.ts';
import { settingsProcedures } from './settings.ts';
import { setupProcedures } from './setup.ts';
import { testRunProcedures } from './test-runs.ts';
import { widgetChangeProcedures } from './widget-changes.ts';
import { widgetProcedures } from './widgets.ts';

/** Every procedure of the dashboard's API, by its path. */
export const procedures: Readonly<Record<string, Procedure>> = {
  ...meProcedures,
  ...widgetProcedures,
  ...widgetChangeProcedures,
  ...bookingProcedures,
  ...bookingChangeProcedures,
  ...requestProcedures,
  ...guestProcedures,
  ...insightProcedures,
  ...insightQuestionProcedures,
  ...settingsProcedures,
  ...memberProcedures,
  ...invitationProcedures,
  ...apiTokenProcedures,
  ...flagProcedures,
  ...rolloutProcedures,
  ...setupProcedures,
  ...testRunProcedures,
};
