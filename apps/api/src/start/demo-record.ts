import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../embedded/start-error.ts';
import { readTextIfPresent } from '../shared/files/read-text-if-present.ts';

const demoRecordSchema = z.object({
  /** Postgres's own identifier of the database this tells of: another one has nothing of it. */
  databaseId: z.string(),
  /** False while a first start is under way, or was broken off. */
  isSeeded: z.boolean(),
  /** By e-mail address. */
  passwords: z.record(z.string(), z.string()),
});

/** What a data folder remembers of its demo: that it was made, and its sign-ins for the next start to print. */
export type DemoRecord = z.infer<typeof demoRecordSchema>;

/** Undefined where this database never got a demo, or got it before there were records. */
export async function readDemoRecord(folderPath: string, databaseId: string): Promise<DemoRecord | undefined> {
  const path = pathIn(folderPath);
  const text = await readTextIfPresent(path);
  if (text === undefined) return undefined;
  try {
    const record = demoRecordSchema.parse(JSON.parse(text));
    return record.databaseId === databaseId ? record : undefined;
  } catch (error) {
    const message = `${path} is damaged: delete it and start again. Sign-ins that it alone knew are lost.`;
    throw new StartError('data_folder', message, { cause: error });
  }
}

/** Readable by this user alone: it holds passwords. */
export async function writeDemoRecord(folderPath: string, record: DemoRecord): Promise<void> {
  const path = pathIn(folderPath);
  await writeFile(`${path}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}

function pathIn(folderPath: string): string {
  return join(folderPath, 'demo.json');
}
