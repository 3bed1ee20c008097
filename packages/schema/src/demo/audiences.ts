import type { DemoAudience } from './visits.ts';

/** How each demo widget is visited that is live. */
export const demoAudiences = {
  luciaBooking: {
    type: 'booking',
    sessionsPerDay: 155,
    languages: [
      ['it', 58],
      ['en', 27],
      ['de', 9],
      ['fr', 6],
    ],
  },
  luciaCatering: {
    type: 'catering',
    sessionsPerDay: 19,
    languages: [
      ['it', 70],
      ['en', 30],
    ],
  },
  greenForkCatering: { type: 'catering', sessionsPerDay: 55, languages: [['en', 100]] },
} as const satisfies Record<string, DemoAudience>;
