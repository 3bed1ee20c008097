import { err, ok, type Result } from '@blunari/schema/result';
import { useMemo } from 'react';
import type { RolloutAnswer } from '../../data/api-types.ts';
import { appErrorOf } from '../../data/app-error-of.ts';
import type { Services } from '../../data/services.ts';
import { useServices } from '../../data/services-context.ts';
import type { RolloutActions } from './actions.ts';

/** The actions on the real server. Each answers the roll-out as it is then, which all screens show at once. */
export function useRolloutActions(): RolloutActions {
  const services = useServices();
  return useMemo(() => createActions(services), [services]);
}

function createActions({ client, queryClient, trpc }: Services): RolloutActions {
  const { rollouts } = client;
  const done = async (answer: Promise<RolloutAnswer>): Promise<Result<null>> => {
    try {
      queryClient.setQueryData(trpc.rollouts.get.queryKey(), await answer);
      return ok(null);
    } catch (error) {
      return err(appErrorOf(error));
    } finally {
      // Tenants and audit changed with it; after a refusal the screen showed something old.
      void queryClient.invalidateQueries({ queryKey: trpc.rollouts.pathKey() });
    }
  };
  return {
    goOn: (input) => done(rollouts.goOn.mutate(input)),
    pause: (input) => done(rollouts.pause.mutate(input)),
    abort: (input) => done(rollouts.abort.mutate(input)),
    back: (input) => done(rollouts.back.mutate(input)),
    setStage: (input) => done(rollouts.setStage.mutate(input)),
    setRule: (input) => done(rollouts.setRule.mutate(input)),
    plan: (input) => done(rollouts.plan.mutate(input)),
    moveTenant: (input) => done(rollouts.moveTenant.mutate(input)),
    retire: (input) => done(rollouts.retire.mutate(input)),
    bringBack: (input) => done(rollouts.bringBack.mutate(input)),
  };
}
