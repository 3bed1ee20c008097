/** The SQLSTATE of an error of the database, '' for any other error. */
export function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The request itself was wrong, such as a policy that casts a name to a uuid: asking again would not help. */
export function isCallersFault(error: unknown): boolean {
  return isCallersFaultState(sqlStateOf(error));
}

/** The same by the SQLSTATE alone. */
export function isCallersFaultState(sqlState: string): boolean {
  return /^(21|22|23|42|54|P0)/.test(sqlState);
}

/** It took longer than it may. */
export function isTimeout(error: unknown): boolean {
  return sqlStateOf(error) === '57014';
}
