import type { Readiness } from '@blunari/schema/api';
import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { MockUntilReady } from '../../../shared/mock-mode/MockUntilReady.tsx';
import { StatusHead } from '../StatusHead.tsx';
import { ApiLogin } from './ApiLogin.tsx';
import { Findings } from './Findings.tsx';
import { MigrationFile } from './MigrationFile.tsx';
import { UntilReady } from './UntilReady.tsx';

export type NotReadyState = Extract<Readiness, { state: 'unreachable' | 'not_migrated' | 'login_refused' }>;

/** What stands between this installation and its database, and what to do about it. */
export function NotReady({ readiness }: { readiness: NotReadyState }) {
  const { title, detail, tone } = words[readiness.state];
  return (
    <Page>
      <StatusHead tone={tone} title={`Database: ${title}`} detail={detail}>
        <MockUntilReady />
      </StatusHead>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 @4xl:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0">
          <Steps readiness={readiness} />
        </div>
        <Findings readiness={readiness} />
      </div>
      <UntilReady />
    </Page>
  );
}

const words = {
  unreachable: { title: 'No answer', detail: 'The page turns to Ready by itself when it answers.', tone: 'negative' },
  not_migrated: {
    title: 'Not migrated',
    detail: 'The widget tables are not there yet. Run this file once; the page turns to Ready by itself.',
    tone: 'caution',
  },
  login_refused: {
    title: 'API role without password, or with another',
    detail:
      'The database refuses the password in DATABASE_URL, or its role has none yet. Run one statement; the page turns to Ready by itself.',
    tone: 'caution',
  },
} as const satisfies Record<NotReadyState['state'], { title: string; detail: string; tone: 'caution' | 'negative' }>;

function Steps({ readiness }: { readiness: NotReadyState }) {
  if (readiness.state === 'unreachable') {
    return (
      <Note tone="negative">
        The API asked at the address in <code>DATABASE_URL</code> and heard: <code>{readiness.reason}</code>. Check that
        the database runs, that host and port are right, and that a firewall lets the API through. It asks again by
        itself.
      </Note>
    );
  }
  if (readiness.state === 'not_migrated') {
    return (
      <>
        <MigrationFile />
        <ApiLogin isLater />
      </>
    );
  }
  return (
    <>
      <ApiLogin />
      {readiness.before.isMigrated === null && <MigrationFile isPerhaps />}
    </>
  );
}
