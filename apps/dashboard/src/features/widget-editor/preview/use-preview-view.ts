import type { Appearance } from '@blunari/schema/config';
import type { Scheme } from '@blunari/widgets/theme';
import { useState } from 'react';
import { useMediaQuery } from '../../../shared/screens/use-media-query.ts';

/** How the preview is looked at. None of it is a setting of the widget. */
export interface PreviewView {
  /** In which the widget speaks. */
  readonly language: string;
  readonly setLanguage: (language: string) => void;
  readonly scheme: Scheme;
  readonly setScheme: (scheme: Scheme) => void;
  /** A paused widget is shown as if it were on, to go on working at it. */
  readonly isShownOn: boolean;
  readonly setShownOn: (isShownOn: boolean) => void;
}

/**
 * Each control follows the form until it is used, and again as soon as the form says something new: who edits the
 * Italian texts sees them in Italian, who sets the theme sees that theme.
 */
export function usePreviewView(formLanguage: string, theme: Appearance['theme']): PreviewView {
  const [language, setLanguage] = useFollowed(formLanguage, formLanguage);
  const isDarkPreferred = useMediaQuery('(prefers-color-scheme: dark)');
  const automatic = isDarkPreferred ? 'dark' : 'light';
  const [scheme, setScheme] = useFollowed<Scheme>(theme === 'auto' ? automatic : theme, theme);
  const [isShownOn, setShownOn] = useState(false);
  return { language, setLanguage, scheme, setScheme, isShownOn, setShownOn };
}

/** `usual` until something else is chosen; a choice lasts as long as `source` stays what it was. */
function useFollowed<Value extends string>(usual: Value, source: string): [Value, (value: Value) => void] {
  const [chosen, setChosen] = useState<{ value: Value; source: string } | null>(null);
  const value = chosen?.source === source ? chosen.value : usual;
  return [value, (next) => setChosen({ value: next, source })];
}
