import type { Plugin } from 'vite';

/**
 * Leaves out of the realtime client what a widget never uses: presence, Postgres changes, sending (it only listens), long
 * polling (ours asks by ETag instead), a worker's heartbeat, and the search for a socket class outside browsers.
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
      const name = Object.keys(emptied).find((path) => id.endsWith(path));
      if (name === undefined) return null;
      left.add(name);
      return (emptied[name] ?? []).reduce((rest, part) => withStandIn(name, rest, part), code);
    },
    generateBundle() {
      const missed = [...Object.keys(standIns), ...Object.keys(emptied)].filter((name) => !left.has(name));
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

interface Emptied {
  readonly from: string;
  /** Stays, as all that follows it. */
  readonly to: string;
  readonly by: string;
}

/** By file, the parts that never run here, from where to where, and what stands in for them. */
const emptied: Readonly<Record<string, readonly Emptied[]>> = {
  '@supabase/phoenix/priv/static/phoenix.mjs': [
    // Only compared with: the socket's class is always given.
    { from: 'var LongPoll = class {', to: '\n};\n', by: 'var LongPoll = class {' },
    { from: '  static request(', to: '  static serialize(', by: '' },
    // Encoder and decoder are the realtime client's own.
    { from: 'var serializer_default = {', to: '\n};\n', by: 'var serializer_default = { encode() {}, decode() {}' },
  ],
  '@supabase/realtime-js/dist/module/RealtimeClient.js': [
    // Where long polling would remember that sockets failed.
    {
      from: 'function createMemorySessionStorage() {',
      to: 'export default class',
      by: 'const resolveSessionStorage = () => ({});\n',
    },
    { from: '    _startWorkerHeartbeat() {', to: '    _initializeOptions(', by: '    _terminateWorker() {}\n' },
  ],
  '@supabase/realtime-js/dist/module/RealtimeChannel.js': [
    // Supabase answers each join with the changes that it follows, of which there are none.
    {
      from: '    _updatePostgresBindings(postgres_changes, callback) {',
      to: '    presenceState() {',
      by: '    _updatePostgresBindings(_changes, callback) { callback(REALTIME_SUBSCRIBE_STATES.SUBSCRIBED); }\n',
    },
    {
      from: '    async track(',
      to: '    on(type, filter, callback) {',
      by: '    async track() {}\n    async untrack() {}\n',
    },
    { from: '    async httpSend(', to: '    updateJoinPayload(payload) {', by: '' },
    { from: '    async _fetchWithTimeout(', to: '    _on(type, filter, callback) {', by: '' },
    { from: '    _updateFilterTransform() {', to: '\n}\n', by: '    _updateFilterTransform() {}' },
  ],
  // Broadcasts come in this form but never go out.
  '@supabase/realtime-js/dist/module/lib/serializer.js': [
    {
      from: '    encode(msg, callback) {',
      to: '    decode(rawPayload, callback) {',
      by: `    encode({ join_ref, ref, topic, event, payload }, callback) {
        return callback(JSON.stringify([join_ref, ref, topic, event, payload]));
    }
`,
    },
    { from: '    _pick(obj, keys) {', to: '\n}\n', by: '' },
  ],
};

function withStandIn(name: string, code: string, { from, to, by }: Emptied): string {
  const start = code.indexOf(from);
  const end = code.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`The realtime client's ${name} has no more "${from}".`);
  return `${code.slice(0, start)}${by}${code.slice(end)}`;
}
