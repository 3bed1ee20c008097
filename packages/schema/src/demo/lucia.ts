import { bookingDefaults, type BookingConfig } from '../config/booking.ts';
import { cateringDefaults, type CateringConfig } from '../config/catering.ts';
import type { Place } from '../config/place.ts';

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
      title: { it: 'Prenota un tavolo', en: 'Book a table', de: 'Tisch reservieren', fr: 'Réserver une table' },
      intro: {
        it: 'Cucina bolognese fatta a mano, dal 1968.',
        en: 'Handmade Bolognese cooking since 1968. We look forward to seeing you.',
        de: 'Bologneser Küche, von Hand gemacht, seit 1968. Wir freuen uns auf Sie.',
        fr: 'Cuisine bolognaise faite à la main depuis 1968. Au plaisir de vous accueillir.',
      },
      submit: { it: 'Prenota', en: 'Book', de: 'Reservieren', fr: 'Réserver' },
      success: {},
      policy: {
        it: 'Puoi annullare fino a 3 ore prima.',
        en: 'You can cancel up to 3 hours before.',
        de: 'Sie können bis 3 Stunden vorher absagen.',
        fr: 'Vous pouvez annuler jusqu’à 3 heures avant.',
      },
    },
    schedule: {
      slotMinutes: 15,
      sittings: {
        lunch: {
          order: 0,
          name: { it: 'Pranzo', en: 'Lunch', de: 'Mittagessen', fr: 'Déjeuner' },
          days: ['sat', 'sun'],
          from: '12:00',
          lastArrival: '14:15',
          active: true,
        },
        dinner: {
          order: 1,
          name: { it: 'Cena', en: 'Dinner', de: 'Abendessen', fr: 'Dîner' },
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
        reason: { it: "Ferie d'agosto", en: 'Summer break', de: 'Sommerpause', fr: 'Congés d’été' },
      },
    ],
    [
      `natale-${year}`,
      {
        order: year * 2 + 1,
        from: `${year}-12-25`,
        to: `${year}-12-26`,
        reason: { it: 'Natale', en: 'Christmas', de: 'Weihnachten', fr: 'Noël' },
      },
    ],
  ];
}

export const luciaCatering: CateringConfig = {
  ...cateringDefaults,
  appearance,
  texts: {
    title: { it: 'Lucia a casa tua', en: 'Lucia at your place', de: 'Lucia bei Ihnen zu Hause', fr: 'Lucia chez vous' },
    intro: {
      it: 'Tortellini, lasagne e salumi per la tua festa.',
      en: 'Tortellini, lasagne and cured meats for your party.',
      de: 'Tortellini, Lasagne und Wurstwaren für Ihr Fest.',
      fr: 'Tortellini, lasagnes et charcuterie pour votre fête.',
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
        name: {
          it: 'Aperitivo bolognese',
          en: 'Bolognese aperitivo',
          de: 'Bologneser Aperitivo',
          fr: 'Apéritif bolognais',
        },
        text: {
          it: 'Salumi, crescentine, formaggi',
          en: 'Cured meats, crescentine, cheese',
          de: 'Wurst, Crescentine, Käse',
          fr: 'Charcuterie, crescentine, fromages',
        },
        unit: 'person',
        priceMinor: 1800,
        serves: 1,
        min: 10,
        active: true,
      },
      'lasagne-tray': {
        order: 1,
        name: { it: 'Teglia di lasagne', en: 'Tray of lasagne', de: 'Blech Lasagne', fr: 'Plat de lasagnes' },
        text: {
          it: 'Lasagne verdi al forno',
          en: 'Green lasagne from the oven',
          de: 'Grüne Lasagne aus dem Ofen',
          fr: 'Lasagnes vertes au four',
        },
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
