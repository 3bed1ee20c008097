import { bookingDefaults, cateringDefaults } from '@blunari/schema/config';
import { demoTenants, fleet } from '@blunari/schema/demo';
import type { Result } from '@blunari/schema/result';
import type { Call } from '../procedures/procedure.ts';
import { goOn } from '../rollout/batch-steps.ts';
import { moveTenant, planBatches, setStage, type Scene, type Step } from '../rollout/steps.ts';
import { takeStep } from '../rollout/take-step.ts';
import type { Backend } from '../state/backend.ts';
import { newId, newPublicKey } from '../state/new-ids.ts';
import { addRolloutRecords } from './add-rollout-records.ts';
import { addTenant, addWidget } from './fill-restaurant.ts';

const hourMs = 3_600_000;
const shares = [5, 15, 25, 50, 75, 100] as const;

/** Batches begun, with how long ago and why. */
const begun = [
  { batch: 1, hoursAgo: 50, reason: 'First batch' },
  { batch: 2, hoursAgo: 26, reason: 'Batch 1 passed' },
  { batch: 3, hoursAgo: 1, reason: 'Batch 2 was quiet for a day' },
] as const;

/**
 * A roll-out that is under way, over 64 more restaurants: two batches passed, the third runs and its saves fail more
 * often than the rule allows, so that whoever looks finds it stopped. The demo's own restaurants are put in by hand.
 * @param staffId who did all of it
 */
export function seedRollout(backend: Backend, staffId: string): void {
  addFleet(backend);
  const nowMs = backend.now();
  const take = (hoursAgo: number, reason: string, step: (scene: Scene) => Step): void => {
    const call: Call = { ...backend, userId: staffId, now: () => nowMs - hoursAgo * hourMs };
    mustBe(takeStep(call, reason, step));
  };
  const first = 'Two restaurants try it first';
  take(53, first, (scene) => setStage(scene, { stage: 'list', reason: first }));
  for (const { id: tenantId } of [demoTenants.lucia, demoTenants.greenFork]) {
    const reason = 'They asked for it';
    take(52, reason, (scene) => moveTenant(scene, { tenantId, to: 'editor', reason }));
  }
  const plan = 'Six batches in two weeks';
  const batches = shares.map((percent) => ({ target: { by: 'percent', percent } as const }));
  take(51, plan, (scene) => planBatches(scene, { batches, reason: plan }));
  for (const { batch, hoursAgo, reason } of begun) take(hoursAgo, reason, (scene) => goOn(scene, batch, reason));
  addRolloutRecords(backend);
}

function addFleet(backend: Backend): void {
  const nothing = { phone: '', email: '', street: '', postcode: '', city: '', country: '' };
  for (const { id, name, slug } of fleet) {
    const place = { ...nothing, name, timeZone: 'Europe/Rome', currency: 'EUR', locales: ['en'], defaultLocale: 'en' };
    const tenant = addTenant(backend, { id, name, slug, place });
    const named = () => ({ id: newId(backend), publicKey: newPublicKey(backend) });
    addWidget(backend, tenant, { ...named(), type: 'booking', config: bookingDefaults }, true);
    addWidget(backend, tenant, { ...named(), type: 'catering', config: cateringDefaults }, false);
  }
}

/** Nobody has done anything else yet, so that a refusal is a mistake of this file. */
function mustBe(taken: Result<unknown>): void {
  if (!taken.ok) throw new Error(taken.error.message);
}
