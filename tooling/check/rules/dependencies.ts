import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Breach } from '../sources.ts';

/**
 * Which of our packages each may name in its manifest. One way only: apps -> packages -> schema.
 * The dashboard's `api` is its router's type alone (rule in imports.ts). Tooling may use everything.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  '@blunari/schema': [],
  '@blunari/db': ['@blunari/schema'],
  '@blunari/realtime': ['@blunari/schema'],
  '@blunari/widgets': ['@blunari/schema'],
  '@blunari/ui': [],
  '@blunari/mock': ['@blunari/schema', '@blunari/realtime'],
  // `mock`: its suite of API scenarios alone, which the real API passes as well.
  '@blunari/api': ['@blunari/db', '@blunari/mock', '@blunari/schema'],
  '@blunari/dashboard': [
    '@blunari/api',
    '@blunari/mock',
    '@blunari/realtime',
    '@blunari/schema',
    '@blunari/ui',
    '@blunari/widgets',
  ],
  '@blunari/widget-embed': ['@blunari/realtime', '@blunari/schema', '@blunari/widgets'],
};

const versions = z.record(z.string(), z.string()).optional();
const manifestSchema = z.object({ name: z.string(), dependencies: versions, devDependencies: versions });

export type Manifest = z.infer<typeof manifestSchema>;

export function checkDependencies(root: string): readonly Breach[] {
  return readManifests(root).flatMap(({ path, manifest }) => breachesOf(path, manifest));
}

export function breachesOf(path: string, manifest: Manifest): readonly Breach[] {
  const mayUse = allowed[manifest.name];
  if (!mayUse)
    return path.startsWith('tooling/')
      ? []
      : [
          {
            path,
            message: `${manifest.name} has no line in the table of tooling/check/rules/dependencies.ts; add one.`,
          },
        ];
  const ours = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((name) =>
    name.startsWith('@blunari/'),
  );
  return ours
    .filter((name) => !mayUse.includes(name))
    .map((name) => ({
      path,
      message: `${manifest.name} must not depend on ${name}: dependencies point from apps to packages to schema.`,
    }));
}

export function readManifests(root: string): readonly { readonly path: string; readonly manifest: Manifest }[] {
  return ['apps', 'packages', 'tooling'].flatMap((top) =>
    readdirSync(join(root, top))
      .map((folder) => `${top}/${folder}/package.json`)
      .filter((path) => existsSync(join(root, path)))
      .map((path) => ({ path, manifest: manifestSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))) })),
  );
}
