import type { Plugin } from 'vite';

/**
 * Leaves out of the realtime client what a widget never uses: presence, Postgres changes, sending over HTTP, long polling
 * (ours asks by ETag instead), and the search for a socket class outside browsers. Together that is a fifth of it.
 * The client's own files are named, so that a version laid out differently stops the build instead of growing it.
 */
export function leanClient(): Plugin {
  const left = new Set<string>();
  return {
    name: 'lean-realtime-client',
    enforce: 'pre',
    load(id) {
      const name = Object.keys(standIns).find((path) => id.endsWith(`@supabase/realtime-js/dist/module/${path}`));
      if (name === undefined) return null;
      left.add(name);
      return standIns[name] ?? null;
    },
    transform(code, id) {
      if (!id.endsWith('@supabase/phoenix/priv/static/phoenix.mjs')) return null;
      left.add('phoenix');
      return emptied.reduce(withStandIn, code);
    },
    generateBundle() {
      const missed = [...Object.keys(standIns), 'phoenix'].filter((name) => !left.has(name));
      const isUsed = left.size > 0;
      if (isUsed && missed.length > 0) this.error(`The realtime client has no more ${missed.join(', ')}.`);
    },
  };
}

/** By file of the client, what stands in for it: the same exports, of which none is ever called. */
const standIns: Readonly<Record<string, string>> = {
  'RealtimePresence.js': `
    export const REALTIME_PRESENCE_LISTEN_EVENTS = {};
    export default class RealtimePresence { state = {}; }`,
  'RealtimePostgresFilterBuilder.js': `
    export class RealtimePostgresFilterBuilder {}
    export const postgresChangesFilter = {};`,
  'lib/websocket-factory.js': `export default {};`,
  'lib/transformers.js': `
    export const httpEndpointURL = () => '';
    export const convertChangeData = (_columns, record) => record;`,
};

/** Parts of the Phoenix client that never run here, from where to where, and what stands in for them. */
const emptied = [
  // Only compared with: the socket's class is always given.
  { from: 'var LongPoll = class {', to: '\n};\n', by: 'var LongPoll = class {' },
  { from: '  static request(', to: '  static serialize(', by: '' },
  // Encoder and decoder are the realtime client's own.
  { from: 'var serializer_default = {', to: '\n};\n', by: 'var serializer_default = { encode() {}, decode() {}' },
] as const;

function withStandIn(code: string, { from, to, by }: (typeof emptied)[number]): string {
  const start = code.indexOf(from);
  const end = code.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`The Phoenix client has no more "${from}".`);
  return `${code.slice(0, start)}${by}${code.slice(end)}`;
}
