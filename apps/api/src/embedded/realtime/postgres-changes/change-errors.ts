/** What a subscriber is told instead of a row, or beside what is left of it; the words of Supabase. */
export const changeErrors = {
  noPrimaryKey: 'Error 400: Bad Request, no primary key',
  unauthorized: 'Error 401: Unauthorized',
  tooLarge: 'Error 413: Payload Too Large',
  policyFailed: 'Error 500: Internal Server Error, RLS policy evaluation failed',
} as const;

export type ChangeError = (typeof changeErrors)[keyof typeof changeErrors];
