import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openClient } from './fixtures/clients.ts';

/** Private by their types, or marked internal: nobody who uses the client calls them. */
const notPublic = [
  'auth.signInWithEthereum',
  'auth.signInWithSolana',
  'auth.linkIdentityOAuth',
  'auth.linkIdentityIdToken',
  'auth.fetchJwk',
  'channel.copyBindings',
];

/** The methods of an object of the client: of its class, and of what it holds as `name: { method, … }`. */
function methodsOf(owner: object, name: string): string[] {
  const nested = Object.entries(owner).flatMap(([key, value]: [string, unknown]) => methodsHeld(value, key));
  return [...methodsOfClass(Object.getPrototypeOf(owner)).map((method) => `${name}.${method}`), ...nested];
}

function methodsOfClass(prototype: object): string[] {
  if (prototype === Object.prototype) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const methods = own.filter(([key, { value }]) => typeof value === 'function' && key !== 'constructor');
  return [...methods.map(([key]) => key), ...methodsOfClass(Object.getPrototypeOf(prototype))];
}

function methodsHeld(held: unknown, name: string): string[] {
  if (typeof held !== 'object' || held === null || Object.getPrototypeOf(held) !== Object.prototype) return [];
  return Object.entries(held).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'function' ? [`${name}.${key}`] : methodsHeld(value, key),
  );
}

function publicMethods(): string[] {
  const client = openClient({ auth: { experimental: { passkey: true, recoveryCodes: true } } });
  const channel = client.channel('any');
  const all = [
    ...methodsOf(client.auth, 'auth'),
    ...methodsOf(client.auth.admin, 'admin'),
    ...Object.keys(client.auth.mfa.webauthn).map((key) => `webauthn.${key}`),
    ...methodsOf(client.realtime, 'realtime'),
    ...methodsOf(channel, 'channel'),
    ...methodsOf(channel.presence, 'presence'),
  ];
  return all.filter((method) => !/\._|^storage\.|^webauthn\.client$/.test(method));
}

it('every public method of the newest client has a case', () => {
  const cases = globSync('{auth,realtime}/*.test.ts', { cwd: import.meta.dirname })
    .map((path) => readFileSync(`${import.meta.dirname}/${path}`, 'utf8'))
    .join('\n');
  const isAsked = (method: string): boolean => {
    const [owner = '', name = ''] = method.split('.');
    // Objects of a class have many names in the cases, and what they hold has one.
    const isOfClass = ['auth', 'admin', 'realtime', 'channel', 'presence'].includes(owner);
    return new RegExp(`${isOfClass ? '' : `\\b${owner}`}\\.${name}(<[^(]*>)?\\(`).test(cases);
  };
  const methods = publicMethods();
  expect(methods).toEqual(expect.arrayContaining(['auth.getUser', 'recoveryCodes.verify', 'realtime.connect']));
  expect(new Set(methods.filter((method) => !isAsked(method)))).toEqual(new Set(notPublic));
});
