import { type ReactNode, useId } from 'react';

export interface PartFrameProps {
  title: string;
  /** At the end of the title's line. */
  end?: ReactNode;
  children: ReactNode;
}

/** A part of the form, hairline above. */
export function Part({ title, end, children }: PartFrameProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="border-0 border-t border-line py-4">
      <div className="mb-2.5 flex min-h-6 items-center justify-between gap-3">
        <h2 id={titleId} className="m-0 text-14 font-semibold">
          {title}
        </h2>
        {end}
      </div>
      {children}
    </section>
  );
}

/** Fields side by side: three, on phones two. */
export const threeColumns = 'grid grid-cols-2 gap-3 sm:grid-cols-3';
