import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { checkDependencies } from './rules/dependencies.ts';
import { checkEmittedNames } from './rules/emitted-names.ts';
import { checkImports } from './rules/imports.ts';
import { checkPackageVersions } from './rules/package-versions.ts';
import { checkSizes } from './rules/sizes.ts';
import { emittedFiles, listSources, repositoryRoot } from './sources.ts';

/** Runs the house rules over the repository; prints each breach with the file and what to do, and exits 1 if there is one. */
function main(): void {
  const sources = listSources(repositoryRoot).map((path) => ({
    path,
    text: readFileSync(join(repositoryRoot, path), 'utf8'),
  }));
  const breaches = [
    ...checkDependencies(repositoryRoot),
    ...checkPackageVersions(repositoryRoot),
    ...sources.flatMap(checkImports),
    ...sources.flatMap(checkSizes),
    ...checkEmittedNames(emittedFiles(repositoryRoot)),
  ];
  for (const { path, message } of breaches) process.stderr.write(`${path}: ${message}\n`);
  process.stdout.write(`${sources.length} files checked, ${breaches.length} breaches of the house rules\n`);
  process.exitCode = breaches.length > 0 ? 1 : 0;
}

main();
