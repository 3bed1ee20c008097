export interface VisitorRates {
  readonly visitorsPerMinute: number;
  /** From 0 to 100. */
  readonly bookingPercent: number;
}

export interface VisitorBatch {
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
}

/** Of those who look, how many touch the widget: about what restaurants see. */
const interactionShare = 0.4;

/** What one call of the API takes at most. */
const most = { views: 30, interactions: 20, conversions: 5 } as const;

/**
 * Turns rates into whole visitors. What a moment leaves over comes with a later one, so that the counts follow the rates
 * however often it is asked; what a call cannot take waits.
 */
export function createVisitorFlow({ visitorsPerMinute, bookingPercent }: VisitorRates) {
  const due = { views: 0, interactions: 0, conversions: 0 };
  const take = (name: keyof typeof due): number => {
    const count = Math.min(most[name], Math.floor(due[name] + 1e-9));
    due[name] -= count;
    return count;
  };
  return {
    /** Who comes in the next `lengthMs`. */
    next: (lengthMs: number): VisitorBatch => {
      const visitors = (visitorsPerMinute * lengthMs) / 60_000;
      due.views += visitors;
      due.interactions += visitors * interactionShare;
      due.conversions += (visitors * bookingPercent) / 100;
      return { views: take('views'), interactions: take('interactions'), conversions: take('conversions') };
    },
  };
}
