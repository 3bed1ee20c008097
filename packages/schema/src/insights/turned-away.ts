import { z } from 'zod';
import { localDateSchema, localTimeSchema } from '../time.ts';
import { refusingRules } from './event.ts';
import { countSchema } from './numbers.ts';

const wishSchema = z.object({
  wantedDate: localDateSchema,
  /** `''`: any time of that day. */
  wantedTime: z.union([z.literal(''), localTimeSchema]),
  partySize: z.number().int().min(1),
  rule: z.enum(refusingRules),
  /** Sessions that wanted exactly this and saw no time. */
  sessions: countSchema,
});

export type Wish = z.infer<typeof wishSchema>;

/** What visitors wanted and could not have. A session counts once for each day, time and party that it wanted. */
export const turnedAwaySchema = z.object({
  /** Most wanted first. */
  wishes: z.array(wishSchema).readonly(),
  /** Those that are not listed as one, and all of them. */
  rest: countSchema,
  total: countSchema,
  /** By what refused them, the most first; `other` are those that a day had no room for. */
  rules: z.array(z.object({ rule: z.enum([...refusingRules, 'other']), sessions: countSchema })).readonly(),
});

export type TurnedAway = z.infer<typeof turnedAwaySchema>;
