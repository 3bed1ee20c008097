import type { MoveTenant, Plan, SetStage } from '@blunari/schema/api';
import type { Result } from '@blunari/schema/result';
import type { StopRule } from '@blunari/schema/rollout';

interface WithReason {
  readonly reason: string;
}

/** What somebody may do to the roll-out, each with its reason. A refusal says what to do instead. */
export interface RolloutActions {
  readonly goOn: (input: WithReason & { readonly batch: number }) => Promise<Result<null>>;
  readonly pause: (input: WithReason & { readonly batch: number }) => Promise<Result<null>>;
  readonly abort: (input: WithReason & { readonly batch: number }) => Promise<Result<null>>;
  readonly back: (input: WithReason & { readonly toBatch: number }) => Promise<Result<null>>;
  readonly setStage: (input: SetStage) => Promise<Result<null>>;
  readonly setRule: (input: WithReason & { readonly rule: StopRule }) => Promise<Result<null>>;
  readonly plan: (input: Plan) => Promise<Result<null>>;
  readonly moveTenant: (input: MoveTenant) => Promise<Result<null>>;
  readonly retire: (input: WithReason) => Promise<Result<null>>;
  readonly bringBack: (input: WithReason) => Promise<Result<null>>;
}
