import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** WCAG 2.2 A and AA in the page and its frames, and nothing that makes the page scroll sideways. */
export async function expectAccessible(page: Page, place: string): Promise<void> {
  // React Aria announces a busy button, which may be gone by now, and forgets it after seven seconds.
  await expect(page.locator('[role="log"] [role="img"]')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
  expect(found, `axe at ${place}`).toEqual([]);
  const root = page.locator('html');
  const [content, visible] = await root.evaluate((html) => [html.scrollWidth, html.clientWidth] as const);
  expect(content, `width of ${place}`).toBeLessThanOrEqual(visible);
}
