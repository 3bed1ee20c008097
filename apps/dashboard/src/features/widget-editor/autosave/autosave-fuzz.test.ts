import { bookingDefaults } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import {
  applyMergePatch,
  diffMergePatch,
  jsonEquals,
  type Json,
  type JsonObject,
} from '@blunari/schema/config/merge-patch';
import { threeWayMerge } from '@blunari/schema/config/three-way-merge';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shownConfig } from './edits.ts';
import { valueAt, withValueAt, type Path } from './patch-paths.ts';
import { hasUnsaved } from './save-status.ts';
import { initialState, type AutosaveState, type SentSave, type StoredVersion } from './state.ts';
import { asStoredVersion } from './stored-version.ts';
import { transition, type AutosaveEvent } from './transition.ts';

/** Saves as the API does: three-way merge onto the current version; what conflicts is left out and reported. */
class Server {
  readonly versions: StoredVersion[] = [asStoredVersion({ version: 1, config: bookingDefaults })];

  get current(): StoredVersion {
    const newest = this.versions.at(-1);
    if (!newest) throw new Error('There is always a first version.');
    return newest;
  }

  save({ baseVersion, patch }: SentSave): { row: StoredVersion; conflicts: readonly Path[] } {
    const base = this.versions.find((row) => row.version === baseVersion);
    if (!base) throw new Error(`Version ${baseVersion} never existed.`);
    const { merged, conflicts } = threeWayMerge(base.config, patch, this.current.config);
    if (!jsonEquals(merged, this.current.config))
      this.versions.push({ version: this.current.version + 1, config: merged });
    return { row: this.current, conflicts: conflicts.map((conflict) => conflict.path) };
  }
}

/** A dashboard: its machine, answers under way, and what the person typed last into each field. */
class Dashboard {
  state: AutosaveState;
  answers: AutosaveEvent[] = [];
  typed = new Map<string, Json>();
  given = new Map<string, Json[]>();
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
    this.state = initialState('booking', server.current, true);
  }

  hear(event: AutosaveEvent): void {
    const before = this.state.sent;
    this.state = transition(this.state, event);
    if (this.state.sent && this.state.sent !== before) this.#request = this.state.sent;
  }

  #request: SentSave | null = null;

  type(path: Path, value: Json): void {
    this.typed.set(path.join('.'), value);
    this.hear({ kind: 'edited', config: withValueAt(shownConfig(this.state), path, value), nowMs: 0 });
  }

  reachServer(fate: 'answered' | 'lost before' | 'lost after'): void {
    const request = this.#request;
    if (!request) return;
    this.#request = null;
    const failed: AutosaveEvent = { kind: 'failed', error: appError('unavailable', 'No answer.'), retryAtMs: 0 };
    if (fate === 'lost before') return this.hear(failed);
    const { row, conflicts } = this.#server.save(request);
    if (fate === 'lost after') return this.hear(failed);
    this.answers.push({ kind: 'saved', row, conflicts, nowMs: 0 });
  }

  choose(keeps: 'mine' | 'theirs'): void {
    for (const choice of this.state.choices) {
      if (keeps === 'theirs' && choice.mine !== undefined) this.given.set(choice.path.join('.'), [choice.mine]);
      this.hear({ kind: 'choiceMade', path: choice.path, keeps });
    }
    this.hear({ kind: 'choicesConfirmed', nowMs: 0 });
  }

  settle(): void {
    for (let round = 0; round < 20 && (hasUnsaved(this.state) || this.state.sent); round += 1) {
      this.hear({ kind: 'woke', nowMs: Infinity });
      this.reachServer('answered');
      for (const answer of this.answers.splice(0)) this.hear(answer);
      this.hear({ kind: 'rowSeen', row: this.#server.current });
      if (this.state.choices.length > 0) this.choose('mine');
    }
  }
}

const fields: readonly Path[] = [
  ['party', 'max'],
  ['capacity', 'seats'],
  ['schedule', 'sittings', 'lunch', 'order'],
];
const step = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom('type', 'type', 'wake', 'reach', 'lose', 'store and lose', 'answer', 'hear', 'mine', 'theirs'),
  field: fc.constantFrom(...fields),
  value: fc.integer({ min: 8, max: 10 }),
  version: fc.nat(30),
});

function play(
  dashboard: Dashboard,
  server: Server,
  { what, field, value, version }: typeof step extends fc.Arbitrary<infer T> ? T : never,
) {
  const moves = {
    type: () => dashboard.type(field, value),
    wake: () => dashboard.hear({ kind: 'woke', nowMs: Infinity }),
    reach: () => dashboard.reachServer('answered'),
    lose: () => dashboard.reachServer('lost before'),
    'store and lose': () => dashboard.reachServer('lost after'),
    answer: () => {
      const answer = dashboard.answers.shift();
      if (answer) dashboard.hear(answer);
    },
    // Any version, in any order, again and again: the gate has to hold.
    hear: () => {
      const row = server.versions[version % server.versions.length];
      if (row) dashboard.hear({ kind: 'rowSeen', row });
    },
    mine: () => dashboard.choose('mine'),
    theirs: () => dashboard.choose('theirs'),
  } satisfies Record<typeof what, () => void>;
  moves[what]();
}

const wasStored = (server: Server, path: Path, value: Json): boolean =>
  server.versions.some((row) => jsonEquals(valueAt(row.config, path), value));

const withLunch: JsonObject = applyMergePatch(asStoredVersion({ version: 1, config: bookingDefaults }).config, {
  party: { max: 8 },
  capacity: { seats: 8 },
  schedule: {
    sittings: { lunch: { order: 8, name: {}, days: ['sat'], from: '12:00', lastArrival: '14:00', active: true } },
  },
});

function serverWithLunch(): Server {
  const server = new Server();
  server.versions[0] = { version: 1, config: withLunch };
  return server;
}

it('alone, whatever gets lost, the screen shows what was typed last and there is never a conflict with oneself', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const server = serverWithLunch();
      const dashboard = new Dashboard(server);
      for (const each of steps) {
        play(dashboard, server, each);
        expect(dashboard.state.choices).toEqual([]);
        for (const path of fields) {
          const last = dashboard.typed.get(path.join('.'));
          if (last !== undefined) expect(valueAt(shownConfig(dashboard.state), path)).toBe(last);
        }
      }
      dashboard.settle();
      expect(diffMergePatch(server.current.config, shownConfig(dashboard.state))).toEqual({});
    }),
    { numRuns: 500 },
  );
});

it('every interleaving ends with all dashboards equal to the server, and every last edit stored or given up by choice', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const server = serverWithLunch();
      const dashboards = [new Dashboard(server), new Dashboard(server), new Dashboard(server)];
      for (const each of steps) {
        const dashboard = dashboards[each.who];
        if (dashboard) play(dashboard, server, each);
      }
      for (const dashboard of dashboards) dashboard.settle();
      for (const dashboard of dashboards) {
        dashboard.hear({ kind: 'rowSeen', row: server.current });
        expect(hasUnsaved(dashboard.state)).toBe(false);
        expect(diffMergePatch(server.current.config, shownConfig(dashboard.state))).toEqual({});
        for (const path of fields) {
          const last = dashboard.typed.get(path.join('.'));
          if (last === undefined) continue;
          const givenUp = dashboard.given.get(path.join('.')) ?? [];
          expect(wasStored(server, path, last) || givenUp.some((value) => jsonEquals(value, last))).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});
