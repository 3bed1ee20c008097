import { z } from 'zod';
import { requestStatusSchema } from '../catering/request.ts';
import { idSchema } from '../ids.ts';

/** What staff may make of a catering request. */
export const changeRequestStatusSchema = z.strictObject({ requestId: idSchema, status: requestStatusSchema });

export type ChangeRequestStatus = z.infer<typeof changeRequestStatusSchema>;
