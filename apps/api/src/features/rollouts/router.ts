import { router } from '../../trpc/init.ts';
import {
  abortProcedure,
  backProcedure,
  bringBackProcedure,
  goOnProcedure,
  moveTenantProcedure,
  pauseProcedure,
  planProcedure,
  retireProcedure,
  setRuleProcedure,
  setStageProcedure,
} from './change-rollout.ts';
import { getConnections, getCourse, getFailures, getRollout, listAudit, listTenants } from './look-at-rollout.ts';

/** The roll-out, for platform admins; anybody else is `forbidden`. */
export const rolloutsRouter = router({
  get: getRollout,
  course: getCourse,
  connections: getConnections,
  failures: getFailures,
  tenants: listTenants,
  audit: listAudit,
  setStage: setStageProcedure,
  setRule: setRuleProcedure,
  plan: planProcedure,
  goOn: goOnProcedure,
  pause: pauseProcedure,
  abort: abortProcedure,
  back: backProcedure,
  moveTenant: moveTenantProcedure,
  retire: retireProcedure,
  bringBack: bringBackProcedure,
});
