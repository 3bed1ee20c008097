import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { toDotenv } from './to-dotenv.ts';

it('is read by a shell as it was meant', () => {
  const url = 'postgres://a:b@127.0.0.1:5432/postgres?x=1&y=$HOME#z';
  const text = toDotenv({ DATABASE_URL: url, PUBLIC_URL: 'http://localhost:8080' });
  const { stdout } = spawnSync('sh', ['-c', `${text}\nprintf '%s %s' "$DATABASE_URL" "$PUBLIC_URL"`], {
    encoding: 'utf8',
  });
  expect(stdout).toBe(`${url} http://localhost:8080`);
});

it('refuses what it could not write truthfully', () => {
  expect(() => toDotenv({ KEY: "it's" })).toThrow('quote');
});
