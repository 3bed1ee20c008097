import { posix } from 'node:path';
import type { Breach, Source } from '../sources.ts';

const isTest = (path: string): boolean =>
  /\.(test|stories)\.tsx?$/.test(path) || /(^|\/)(test|testing|e2e)\//.test(path);

/** What imports may say: no way round a package's exports, no router values in the dashboard, no environment outside env.ts. */
export function checkImports({ path, text }: Source): readonly Breach[] {
  const breaches: Breach[] = [];
  const add = (message: string): void => void breaches.push({ path, message });
  if (/^export \* from/m.test(text)) add('"export *" hides who uses what; name the exports.');
  if (/^(import|export)[^;]* from '@blunari\/[a-z-]+\/src\//m.test(text))
    add('import through the exports of a package, not from its src.');
  if (path.startsWith('apps/dashboard/') && /^import (?!type )[^;]*'@blunari\/api/m.test(text))
    add('the dashboard may only "import type" from @blunari/api.');
  if (/(^|\/)(apps|packages)\//.test(path)) addPackageRules(path, text, add);
  if (reachesEarlierForm(path, text))
    add('the earlier form will be deleted: only the table of screens may import its folder, in one place.');
  if (/\/(utils|helpers|common|misc|lib)(\/|\.tsx?$)/.test(path))
    add('name the file after what it is about: no utils, helpers, common, misc or lib.');
  return breaches;
}

const earlierForm = 'apps/dashboard/src/features/earlier-form/';

/** Deleting that folder must leave one line to mend: docs/retire-the-earlier-form.md. */
function reachesEarlierForm(path: string, text: string): boolean {
  if (!path.startsWith('apps/') || path.startsWith(earlierForm)) return false;
  const imports = [...text.matchAll(/(?:from|import\(?)\s*['"]([^'"]*\/earlier-form\/[^'"]*)['"]/g)];
  return imports.length > (path === 'apps/dashboard/src/app/screens/screens.ts' ? 1 : 0);
}

function addPackageRules(path: string, text: string, add: (message: string) => void): void {
  if (isTest(path) || !path.includes('/src/')) return;
  if (/process\.env/.test(text) && !path.endsWith('/env.ts')) add("read the environment in the app's env.ts only.");
  if (path.startsWith('packages/schema/') && /from '(?!\.|zod')/.test(text)) add('packages/schema imports only zod.');
  if (path.startsWith('packages/realtime/') && !path.includes('/react/') && /from 'react'/.test(text))
    add('the core of packages/realtime knows no React; hooks live in ./react.');
  if (
    path.startsWith('packages/widgets/') &&
    /from '(zod|@supabase|@trpc|react-aria|@blunari\/(ui|realtime|db))/.test(text)
  )
    add('packages/widgets takes data as props: no data access, no zod, no dashboard kit.');
  if (otherFeatures(path, text).length > 0)
    add("a feature must not import another feature's inside: move what both need to the app's shared/.");
  if (path.startsWith('apps/api/src/embedded/auth/') && /embedded\/realtime|\.\.\/realtime\//.test(text))
    add('embedded Auth and Realtime must not reach each other.');
}

/** Imports of a file in one `features/<name>/` that lead into another. */
function otherFeatures(path: string, text: string): readonly string[] {
  const own = /^.*\/features\/[^/]+\//.exec(path)?.[0];
  if (own === undefined) return [];
  const all = posix.join(own, '..', '/');
  return [...text.matchAll(/ from '(\.[^']*)'/g)]
    .map(([, target = '']) => posix.join(posix.dirname(path), target))
    .filter((target) => target.startsWith(all) && !target.startsWith(own));
}
