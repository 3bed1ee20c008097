import type { Place } from '@blunari/schema/config';
import { Button } from '@blunari/ui/button';
import { Icon } from '@blunari/ui/icon';
import { GitCompareArrows } from 'lucide-react';
import type { WidgetChange } from '../../data/api-types.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { formatTime } from '../../shared/time/local-time.ts';
import { fieldLabel, valueWords } from './field-words.ts';
import type { Clash } from './form-state.ts';
import { authorOf, lastChangeAt } from './last-change.ts';
import type { EarlierFormHandle } from './use-earlier-form.ts';

export interface ClashNoteProps {
  form: EarlierFormHandle;
  place: Place;
  history: readonly WidgetChange[] | undefined;
}

/** Fields that somebody else set meanwhile: both values in words, and what each way does. */
export function ClashNote({ form, place, history }: ClashNoteProps) {
  const { me } = useTenant();
  const { clashes, edited } = form.state;
  if (clashes.length === 0) return null;
  const authorOfClash = ({ path }: Clash) => {
    const change = lastChangeAt(history, path);
    if (!change) return { name: 'Somebody else', at: '' };
    const author = authorOf(change, me.userId);
    const name = author === 'you' ? 'You, elsewhere,' : `${author.charAt(0).toUpperCase()}${author.slice(1)}`;
    return { name, at: ` at ${formatTime(change.changedAt, place.timeZone)}` };
  };
  return (
    <section
      role="alert"
      aria-label="Changed meanwhile"
      className="mb-4 rounded-lg bg-conflict-soft px-3.5 py-3 text-13 edge"
    >
      <div className="flex gap-2.5">
        <Icon of={GitCompareArrows} className="mt-0.5 text-conflict-dot" />
        <div className="min-w-0 flex-1">
          <h2 className="m-0 text-13 font-semibold">
            {clashes.length === 1 ? '1 field was' : `${clashes.length} fields were`} changed by somebody else while you
            typed
          </h2>
          <p className="m-0 text-ink-2">Everything else is saved. Press Save again to put yours in their place.</p>
          <ul className="m-0 mt-2 grid list-none gap-2 p-0">
            {clashes.map((clash) => (
              <ClashLine
                key={clash.path.join('.')}
                clash={clash}
                label={fieldLabel(clash.path, edited, place)}
                rival={authorOfClash(clash)}
                words={(value) => valueWords(clash.path, value, place)}
                onTake={() => form.takeTheirs(clash)}
              />
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

interface ClashLineProps {
  clash: Clash;
  label: string;
  rival: { readonly name: string; readonly at: string };
  words: (value: Clash['mine']) => string;
  onTake: () => void;
}

function ClashLine({ clash: { mine, theirs }, label, rival, words, onTake }: ClashLineProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
        <strong className="font-semibold">{label}</strong>: you typed <bdi className="font-medium">{words(mine)}</bdi>.{' '}
        <bdi>{rival.name}</bdi> saved <bdi className="font-medium">{words(theirs)}</bdi>
        {rival.at}.
      </span>
      <Button size="sm" onPress={onTake}>
        Take <bdi>{words(theirs)}</bdi>
      </Button>
    </li>
  );
}
