import { describeApiContract } from '../src/testing/api-contract.ts';
import { mockUnderTest } from './mock-under-test.ts';

describeApiContract('in memory', mockUnderTest);
