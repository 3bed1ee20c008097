import {
  defaultStopRule,
  type BatchStatus,
  type ConnectionReport,
  type EditingComponent,
  type FlagStage,
  type JudgedWindow,
  type StopRule,
} from '@blunari/schema/rollout';

export interface FlagRecord {
  readonly stage: FlagStage;
  /** Share in stage `percentage`, with six decimals at most. */
  readonly percent: number;
  readonly version: number;
  readonly reason: string;
  readonly updatedAtMs: number;
  readonly rule: StopRule;
  readonly retiredAtMs: number | null;
}

/** One restaurant, put in or taken out by hand. */
export interface DecisionRecord {
  readonly isIn: boolean;
  readonly reason: string;
}

export interface BatchRecord {
  readonly batch: number;
  /** So many restaurants more than before it; null where a share was asked for. */
  readonly byTenants: number | null;
  /** It moves the restaurants whose place is from the one and below the other. */
  readonly fromPercent: number;
  readonly percent: number;
  readonly status: BatchStatus;
  readonly goesOnAfterMinutes: number | null;
  readonly reason: string;
  readonly plannedAtMs: number;
  readonly startedAtMs: number | null;
  /** The windows before it are forgiven. */
  readonly watchedFromMs: number | null;
  readonly endedAtMs: number | null;
  /** Why the rule stopped it: when, and the windows that were worse. */
  readonly stop: { readonly atMs: number; readonly windows: readonly JudgedWindow[] } | null;
}

/** Who has the new editor, and who gets it next. Replaced whole by each step. */
export interface RolloutPlan {
  readonly flag: FlagRecord;
  /** By restaurant. */
  readonly decisions: ReadonlyMap<string, DecisionRecord>;
  /** By their number. */
  readonly batches: readonly BatchRecord[];
}

export interface AuditRecord {
  readonly id: string;
  readonly atMs: number;
  /** Null for what happened by itself. */
  readonly actor: string | null;
  readonly action: string;
  readonly what: string;
  readonly reason: string;
  readonly tenantId: string | null;
  readonly batch: number | null;
}

/** How one save went. */
export interface SaveRecord {
  readonly tenantId: string;
  readonly component: EditingComponent;
  readonly atMs: number;
  readonly tookMs: number;
  /** Why it failed, in code and words; null where it was saved. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export interface ReportRecord extends ConnectionReport {
  readonly atMs: number;
  /** That the restaurant was in; null for none, or where somebody decided by hand. */
  readonly batch: number | null;
}

/** The roll-out and what it is judged by. */
export interface RolloutRecord {
  plan: RolloutPlan;
  /** Oldest first. */
  readonly audit: AuditRecord[];
  readonly saves: SaveRecord[];
  /** By restaurant and the report's id. */
  readonly reports: Map<string, ReportRecord>;
}

/** As a new installation begins: where there is nobody to move, all will have the editor. */
export function createRollout(): RolloutRecord {
  const flag: FlagRecord = {
    stage: 'on',
    percent: 100,
    version: 1,
    reason: '',
    updatedAtMs: 0,
    rule: defaultStopRule,
    retiredAtMs: null,
  };
  return { plan: { flag, decisions: new Map(), batches: [] }, audit: [], saves: [], reports: new Map() };
}
