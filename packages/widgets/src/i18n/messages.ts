/**
 * Every word a guest reads that is the product's own. A catalogue is an object of this type,
 * so a language that misses a message does not compile. Dates, times and money arrive formatted.
 */
export interface Messages {
  /** The language's own name. */
  readonly language: string;
  readonly languageLabel: string;
  readonly step: (current: number, total: number) => string;
  readonly change: (answer: string) => string;
  readonly next: string;
  readonly nextWith: (answer: string) => string;
  readonly optional: string;
  readonly retry: string;
  readonly call: (phone: string) => string;
  readonly localTimes: (city: string) => string;
  readonly preview: string;

  readonly bookTable: string;
  readonly howMany: string;
  readonly guests: (count: number) => string;
  readonly orMore: (count: number) => string;
  readonly moreGuests: string;
  readonly largeParty: (max: number) => string;
  readonly partyTooLarge: (was: number, max: number) => string;
  readonly partyTooSmall: (was: number, min: number) => string;

  readonly whichDay: string;
  readonly previousMonth: string;
  readonly nextMonth: string;
  readonly closed: string;
  readonly full: string;
  readonly today: string;
  readonly chosen: string;
  readonly whatTime: string;
  readonly pickDayFirst: string;
  readonly hours: (from: string, to: string) => string;
  readonly taken: (time: string) => string;
  readonly yoursUntil: (time: string) => string;
  readonly loadingTimes: string;
  readonly timesFailed: string;
  readonly timesOffline: string;
  readonly noTimes: (guests: string, day: string) => string;
  readonly closedOn: (day: string) => string;
  readonly nextFreeDays: string;
  readonly noDays: (guests: string, month: string) => string;
  readonly showMonth: (month: string) => string;

  readonly whoIsComing: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly notes: string;
  readonly nameMissing: string;
  readonly emailIncomplete: string;
  readonly phoneMissing: string;
  readonly submitBooking: string;
  readonly sending: string;
  readonly gone: (time: string) => string;
  readonly goneNext: string;
  readonly goneNone: string;
  readonly otherDay: string;
  readonly noAnswer: string;
  readonly offline: string;
  readonly tooManyTries: string;
  readonly notOffered: string;
  readonly alreadySent: string;
  readonly earlierBooking: string;
  readonly earlierBookingText: string;
  readonly keepBooking: string;
  readonly earlierRequest: string;
  readonly earlierRequestText: string;
  readonly keepRequest: string;
  readonly refused: string;

  readonly seeYou: (weekday: string) => string;
  readonly booked: string;
  readonly when: string;
  readonly party: string;
  readonly partyUntil: (guests: string, time: string) => string;
  readonly reference: string;
  readonly addToCalendar: string;
  readonly directions: (street: string) => string;
  readonly plansChange: string;
  readonly bookAnother: string;

  readonly cancelOnline: string;
  readonly yourBooking: string;
  readonly loadingBooking: string;
  readonly bookingFailed: string;
  readonly bookingUnknown: string;
  readonly bookingUnknownText: string;
  readonly bookingCancelled: string;
  readonly bookingCancelledText: string;
  readonly bookingClosed: string;
  readonly tooLateToCancel: string;
  readonly cancelBooking: string;
  readonly cancelSure: string;
  readonly cancelYes: string;

  readonly pausedBooking: string;
  readonly pausedCatering: string;
  readonly pausedText: string;
  readonly formFailed: string;

  readonly catering: string;
  readonly eventWhen: string;
  readonly startTime: string;
  readonly guestsLabel: string;
  readonly guestsRange: (min: string, max: string) => string;
  readonly otherGuests: string;
  readonly dayMissing: string;
  readonly whatToBring: string;
  readonly perPerson: (price: string) => string;
  readonly perTray: (price: string, serves: number) => string;
  readonly flatPrice: (price: string) => string;
  readonly atLeast: (count: number) => string;
  readonly estimate: string;
  readonly yourEstimate: string;
  readonly estimateLine: (name: string, count: number, price: string) => string;
  readonly service: (percent: string) => string;
  readonly taxAdded: (percent: string) => string;
  readonly taxIncluded: (percent: string) => string;
  readonly perGuest: (price: string) => string;
  readonly notBinding: string;
  readonly belowMinimum: (minimum: string) => string;
  readonly pickPackage: string;
  readonly howToReach: string;
  readonly company: string;
  readonly anythingElse: string;
  readonly sendRequest: string;
  readonly notBookingYet: string;
  readonly requestSent: string;
  readonly requestSentText: (email: string) => string;
  readonly event: string;
  readonly package: string;
  readonly anotherRequest: string;
  readonly noPackages: string;
}

/** Picks the words for a count by the language's own plural rules (Intl). */
export function plural(
  locale: string,
  count: number,
  forms: { readonly one: string; readonly other: string; readonly many?: string },
): string {
  const rule = new Intl.PluralRules(locale).select(count);
  const form = rule === 'one' ? forms.one : rule === 'many' ? (forms.many ?? forms.other) : forms.other;
  return form.replace('#', new Intl.NumberFormat(locale).format(count));
}
