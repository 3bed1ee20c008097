import { IconButton } from '@blunari/ui/icon-button';
import { X } from 'lucide-react';
import { filterWords, valueWords } from '../breakdown/dimension-words.ts';
import { useView } from '../view/view-context.ts';

/** What everything is narrowed to, and the way back. */
export function FilterChip() {
  const { view, choose } = useView();
  const { filter } = view;
  if (filter === undefined) return null;
  return (
    <div className="mb-4 flex w-fit max-w-full items-center gap-1 self-start rounded-md bg-accent-soft ps-3 pe-1 text-13 inset-ring inset-ring-accent-line edge">
      <span className="min-w-0 truncate">
        Only visits {filterWords[filter.dimension]}{' '}
        <strong className="font-medium">
          <bdi>{valueWords(filter.dimension, filter.value)}</bdi>
        </strong>
      </span>
      <IconButton
        icon={X}
        label="Take the filter away"
        size="sm"
        onPress={() => choose({ by: undefined, value: undefined })}
      />
    </div>
  );
}
