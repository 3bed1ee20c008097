import process from 'node:process';
import { parseArgs } from 'node:util';
import { createDatabase } from '@blunari/db';
import { plainPrisma } from '@blunari/db/testing/plain-prisma';
import { tapWire, type WireTap } from '@blunari/db/testing/wire-tap';
import { Client } from 'pg';
import { ourJobs, pgJobs, prismaJobs, type Job, type Jobs, type Statements } from './jobs.ts';
import { setUp, type Bench, type Restaurant } from './set-up.ts';
import { summarize, toTable, type Sample } from './table.ts';

/**
 * What our client costs beside bare pg with the very same SQL, step by step: `node client/bench-client.ts [--rounds 500]`.
 * All steps take turns in one run, each round in another order, so that a busy moment meets all of them alike.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '500' } } });
  const bench = await setUp();
  try {
    await measure(bench, Number(values.rounds));
  } finally {
    await bench.stop();
  }
}

const jobNames: readonly Job[] = ['read', 'save', 'booking'];

interface Step {
  readonly name: string;
  readonly jobs: Jobs;
  readonly close: () => Promise<void>;
}

const makers = [bareStep, beginStep, prismaStep, ourStep];

/** Rounds before the first that counts: connections, plans, compiled code. */
const WARM_UP = 50;

async function measure(bench: Bench, rounds: number): Promise<void> {
  const statements = await recordStatements(bench);
  const waits = await countWaits(bench, statements);
  const steps: Step[] = [];
  for (const make of makers) steps.push(await make(bench.apiUrl, await bench.addRestaurant(), statements));
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    for (const job of jobNames) {
      for (let turn = 0; turn < steps.length; turn += 1) {
        const step = steps[(turn + round) % steps.length];
        if (!step) continue;
        const sample = await timeOf(step.jobs[job]);
        if (round >= WARM_UP)
          samples.set(`${job} ${step.name}`, [...(samples.get(`${job} ${step.name}`) ?? []), sample]);
      }
    }
  }
  for (const { close } of steps) await close();
  process.stdout.write(
    `${toTable(
      jobNames,
      steps.map(({ name }) => name),
      waits,
      summarize(samples),
    )}\n`,
  );
}

async function timeOf(work: () => Promise<unknown>): Promise<Sample> {
  const [startedAtMs, cpuBefore] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { tookMs: performance.now() - startedAtMs, cpuMs: (user + system) / 1000 };
}

/** The SQL of our client, as it is on the wire. */
async function recordStatements(bench: Bench): Promise<Statements> {
  const tap = await tapWire(bench.apiUrl);
  const { jobs, close } = ourStep(tap.url, await bench.addRestaurant());
  const textsOf = async (job: Job): Promise<string[]> => {
    tap.forget();
    await jobs[job]();
    return tap.messages().flatMap(({ kind, text }) => (kind === 'Parse' ? [text] : []));
  };
  const statements = { read: await textsOf('read'), save: await textsOf('save'), booking: await textsOf('booking') };
  await close();
  await tap.stop();
  return statements;
}

/** How often each step waits for the server in each job, by `job step`. */
async function countWaits(bench: Bench, statements: Statements): Promise<ReadonlyMap<string, number>> {
  const waits = new Map<string, number>();
  for (const make of makers) {
    const tap: WireTap = await tapWire(bench.apiUrl);
    const { name, jobs, close } = await make(tap.url, await bench.addRestaurant(), statements);
    for (const job of jobNames) {
      // The first time connects.
      await jobs[job]();
      tap.forget();
      await jobs[job]();
      waits.set(`${job} ${name}`, tap.waits());
    }
    await close();
    await tap.stop();
  }
  return waits;
}

/** A session that is somebody from the start, as no pool may have it: the same rights and plans without our messages. */
function urlAs(apiUrl: string, { identity }: Restaurant): string {
  const url = new URL(apiUrl);
  url.searchParams.set('options', `-c role=authenticated -c request.jwt.claims=${JSON.stringify(identity.claims)}`);
  return url.href;
}

async function bareStep(apiUrl: string, restaurant: Restaurant, statements: Statements): Promise<Step> {
  const [person, visitor] = [new Client(urlAs(apiUrl, restaurant)), new Client(apiUrl)];
  await Promise.all([person.connect(), visitor.connect()]);
  const jobs = {
    ...pgJobs(person, '', statements, restaurant),
    booking: pgJobs(visitor, '', statements, restaurant).booking,
  };
  return { name: 'bare pg', jobs, close: async () => void (await Promise.all([person.end(), visitor.end()])) };
}

async function beginStep(apiUrl: string, restaurant: Restaurant, statements: Statements): Promise<Step> {
  const client = new Client(apiUrl);
  await client.connect();
  const claims = JSON.stringify(restaurant.identity.claims);
  const begin = `BEGIN; SELECT set_config('role', 'authenticated', true), set_config('request.jwt.claims', '${claims}', true)`;
  return {
    name: 'pg, BEGIN with identity',
    jobs: pgJobs(client, begin, statements, restaurant),
    close: () => client.end(),
  };
}

function prismaStep(apiUrl: string, restaurant: Restaurant, statements: Statements): Step {
  const [person, visitor] = [plainPrisma(urlAs(apiUrl, restaurant)), plainPrisma(apiUrl)];
  const close = async (): Promise<void> => {
    await Promise.all([person.$disconnect(), visitor.$disconnect()]);
  };
  return { name: 'Prisma alone', jobs: prismaJobs(person, visitor, statements, restaurant), close };
}

function ourStep(apiUrl: string, restaurant: Restaurant): Step {
  const database = createDatabase({ url: apiUrl, poolSize: 1 });
  return { name: 'our client', jobs: ourJobs(database, restaurant), close: () => database.close() };
}

await main();
