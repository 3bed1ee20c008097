import { expect, test } from './fixtures.ts';
import { connection, signIn } from './staff.ts';

/** What a server answers that does not take the token, nor a renewed one. */
const refusal = { status: 'error', response: { reason: 'InvalidJWTToken: Token has expired 5 seconds ago' } };

test('whose session the server refuses signs in again from the indicator, and is back on the same screen', async ({
  stack,
  newPerson,
}) => {
  const [owner] = stack.demoSignIns;
  if (!owner) throw new Error('the demo has sign-ins for each role');
  const { page } = await newPerson();
  let isRefused = false;
  await page.routeWebSocket(/\/realtime\//, (socket) => {
    if (!isRefused) {
      socket.connectToServer();
      return;
    }
    socket.onMessage((message) => {
      const [joinRef, ref, topic, event] = JSON.parse(String(message));
      const answer = event === 'phx_join' ? refusal : { status: 'ok', response: {} };
      socket.send(JSON.stringify([joinRef, ref, topic, 'phx_reply', answer]));
    });
  });
  await signIn(page, stack.dashboardUrl, owner.email, owner.password);
  const bookings = `${stack.dashboardUrl}/trattoria-lucia/bookings`;
  isRefused = true;
  await page.goto(bookings);
  await expect(connection(page)).toHaveText('Sign-in needed');
  const here = page.url();

  isRefused = false;
  await connection(page).click();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await expect(page.getByText(/Changes of yours that were not sent yet are kept/)).toBeVisible();
  await page.getByLabel('E-mail').fill(owner.email);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(connection(page)).toHaveText('Live');
  expect(page.url()).toBe(here);
});
