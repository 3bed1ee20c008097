import { router } from '../../trpc/init.ts';
import { changeRequestStatusProcedure } from './change-request-status.ts';
import { getRequest } from './get-request.ts';
import { listRequestsChangedSince } from './list-requests-changed-since.ts';
import { listRequests } from './list-requests.ts';

export const cateringRouter = router({
  list: listRequests,
  get: getRequest,
  changedSince: listRequestsChangedSince,
  changeStatus: changeRequestStatusProcedure,
});
