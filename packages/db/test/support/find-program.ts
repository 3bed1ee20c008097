import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/**
 * The program of a tool that comes as an npm package for each platform (`<prefix><platform>-<arch>`, a dependency of
 * `tool`); undefined where there is none for this machine.
 */
export function findProgram(tool: string, prefix: string, program: string): string | undefined {
  const { resolve } = createRequire(join(realpathSync(join(modules, tool)), 'package.json'));
  try {
    const path = join(dirname(resolve(`${prefix}${platform()}-${arch()}/package.json`)), 'bin', program);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
