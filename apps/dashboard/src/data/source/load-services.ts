import type { RuntimeConfig } from '../runtime-config.ts';
import type { Services } from '../services.ts';
import { createRealServices } from './create-real-services.ts';
import type { DataSource } from './data-source.ts';

/** The services of a source. The simulated server is code of its own, fetched only by who asks for it. */
export async function loadServices(source: DataSource, config: RuntimeConfig): Promise<Services> {
  if (source === 'real') return createRealServices(config);
  const { createMockServices } = await import('../mock/create-mock-services.ts');
  return createMockServices(config);
}
