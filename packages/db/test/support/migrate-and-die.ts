// Migrates the database of its first argument and is killed, as by kill -9, before the statement of its second.
import process from 'node:process';
import { migrate } from '../../src/migrate/migrate.ts';

const [url = '', fatal = '0'] = process.argv.slice(2);
let count = 0;
await migrate(url, {
  onStatement: () => {
    count += 1;
    if (count === Number(fatal)) process.kill(process.pid, 'SIGKILL');
  },
});
