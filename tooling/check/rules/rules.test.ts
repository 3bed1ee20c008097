import { describe, expect, it } from 'vitest';
import { breachesOf } from './dependencies.ts';
import { checkEmittedNames } from './emitted-names.ts';
import { checkImports } from './imports.ts';
import { versionBreachesOf } from './package-versions.ts';
import { checkSizes } from './sizes.ts';

const importsOf = (path: string, text: string): string[] =>
  checkImports({ path, text }).map((breach) => breach.message);

describe('the house rules', () => {
  it('refuse a package that depends upwards, and one that no line allows', () => {
    expect(
      breachesOf('packages/schema/package.json', {
        name: '@blunari/schema',
        dependencies: { '@blunari/db': 'workspace:*' },
      }),
    ).toHaveLength(1);
    expect(breachesOf('packages/new/package.json', { name: '@blunari/new' })).toHaveLength(1);
    expect(
      breachesOf('apps/api/package.json', {
        name: '@blunari/api',
        dependencies: { '@blunari/db': 'workspace:*', zod: 'catalog:' },
      }),
    ).toEqual([]);
  });

  it('refuse a version outside the catalogue', () => {
    expect(versionBreachesOf('x', { name: 'x', dependencies: { zod: '^4.0.0' } })).toHaveLength(1);
    expect(
      versionBreachesOf('x', { name: 'x', dependencies: { zod: 'catalog:', '@blunari/schema': 'workspace:*' } }),
    ).toEqual([]);
  });

  it.each([
    [
      'a value of the API in the dashboard',
      'apps/dashboard/src/a.ts',
      "import { appRouter } from '@blunari/api/router';",
    ],
    ['everything re-exported', 'packages/ui/src/a.ts', "export * from './b.ts';"],
    ["a package's inside", 'apps/api/src/a.ts', "import { x } from '@blunari/db/src/x.ts';"],
    ['the environment outside env.ts', 'apps/api/src/a.ts', 'const port = process.env.PORT;'],
    ['React in the core of realtime', 'packages/realtime/src/a.ts', "import { useState } from 'react';"],
    ['zod in the widgets', 'packages/widgets/src/a.ts', "import { z } from 'zod';"],
    ["another feature's inside", 'apps/api/src/features/a/x.ts', "import { y } from '../b/y.ts';"],
    [
      'the earlier form outside the table of screens',
      'apps/dashboard/src/app/shell/Shell.tsx',
      "const page = () => import('../../features/earlier-form/EarlierFormPage.tsx');",
    ],
    [
      'the earlier form twice in the table of screens',
      'apps/dashboard/src/app/screens/screens.ts',
      "import('../features/earlier-form/A.tsx');\nimport { b } from '../features/earlier-form/b.ts';",
    ],
    ['a dumping ground', 'packages/ui/src/utils.ts', ''],
  ])('refuse %s', (_, path, text) => {
    expect(importsOf(path, text)).toHaveLength(1);
  });

  it('allow the router as a type, hooks in ./react and the environment in env.ts', () => {
    expect(importsOf('apps/dashboard/src/a.ts', "import type { AppRouter } from '@blunari/api/router';")).toEqual([]);
    expect(importsOf('packages/realtime/src/react/a.ts', "import { useState } from 'react';")).toEqual([]);
    expect(importsOf('apps/api/src/env.ts', 'process.env')).toEqual([]);
  });

  it('allow a feature its own files, and what the app shares', () => {
    const text = "import { x } from './parts/x.ts';\nimport { y } from '../../shared/y.ts';";
    expect(importsOf('apps/api/src/features/a/x.ts', text)).toEqual([]);
  });

  it('allow the earlier form its own files, and the table of screens its one import', () => {
    const text = "import('../../features/earlier-form/EarlierFormPage.tsx')";
    expect(importsOf('apps/dashboard/src/app/screens/screens.ts', text)).toEqual([]);
    expect(importsOf('apps/dashboard/src/features/earlier-form/a.ts', "import { b } from './b.ts';")).toEqual([]);
  });

  it('refuse a long file, but not a long test', () => {
    const text = 'x\n'.repeat(401);
    expect(checkSizes({ path: 'packages/ui/src/a.ts', text })).toHaveLength(1);
    expect(checkSizes({ path: 'packages/ui/src/a.test.ts', text })).toEqual([]);
  });

  it('refuse emitted names that content blockers cut', () => {
    expect(
      checkEmittedNames(['apps/dashboard/dist/assets/analytics-x1.js', 'apps/dashboard/dist/assets/insights-x1.js']),
    ).toHaveLength(1);
  });
});
