import { cateringDefaults, type CateringConfig, type CateringPackage } from '../config/catering.ts';
import type { Place } from '../config/place.ts';

export const greenForkPlace: Place = {
  name: 'Green Fork Catering',
  phone: '+447700900321',
  email: 'hello@example.com',
  street: '8 Mill Yard',
  postcode: 'LS2 7DJ',
  city: 'Leeds',
  country: 'GB',
  timeZone: 'Europe/London',
  currency: 'GBP',
  locales: ['en'],
  defaultLocale: 'en',
};

export const greenForkCatering: CateringConfig = {
  ...cateringDefaults,
  appearance: { ...cateringDefaults.appearance, primary: '#2F6B3A' },
  texts: {
    title: { en: 'Catering by Green Fork' },
    intro: { en: 'Seasonal food for offices and celebrations in and around Leeds.' },
    submit: {},
    success: {},
    policy: { en: 'This is an estimate, not a bill. We answer within 24 hours.' },
  },
  event: { ...cateringDefaults.event, from: '08:00', to: '20:00' },
  guests: { min: 10, max: 300 },
  menu: {
    packages: {
      'desk-lunch': dish(0, 'Desk Lunch', 'Wrap, salad pot, fruit', 'person', 1450, 1, 10),
      'garden-buffet': dish(1, 'Garden Buffet', '3 mains, 4 salads, bread', 'person', 2250, 1, 20),
      celebration: dish(2, 'Celebration', 'Canapés, 3 courses', 'person', 3900, 1, 30),
      'breakfast-tray': dish(3, 'Breakfast tray', 'Pastries, fruit, yoghurt', 'tray', 4800, 8, 1),
      'grazing-board': dish(4, 'Grazing board', 'Cheese, charcuterie, crudités', 'tray', 7200, 12, 1),
    },
  },
  price: { tax: 'added', taxBp: 2000, serviceBp: 500, minimumMinor: 12_000 },
};

function dish(
  order: number,
  name: string,
  text: string,
  unit: CateringPackage['unit'],
  priceMinor: number,
  serves: number,
  min: number,
): CateringPackage {
  return { order, name: { en: name }, text: { en: text }, unit, priceMinor, serves, min, active: true };
}
