import { addDays, weekdayOf } from '../calendar.ts';
import type { Wish } from '../insights/turned-away.ts';
import type { DemoDay } from './totals.ts';

/** What sessions of a day of a booking widget wanted and saw no time for: most of all the next Saturday, for many. */
export function demoWishes({ localDate, sessions }: DemoDay): readonly Wish[] {
  const wanted = (weekday: 'sat' | 'sun' | 'mon'): string => {
    const ahead = [0, 1, 2, 3, 4, 5, 6].find((days) => weekdayOf(addDays(localDate, days)) === weekday);
    return addDays(localDate, ahead ?? 0);
  };
  const wishes: readonly Wish[] = [
    { wantedDate: wanted('sat'), wantedTime: '20:00', partySize: 6, rule: 'full', sessions: Math.round(sessions / 40) },
    { wantedDate: wanted('sat'), wantedTime: '', partySize: 8, rule: 'full', sessions: Math.round(sessions / 90) },
    {
      wantedDate: wanted('sun'),
      wantedTime: '13:00',
      partySize: 4,
      rule: 'full',
      sessions: Math.round(sessions / 120),
    },
    { wantedDate: wanted('mon'), wantedTime: '', partySize: 2, rule: 'closed', sessions: Math.round(sessions / 60) },
    {
      wantedDate: localDate,
      wantedTime: '',
      partySize: 12,
      rule: 'party-too-large',
      sessions: Math.round(sessions / 150),
    },
  ];
  return wishes.filter((wish) => wish.sessions > 0);
}
