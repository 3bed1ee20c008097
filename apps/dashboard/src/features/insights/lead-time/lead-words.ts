import type { LeadTime, LeadTimeAnswer } from '@blunari/schema/insights';
import { formatNumber } from '../words/metrics.ts';

export const leadNames = {
  '0': 'Same day',
  '1': '1 day ahead',
  '2-3': '2 to 3 days',
  '4-7': '4 to 7 days',
  '8-14': '8 to 14 days',
  '15-30': '15 to 30 days',
  '31+': 'Over 30 days',
} as const satisfies Record<LeadTime, string>;

/** At most so many days, as a sentence ends. */
const within = {
  '0': 'for the same day',
  '1': 'at most 1 day ahead',
  '2-3': 'at most 3 days ahead',
  '4-7': 'at most 7 days ahead',
  '8-14': 'at most 14 days ahead',
  '15-30': 'at most 30 days ahead',
  '31+': 'more than 30 days ahead',
} as const satisfies Record<LeadTime, string>;

/** Whether the earlier period has anything to mark. */
export function hasEarlier(stretches: LeadTimeAnswer): boolean {
  return stretches.some(({ compared }) => compared !== undefined && compared.conversions > 0);
}

/** How far ahead half of them are made, in a sentence. */
export function leadSentence(stretches: LeadTimeAnswer, names: { readonly many: string }): string {
  const total = stretches.reduce((sum, { conversions }) => sum + conversions, 0);
  if (total === 0) return `No ${names.many} in this time.`;
  let sum = 0;
  const half = stretches.find(({ conversions }) => {
    sum += conversions;
    return sum * 2 >= total;
  });
  if (!half) return '';
  const which = half.leadDays === '31+' ? 'Most' : 'Half or more';
  return `${which} of ${formatNumber(total)} ${names.many} are made ${within[half.leadDays]}.`;
}
