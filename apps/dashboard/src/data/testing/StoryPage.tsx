import type { Me } from '@blunari/schema/api';
import type { TenantRole } from '@blunari/schema/roles';
import { createRealtime } from '@blunari/realtime';
import { RealtimeProvider } from '@blunari/realtime/react';
import { FakeEnvironment, MemoryServer } from '@blunari/realtime/testing';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { MeContext } from '../../shared/tenant/me-context.ts';
import { TenantContext } from '../../shared/tenant/tenant-context.ts';
import { ServicesContext } from '../services-context.ts';
import { createStoryServices, type StoryAnswers } from './story-services.ts';

export interface StoryPageProps {
  answers: StoryAnswers;
  role?: TenantRole;
  children: ReactNode;
}

/** A signed-in person's screen without a server, a line or a browser's address: all that a screen asks for is the story's. */
export function StoryPage({ answers, role = 'owner', children }: StoryPageProps) {
  const [{ services, realtime }] = useState(() => createWorld(answers));
  const [router] = useState(() =>
    createRouter({
      routeTree: createRootRoute({ component: () => children }),
      history: createMemoryHistory({ initialEntries: ['/'] }),
    }),
  );
  const tenant = { ...storyTenant, role };
  const me = { ...storyMe, tenants: [tenant] };
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={services.queryClient}>
        <RealtimeProvider realtime={realtime}>
          <MeContext value={me}>
            <TenantContext value={{ me, tenant }}>
              <RouterProvider router={router} />
            </TenantContext>
          </MeContext>
        </RealtimeProvider>
      </QueryClientProvider>
    </ServicesContext>
  );
}

export const storyTenant = {
  id: 'de300000-0000-4000-8000-000000000001',
  name: 'Trattoria Lucia',
  slug: 'trattoria-lucia',
  role: 'owner',
} as const;

const storyMe: Omit<Me, 'tenants'> = {
  userId: 'de300000-0000-4000-8000-000000000002',
  email: 'giulia@example.com',
  name: 'Giulia Ferri',
  isPlatformAdmin: false,
};

function createWorld(answers: StoryAnswers) {
  const environment = new FakeEnvironment();
  const server = new MemoryServer({ environment, latencyMs: 5 });
  return {
    services: createStoryServices(answers),
    realtime: createRealtime({ environment, transport: server.createTransport() }),
  };
}
