import type { AuditEntry, Connections, Course, Failures, Rollout, RolloutTenants } from '@blunari/schema/api';
import { type Batch, defaultStopRule, type JudgedWindow, type SaveNumbers } from '@blunari/schema/rollout';

/** The moment at which all of this is looked at: Thursday 26 November, 14:36 UTC. */
export const lookedAtMs = Date.UTC(2026, 10, 26, 14, 36);

const at = (day: number, hour: number, minute: number): string =>
  new Date(Date.UTC(2026, 10, day, hour, minute)).toISOString();

export function buildNumbers(saves: number, errorPercent: number | null, p95Ms: number | null): SaveNumbers {
  const errors = Math.round((saves * (errorPercent ?? 0)) / 100);
  return { saves, errors, errorPercent, p50Ms: p95Ms === null ? null : p95Ms / 2, p95Ms };
}

const none = buildNumbers(0, null, null);

export function buildBatch(batch: number, percent: number, tenants: number, changes: Partial<Batch> = {}): Batch {
  return {
    batch,
    target: { by: 'percent', percent },
    percent,
    status: 'planned',
    tenants,
    goesOnAfterMinutes: null,
    reason: '',
    startedAt: null,
    endedAt: null,
    saves: none,
    others: none,
    stop: null,
    ...changes,
  };
}

function buildWindow(
  from: string,
  to: string,
  saves: number,
  errors: [number, number],
  p95: [number, number],
): JudgedWindow {
  return {
    from,
    to,
    batch: buildNumbers(saves, errors[0], p95[0]),
    others: {
      ...buildNumbers(1200, errors[1], p95[1]),
      errorLimitPercent: Math.max(errors[1] * 2, errors[1] + 1),
      p95LimitMs: p95[1] * 1.5,
    },
    verdict: 'bad',
    faults: [{ measure: 'errors', than: 'others' }],
  };
}

const stop = {
  at: at(26, 14, 30),
  windows: [
    buildWindow(at(26, 14, 10), at(26, 14, 20), 276, [2.9, 0.4], [70, 63]),
    buildWindow(at(26, 14, 20), at(26, 14, 30), 271, [3.3, 0.5], [71, 64]),
  ],
};

const passed = { status: 'done', goesOnAfterMinutes: 1440 } as const;

/** A roll-out over 412 tenants in six batches, stopped by the rule in the third. */
export function buildRollout(changes: Partial<Rollout> = {}): Rollout {
  return {
    stage: 'percentage',
    percent: 25,
    version: 12,
    reason: 'Batch 2 was quiet for a day',
    updatedAt: at(26, 14, 30),
    retiredAt: null,
    tenants: { all: 412, moved: 104, putIn: 1, takenOut: 6 },
    currentBatch: 3,
    batches: [
      buildBatch(1, 5, 19, {
        ...passed,
        startedAt: at(24, 9, 10),
        saves: buildNumbers(4120, 0.3, 58),
        others: buildNumbers(60_000, 0.4, 64),
      }),
      buildBatch(2, 15, 44, {
        ...passed,
        startedAt: at(25, 9, 0),
        saves: buildNumbers(9884, 0.3, 57),
        others: buildNumbers(52_000, 0.4, 65),
      }),
      buildBatch(3, 25, 41, {
        status: 'stopped',
        startedAt: at(26, 13, 40),
        saves: buildNumbers(1302, 2, 68),
        others: buildNumbers(9000, 0.5, 64),
        stop,
      }),
      buildBatch(4, 50, 103),
      buildBatch(5, 75, 101),
      buildBatch(6, 100, 98),
    ],
    rule: defaultStopRule,
    ...changes,
  };
}

/** Before anything was moved. */
export function buildUnbegun(batches: readonly Batch[] = []): Rollout {
  return buildRollout({
    stage: 'off',
    percent: 0,
    currentBatch: null,
    batches: [...batches],
    tenants: { all: 412, moved: 0, putIn: 0, takenOut: 0 },
  });
}

