import { useEffect, useState } from 'react';
import { wordsOf } from '../run/run-check.ts';
import type { Lease, TestRestaurant } from '../source/test-restaurant.ts';

export type LeaseState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'held'; readonly tenantId: string };

/** Holds the test restaurant as long as the component is there. */
export function useLease(restaurant: TestRestaurant): LeaseState {
  const [state, setState] = useState<LeaseState>({ kind: 'waiting' });
  useEffect(() => {
    let isOver = false;
    const leasing = restaurant.lease();
    const settle = (next: LeaseState): void => {
      if (!isOver) setState(next);
    };
    leasing.then(
      ({ run }: Lease) => settle({ kind: 'held', tenantId: run.tenantId }),
      (error: unknown) => settle({ kind: 'failed', message: wordsOf(error) }),
    );
    return () => {
      isOver = true;
      void leasing.then(
        ({ giveBack }) => giveBack(),
        () => undefined,
      );
    };
  }, [restaurant]);
  return state;
}
