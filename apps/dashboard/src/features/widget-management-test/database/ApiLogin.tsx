import { CommandWell } from '../../../shared/copy/CommandWell.tsx';

const statement = "alter role blunari_api login password 'choose-one';";

/** `isLater`: it comes after the migration, which makes the role. */
export function ApiLogin({ isLater = false }: { isLater?: boolean }) {
  return (
    <div className={isLater ? 'mt-4 border-0 border-t border-line pt-3.5' : ''}>
      <p className="m-0 mb-2 text-13 text-ink-2">
        {isLater ? 'Afterwards, once: let the API log in, ' : 'Let the API log in: run this as postgres, '}
        with the password that <code>DATABASE_URL</code> holds. A product with other membership tables also adapts{' '}
        <code>widget_private.my_tenants</code>.
      </p>
      <CommandWell label="Copy the statement" command={statement} />
    </div>
  );
}
