import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const messageSchema = z.object({ id: z.number(), body: z.unknown(), error: z.string().optional() });

/** A process that does as it is told, one command after another. */
export class Child<Command> {
  readonly #process: ChildProcess;
  #lastId = 0;

  constructor(script: string, execArgv: readonly string[] = []) {
    const path = fileURLToPath(new URL(script, import.meta.url));
    this.#process = fork(path, [], { execArgv: [...process.execArgv, ...execArgv], stdio: 'inherit' });
    // One for each command that is under way.
    this.#process.setMaxListeners(0);
  }

  async ask<Answer>(command: Command, answer: z.ZodType<Answer>): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const listen = (raw: unknown): void => {
      const message = messageSchema.parse(raw);
      if (message.id !== id) return;
      this.#process.off('message', listen);
      if (message.error === undefined) resolve(message.body);
      else reject(new Error(message.error));
    };
    const onExit = (): void => reject(new Error('The process ended.'));
    this.#process.on('message', listen).once('exit', onExit);
    this.#process.send({ id, body: command });
    const body = await promise;
    this.#process.off('exit', onExit);
    return answer.parse(body);
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}

/** The other end. */
export function obey(handle: (command: unknown) => Promise<unknown>): void {
  process.on('message', (raw) => {
    const { id, body } = messageSchema.parse(raw);
    handle(body).then(
      (answer) => process.send?.({ id, body: answer }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
}
