import { type ReactNode, useId } from 'react';

export interface FormSectionProps {
  /** Where an address with `#id` leads. */
  id?: string;
  title: string;
  detail?: string;
  end?: ReactNode;
  children: ReactNode;
}

/** A part of a long form, hairline below all but the last. */
export function FormSection({ id, title, detail, end, children }: FormSectionProps) {
  const titleId = useId();
  return (
    <section
      id={id}
      aria-labelledby={titleId}
      className="border-0 border-b border-line px-4 py-5 last:border-b-0 md:px-6"
    >
      <div className="mb-3 flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 id={titleId} className="m-0 text-14 font-semibold">
            {title}
          </h3>
          {detail !== undefined && <p className="m-0 mt-px text-13 text-ink-3">{detail}</p>}
        </div>
        {end}
      </div>
      {children}
    </section>
  );
}
