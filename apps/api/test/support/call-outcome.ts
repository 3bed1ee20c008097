import { appErrorSchema } from '@blunari/schema/errors';
import { TRPCClientError } from '@trpc/client';
import { z } from 'zod';

const carriedSchema = z.object({ appError: appErrorSchema });

/** `ok`, or the code of the typed error that a tRPC call failed with. Any other failure is thrown. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return carriedSchema.parse(error.data).appError.code;
  }
}
