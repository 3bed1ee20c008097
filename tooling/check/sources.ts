import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One place where a house rule does not hold. */
export interface Breach {
  readonly path: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** A file by its path from the repository's root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export const repositoryRoot = join(import.meta.dirname, '..', '..');

const skippedFolders = new Set(['node_modules', 'dist', 'reports', 'generated', '.turbo', 'test-results', '.data']);

/** Every TypeScript and JavaScript source that people write. */
export function listSources(root: string): readonly string[] {
  return ['apps', 'packages', 'tooling']
    .flatMap((top) => walk(root, top))
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.gen.ts'));
}

/** Files that browsers will ask for by name, of the apps that are built. */
export function emittedFiles(root: string): readonly string[] {
  return ['apps/dashboard/dist', 'apps/widget-embed/dist']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => walk(root, folder));
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : walk(root, path);
    return [path];
  });
}
