import { invalidInput } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { z } from 'zod';
import type { Backend } from '../state/backend.ts';

/** Who calls; every procedure is for people who are signed in. */
export interface Call extends Backend {
  readonly userId: string;
}

/** A procedure of the dashboard's API: what it takes is checked before it runs, and so is what it answers. */
export type Procedure = (call: Call, input: unknown) => Result<unknown>;

export function procedure<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
  run: (call: Call, input: z.infer<Input>) => Result<z.input<Output>>,
): Procedure {
  return (call, sent) => {
    const parsed = input.safeParse(sent);
    if (!parsed.success) return err(invalidInput(parsed.error));
    const answer = run(call, parsed.data);
    return answer.ok ? ok(output.parse(answer.value)) : answer;
  };
}
