import { useView } from '../view/view-context.ts';

/** Where a filter is set that a part of the screen does not know: it tells all visits, and says so. */
export function WholeNote() {
  const { filter } = useView().view;
  if (filter === undefined) return null;
  return <p className="m-0 mt-2 text-12 text-ink-3">All visits: the filter does not narrow this.</p>;
}
