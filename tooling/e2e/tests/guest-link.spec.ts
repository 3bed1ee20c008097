import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { bookTable, fillDetails, pickPartyAndTime, widgetOn } from './visitor.ts';

const looks = [
  { name: 'desktop, light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'phone, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

for (const { name, ...look } of looks) {
  test(`a guest cancels through the link of their confirmation, in two presses: ${name}`, async ({
    stack,
    newPerson,
  }) => {
    const { context, page } = await newPerson(look);
    await page.goto(stack.demoUrl);
    const widget = widgetOn(page);
    await pickPartyAndTime(widget, 3);
    await fillDetails(widget, { name: 'Ivo Brandt', email: 'ivo@example.com', phone: '+44 7700 900456' });
    await bookTable(widget);
    const opened = context.waitForEvent('page');
    await widget.getByRole('link', { name: 'Plans change? Cancel online' }).click();
    const own = await opened;
    await expect(own.getByRole('heading', { name: 'Your booking', exact: true })).toBeVisible();
    await expect(own.getByText(/^3 guests, until/)).toBeVisible();
    await expectAccessible(own, 'the booking of a guest');
    await own.getByRole('button', { name: 'Cancel this booking' }).click();
    await expectAccessible(own, 'the question whether to cancel');
    await own.getByRole('button', { name: 'Yes, cancel it' }).click();
    await expect(own.getByRole('heading', { name: 'Your booking is cancelled' })).toBeFocused();
    await own.reload();
    await expect(own.getByRole('heading', { name: 'Your booking is cancelled' })).toBeVisible();
    await own.getByRole('link', { name: 'Book another table' }).click();
    await expect(own.getByText('How many guests?')).toBeVisible();
    await own.goto(`${own.url()}#booking=cut-off`);
    await expect(own.getByRole('alert')).toContainText('We know no booking with this link');
    await expectAccessible(own, 'a link that is not whole');
  });
}
