import { Fragment, type ReactNode } from 'react';

export interface DescriptionListProps {
  items: readonly { label: string; value: ReactNode }[];
}

/** Facts: what, and its value, in two columns. */
export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className="m-0 grid grid-cols-[minmax(72px,max-content)_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-13">
      {items.map((item) => (
        <Fragment key={item.label}>
          <dt className="text-ink-3">{item.label}</dt>
          <dd className="m-0 min-w-0 break-words">{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
