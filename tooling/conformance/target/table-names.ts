/** Tables of the run in schema `public`; prepare-database.ts says what each is like. */
export function tablesOf(prefix: string) {
  return {
    notes: `${prefix}_notes`,
    open: `${prefix}_open`,
    unpublished: `${prefix}_unpublished`,
    announced: `${prefix}_announced`,
  } as const;
}
