import type { ReactNode } from 'react';
import { CommandWell } from '../../../shared/copy/CommandWell.tsx';

/** Three ways to run the file; each is enough. */
export function MigrationSteps({ fileName }: { fileName: string }) {
  return (
    <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-6 border-0 border-t border-line pt-4 @2xl:grid-cols-[minmax(0,.85fr)_minmax(0,1.45fr)_minmax(0,.95fr)]">
      <Way title="In the SQL editor">
        <Step number={1}>Copy the SQL above</Step>
        <Step number={2}>Supabase, SQL editor, New query, paste</Step>
        <Step number={3}>Run. It ends without a result</Step>
      </Way>
      <Way title="With psql">
        <Step number={1}>In the folder of the file, as the owner:</Step>
        <CommandWell label="Copy psql" command={`psql "$DATABASE_OWNER_URL" -v ON_ERROR_STOP=1 \\\n  -f ${fileName}`} />
        <Step number={2}>
          Then <code>pnpm db:verify</code>
        </Step>
      </Way>
      <Way title="With the Supabase CLI">
        <Step number={1}>Link the project once:</Step>
        <CommandWell label="Copy link" command="supabase link" />
        <Step number={2}>
          Send what is missing, from a checkout with <code>supabase/migrations</code>:
        </Step>
        <CommandWell label="Copy push" command="supabase db push" />
      </Way>
    </div>
  );
}

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h2 className="m-0 mb-1.5 text-14 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Step({ number, children }: { number: number; children: ReactNode }) {
  return (
    <p className="m-0 flex gap-2 py-0.75 text-13 text-ink-2">
      <span className="w-3 shrink-0 text-ink-3">{number}</span>
      <span className="min-w-0">{children}</span>
    </p>
  );
}
