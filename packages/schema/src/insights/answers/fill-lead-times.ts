import { leadTimes, type LeadTimeAnswer } from '../lead-time.ts';
import { noNumbers, type InsightNumbers } from '../numbers.ts';

type ByStretch = ReadonlyMap<string, InsightNumbers>;

/** Every stretch of days, zeros where nobody booked so far ahead. */
export function fillLeadTimes(now: ByStretch, compared?: ByStretch): LeadTimeAnswer {
  return leadTimes.map((leadDays) => ({
    leadDays,
    ...worthOf(now.get(leadDays)),
    ...(compared ? { compared: worthOf(compared.get(leadDays)) } : {}),
  }));
}

function worthOf({ conversions, covers, valueMinor }: InsightNumbers = noNumbers) {
  return { conversions, covers, valueMinor };
}
