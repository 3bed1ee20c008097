import type { Page } from '@playwright/test';
import type { Scene } from './scene.ts';

/** Timers stand still while it lasts; then the clock has jumped by half an hour, and each overdue timer fires once. */
export async function sleep(scene: Scene, meanwhile: () => Promise<void>): Promise<void> {
  const pages = [scene.dashboard, scene.widget];
  scene.note('asleep');
  for (const page of pages) await setLifecycle(page, 'frozen');
  await meanwhile();
  for (const page of pages) await setLifecycle(page, 'active');
  await scene.dashboard.context().clock.fastForward('30:00');
  scene.note('awake');
}

async function setLifecycle(page: Page, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}
