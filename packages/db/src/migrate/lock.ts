/** Any constant of ours: of two migrators on one database one waits, then sees what the other did. */
export const MIGRATION_LOCK = 7_261_350_042;
