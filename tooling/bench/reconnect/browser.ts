import { findChromium } from '@blunari/chromium';
import type { FaultyLine } from '@blunari/stack/faulty-line';
import type { Stack } from '@blunari/stack/testing';
import { chromium, type Browser } from '@playwright/test';

/** A browser that reaches the product over the line only. */
export async function openBrowser(stack: Stack, line: FaultyLine): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: ['--no-sandbox', '--disable-background-networking', ...line.chromiumArgs(stack.publicUrl)],
  });
}
