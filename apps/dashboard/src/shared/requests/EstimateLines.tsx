import type { RequestDetails } from '@blunari/schema/catering';
import { formatMoney } from '@blunari/schema/money';

/** The estimate as the guest saw it, line by line. */
export function EstimateLines({ request }: { request: RequestDetails }) {
  const { packageName, quantity, subtotalMinor, serviceMinor, netMinor, taxMinor, totalMinor, currency } = request;
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, 'en');
  const isTaxIncluded = totalMinor === netMinor;
  return (
    <section aria-labelledby="estimate" className="mt-5 border-0 border-t border-line pt-5">
      <h3 id="estimate" className="mt-0 mb-2 text-14 font-semibold">
        Estimate
      </h3>
      <dl className="m-0 grid grid-cols-[minmax(0,1fr)_auto] gap-y-1.5 text-13 tabular-nums">
        <Line label={`${quantity} × ${packageName}`} amount={money(subtotalMinor)} />
        {serviceMinor > 0 && <Line label="Service" amount={money(serviceMinor)} />}
        {taxMinor > 0 && !isTaxIncluded && <Line label="Tax" amount={money(taxMinor)} />}
        <dt className="border-0 border-t border-line pt-2 font-semibold">Total</dt>
        <dd className="m-0 border-0 border-t border-line ps-4 pt-2 text-end font-semibold">{money(totalMinor)}</dd>
        {taxMinor > 0 && isTaxIncluded && <Line label="Tax included in it" amount={money(taxMinor)} />}
      </dl>
    </section>
  );
}

function Line({ label, amount }: { label: string; amount: string }) {
  return (
    <>
      <dt className="min-w-0 break-words text-ink-2">{label}</dt>
      <dd className="m-0 ps-4 text-end">{amount}</dd>
    </>
  );
}
