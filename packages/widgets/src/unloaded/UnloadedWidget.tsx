import type { Appearance, Place } from '@blunari/schema/config';
import { messagesFor } from '../i18n/locale.ts';
import { LoadProblem } from '../parts/LoadProblem.tsx';
import { WidgetShell } from '../parts/WidgetShell.tsx';

interface UnloadedWidgetProps {
  /** Which widget it is. */
  readonly name: 'catering' | 'yourBooking';
  readonly appearance: Appearance;
  readonly place: Place;
  readonly locale: string;
  readonly hostFont?: string | undefined;
  readonly onLocale?: ((locale: string) => void) | undefined;
  readonly onRetry: () => void;
}

/** What a guest sees where a widget that is a file of its own did not load. */
export function UnloadedWidget({ name, appearance, place, locale, hostFont, onLocale, onRetry }: UnloadedWidgetProps) {
  const messages = messagesFor(locale);
  return (
    <WidgetShell
      appearance={appearance}
      place={place}
      locale={locale}
      hostFont={hostFont}
      onLocale={onLocale}
      label={messages[name]}
      footer={place.name}
    >
      <div className="bw-in">
        <LoadProblem text={messages.formFailed} onRetry={onRetry} />
      </div>
    </WidgetShell>
  );
}
