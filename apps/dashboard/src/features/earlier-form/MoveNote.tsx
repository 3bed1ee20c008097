import { Button } from '@blunari/ui/button';
import { Note } from '@blunari/ui/note';
import { useState } from 'react';
import { leaveUnsentEdits } from '../../data/unsent-edits.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { patchOf } from './form-state.ts';
import type { EarlierFormHandle } from './use-earlier-form.ts';

export interface MoveNoteProps {
  form: EarlierFormHandle;
  widgetId: string;
  /** Shows the editor in the place of the form. */
  onMove: () => void;
}

/** The restaurant has the editor by now, and something here is not saved: what shall become of it? */
export function MoveNote({ form, widgetId, onMove }: MoveNoteProps) {
  const { me } = useTenant();
  const [isFull, setIsFull] = useState(false);
  const count = form.changed.length;
  const takeAlong = () => {
    const edits = { onto: form.state.base.config, patch: patchOf(form.state), choices: [], count };
    if (leaveUnsentEdits(me.userId, widgetId, edits)) onMove();
    else setIsFull(true);
  };
  return (
    <output className="block shrink-0 px-4 pt-3 md:px-6 xl:px-8">
      <Note tone="caution" className="max-w-160">
        <p className="m-0">
          <strong className="font-semibold">This restaurant has the new editor now.</strong>{' '}
          {count === 1 ? 'What you changed here is' : `${count} fields that you changed here are`} not saved yet. Press
          Save, or take {count === 1 ? 'it' : 'them'} along: the editor then saves {count === 1 ? 'it' : 'them'}.
        </p>
        {isFull && <p className="m-0 mt-1">This device keeps nothing, so they cannot be taken along. Press Save.</p>}
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" onPress={takeAlong} isDisabled={form.isSaving}>
            Take {count === 1 ? 'it' : 'them'} along
          </Button>
          <Button size="sm" variant="ghost" onPress={onMove} isDisabled={form.isSaving}>
            Drop {count === 1 ? 'it' : 'them'} and open the editor
          </Button>
        </div>
      </Note>
    </output>
  );
}
