import type { Customer } from '../customers/index.ts';
import { composeMail, type MailContent } from '../notifications/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import type { NumberHolding } from './number-holding.ts';
import type { RenewalStep } from './renewal-outcome.ts';

/** The steps of a number's life that people are told of. */
export type ToldStep = Extract<RenewalStep, 'reactivated' | 'grace' | 'suspended' | 'released'>;

interface StepMail {
  readonly step: ToldStep;
  readonly partnerName: string;
  readonly portalUrl: string;
  readonly holdings: readonly NumberHolding[];
}

/** More are counted, not named. */
const MOST_NAMED = 50;

const SUBJECTS: Readonly<Record<ToldStep, (what: string) => string>> = {
  reactivated: (what) => `${what} paid: working again`,
  grace: (what) => `${what} could not be renewed`,
  suspended: (what) => `${what} suspended: not paid`,
  released: (what) => `${what} released: not paid`,
};

const MEANINGS: Readonly<Record<ToldStep, string>> = {
  reactivated: 'The month that was due is paid, and everything works again.',
  grace:
    'The wallet had too little for the next month. The number works on until the time given; it is renewed by itself as soon as the wallet can pay.',
  suspended:
    'The month was not paid in time, so the number does not work now. It is renewed by itself, and works again, as soon as the wallet can pay; otherwise it is released at the time given.',
  released: 'The number was not paid for and is no longer on the account.',
};

function what(holdings: readonly NumberHolding[]): string {
  const [only, second] = holdings;
  return only !== undefined && second === undefined ? only.e164 : `${String(holdings.length)} numbers`;
}

function until(holding: NumberHolding, step: ToldStep, zone: string): string {
  const at = {
    reactivated: holding.paidUntil,
    grace: holding.graceUntil,
    suspended: holding.suspendedUntil,
    released: null,
  }[step];
  if (at === null) return '';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const text = `${format.format(at)} (${zone})`;
  return step === 'reactivated' ? `, paid until ${text}` : `, until ${text}`;
}

function facts(
  { holdings, step }: StepMail,
  zoneOf: (holding: NumberHolding) => string,
  nameOf: (holding: NumberHolding) => string,
): readonly (readonly [string, string])[] {
  const named = holdings.slice(0, MOST_NAMED).map((holding) => {
    const fee = formatForPeople({ units: holding.monthlyFee, currency: holding.currency });
    return [nameOf(holding), `${fee} a month${until(holding, step, zoneOf(holding))}`] as const;
  });
  const more = holdings.length - named.length;
  return more > 0 ? [...named, ['and more', String(more)] as const] : named;
}

/** To the partner: which of its customers' numbers took a step. */
export function partnerStepMail(mail: StepMail): MailContent {
  return composeMail({
    subject: SUBJECTS[mail.step](what(mail.holdings)),
    signature: mail.partnerName,
    parts: [
      { kind: 'text', text: MEANINGS[mail.step] },
      {
        kind: 'facts',
        facts: facts(
          mail,
          (holding) => holding.billingZone,
          ({ e164, accountId }) => `${e164} (${accountId})`,
        ),
      },
    ],
  });
}

/** To a customer, from its partner. */
export function customerStepMail(mail: StepMail, customer: Pick<Customer, 'name' | 'timezone'>): MailContent {
  return composeMail({
    subject: SUBJECTS[mail.step](what(mail.holdings)),
    signature: mail.partnerName,
    parts: [
      { kind: 'text', text: `Hello ${customer.name},` },
      { kind: 'text', text: MEANINGS[mail.step] },
      {
        kind: 'facts',
        facts: facts(
          mail,
          () => customer.timezone,
          ({ e164 }) => e164,
        ),
      },
      { kind: 'link', label: 'Log in', url: mail.portalUrl },
    ],
  });
}
