import type { Database } from '@blunari/db';
import type { AppError } from '@blunari/schema/errors';
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { answerOn } from './http/answer-on.ts';
import { feedRoutes } from './features/feed/feed-routes.ts';
import { insightsApiRoutes } from './features/insights/by-address/insights-api-routes.ts';
import { handleError } from './http/error-handler.ts';
import { answerNotFound } from './http/not-found.ts';
import { baseHeaders } from './http/security-headers.ts';
import { healthRoutes, type Readiness } from './observability/health-routes.ts';
import { logRequests } from './observability/log-requests.ts';
import type { Metrics } from './observability/metrics.ts';
import { tellOfUnknownProxy } from './observability/tell-of-unknown-proxy.ts';
import type { GroupLimits } from './public-http/journal/group-commit.ts';
import { defaultPublicLimits, type PublicLimits } from './public-http/public-deps.ts';
import { publicRoutes } from './public-http/public-routes.ts';
import { createSaveRecorder, type SaveRecorder } from './shared/saves/save-recorder.ts';
import { dashboardFiles } from './static/dashboard-files.ts';
import { embedAssets } from './static/embed-assets.ts';
import type { SetupDeps } from './readiness/setup-deps.ts';
import { createEmbedFiles } from './static/embed-files.ts';
import type { VerifyToken } from './tokens/verify-token.ts';
import type { ContextDeps } from './trpc/context.ts';
import { trpcRoutes } from './trpc/trpc-routes.ts';

/** All that the product's HTTP side needs of the world. */
export interface AppDeps {
  readonly db: Database;
  readonly verifyToken: VerifyToken;
  readonly log: FastifyBaseLogger;
  /** Unix time in ms. */
  readonly now: () => number;
  /** Origin of dashboard, tRPC and Auth. */
  readonly publicUrl: string;
  /** Origin of widgets and their public API. */
  readonly widgetUrl: string;
  readonly demoUrl: string;
  /** Auth and Realtime as the dashboard's and the widgets' browsers reach them. */
  readonly supabase: { readonly url: string; readonly realtimeUrlForWidgets: string; readonly anonKey: string };
  /** Auth's endpoints, where this process serves them. */
  readonly auth?: FastifyPluginAsync;
  /** Realtime's endpoints besides its socket, where this process serves them. */
  readonly realtime?: FastifyPluginAsync;
  readonly readiness: Readiness;
  /** Why product endpoints are not answered at this moment, if they are not. Default: they are. */
  readonly refusal?: () => AppError | undefined;
  /** For the page that tests the installation. Default: there is no such page. */
  readonly setup?: SetupDeps;
  readonly folders: { readonly dashboard: string; readonly embed: string };
  /** Over the defaults. */
  readonly limits?: Partial<PublicLimits>;
  readonly groupLimits?: Partial<GroupLimits>;
  /** Told how visits are stored. Default: nobody is. */
  readonly metrics?: Pick<Metrics, 'journal'>;
  /** How often it is written how saves went, in ms. Default: 5,000. */
  readonly recordSavesEveryMs?: number;
  /** Requests a minute to tRPC from one shortened address. Default: 3000. */
  readonly staffLimit?: number;
  /** Whose `x-forwarded-for` is believed: proxies of these addresses and networks. Default: nobody's. */
  readonly trustedProxies?: string[];
}

/** The product's HTTP side, without a port: `ready()` it and hand requests to `routing`, or `inject` them. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { log, publicUrl, widgetUrl, supabase } = deps;
  const origins = { publicUrl, widgetUrl, supabaseUrl: supabase.url };
  const headers = baseHeaders(origins);
  const app = fastify({
    loggerInstance: log,
    trustProxy: deps.trustedProxies ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    // A batched tRPC call names all its procedures in the path.
    routerOptions: { maxParamLength: 2000 },
    forceCloseConnections: true,
    frameworkErrors: (error, request, reply) => {
      reply.headers(headers);
      handleError(error, request, reply);
    },
  });
  const answerMissing = answerNotFound(publicUrl);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(answerMissing);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  logRequests(app);
  tellOfUnknownProxy(app);
  await app.register(healthRoutes, deps.readiness);
  await app.register(async (scope) => {
    scope.addHook('onRequest', answerOn([publicUrl], answerMissing));
    await registerStaffSide(scope, deps, origins);
  });
  await app.register(async (scope) => {
    scope.addHook('onRequest', answerOn([widgetUrl], answerMissing));
    await registerVisitorSide(scope, deps, origins);
  });
  if (deps.realtime) await app.register(deps.realtime);
  return app;
}

function contextDepsOf(
  { db, verifyToken, now, refusal = noRefusal, setup }: AppDeps,
  saves: SaveRecorder,
): ContextDeps {
  return { db, verifyToken, saves, now, refusal, setup };
}

const noRefusal = (): undefined => undefined;

type Origins = Parameters<typeof baseHeaders>[0];

async function registerStaffSide(scope: FastifyInstance, deps: AppDeps, origins: Origins): Promise<void> {
  const { db, now, log, supabase, widgetUrl, demoUrl } = deps;
  const saves = createSaveRecorder({ db, log, now, everyMs: deps.recordSavesEveryMs });
  scope.addHook('onClose', saves.stop);
  if (deps.auth) await scope.register(deps.auth);
  const staff = { ...contextDepsOf(deps, saves), limit: deps.staffLimit };
  await scope.register(trpcRoutes, staff);
  await scope.register(feedRoutes, staff);
  await scope.register(insightsApiRoutes, contextDepsOf(deps, saves));
  scope.get('/', (_request, reply) => reply.redirect('/dashboard'));
  const runtime = {
    supabaseUrl: supabase.url,
    supabaseAnonKey: supabase.anonKey,
    widgetUrl,
    demoUrl,
    hasTestPage: deps.setup !== undefined,
  };
  await scope.register(dashboardFiles, { prefix: '/dashboard', origins, folder: deps.folders.dashboard, runtime });
}

async function registerVisitorSide(scope: FastifyInstance, deps: AppDeps, origins: Origins): Promise<void> {
  const { db, now, refusal = noRefusal, supabase, folders, groupLimits } = deps;
  const limits = { ...defaultPublicLimits, ...deps.limits };
  const embed = createEmbedFiles(folders.embed);
  const realtime = { url: supabase.realtimeUrlForWidgets, apiKey: supabase.anonKey };
  await scope.register(embedAssets, { folder: folders.embed });
  await scope.register(publicRoutes, {
    db,
    now,
    refusal,
    origins,
    realtime,
    embed,
    limits,
    groupLimits,
    groupWatch: deps.metrics?.journal,
  });
}
