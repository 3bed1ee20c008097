import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';
import { widgetOn } from './visitor.ts';

/** What a proxy that knows no sockets does to them. Without the browser's own lines, as no request is ever made. */
const blockSockets = `
  window.WebSocket = new Proxy(window.WebSocket, {
    construct(Native, parameters) {
      if (localStorage.getItem('sockets') === 'open') return new Native(...parameters);
      const socket = Object.assign(new EventTarget(), { close() {}, send() {} });
      setTimeout(() => socket.dispatchEvent(new CloseEvent('close', { code: 1006 })));
      return socket;
    },
  });
`;

test('where no socket gets through, dashboard and widget poll, say so, and return to sockets by themselves', async ({
  stack,
  newPerson,
}) => {
  const [owner, editor] = [stack.demoSignIns[0], stack.demoSignIns[2]];
  if (!owner || !editor) throw new Error('the demo has sign-ins for each role');
  const blocked = await newPerson();
  await blocked.context.addInitScript(blockSockets);
  const free = await newPerson();
  await signIn(blocked.page, stack.dashboardUrl, owner.email, owner.password);
  await signIn(free.page, stack.dashboardUrl, editor.email, editor.password);
  await expect(connection(blocked.page)).toContainText('Polling');
  await expect(connection(free.page)).toContainText('Live');

  const guest = await newPerson();
  await guest.context.addInitScript(blockSockets);
  await guest.page.goto(stack.demoUrl);
  await expect(widgetOn(guest.page).getByText('How many guests?')).toBeVisible();

  const content = `${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`;
  await blocked.page.goto(content);
  await free.page.goto(content);
  await expect(connection(blocked.page)).toContainText('Polling');
  await free.page.getByLabel('Welcome text').fill('Told without a socket.');
  await expect(free.page.getByText(/^Saved \d+ s ago/)).toBeVisible();
  // Both ask every five seconds, give or take one.
  await expect(blocked.page.getByLabel('Welcome text')).toHaveValue('Told without a socket.');
  await expect(widgetOn(guest.page).getByText('Told without a socket.')).toBeVisible();

  await blocked.page.evaluate(`localStorage.setItem('sockets', 'open'); dispatchEvent(new Event('focus'));`);
  await expect(connection(blocked.page)).toContainText('Live');
});
