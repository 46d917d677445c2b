import { formatLiteral } from '../platform/money/index.ts';
import type { Cdr } from './cdr.ts';
import type { RatedSide } from './finished-call.ts';
import { exactUsage, rateText, roundedUsage } from './rate.ts';

export const EXPLAIN_STEPS = [
  'call',
  'refusal',
  'selling_price',
  'selling_time',
  'selling_charge',
  'no_charge',
  'not_connected',
  'write_off',
  'streaming',
  'wholesale_price',
  'wholesale_charge',
  'margin',
  'funded',
  'limit',
  'difference',
  'settlement',
] as const;

export interface ExplainStep {
  readonly step: (typeof EXPLAIN_STEPS)[number];
  /** A sentence for people. */
  readonly text: string;
}

/** One side of a charge with its arithmetic. Money is units of 10⁻⁵. */
export interface ExplainedSide extends RatedSide {
  /** Before it was rounded: a plain decimal. */
  readonly exactUsage: string;
  readonly usage: bigint;
  readonly rounded: 'up' | 'down' | 'exact';
  /** Connect fee and usage. */
  readonly charge: bigint;
}

export interface Explanation {
  readonly selling: ExplainedSide | null;
  readonly wholesale: ExplainedSide | null;
  readonly steps: readonly ExplainStep[];
}

const LIMITS: Readonly<Record<string, string>> = {
  funds: 'the money that was held for it was used up',
  max_call_length: 'it reached the longest time that a call may take',
  spend_cap: 'the spend cap of the day was reached',
};

function explainSide(side: RatedSide | null, answered: boolean): ExplainedSide | null {
  if (side === null) return null;
  const { units, rounded } = roundedUsage(side.rate, side.billedSeconds);
  const charge = answered ? side.connectFee + units : 0n;
  return { ...side, exactUsage: exactUsage(side.rate, side.billedSeconds), usage: units, rounded, charge };
}

function priceText({ deckVersion, prefix, rate }: RatedSide, currency: string): string {
  const source = deckVersion === null ? 'the tier’s own price' : `version ${deckVersion} of the tier’s deck`;
  const matched = prefix === null ? '' : `, where prefix ${prefix} is the longest that matches`;
  return `The price is ${currency} ${rateText(rate)} a minute: ${source}${matched}.`;
}

function timeText(side: RatedSide, talkSeconds: number): string {
  const increments = `${side.initialIncrementSeconds}/${side.nextIncrementSeconds}`;
  const minimum =
    side.minimumDurationSeconds > talkSeconds
      ? `, and a shorter call counts as ${side.minimumDurationSeconds} s`
      : '';
  return `${talkSeconds} s of talk are ${side.billedSeconds} s in increments of ${increments}${minimum}.`;
}

function chargeText(side: ExplainedSide, currency: string, whose: string): string {
  const usage = formatLiteral(side.usage, 2);
  const rounding = side.rounded === 'exact' ? '' : `, rounded ${side.rounded} from ${side.exactUsage}`;
  const fee = side.connectFee === 0n ? '' : ` and ${formatLiteral(side.connectFee, 2)} for connecting`;
  return `${whose}: ${currency} ${usage} for the time${rounding}${fee}, together ${formatLiteral(side.charge, 2)}.`;
}

function callText(cdr: Cdr): string {
  const way = `${cdr.direction === 'outbound' ? 'Outbound' : 'Inbound'} call to ${cdr.destinationNumber}`;
  if (cdr.refused) return `${way} was refused before it was dialled.`;
  if (cdr.answeredAt === null) {
    return `${way} was not answered: ${cdr.hangupCause ?? 'no cause was given'}, after ${cdr.ringSeconds} s.`;
  }
  return `${way} rang for ${cdr.ringSeconds} s and was talked on for ${cdr.talkSeconds} s.`;
}

/** Of a charge that was not paid whole: who bears what. */
function writeOffSteps({ currency, cost, writtenOff, settledBy }: Cdr): ExplainStep[] {
  if (writtenOff === 0n) return [];
  const rest =
    settledBy === 'correction'
      ? 'is more than what had been held and was still in the wallet,'
      : 'went beyond what was held';
  const text =
    `${currency} ${formatLiteral(writtenOff, 2)} of that ${rest} and was written off; ` +
    `the customer paid ${currency} ${formatLiteral(cost, 2)}.`;
  return [{ step: 'write_off', text }];
}

