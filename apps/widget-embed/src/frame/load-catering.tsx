import type { CateringWidget, CateringWidgetProps } from '@blunari/widgets/catering';
import { UnloadedWidget } from '@blunari/widgets/unloaded';
import { reloadWhenBack } from './reload-when-back.ts';

interface LoadedCatering {
  readonly Catering: typeof CateringWidget;
  readonly isLoaded: boolean;
}

/**
 * The catering widget, a file of its own; where that does not load, a stand-in that says so, until the page is loaded
 * again. No guest has typed anything by then.
 */
export async function loadCatering(): Promise<LoadedCatering> {
  try {
    const { CateringWidget: Catering } = await import('@blunari/widgets/catering');
    return { Catering, isLoaded: true };
  } catch {
    const again = reloadWhenBack(window);
    const Catering = ({ config, place, locale, hostFont, onLocale }: CateringWidgetProps) => (
      <UnloadedWidget
        {...{ place, locale, hostFont, onLocale }}
        name="catering"
        appearance={config.appearance}
        onRetry={() => void again()}
      />
    );
    return { Catering, isLoaded: false };
  }
}
