import { z } from 'zod';
import { hintOf } from '../checks/mark-of.ts';
import type { Check, Outcome } from '../checks/check.ts';
import { judgeAll } from '../statistics/judge.ts';

const verdictSchema = z.enum(['met', 'missed', 'unknown']);
const msSchema = z.number().nonnegative();

const lineSchema = z.object({
  id: z.string(),
  title: z.string(),
  verdict: verdictSchema,
  /** What was measured, in ms, and what was expected of the p95. */
  speed: z.object({ n: z.number().int(), p50: msSchema, p95: msSchema, max: msSchema, limitMs: msSchema }).optional(),
  /** Shares of the beginning. */
  growth: z.object({ share: z.number(), limit: z.number() }).optional(),
  words: z.string().optional(),
  /** Where to look, of a check that was missed. */
  hint: z.string().optional(),
});

export const reportSchema = z.object({
  formatVersion: z.literal(1),
  /** When it was finished, ISO. */
  at: z.string(),
  source: z.enum(['real', 'mock']),
  verdict: verdictSchema,
  address: z.string(),
  browser: z.string(),
  serverVersion: z.string(),
  lastMigration: z.string(),
  /** How far this device's clock was known to be from the server's. */
  clockErrorMs: z.number().nullable(),
  checks: z.array(lineSchema),
});

/** A run of all checks, to be kept and compared. */
export type Report = z.infer<typeof reportSchema>;
export type ReportLine = z.infer<typeof lineSchema>;

type Circumstances = Omit<Report, 'formatVersion' | 'verdict' | 'checks'>;

/** What a run came to. A check without an outcome is in it as not known. */
export function reportOf(
  checks: readonly Check[],
  outcomes: Readonly<Record<string, Outcome>>,
  circumstances: Circumstances,
): Report {
  const { source } = circumstances;
  const lines = checks.map((check) => ({
    ...lineOf(check, outcomes[check.id]),
    ...hintIn(check, outcomes[check.id], source),
  }));
  return { formatVersion: 1, ...circumstances, verdict: judgeAll(lines.map(({ verdict }) => verdict)), checks: lines };
}

function lineOf({ id, title }: Check, outcome: Outcome | undefined): ReportLine {
  const check = { id, title };
  if (!outcome) return { ...check, verdict: 'unknown' };
  const { verdict } = outcome;
  if (outcome.kind === 'speed') {
    return { ...check, verdict, ...(outcome.summary && { speed: { ...outcome.summary, limitMs: outcome.limitMs } }) };
  }
  if (outcome.kind !== 'memory') return { ...check, verdict, words: outcome.words };
  if (outcome.growth === null) return { ...check, verdict, words: 'This browser does not tell its memory.' };
  return { ...check, verdict, growth: { share: outcome.growth, limit: outcome.limit } };
}

function hintIn(check: Check, outcome: Outcome | undefined, source: Report['source']): Pick<ReportLine, 'hint'> {
  return outcome?.verdict === 'missed' ? { hint: hintOf(check, source) } : {};
}
