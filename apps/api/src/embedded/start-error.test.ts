import { PostgresStartError } from '@blunari/db/server';
import { expect, it } from 'vitest';
import { assertNodeVersion, StartError, toListenError, toStartError } from './start-error.ts';

const failure = (code: string): Error => Object.assign(new Error('as the system says it'), { code });

it('says of a full disk which folder it is about, whoever met it first', () => {
  for (const code of ['ENOSPC', 'EDQUOT', '53100']) {
    expect(toStartError(failure(code), '/srv/data')).toMatchObject({
      code: 'disk_full',
      message: 'The disk that holds /srv/data is full: free some space and start again.',
    });
  }
});

it('keeps what the database start says and gives it our code', () => {
  const error = toStartError(new PostgresStartError('unsupported_platform', 'No: yes.'), '/srv/data');
  expect(error).toBeInstanceOf(StartError);
  expect(error).toMatchObject({ code: 'unsupported_platform', message: 'No: yes.' });
});

it('leaves a bug as it is', () => {
  const bug = new TypeError('x is undefined');
  expect(toStartError(bug, '/srv/data')).toBe(bug);
  expect(toListenError(bug, 8080, 'PORT')).toBe(bug);
});

it('names the busy port and the variable that moves it', () => {
  expect(toListenError(failure('EADDRINUSE'), 8081, 'DEMO_PORT')).toMatchObject({
    code: 'port_in_use',
    message:
      'Port 8081 is taken by another program: stop that one, or choose another port, as in DEMO_PORT=8091 npm start.',
  });
});

it.each(['EADDRNOTAVAIL', 'ENOTFOUND'])('says that HOST is none of this machine on %s', (code) => {
  expect(toListenError(failure(code), 8080, 'PORT')).toMatchObject({
    code: 'host',
    message: 'HOST is no address of this machine: leave it out for this machine alone, or set HOST=0.0.0.0.',
  });
});

it.each(['EEXIST', 'ENOTDIR', 'EACCES', 'EROFS'])(
  'says of a data folder that cannot be one (%s) how to choose another',
  (code) => {
    expect(toStartError(failure(code), '/srv/data')).toMatchObject({
      code: 'data_folder',
      message: 'The data folder /srv/data cannot be written: make it yours, or choose another with DATA_DIR.',
    });
  },
);

it('refuses a Node that cannot run the sources', () => {
  expect(() => assertNodeVersion('20.20.2')).toThrow('Node 20.20.2 is too old');
  expect(() => assertNodeVersion('26.10.0')).not.toThrow();
});
