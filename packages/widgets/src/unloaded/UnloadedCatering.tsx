import { messagesFor } from '../i18n/locale.ts';
import type { CateringWidgetProps } from '../catering/CateringWidget.tsx';
import { LoadProblem } from '../parts/LoadProblem.tsx';
import { WidgetShell } from '../parts/WidgetShell.tsx';

interface UnloadedCateringProps extends Pick<
  CateringWidgetProps,
  'config' | 'place' | 'locale' | 'hostFont' | 'onLocale'
> {
  readonly onRetry: () => void;
}

/** What a guest sees where the catering widget itself did not load. */
export function UnloadedCatering({ config, place, locale, hostFont, onLocale, onRetry }: UnloadedCateringProps) {
  const messages = messagesFor(locale);
  return (
    <WidgetShell
      appearance={config.appearance}
      place={place}
      locale={locale}
      hostFont={hostFont}
      onLocale={onLocale}
      label={messages.catering}
      footer={place.name}
    >
      <div className="bw-in">
        <LoadProblem text={messages.formFailed} onRetry={onRetry} />
      </div>
    </WidgetShell>
  );
}
