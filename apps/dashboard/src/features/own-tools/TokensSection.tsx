import type { ApiToken, MadeApiToken } from '@blunari/schema/api';
import { EmptyState } from '@blunari/ui/empty-state';
import { Note } from '@blunari/ui/note';
import { SectionHeader } from '@blunari/ui/section-header';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../../data/services-context.ts';
import { useToday } from '../../shared/place/use-today.ts';
import { FailedPanel } from '../../shared/screens/FailedPanel.tsx';
import { MadeToken } from './MadeToken.tsx';
import { NewTokenForm } from './NewTokenForm.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { TokenTable } from './TokenTable.tsx';
import { useTokens } from './use-tokens.ts';

/** The tokens that are good, one more of them, and the end of any. */
export function TokensSection() {
  const { mock } = useServices();
  const [made, setMade] = useState<(MadeApiToken & { readonly name: string }) | null>(null);
  const [revoked, setRevoked] = useState<ApiToken | null>(null);
  const { ref, focusAfter } = useFocusAfter();
  return (
    <section ref={ref} aria-labelledby="tokens" tabIndex={-1} className="min-w-0 rounded-sm outline-none">
      <SectionHeader id="tokens" title="Tokens" />
      <p className="m-0 mb-4 max-w-150 text-13 text-pretty text-ink-2">
        With a token a program reads what this restaurant’s visitors do, and nothing else: no booking, no guest, no
        setting. It changes nothing.
      </p>
      {mock && (
        <Note className="mb-4">In Mock Mode you can try this out, but no address answers to a token made here.</Note>
      )}
      <TokenList onRevoke={setRevoked} />
      <div className="mt-5">
        {made ? (
          <MadeToken
            made={made}
            onDone={() => {
              setMade(null);
              focusAfter();
            }}
          />
        ) : (
          <NewTokenForm onMade={(token, name) => setMade({ ...token, name })} />
        )}
      </div>
      {revoked && (
        <RevokeDialog
          token={revoked}
          onClose={() => setRevoked(null)}
          onRevoked={() => {
            setMade((shown) => (shown?.id === revoked.id ? null : shown));
            setRevoked(null);
            focusAfter();
          }}
        />
      )}
    </section>
  );
}

function TokenList({ onRevoke }: { onRevoke: (token: ApiToken) => void }) {
  const { data, error, refetch } = useTokens();
  const today = useToday();
  if (data === undefined && error !== null) {
    return <FailedPanel what="The tokens" error={error} onRetry={() => void refetch()} />;
  }
  if (data === undefined || today === undefined) return <SkeletonRows label="The tokens are on their way" rows={3} />;
  if (data.length === 0) {
    return (
      <EmptyState drawing="list" title="No program reads your insights yet.">
        Make a token for your spreadsheet, your till or your own reports.
      </EmptyState>
    );
  }
  return <TokenTable tokens={data} today={today} onRevoke={onRevoke} />;
}

/** What held the focus goes from the page: the section it stood in takes it. */
function useFocusAfter() {
  const ref = useRef<HTMLElement>(null);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times > 0) ref.current?.focus();
  }, [times]);
  return { ref, focusAfter: () => setTimes((count) => count + 1) };
}
