import type { Place } from '@blunari/schema/config';
import { fieldName } from '@blunari/schema/config/field-name';
import { Button } from '@blunari/ui/button';
import { Icon } from '@blunari/ui/icon';
import { GitCompareArrows } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { formatTime } from '../../../shared/time/local-time.ts';
import type { WidgetChange } from '../../../data/api-types.ts';
import type { FieldChoice } from '../autosave/state.ts';
import type { Path } from '../autosave/patch-paths.ts';
import { valueWords } from '../history/value-words.ts';
import { authorOf } from '../history/author-of.ts';
import { lastChangeOf } from '../history/last-change-of.ts';
import { useHistory } from '../history/use-history.ts';
import type { Editor } from '../use-editor.ts';

export interface ConflictPanelProps {
  editor: Editor;
  place: Place;
}

/** Fields that a colleague and I changed to different values: both are shown, the person chooses, nothing is lost. */
export function ConflictPanel({ editor, place }: ConflictPanelProps) {
  const { runner, state } = editor;
  const { choices } = state;
  const { me } = useTenant();
  const history = useHistory(editor);
  if (choices.length === 0) return null;
  const choose = ({ path }: FieldChoice, keeps: FieldChoice['keeps']) =>
    runner.dispatch({ kind: 'choiceMade', path, keeps });
  const chooseAll = (keeps: FieldChoice['keeps']) => choices.forEach((choice) => choose(choice, keeps));
  const authors = choices.map(({ path }) => rivalOf(history.data, path, me.userId, place.timeZone));
  const names = [...new Set(authors.map(({ name }) => name))];
  const count = choices.length === 1 ? 'a field' : `${choices.length} fields`;
  return (
    <section
      aria-label="Fields that need a choice"
      className="border-0 border-b border-line bg-conflict-soft px-4 py-4 md:px-6"
    >
      <div className="flex gap-2.5">
        <Icon of={GitCompareArrows} className="mt-0.5 text-conflict-dot" />
        <div>
          <h3 className="m-0 text-14 font-semibold">
            {names.length === 1 ? names[0] : 'Colleagues'} changed {count} that you edited, too
          </h3>
          <p className="m-0 text-13 text-ink-2">
            Visitors see {names.length === 1 ? 'that value' : 'their values'} for now. Your other edits are saved.
          </p>
        </div>
      </div>
      {choices.map((choice, index) => (
        <Choice
          key={choice.path.join('.')}
          choice={choice}
          rival={authors[index]?.signature ?? unknownRival}
          place={place}
          onChoose={(keeps) => choose(choice, keeps)}
        />
      ))}
      <div className="mt-3 flex flex-wrap items-center gap-1">
        <Button variant="filled" onPress={() => runner.dispatch({ kind: 'choicesConfirmed', nowMs: Date.now() })}>
          Keep these
        </Button>
        <Button variant="ghost" onPress={() => chooseAll('mine')}>
          All mine
        </Button>
        <Button variant="ghost" onPress={() => chooseAll('theirs')}>
          All theirs
        </Button>
        <span className="ms-auto text-12 text-ink-3">Both stay in History</span>
      </div>
    </section>
  );
}

const unknownRival = 'A colleague';

/** Who set the value that mine stands against. I may have done so myself, on another device. */
function rivalOf(entries: readonly WidgetChange[] | undefined, path: Path, userId: string, timeZone: string) {
  const change = lastChangeOf(entries, path);
  if (!change) return { name: unknownRival, signature: unknownRival };
  const author = authorOf(change, userId);
  const name = author === 'You' ? 'Your other device' : author;
  return { name, signature: `${name}, ${formatTime(change.changedAt, timeZone)}` };
}

interface ChoiceProps {
  choice: FieldChoice;
  /** Who set the other value, and when. */
  rival: string;
  place: Place;
  onChoose: (keeps: FieldChoice['keeps']) => void;
}

function Choice({ choice, rival, place, onChoose }: ChoiceProps) {
  const { path, keeps } = choice;
  const context = { currency: place.currency, locale: place.defaultLocale };
  return (
    <RadioGroup
      aria-label={fieldName(path)}
      value={keeps}
      onChange={(value) => onChoose(value === 'mine' ? 'mine' : 'theirs')}
      className="mt-3"
    >
      <div aria-hidden className="mb-1.5 text-12 font-medium text-ink-2">
        {fieldName(path)}
      </div>
      <div className="grid gap-2 sm:grid-cols-2">
        <Side value="mine" title="You" words={valueWords(path, choice.mine, context)} />
        <Side value="theirs" title={rival} words={valueWords(path, choice.theirs, context)} />
      </div>
    </RadioGroup>
  );
}

function Side({ value, title, words }: { value: FieldChoice['keeps']; title: string; words: string }) {
  return (
    <Radio
      value={value}
      className="group flex min-h-14 cursor-pointer gap-2.5 rounded-md bg-surface px-3 py-2 text-13 inset-ring inset-ring-line-strong chosen:inset-ring-2 chosen:inset-ring-accent focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-focus"
    >
      <span
        aria-hidden
        className="mt-0.5 size-4 shrink-0 rounded-full inset-ring-[1.5px] inset-ring-line-field group-data-[selected]:inset-ring-[5px] group-data-[selected]:inset-ring-accent forced-colors:border"
      />
      <span className="min-w-0">
        <span className="block text-ink-3">{title}</span>
        <span className="block font-medium [overflow-wrap:anywhere]">
          <bdi>{words}</bdi>
        </span>
      </span>
    </Radio>
  );
}
