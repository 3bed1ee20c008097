import { afterAll, beforeAll, describe } from 'vitest';
import type { ApiUnderTest } from './api-under-test.ts';
import { bookingScenarios } from './booking-scenarios.ts';
import { cateringScenarios } from './catering-scenarios.ts';
import { draftScenarios } from './draft-scenarios.ts';
import { insightScenarios } from './insight-scenarios.ts';
import { liveScenarios } from './live-scenarios.ts';
import { peopleScenarios } from './people-scenarios.ts';
import { questionScenarios } from './question-scenarios.ts';
import { rolloutScenarios } from './rollout-scenarios.ts';
import { savingScenarios } from './saving-scenarios.ts';
import { testRunScenarios } from './test-run-scenarios.ts';
import { wallScenarios } from './wall-scenarios.ts';

export type { Answer, ApiUnderTest, ContractTenant, FollowedTopic } from './api-under-test.ts';

/** What the product's API promises, whatever answers: one suite, passed by the simulated server and by the real one. */
export function describeApiContract(name: string, start: () => Promise<ApiUnderTest> | ApiUnderTest): void {
  describe(`API contract: ${name}`, () => {
    let api: ApiUnderTest;
    const getApi = (): ApiUnderTest => api;
    beforeAll(async () => {
      api = await start();
    });
    afterAll(() => api.dispose());
    savingScenarios(getApi);
    draftScenarios(getApi);
    bookingScenarios(getApi);
    cateringScenarios(getApi);
    peopleScenarios(getApi);
    insightScenarios(getApi);
    questionScenarios(getApi);
    rolloutScenarios(getApi);
    testRunScenarios(getApi);
    wallScenarios(getApi);
    liveScenarios(getApi);
  });
}
