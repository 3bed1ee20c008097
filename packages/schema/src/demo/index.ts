export { demoBookings, type DemoBooking } from './bookings.ts';
export { greenForkCatering, greenForkPlace } from './green-fork.ts';
export { luciaBooking, luciaCatering, luciaPlace } from './lucia.ts';
export { mailOf } from './mail-of.ts';
export { demoPeople, type DemoPerson } from './people.ts';
export { demoRequests, greenForkPlans, luciaPlans, type DemoRequest } from './requests.ts';
export { demoTenants, type DemoTenant } from './tenants.ts';
export { demoTotals, type DemoDay } from './totals.ts';
export type { WallTime } from './wall-time.ts';
