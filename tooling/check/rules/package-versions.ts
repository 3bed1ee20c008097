import type { Breach } from '../sources.ts';
import { readManifests, type Manifest } from './dependencies.ts';

/** One version of each dependency: packages say `catalog:` or `workspace:*`, never a number of their own. */
export function checkPackageVersions(root: string): readonly Breach[] {
  return readManifests(root).flatMap(({ path, manifest }) => versionBreachesOf(path, manifest));
}

export function versionBreachesOf(path: string, manifest: Manifest): readonly Breach[] {
  return Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => version !== 'catalog:' && version !== 'workspace:*')
    .map(([name, version]) => ({
      path,
      message: `${name} says "${version}"; put the exact version into the catalogue of pnpm-workspace.yaml and say "catalog:".`,
    }));
}
