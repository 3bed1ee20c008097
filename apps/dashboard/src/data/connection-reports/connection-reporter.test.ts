import { createRealtime } from '@blunari/realtime';
import { FakeEnvironment, MemoryServer } from '@blunari/realtime/testing';
import { type ConnectionReport, connectionReportSchema } from '@blunari/schema/rollout';
import { expect, it } from 'vitest';
import { reportConnection } from './connection-reporter.ts';

const minuteMs = 60_000;
const tenantId = '019a0000-0000-7000-8000-000000000001';

/** A page with a line to a server in memory, and what it reported so far. */
function openPage(isSendFailing: () => boolean = () => false) {
  const environment = new FakeEnvironment();
  const server = new MemoryServer({ environment, latencyMs: 5 });
  const line = createRealtime({ environment, transport: server.createTransport() });
  const reports: ConnectionReport[] = [];
  let ids = 0;
  const stop = reportConnection(line, {
    environment,
    tenantId,
    component: () => 'editor',
    createId: () => `019a0000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`,
    send: async (report) => {
      if (isSendFailing()) return 'again';
      reports.push(report);
      return 'done';
    },
  });
  line.start();
  return { environment, server, line, reports, stop };
}

it('tells every ten minutes how long the line was there, and nothing about anybody', async () => {
  const { environment, reports } = openPage();
  await environment.advance(10 * minuteMs);
  expect(reports).toHaveLength(1);
  const [report] = reports;
  expect(Object.keys(report ?? {}).toSorted()).toEqual(
    ['component', 'drops', 'hasPolled', 'id', 'onlineMs', 'recoveriesMs', 'tenantId'].toSorted(),
  );
  expect(report).toMatchObject({ component: 'editor', drops: 0, recoveriesMs: [], hasPolled: false });
  expect(report?.onlineMs).toBe(10 * minuteMs);
  expect(connectionReportSchema.safeParse(report).success).toBe(true);
});

it('counts a line that was lost, and how long it took to come back', async () => {
  const { environment, server, reports } = openPage();
  await environment.advance(minuteMs);
  server.faults.connections = 'refuse';
  server.dropConnections();
  await environment.advance(30_000);
  server.faults.connections = 'accept';
  await environment.advance(10 * minuteMs);
  expect(reports[0]?.drops).toBe(1);
  expect(reports[0]?.recoveriesMs).toHaveLength(1);
  expect(reports[0]?.recoveriesMs[0]).toBeGreaterThanOrEqual(30_000);
});

it('takes what a device without a network goes through for no fault of the line', async () => {
  const { environment, server, reports } = openPage();
  await environment.advance(minuteMs);
  server.faults.connections = 'refuse';
  environment.setNetwork(false);
  server.dropConnections();
  await environment.advance(5 * minuteMs);
  server.faults.connections = 'accept';
  environment.setNetwork(true);
  await environment.advance(10 * minuteMs);
  expect(reports[0]).toMatchObject({ drops: 0, recoveriesMs: [] });
  expect(reports[0]?.onlineMs).toBeLessThan(6 * minuteMs);
});

it('does not count the time that the machine slept', async () => {
  const { environment, reports } = openPage();
  await environment.advance(2 * minuteMs);
  await environment.sleep(8 * 60 * minuteMs);
  await environment.advance(10 * minuteMs);
  const onlineMs = reports.reduce((sum, report) => sum + report.onlineMs, 0);
  expect(onlineMs).toBeGreaterThanOrEqual(11 * minuteMs);
  expect(onlineMs).toBeLessThanOrEqual(13 * minuteMs);
});

it('reports when the page is hidden, but not for a glance', async () => {
  const { environment, reports } = openPage();
  await environment.advance(20_000);
  environment.setVisible(false);
  await environment.advance(0);
  expect(reports).toHaveLength(0);
  environment.setVisible(true);
  await environment.advance(3 * minuteMs);
  environment.setVisible(false);
  await environment.advance(0);
  expect(reports).toHaveLength(1);
});

it('sends again what did not arrive, with the id it had', async () => {
  let isSendFailing = true;
  const sent: string[] = [];
  const { environment, reports } = openPage(() => isSendFailing);
  await environment.advance(10 * minuteMs);
  expect(reports).toHaveLength(0);
  isSendFailing = false;
  await environment.advance(10 * minuteMs);
  for (const { id } of reports) sent.push(id.slice(-1));
  expect(sent).toEqual(['1', '2']);
});

it('says nothing any more once it was stopped', async () => {
  const { environment, line, reports, stop } = openPage();
  await environment.advance(minuteMs);
  stop();
  line.close();
  await environment.advance(60 * minuteMs);
  expect(reports).toHaveLength(0);
  expect(environment.timerCount).toBe(0);
});
