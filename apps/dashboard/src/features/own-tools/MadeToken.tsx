import type { MadeApiToken } from '@blunari/schema/api';
import { Button } from '@blunari/ui/button';
import { CopyButton } from '../../shared/copy/CopyButton.tsx';

export interface MadeTokenProps {
  made: MadeApiToken & { readonly name: string };
  onDone: () => void;
}

/** The one time that a token is shown, until the person says that they have it. */
export function MadeToken({ made: { name, token }, onDone }: MadeTokenProps) {
  return (
    <section
      aria-labelledby="made-token"
      className="rounded-lg bg-positive-soft px-3.5 py-3 text-13 inset-ring inset-ring-line edge"
    >
      <h3 id="made-token" className="m-0 text-13 font-semibold">
        The token for <bdi>{name}</bdi>. Copy it now: it is not shown again.
      </h3>
      <code
        dir="ltr"
        className="mt-2 block rounded-md bg-surface px-3 py-2 text-12 leading-5 text-ink inset-ring inset-ring-line select-all [overflow-wrap:anywhere]"
      >
        {token}
      </code>
      <p className="m-0 mt-2 text-ink-2">
        Whoever has it can read your insights. Keep it as you keep a password, and revoke it if it got lost.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyButton
          text={() => token}
          // The form that held the focus has gone, and this is what there is to do.
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- see above
          autoFocus
        >
          Copy the token
        </CopyButton>
        <Button variant="ghost" onPress={onDone}>
          I have kept it
        </Button>
      </div>
    </section>
  );
}
