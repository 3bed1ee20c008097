import type { CateringPackage, Place, PublicCateringConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { useId } from 'react';
import { useWords } from '../i18n/words.ts';
import { CallLink } from '../parts/CallLink.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { CateringEvent } from './catering-reducer.ts';
import type { CateringState } from './catering-state.ts';
import { EstimateCard } from './EstimateCard.tsx';

interface PackageStepProps {
  readonly config: PublicCateringConfig;
  readonly place: Place;
  readonly state: CateringState;
  readonly guests: number;
  readonly act: (event: CateringEvent) => void;
}

export function PackageStep({ config, place, state, guests, act }: PackageStepProps) {
  const { messages } = useWords();
  const group = useId();
  const packages = Object.entries(config.menu.packages)
    .filter(([, offered]) => offered.active)
    .toSorted(([, one], [, other]) => one.order - other.order);
  const chosen = state.packageId === null ? undefined : config.menu.packages[state.packageId];
  return (
    <form
      className="bw-choose"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        act({ type: 'stepOpened', step: 'contact' });
      }}
    >
      <div>
        <h2 className="bw-choose-title" data-step-title tabIndex={-1}>
          {messages.whatToBring}
        </h2>
        {state.isPackageChecked && chosen?.active !== true && packages.length > 0 && (
          <p className="bw-error" role="alert">
            {messages.pickPackage}
          </p>
        )}
        {packages.length === 0 && <p className="bw-sub">{messages.noPackages}</p>}
        <fieldset className="bw-packages">
          <legend className="bw-hidden">{messages.package}</legend>
          {packages.map(([id, offered]) => (
            <PackageCard
              key={id}
              group={group}
              offered={offered}
              currency={place.currency}
              isChosen={id === state.packageId}
              onPick={() => act({ type: 'packagePicked', packageId: id })}
            />
          ))}
        </fieldset>
      </div>
      {packages.length > 0 ? (
        <EstimateCard
          chosen={chosen?.active === true ? chosen : null}
          guests={guests}
          price={config.price}
          currency={place.currency}
        />
      ) : (
        place.phone !== '' && <CallLink phone={place.phone} isMain />
      )}
    </form>
  );
}

interface PackageCardProps {
  readonly group: string;
  readonly offered: CateringPackage;
  readonly currency: string;
  readonly isChosen: boolean;
  readonly onPick: () => void;
}

function PackageCard({ group, offered, currency, isChosen, onPick }: PackageCardProps) {
  const { messages, formats, locale, defaultLocale } = useWords();
  const price = formats.money(offered.priceMinor, currency);
  const priced = {
    person: messages.perPerson(price),
    tray: messages.perTray(price, offered.serves),
    flat: messages.flatPrice(price),
  } satisfies Record<CateringPackage['unit'], string>;
  const least = offered.unit !== 'flat' && offered.min > 1 ? `, ${messages.atLeast(offered.min)}` : '';
  const text = pickText(offered.text, locale, defaultLocale, '');
  return (
    <label className="bw-package" data-chosen={isChosen}>
      <input type="radio" name={group} checked={isChosen} onChange={onPick} />
      <span className="bw-mark">{isChosen && <Icon name="tick" size={12} />}</span>
      <span>
        <b>{pickText(offered.name, locale, defaultLocale, messages.package)}</b>
        {text !== '' && <small>{text}</small>}
        <small>
          {priced[offered.unit]}
          {least}
        </small>
      </span>
    </label>
  );
}
