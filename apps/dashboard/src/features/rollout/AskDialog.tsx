import type { Rollout } from '@blunari/schema/api';
import { assertNever, type Result } from '@blunari/schema/result';
import type { RolloutActions } from './actions.ts';
import { type Ask, askWords, type PlainAsk } from './ask.ts';
import { PlanDialog } from './PlanDialog.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { RuleDialog } from './RuleDialog.tsx';
import { StageDialog } from './StageDialog.tsx';

export interface AskDialogProps {
  ask: Ask;
  rollout: Rollout;
  actions: RolloutActions;
  onClose: () => void;
}

/** The question that is open, and what is done with its answer. */
export function AskDialog({ ask, rollout, actions, onClose }: AskDialogProps) {
  switch (ask.kind) {
    case 'plan':
      return <PlanDialog rollout={rollout} onSend={actions.plan} onClose={onClose} />;
    case 'stage':
      return <StageDialog rollout={rollout} onSend={actions.setStage} onClose={onClose} />;
    case 'rule':
      return (
        <RuleDialog
          rule={rollout.rule}
          onSend={(rule, reason) => actions.setRule({ rule, reason })}
          onClose={onClose}
        />
      );
    default: {
      const { detail, ...words } = askWords(ask, rollout);
      return (
        <ReasonDialog {...words} onSend={(reason) => send(ask, reason, actions)} onClose={onClose}>
          <p className="m-0">{detail}</p>
        </ReasonDialog>
      );
    }
  }
}

function send(ask: PlainAsk, reason: string, actions: RolloutActions): Promise<Result<null>> {
  switch (ask.kind) {
    case 'goOn':
      return actions.goOn({ batch: ask.step.batch, reason });
    case 'pause':
      return actions.pause({ batch: ask.batch, reason });
    case 'back':
      return actions.back({ toBatch: ask.toBatch, reason });
    case 'abort':
      return actions.abort({ batch: ask.batch, reason });
    case 'retire':
      return actions.retire({ reason });
    case 'bringBack':
      return actions.bringBack({ reason });
    default:
      return assertNever(ask);
  }
}
