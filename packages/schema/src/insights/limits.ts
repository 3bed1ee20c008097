/** Bounds of what can be asked and of what is answered; tests hold the queries to 50 ms within them. */
export const insightLimits = {
  /** Longest period, in days. */
  maxDays: 400,
  /**
   * Longest period of a combination: a funnel or a breakdown under a filter. Roll-ups know one dimension at a time, so
   * it is counted from sessions.
   */
  maxCombinationDays: 30,
  /** A series goes by hours up to so many days, and by weeks above the other number. */
  maxDaysByHour: 2,
  maxDaysByDay: 120,
  /** Values of a breakdown, the rest of which are one row, and wishes of visitors who were turned away. */
  maxValues: 20,
  maxWishes: 50,
  /** Newest changes of settings that annotations are made of. */
  maxChanges: 500,
} as const;
