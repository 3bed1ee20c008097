import { estimate, type Estimate } from '@blunari/schema/catering/estimate';
import type { CateringPackage, PublicCateringConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { Icon } from '../parts/Icon.tsx';

interface EstimateCardProps {
  readonly chosen: CateringPackage | null;
  readonly guests: number;
  readonly price: PublicCateringConfig['price'];
  readonly currency: string;
}

/** What it would cost, as the guest chooses: at the side where there is room, the card's foot on phones. */
export function EstimateCard({ chosen, guests, price, currency }: EstimateCardProps) {
  const { messages, formats } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const figures = chosen ? estimate(chosen, guests, price) : null;
  const total = figures ? formats.money(figures.totalMinor, currency) : '–';
  return (
    <aside className="bw-estimate" data-open={isOpen} aria-label={messages.yourEstimate}>
      <h3 className="bw-estimate-head">{messages.yourEstimate}</h3>
      <div className="bw-estimate-lines" aria-live="polite">
        {chosen && figures ? (
          <Lines chosen={chosen} figures={figures} guests={guests} price={price} currency={currency} />
        ) : (
          <p className="bw-note">{messages.pickPackage}</p>
        )}
      </div>
      <div className="bw-estimate-foot">
        <button type="button" className="bw-estimate-toggle" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <span>
            {messages.estimate}
            <Icon name="up" size={14} />
          </span>
          <b>{total}</b>
        </button>
        <button type="submit" className="bw-go">
          {messages.next}
        </button>
      </div>
    </aside>
  );
}

interface LinesProps extends EstimateCardProps {
  readonly chosen: CateringPackage;
  readonly figures: Estimate;
}

function Lines({ chosen, figures, guests, price, currency }: LinesProps) {
  const { messages, formats, locale, defaultLocale } = useWords();
  const money = (amountMinor: number): string => formats.money(amountMinor, currency);
  const name = pickText(chosen.name, locale, defaultLocale, messages.package);
  const order = chosen.unit === 'flat' ? name : messages.estimateLine(name, figures.quantity, money(chosen.priceMinor));
  const tax = formats.percent(price.taxBp);
  const lines = [
    { term: order, amountMinor: figures.subtotalMinor, isShown: true },
    {
      term: messages.service(formats.percent(price.serviceBp)),
      amountMinor: figures.serviceMinor,
      isShown: price.serviceBp > 0,
    },
    {
      term: price.tax === 'included' ? messages.taxIncluded(tax) : messages.taxAdded(tax),
      amountMinor: figures.taxMinor,
      isShown: price.tax !== 'none' && price.taxBp > 0,
    },
  ];
  return (
    <>
      <dl className="bw-sum">
        {lines
          .filter((line) => line.isShown)
          .flatMap(({ term, amountMinor }) => [
            <dt key={`${term} term`}>{term}</dt>,
            <dd key={`${term} amount`}>{money(amountMinor)}</dd>,
          ])}
        <dt data-total>{messages.estimate}</dt>
        <dd data-total>{money(figures.totalMinor)}</dd>
      </dl>
      {figures.belowMinimumMinor > 0 && (
        <p className="bw-note bw-short">{messages.belowMinimum(money(price.minimumMinor))}</p>
      )}
      <p className="bw-note">
        {messages.perGuest(money(Math.round(figures.totalMinor / guests)))} {messages.notBinding}
      </p>
    </>
  );
}
