import fc from 'fast-check';

/** One thing that happens in the world: to the data, to the server, to the network between, or to the clients. */
export type Step =
  | { readonly do: 'write' | 'writeUnheard' | 'repeat'; readonly row: string }
  | { readonly do: 'drop' | 'restart' | 'refuse' | 'hang' | 'silence' | 'block' | 'heal' }
  | { readonly do: 'reorder' | 'failBackfill' | 'expireTokens' | 'loseSession' }
  | { readonly do: 'sleep' | 'hide' | 'throttle' | 'show' | 'networkDown' | 'networkUp' };

const row = fc.constantFrom('a', 'b', 'c', 'd');
const rowStep = fc.record({ do: fc.constantFrom('write', 'writeUnheard', 'repeat'), row });
const serverStep = fc.record({
  do: fc.constantFrom('drop', 'restart', 'refuse', 'hang', 'silence', 'block', 'reorder', 'heal', 'heal'),
});
const clientStep = fc.record({
  do: fc.constantFrom(
    'failBackfill',
    'expireTokens',
    'loseSession',
    'sleep',
    'hide',
    'throttle',
    'show',
    'networkDown',
    'networkUp',
  ),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: rowStep },
  { weight: 3, arbitrary: serverStep },
  { weight: 2, arbitrary: clientStep },
);

/** What happens, and how long after it nothing else does, in ms. */
export const schedule = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 4_000 })), { maxLength: 50 });

/** Of the world's own chance: jitter, delays. */
export const chanceSeed = fc.nat();

export const clientCount = fc.integer({ min: 1, max: 5 });
