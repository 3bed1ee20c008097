import { CommandWell } from '../../../shared/copy/CommandWell.tsx';

/** Other devices do not get to this machine by its loopback name: what to start it with so that they do. */
export function HostHint({ port }: { port: string }) {
  const address = `http://192.168.1.20:${port || 80}`;
  const command = `HOST=0.0.0.0 TEST_PAGE=on \\\n  PUBLIC_URL=${address} \\\n  WIDGET_URL=${address} \\\n  npm start`;
  return (
    <div className="mt-3">
      <p className="m-0 text-13 text-ink-2">
        Another device does not reach <code>{location.hostname}</code>. Stop the product and start it with this
        machine’s address in your network in place of 192.168.1.20; the start prints new passwords then, for strangers
        may reach it:
      </p>
      <CommandWell label="Copy the command" command={command} />
      <p className="m-0 text-12 text-ink-3">
        With one address for both, a flaw in a widget could reach the session of staff, as the start warns: for a test
        in your own network only. Over plain http a browser has no clipboard and offers no installation; the test works
        without both.
      </p>
    </div>
  );
}
