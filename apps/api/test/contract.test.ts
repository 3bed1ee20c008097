import { describeApiContract } from '@blunari/mock/testing';
import { realApiUnderTest } from './support/real-api-under-test.ts';

describeApiContract('on a real database', realApiUnderTest);
