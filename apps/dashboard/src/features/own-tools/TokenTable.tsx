import type { ApiToken } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { type DataColumn, DataTable } from '@blunari/ui/data-table';
import type { Today } from '../../shared/place/use-today.ts';
import { formatAgo, formatDay } from '../../shared/time/local-time.ts';

export interface TokenTableProps {
  tokens: readonly ApiToken[];
  today: Today;
  onRevoke: (token: ApiToken) => void;
}

/** Who reads: each token by its name and first letters, when it was last used, and how long it is good. */
export function TokenTable({ tokens, today, onRevoke }: TokenTableProps) {
  return (
    <DataTable
      caption="Tokens, newest first"
      columns={columnsOf(today)}
      rows={tokens}
      rowKey={({ id }) => id}
      actionsHeader="Revoke"
      actions={(token) => revokeButton(token, onRevoke)}
    />
  );
}

function revokeButton(token: ApiToken, onRevoke: TokenTableProps['onRevoke']) {
  return (
    <Button size="sm" variant="ghost" aria-label={`Revoke ${token.name}`} onPress={() => onRevoke(token)}>
      Revoke
    </Button>
  );
}

function columnsOf({ timeZone, nowMs }: Today): readonly DataColumn<ApiToken>[] {
  return [
    {
      id: 'name',
      header: 'Token',
      isRowHeader: true,
      cell: ({ name, prefix }) => (
        <div className="min-w-0 py-2">
          <bdi className="block truncate">{name}</bdi>
          <span className="font-mono text-12 font-regular text-ink-3">{prefix}…</span>
        </div>
      ),
    },
    {
      id: 'used',
      header: 'Last used',
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span className="text-ink-3">never</span> : formatAgo(lastUsedAt, nowMs),
    },
    {
      id: 'made',
      header: 'Made',
      isSecondary: true,
      cell: ({ createdAt }) => formatDay(createdAt, timeZone, nowMs),
    },
    {
      id: 'ends',
      header: 'Ends',
      cell: ({ expiresAt }) =>
        expiresAt === null ? (
          <span className="text-ink-3">when revoked</span>
        ) : (
          <Ends expiresAtMs={Date.parse(expiresAt)} timeZone={timeZone} nowMs={nowMs} />
        ),
    },
  ];
}

function Ends({ expiresAtMs, timeZone, nowMs }: { expiresAtMs: number; timeZone: string; nowMs: number }) {
  const day = formatDay(expiresAtMs, timeZone, nowMs);
  return expiresAtMs > nowMs ? day : <span className="text-negative">ended {day}</span>;
}