/** Three hours up to the stop: the new editor's saves begin to fail after batch 3 was moved. */
export function buildCourse(): Course {
  const editor = [0.3, 0.2, 0.4, 0.3, 0.3, 0.2, 0.3, 0.4, 0.3, 0.2, 0.3, 0.3, 0.4, 0.5, 0.9, 1.2, 1.6, 2.9, 3.3];
  const form = [0.4, 0.5, 0.4, 0.3, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.3, 0.5, 0.4, 0.4, 0.5, 0.4, 0.5, 0.4, 0.5];
  const editorP95 = [56, 58, 55, 57, 59, 57, 57, 57, 56, 58, 57, 56, 58, 61, 64, 66, 68, 70, 71];
  const formP95 = [63, 66, 64, 62, 65, 64, 66, 63, 64, 65, 62, 64, 66, 63, 65, 64, 66, 63, 64];
  return {
    points: editor.map((errors, index) => ({
      from: new Date(Date.UTC(2026, 10, 26, 11, 30) + index * 600_000).toISOString(),
      editor: buildNumbers(270, errors, editorP95[index] ?? null),
      form: buildNumbers(1200, form[index] ?? null, formP95[index] ?? null),
    })),
  };
}

const lineNumbers = (hoursOnline: number, drops: number, p50: number, p95: number, polling: number) => ({
  reports: Math.round(hoursOnline * 6),
  hoursOnline,
  dropsPerHundredHours: drops,
  recoverP50Ms: p50,
  recoverP95Ms: p95,
  polling,
});

export function buildConnections(): Connections {
  return {
    share: 0.25,
    groups: [
      { component: 'editor', batch: 1, numbers: lineNumbers(48, 2, 600, 1800, 1) },
      { component: 'editor', batch: 2, numbers: lineNumbers(120, 2, 600, 1700, 1) },
      { component: 'editor', batch: 3, numbers: lineNumbers(101, 2.1, 600, 1700, 3) },
      { component: 'form', batch: null, numbers: lineNumbers(822, 1.9, 700, 1900, 4) },
    ],
  };
}

export function buildFailures(): Failures {
  const tenants = ['Osteria Nove', 'Bar Celeste', 'The Green Fork', 'Da Rosa'].map((name, index) => ({
    id: `de300000-0000-4000-8000-00000000020${index}`,
    name,
  }));
  return {
    failures: [
      {
        code: 'invalid_input',
        message: 'party.max: The smallest party must not be above the largest.',
        component: 'editor',
        saves: 14,
        tenants,
      },
      {
        code: 'unavailable',
        message: 'We got no answer.',
        component: 'editor',
        saves: 3,
        tenants: tenants.slice(0, 1),
      },
    ],
  };
}

const auditEntry = (
  index: number,
  atTime: string,
  actorName: string | null,
  what: string,
  reason: string,
): AuditEntry => ({
  id: `de300000-0000-4000-8000-00000000030${index}`,
  at: atTime,
  actorName,
  action: 'widget_rollouts.update',
  what,
  reason,
  tenant: null,
  batch: null,
});

export function buildAudit(): readonly AuditEntry[] {
  return [
    auditEntry(0, at(26, 14, 30), null, 'Batch 3 stopped', 'Failed saves 3.3 %, limit 1.5 %'),
    auditEntry(1, at(26, 13, 40), 'Ines Okoro', '15 to 25 %', 'Batch 2 was quiet for a day'),
    auditEntry(2, at(26, 11, 12), 'Ines Okoro', 'Osteria Nove taken out', 'Menu import is running'),
    auditEntry(3, at(25, 16, 5), 'Tomas Lind', 'Bar Celeste put in', 'They asked for it'),
    auditEntry(4, at(25, 9, 0), 'Ines Okoro', '5 to 15 %', 'Batch 1 passed'),
    auditEntry(5, at(24, 9, 10), 'Ines Okoro', '0 to 5 %', 'First batch'),
  ];
}

const tenantRow = (index: number, name: string, changes: Partial<RolloutTenants['tenants'][number]>) => ({
  id: `de300000-0000-4000-8000-00000000010${index}`,
  name,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  hasEditor: false,
  byHand: null,
  reason: '',
  place: 61.25,
  batch: 5,
  saves: 0,
  errors: 0,
  ...changes,
});

export function buildTenants(): RolloutTenants['tenants'] {
  return [
    tenantRow(0, 'Bar Celeste', {
      hasEditor: true,
      byHand: 'editor',
      reason: 'They asked for it',
      place: 88.1,
      batch: 6,
      saves: 41,
    }),
    tenantRow(1, 'Green Fork Catering', { hasEditor: true, place: 3.2, batch: 1, saves: 212, errors: 1 }),
    tenantRow(2, 'Osteria Nove', { byHand: 'form', reason: 'Menu import is running', place: 12.7, batch: 2, saves: 8 }),
    tenantRow(3, 'Trattoria Lucia', { saves: 120, errors: 0 }),
  ];
}
