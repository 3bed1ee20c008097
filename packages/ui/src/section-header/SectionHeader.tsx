import type { ReactNode } from 'react';

export interface SectionHeaderProps {
  title: string;
  /** Quiet words or a count after the title. */
  detail?: ReactNode;
  /** Links or controls at the end of the line. */
  end?: ReactNode;
  id?: string;
}

/** The line over a group on a page. */
export function SectionHeader({ title, detail, end, id }: SectionHeaderProps) {
  return (
    <div className="mb-2 flex min-h-7 items-center gap-2.5">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
        <h2 {...(id === undefined ? {} : { id })} className="m-0 text-14 font-semibold tracking-[-0.005em]">
          {title}
        </h2>
        {detail !== undefined && <span className="text-13 text-ink-3">{detail}</span>}
      </div>
      {end !== undefined && <div className="ms-auto flex items-center gap-2 text-13">{end}</div>}
    </div>
  );
}
