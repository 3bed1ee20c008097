import { userEvent, within } from 'storybook/test';

export type Reached = 'date' | 'time' | 'details' | 'sent';

/** Goes through the booking as a guest would, up to a step. */
export async function walkBooking(root: HTMLElement, to: Reached): Promise<void> {
  const screen = within(root);
  const press = async (name: RegExp): Promise<void> => userEvent.click(await screen.findByRole('button', { name }));
  await press(/^4 guests/);
  await press(/^Continue with 4 guests/);
  await screen.findByRole('button', { name: /22 November$/ });
  if (to === 'date') return;
  await press(/Saturday,? 21 November$/);
  const shown = screen.queryByRole('button', { name: /^Continue with Sat/ });
  if (shown) await userEvent.click(shown);
  if (to === 'time') return;
  await press(/^19:30/);
  await press(/^Continue( with 19:30)?$/);
  if (to === 'details') return;
  await userEvent.type(await screen.findByLabelText('Name'), 'Elena Marchetti');
  await userEvent.type(screen.getByLabelText('E-mail'), 'e.marchetti@mail.example');
  await userEvent.type(screen.getByLabelText('Phone'), '+39 347 555 0119');
  await press(/^Book the table/);
}
