import type { Place } from '@blunari/schema/config';
import { IconButton } from '@blunari/ui/icon-button';
import { Select } from '@blunari/ui/select';
import { Moon, Sun } from 'lucide-react';
import type { PreviewView } from './use-preview-view.ts';

/** The language and the look of the preview; they change nothing that is saved. */
export function LookControls({ place, view }: { place: Place; view: PreviewView }) {
  const { language, setLanguage, scheme, setScheme } = view;
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <div className="flex items-center gap-1.5">
      {place.locales.length > 1 && (
        <Select
          label="Language of the preview"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          className="w-29"
          value={language}
          onChange={setLanguage}
          options={place.locales.map((locale) => ({ value: locale, label: names.of(locale) ?? locale }))}
        />
      )}
      <IconButton
        icon={other === 'dark' ? Moon : Sun}
        label={`Show the ${other} look`}
        size="sm"
        onPress={() => setScheme(other)}
      />
    </div>
  );
}

const names = new Intl.DisplayNames('en', { type: 'language' });
