import { SectionHeader } from '@blunari/ui/section-header';
import { CheckMark, type CheckMarkState } from '../CheckMark.tsx';
import type { NotReadyState } from './NotReady.tsx';
import { lookEveryMs } from './use-readiness.ts';

interface Finding {
  readonly what: string;
  readonly state: CheckMarkState;
  readonly detail: string;
}

/** What the page looked at, in the order in which one thing needs another. */
export function Findings({ readiness }: { readiness: NotReadyState }) {
  return (
    <section className="min-w-0">
      <SectionHeader
        title="What the page found"
        end={<span className="text-ink-3">every {lookEveryMs / 1000} s</span>}
      />
      <ul className="m-0 p-0">
        {findingsOf(readiness).map(({ what, state, detail }) => (
          <li
            key={what}
            className="flex min-h-9 list-none items-center gap-2.5 border-0 border-t border-line text-13 last:border-b"
          >
            <CheckMark state={state} />
            <span className={state === 'waits' ? 'flex-1 text-ink-3' : 'flex-1'}>{what}</span>
            <span className="text-ink-3">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function findingsOf(readiness: NotReadyState): readonly Finding[] {
  if (readiness.state === 'unreachable') {
    return [{ what: 'Database answers', state: 'wrong', detail: readiness.reason }, ...waiting];
  }
  const { before } = readiness;
  const version = readiness.state === 'not_migrated' ? readiness.serverVersion : null;
  return [
    { what: 'Database answers', state: 'fine', detail: version === null ? 'yes' : `Postgres ${version}` },
    tenants(before.hasTenants),
    tables(before),
    login(readiness),
    ...waiting.slice(3),
  ];
}

const waits = { state: 'waits', detail: 'waits' } as const;
const waiting: readonly Finding[] = [
  { what: 'Table tenants', ...waits },
  { what: 'Widget tables', ...waits },
  { what: 'API role can log in', ...waits },
  { what: 'Row security', ...waits },
  { what: 'Triggers and history', ...waits },
  { what: 'Live updates', ...waits },
];

type Before = Exclude<NotReadyState, { state: 'unreachable' }>['before'];

function tenants(hasTenants: Before['hasTenants']): Finding {
  const what = 'Table tenants';
  if (hasTenants === null) return { what, state: 'waits', detail: 'not known' };
  return { what, state: 'fine', detail: hasTenants ? 'is there' : 'will be made' };
}

function tables({ isMigrated, tableCount, expectedTableCount }: Before): Finding {
  const what = 'Widget tables';
  const count = tableCount ?? (isMigrated === true ? expectedTableCount : null);
  if (count === null && isMigrated === null) return { what, state: 'waits', detail: 'not known' };
  return {
    what,
    state: isMigrated === true ? 'fine' : 'wrong',
    detail: `${count ?? 0} of ${expectedTableCount}`,
  };
}

function login(readiness: NotReadyState): Finding {
  const what = 'API role can log in';
  if (readiness.state === 'login_refused') return { what, state: 'wrong', detail: 'refused' };
  const isIn = readiness.state === 'not_migrated' && readiness.serverVersion !== null;
  return isIn ? { what, state: 'fine', detail: 'yes' } : { what, ...waits };
}