/** What the customer was charged, from the price that was found to the sum. */
function sellingSteps(cdr: Cdr, selling: ExplainedSide | null): ExplainStep[] {
  const { currency } = cdr;
  const whole = cdr.cost + cdr.writtenOff;
  if (cdr.answeredAt === null) {
    if (whole === 0n) return [{ step: 'no_charge', text: 'Nothing is charged for it.' }];
    const fee = `The tier’s fee for a call that is not connected: ${currency} ${formatLiteral(whole, 2)}.`;
    return [{ step: 'not_connected', text: fee }, ...writeOffSteps(cdr)];
  }
  if (selling === null) return [{ step: 'no_charge', text: 'The call is free: no price applies to it.' }];
  const whose = cdr.writtenOff === 0n ? 'The customer’s charge' : 'All of the talk at that price';
  return [
    { step: 'selling_price', text: priceText(selling, currency) },
    { step: 'selling_time', text: timeText(selling, cdr.talkSeconds) },
    { step: 'selling_charge', text: chargeText(selling, currency, whose) },
    ...writeOffSteps(cdr),
  ];
}

function wholesaleSteps(cdr: Cdr, wholesale: ExplainedSide | null): ExplainStep[] {
  const { currency } = cdr;
  const steps: ExplainStep[] = [];
  if (wholesale !== null && cdr.answeredAt !== null) {
    steps.push(
      { step: 'wholesale_price', text: `Wholesale: ${priceText(wholesale, currency)}` },
      { step: 'wholesale_charge', text: chargeText(wholesale, currency, 'What it cost you') },
    );
  }
  if (cdr.cost > 0n || cdr.wholesaleCost > 0n) {
    const margin = `${currency} ${formatLiteral(cdr.margin, 2)}`;
    const text =
      cdr.margin < 0n
        ? `The call made a loss of ${currency} ${formatLiteral(-cdr.margin, 2)}.`
        : `Your margin is ${margin}.`;
    steps.push({ step: 'margin', text });
  }
  return steps;
}

/** Whether money was set aside for it: never for emergency calls and others that are free. */
function wasHeldFor({ selling, fundedSeconds }: Cdr): boolean {
  return fundedSeconds !== null && selling !== null && (selling.rate > 0n || selling.connectFee > 0n);
}

function limitSteps(cdr: Cdr): ExplainStep[] {
  const steps: ExplainStep[] = [];
  if (wasHeldFor(cdr)) {
    steps.push({ step: 'funded', text: `The money that was held paid for ${cdr.fundedSeconds} s of talk.` });
  }
  if (cdr.limitFired !== null) {
    const why = LIMITS[cdr.limitFired] ?? `the limit ${cdr.limitFired} was reached`;
    steps.push({ step: 'limit', text: `The call was ended because ${why}.` });
  }
  return steps;
}

function settlementSteps(cdr: Cdr, selling: ExplainedSide | null): ExplainStep[] {
  const { currency } = cdr;
  const steps: ExplainStep[] = [];
  const counted = selling === null || cdr.answeredAt === null ? null : selling.charge;
  if (counted !== null && counted !== cdr.cost + cdr.writtenOff) {
    const charged = `${currency} ${formatLiteral(cdr.cost, 2)}`;
    steps.push({
      step: 'difference',
      text: `Charged were ${charged}, which differs from the price above: the call was charged otherwise.`,
    });
  }
  if (cdr.settledBy === 'sweep') {
    steps.push({
      step: 'settlement',
      text: wasHeldFor(cdr)
        ? 'Its end was never reported; it was settled when its held money expired, at the time that was paid.'
        : 'Its end was never reported; it was settled when its time was over.',
    });
  }
  if (cdr.settledBy === 'correction') {
    steps.push({ step: 'settlement', text: 'A late report corrected it after it had been settled.' });
  }
  return steps;
}

/** Why a call cost what it cost, from what was written down when it was settled; nothing is priced anew. */
export function explainCdr(cdr: Cdr): Explanation {
  const answered = cdr.answeredAt !== null;
  const selling = explainSide(cdr.selling, answered);
  const wholesale = explainSide(cdr.wholesale, answered);
  const refusal: ExplainStep[] = cdr.refused
    ? [
        {
          step: 'refusal',
          text: `${cdr.failureReason ?? ''} (${cdr.failureCode ?? ''}${cdr.sipCode === null ? '' : `, SIP ${cdr.sipCode}`})`,
        },
      ]
    : [];
  const streaming: ExplainStep[] =
    cdr.streamingCost === 0n
      ? []
      : [
          {
            step: 'streaming',
            text: `Streaming its audio cost ${cdr.currency} ${formatLiteral(cdr.streamingCost, 2)}.`,
          },
        ];
  return {
    selling,
    wholesale,
    steps: [
      { step: 'call', text: callText(cdr) },
      ...refusal,
      ...sellingSteps(cdr, selling),
      ...streaming,
      ...wholesaleSteps(cdr, wholesale),
      ...limitSteps(cdr),
      ...settlementSteps(cdr, selling),
    ],
  };
}
