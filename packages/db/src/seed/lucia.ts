import {
  bookingDefaults,
  cateringDefaults,
  type BookingConfig,
  type CateringConfig,
  type Place,
} from '@blunari/schema/config';

export const luciaPlace: Place = {
  name: 'Trattoria Lucia',
  phone: '+447700900147',
  email: 'ciao@example.com',
  street: 'Via del Pratello 41',
  postcode: '40122',
  city: 'Bologna',
  country: 'IT',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  locales: ['it', 'en', 'de', 'fr'],
  defaultLocale: 'it',
};

const appearance = {
  theme: 'light',
  primary: '#8C2F1B',
  background: '#FFFBF5',
  text: '#1C1917',
  font: 'serif',
  radius: 10,
} as const;

/** @param today local date; closures are those of this year and the next. */
export function luciaBooking(today: string): BookingConfig {
  const year = Number(today.slice(0, 4));
  return {
    ...bookingDefaults,
    appearance,
    texts: {
      title: { it: 'Prenota un tavolo', en: 'Book a table' },
      intro: {
        it: 'Cucina bolognese fatta a mano, dal 1968.',
        en: 'Handmade Bolognese cooking since 1968. We look forward to seeing you.',
      },
      submit: { it: 'Prenota', en: 'Book' },
      success: {},
      policy: {
        it: 'Puoi annullare fino a 3 ore prima.',
        en: 'You can cancel up to 3 hours before.',
      },
    },
    schedule: {
      slotMinutes: 15,
      sittings: {
        lunch: {
          order: 0,
          name: { it: 'Pranzo', en: 'Lunch' },
          days: ['sat', 'sun'],
          from: '12:00',
          lastArrival: '14:15',
          active: true,
        },
        dinner: {
          order: 1,
          name: { it: 'Cena', en: 'Dinner' },
          days: ['tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
          from: '18:30',
          lastArrival: '21:45',
          active: true,
        },
      },
      closures: Object.fromEntries([year, year + 1].flatMap(closuresOf)),
    },
    rules: { leadMinutes: 90, horizonDays: 60 },
    capacity: { ...bookingDefaults.capacity, seats: 44, pacingCovers: 10 },
  };
}

function closuresOf(year: number): [string, BookingConfig['schedule']['closures'][string]][] {
  return [
    [
      `ferie-${year}`,
      {
        order: year * 2,
        from: `${year}-08-10`,
        to: `${year}-08-20`,
        reason: { it: "Ferie d'agosto", en: 'Summer break' },
      },
    ],
    [
      `natale-${year}`,
      { order: year * 2 + 1, from: `${year}-12-25`, to: `${year}-12-26`, reason: { it: 'Natale', en: 'Christmas' } },
    ],
  ];
}

export const luciaCatering: CateringConfig = {
  ...cateringDefaults,
  appearance,
  texts: {
    title: { it: 'Lucia a casa tua', en: 'Lucia at your place' },
    intro: {
      it: 'Tortellini, lasagne e salumi per la tua festa.',
      en: 'Tortellini, lasagne and cured meats for your party.',
    },
    submit: {},
    success: {},
    policy: {},
  },
  event: {
    leadDays: 3,
    horizonDays: 180,
    days: ['tue', 'wed', 'thu', 'fri', 'sat'],
    from: '10:00',
    to: '19:00',
    stepMinutes: 30,
  },
  guests: { min: 10, max: 80 },
  menu: {
    packages: {
      aperitivo: {
        order: 0,
        name: { it: 'Aperitivo bolognese', en: 'Bolognese aperitivo' },
        text: { it: 'Salumi, crescentine, formaggi', en: 'Cured meats, crescentine, cheese' },
        unit: 'person',
        priceMinor: 1800,
        serves: 1,
        min: 10,
        active: true,
      },
      'lasagne-tray': {
        order: 1,
        name: { it: 'Teglia di lasagne', en: 'Tray of lasagne' },
        text: { it: 'Lasagne verdi al forno', en: 'Green lasagne from the oven' },
        unit: 'tray',
        priceMinor: 6400,
        serves: 8,
        min: 2,
        active: true,
      },
    },
  },
  price: { tax: 'included', taxBp: 1000, serviceBp: 0, minimumMinor: 15_000 },
};
