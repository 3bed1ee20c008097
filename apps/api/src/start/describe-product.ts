import type { DemoSignIn } from '../embedded/runtime-file.ts';
import type { Env } from '../env.ts';
import type { EmbeddedBackend } from './backend.ts';

/** What the start prints, once it is true; `isReady`: the database is there and migrated. */
export function describeProduct(env: Env, { embedded, isReady }: Described): string {
  const lines = [
    '',
    'Blunari Widgets is running.',
    '',
    row('Dashboard', `${env.publicUrl}/dashboard`),
    ...(embedded ? demoLines(env, embedded) : [row('Widgets', env.widgetUrl)]),
    ...(isReady ? [] : notReadyLines(env)),
    ...(env.publicUrl === env.widgetUrl ? [sharedOriginWarning] : []),
    '',
    'Stop with Ctrl-C.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

interface Described {
  readonly embedded: EmbeddedBackend | undefined;
  readonly isReady: boolean;
}

function notReadyLines(env: Env): readonly string[] {
  const page = env.hasTestPage ? `${env.publicUrl}/dashboard/widget-management-test says what to do` : 'see the log';
  return ['', `  The database is not ready: ${page}. The product starts to answer by itself.`];
}

const sharedOriginWarning =
  '\n  Staff and visitors share one origin: a flaw in a widget page could reach staff sessions. Set WIDGET_URL to another host name.';

function demoLines(env: Env, { demoSignIns, postgresPath }: EmbeddedBackend): readonly string[] {
  return [
    row('Demo page', `${env.demoUrl}  (and ${env.demoUrl}/catering)`),
    row('Data folder', env.dataDir),
    ...(postgresPath === undefined
      ? []
      : [row('Database', `${postgresPath}, because ${env.dataDir} is closed to its account`)]),
    '',
    ...signInLines(demoSignIns),
  ];
}

function signInLines(signIns: readonly DemoSignIn[]): readonly string[] {
  const emailWidth = Math.max(...signIns.map(({ email }) => email.length));
  return signIns.map(({ email, password, tenant, role }, index) =>
    row(
      index === 0 ? 'Sign in' : '',
      `${email.padEnd(emailWidth)}  ${password}  ${tenant === '' ? role : `${role}, ${tenant}`}`,
    ),
  );
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(13)}${value}`;
}
