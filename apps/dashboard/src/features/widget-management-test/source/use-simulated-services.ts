import { useEffect, useState } from 'react';
import type { RuntimeConfig } from '../../../data/runtime-config.ts';
import type { Services } from '../../../data/services.ts';
import { loadSimulatedServices } from '../../../data/source/load-services.ts';

/** A simulated product beside the real one that this tab looks at; null until its code is there. */
export function useSimulatedServices(config: RuntimeConfig): Services | null {
  const [services, setServices] = useState<Services | null>(null);
  useEffect(() => {
    let isLeft = false;
    const show = (loaded: Services): void => {
      if (!isLeft) setServices(loaded);
    };
    // Without its code the page still says what the database lacks, which is what it is for.
    void loadSimulatedServices(config).then(show, () => undefined);
    return () => {
      isLeft = true;
    };
  }, [config]);
  return services;
}
