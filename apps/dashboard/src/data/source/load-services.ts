import { keepMockPerson, readMockPerson } from '../mock/mock-person.ts';
import type { RuntimeConfig } from '../runtime-config.ts';
import type { Services } from '../services.ts';
import { createRealServices } from './create-real-services.ts';
import type { DataSource } from './data-source.ts';

/** The services of a source. The simulated server is code of its own, fetched only by who asks for it. */
export async function loadServices(source: DataSource, config: RuntimeConfig): Promise<Services> {
  if (source === 'real') return createRealServices(config);
  const { createMockServices } = await import('../mock/create-mock-services.ts');
  return createMockServices(config, { person: readMockPerson(), keep: (person) => keepMockPerson(person) });
}

/** A simulated product beside the real one, for its checks: by the platform's admin, and nothing of it is remembered. */
export async function loadSimulatedServices(config: RuntimeConfig): Promise<Services> {
  const { createMockServices } = await import('../mock/create-mock-services.ts');
  return createMockServices(config, { person: { kind: 'platform-admin' }, keep: () => undefined });
}
