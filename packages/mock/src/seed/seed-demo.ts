import {
  demoBookings,
  demoPeople,
  demoRequests,
  demoTenants,
  demoTotals,
  greenForkAudience,
  greenForkCatering,
  greenForkPlace,
  greenForkPlans,
  luciaAudience,
  luciaBooking,
  luciaCatering,
  luciaPlace,
  luciaPlans,
} from '@blunari/schema/demo';
import { bookingDefaults } from '@blunari/schema/config';
import type { Backend } from '../state/backend.ts';
import { clockIn, wallTimeIn } from '../state/clock.ts';
import { addDemoBookings, addDemoDays, addDemoRequests } from './add-demo-records.ts';
import { addTenant, addWidget } from './fill-restaurant.ts';

/** Other people than those of a real demo: what waits on a device for these must not be taken for theirs. */
const idOf = (id: string): string => id.replace(/^de300000/, 'de3f0000');

/** Who is signed in when nobody chose: the owner of the first restaurant. */
export const firstPersonId = idOf(demoPeople[0]?.id ?? '');

const widgetIds = {
  luciaBooking: 'de3f0000-0000-4000-8000-0000000000b1',
  luciaCatering: 'de3f0000-0000-4000-8000-0000000000c1',
  greenForkBooking: 'de3f0000-0000-4000-8000-0000000000b2',
  greenForkCatering: 'de3f0000-0000-4000-8000-0000000000c2',
} as const;

/** The two restaurants of the demo and everybody who works there, as a real installation has them on its first day. */
export function seedDemo(backend: Backend): void {
  seedLucia(backend);
  seedGreenFork(backend);
  for (const { id, email, name, isPlatformAdmin, tenantId, role } of demoPeople) {
    backend.state.people.set(idOf(id), { id: idOf(id), email, name, isPlatformAdmin });
    if (tenantId && role) backend.state.tenants.get(tenantId)?.members.set(idOf(id), role);
  }
  // So that whoever looks around sees both restaurants without signing in as somebody else.
  backend.state.tenants.get(demoTenants.greenFork.id)?.members.set(firstPersonId, 'admin');
}

function seedLucia(backend: Backend): void {
  const { id, name, slug, keys } = demoTenants.lucia;
  const { timeZone } = luciaPlace;
  const tenant = addTenant(backend, { id, name, slug, place: luciaPlace });
  const now = new Date(backend.now());
  const today = clockIn(timeZone).localOf(backend.now()).localDate;
  const instantOf = wallTimeIn(timeZone);
  const config = luciaBooking(today);
  const named = { id: widgetIds.luciaBooking, publicKey: keys.booking };
  const booking = addWidget(backend, tenant, { ...named, type: 'booking', config }, true);
  const catering = addWidget(
    backend,
    tenant,
    { id: widgetIds.luciaCatering, publicKey: keys.catering, type: 'catering', config: luciaCatering },
    true,
  );
  addDemoBookings(backend, tenant, demoBookings(config, instantOf, today, now));
  addDemoRequests(backend, tenant, demoRequests(luciaPlans, luciaCatering, instantOf, today, now));
  const seen = { audience: luciaAudience, instantOf, now };
  addDemoDays(backend, booking, demoTotals(180, 0.11, instantOf, today, now), seen);
  addDemoDays(backend, catering, demoTotals(22, 0.045, instantOf, today, now), seen);
}

function seedGreenFork(backend: Backend): void {
  const { id, name, slug, keys } = demoTenants.greenFork;
  const { timeZone } = greenForkPlace;
  const tenant = addTenant(backend, { id, name, slug, place: greenForkPlace });
  const now = new Date(backend.now());
  const today = clockIn(timeZone).localOf(backend.now()).localDate;
  const instantOf = wallTimeIn(timeZone);
  const booking = { id: widgetIds.greenForkBooking, publicKey: keys.booking };
  addWidget(backend, tenant, { ...booking, type: 'booking', config: bookingDefaults }, false);
  const named = { id: widgetIds.greenForkCatering, publicKey: keys.catering };
  const catering = addWidget(backend, tenant, { ...named, type: 'catering', config: greenForkCatering }, true);
  addDemoRequests(backend, tenant, demoRequests(greenForkPlans, greenForkCatering, instantOf, today, now));
  const seen = { audience: greenForkAudience, instantOf, now };
  addDemoDays(backend, catering, demoTotals(64, 0.06, instantOf, today, now), seen);
}
