import { formatLiteral } from '../platform/money/index.ts';
import { formatRate, type PricedSide } from '../pricing/index.ts';

const plural = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`;

function priceStep({ tier, source, deck, prefix, description, terms }: PricedSide): string {
  const rate = `${formatRate(terms.ratePerMinute)} ${tier.currency} a minute`;
  switch (source) {
    case 'deck': {
      const name = description === '' ? '' : ` (${description})`;
      return `The longest prefix of deck version ${String(deck?.version)} that fits is ${prefix ?? ''}${name}: ${rate}.`;
    }
    case 'flat':
      return deck === null
        ? `The tier has no live deck; its flat rate holds: ${rate}.`
        : `No prefix of deck version ${String(deck.version)} fits; the tier's flat rate holds: ${rate}.`;
    case 'inbound_rule':
      return `The inbound rule ${description} is the narrowest that fits: ${rate}.`;
    case 'inbound':
      return `No inbound rule fits; the tier's inbound rate holds: ${rate}.`;
  }
}

function timeStep({ terms, charge }: PricedSide): string {
  const {
    initialIncrementSeconds: initial,
    nextIncrementSeconds: next,
    minimumDurationSeconds: minimum,
  } = terms;
  const begun = charge.minimumApplied
    ? `${plural(charge.durationSeconds, 'second')} count as the minimum of ${String(minimum)}`
    : plural(charge.durationSeconds, 'second');
  const further =
    charge.furtherIncrements === 0
      ? ''
      : ` + ${String(charge.furtherIncrements)} × ${plural(next, 'second')}`;
  return `${begun}: ${plural(initial, 'second')} at first${further} = ${plural(charge.billedSeconds, 'second')} billed.`;
}

function usageStep({ terms, charge }: PricedSide): string {
  const rounded = charge.rounded === 'exact' ? 'exactly' : `rounded ${charge.rounded} to`;
  return (
    `${formatRate(terms.ratePerMinute)} × ${String(charge.billedSeconds)} / 60 = ${charge.exactUsage}, ` +
    `${rounded} ${formatLiteral(charge.usage, 2)}.`
  );
}

/** The reasons of a price, in the order in which it was found. */
export function explainSide(side: PricedSide): string[] {
  const { tier, charge, deck } = side;
  const live =
    deck === null ? '' : `, deck version ${String(deck.version)} live since ${deck.liveSince.toISOString()}`;
  return [
    `Tier "${tier.name}" of the ${tier.partnerId === null ? 'operator' : 'partner'}${live}.`,
    priceStep(side),
    timeStep(side),
    usageStep(side),
    ...(charge.connectFee === 0n
      ? []
      : [`Connect fee ${formatLiteral(charge.connectFee, 2)}, once for an answered call.`]),
    `The call costs ${formatLiteral(charge.amount, 2)} ${tier.currency}.`,
  ];
}
