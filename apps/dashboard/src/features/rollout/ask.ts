import type { Rollout } from '@blunari/schema/api';
import { assertNever } from '@blunari/schema/result';
import type { NextStep } from './rollout-steps.ts';
import { countTenants, formatPercent } from './rollout-steps.ts';

/** A question that is open over the screen. */
export type Ask =
  | { readonly kind: 'goOn'; readonly step: NextStep }
  | { readonly kind: 'pause'; readonly batch: number }
  | { readonly kind: 'back'; readonly toBatch: number }
  | { readonly kind: 'abort'; readonly batch: number }
  | { readonly kind: 'retire' }
  | { readonly kind: 'bringBack' }
  | { readonly kind: 'plan' }
  | { readonly kind: 'stage' }
  | { readonly kind: 'rule' };

/** Questions that ask for nothing but a reason. */
export type PlainAsk = Exclude<Ask, { readonly kind: 'plan' | 'stage' | 'rule' }>;

export interface AskWords {
  readonly title: string;
  readonly detail: string;
  readonly confirmLabel: string;
  readonly isDestructive: boolean;
  /** Where seconds count, a reason that can be sent as it is. */
  readonly suggestion: string;
}

export function askWords(ask: PlainAsk, rollout: Rollout): AskWords {
  const plain = { isDestructive: false, suggestion: '' };
  switch (ask.kind) {
    case 'goOn':
      return { ...plain, title: ask.step.title, detail: ask.step.detail, confirmLabel: 'Go on' };
    case 'pause':
      return {
        ...plain,
        title: `Pause in batch ${ask.batch}?`,
        detail: 'Whoever has the new editor keeps it; nobody else is moved, and the rule goes on watching.',
        confirmLabel: 'Pause',
        suggestion: 'Paused to have a look',
      };
    case 'back':
      return backWords(ask.toBatch, rollout);
    case 'abort':
      return {
        ...plain,
        title: `End the plan after batch ${ask.batch}?`,
        detail: 'Whoever has the new editor keeps it, nobody else is moved. A new plan can be made at any time.',
        confirmLabel: 'End the plan',
        isDestructive: true,
      };
    case 'retire':
      return {
        ...plain,
        title: 'Retire the earlier form?',
        detail:
          'Every tenant has the new editor from now on, and no stage or decision by hand gives anybody the earlier form. It can be brought back as long as its code is there.',
        confirmLabel: 'Retire it',
      };
    case 'bringBack':
      return {
        ...plain,
        title: 'Bring the earlier form back?',
        detail: 'Tenants keep the new editor; they can be moved back again.',
        confirmLabel: 'Bring it back',
      };
    default:
      return assertNever(ask);
  }
}

function backWords(toBatch: number, { batches, tenants }: Rollout): AskWords {
  const to = batches.find(({ batch }) => batch === toBatch);
  if (!to) {
    return {
      title: 'Move everybody back?',
      detail: `${countTenants(tenants.moved)} get the earlier form within a second, those put in by hand too. Nothing that was saved is lost.`,
      confirmLabel: 'Back to 0 %',
      isDestructive: true,
      suggestion: 'Something is wrong with the new editor',
    };
  }
  return {
    title: `Move back to ${formatPercent(to.percent)}?`,
    detail: `Tenants moved after batch ${toBatch} get the earlier form within a second. Nothing that was saved is lost, and the batch can be begun again.`,
    confirmLabel: `Back to ${formatPercent(to.percent)}`,
    isDestructive: true,
    suggestion: `Batch ${toBatch + 1} does worse than the others`,
  };
}
