import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { areToolsRequired, optionalTools } from './support/optional-tools.ts';

describe('tools that some tests want', () => {
  for (const [tool, path] of Object.entries(optionalTools)) {
    const isMissing = path === undefined;
    if (isMissing) process.stderr.write(`${tool} is not installed: the tests that want it are skipped.\n`);
    it.skipIf(isMissing && !areToolsRequired)(
      `${tool} is installed; without it, the tests that want it are skipped`,
      () => {
        expect(path).toBeDefined();
      },
    );
  }
});
