import { isE164 } from './e164.ts';
import { PLAIN_E164, formatNumber, type NumberFormat } from './number-format.ts';

/** Which caller's number (CLI) a carrier takes, and in which form. */
export interface CliRules {
  /** `pass`: the caller's own. `force`: always `number`. */
  readonly mode: 'pass' | 'force';
  /** E.164 with its plus. */
  readonly number: string | null;
  /** The carrier refuses calls whose CLI is not E.164, so they are not sent to it. */
  readonly requireE164: boolean;
  /** Of a caller who withholds its number: `pass` it withheld, `refuse` the call, `replace` it by `number` in the open. */
  readonly anonymous: 'pass' | 'refuse' | 'replace';
  readonly format: NumberFormat;
}

export const PLAIN_CLI: CliRules = {
  mode: 'pass',
  number: null,
  requireE164: false,
  anonymous: 'pass',
  format: PLAIN_E164,
};

export interface CallerId {
  /** E.164 with its plus, or whatever the caller's switch sent; null where it sent none. */
  readonly number: string | null;
  /** The caller does not want it shown. */
  readonly withheld: boolean;
}

export type ShownCli =
  | { readonly allowed: true; readonly number: string | null; readonly withheld: boolean }
  | { readonly allowed: false; readonly reason: 'anonymous_refused' | 'cli_not_e164' };

/** Rules that name a number where they need one. */
export function needsNumber(rules: Pick<CliRules, 'mode' | 'anonymous'>): boolean {
  return rules.mode === 'force' || rules.anonymous === 'replace';
}

/** The CLI as it goes over the wire, or why the carrier would not take the call. */
export function applyCliRules(rules: CliRules, caller: CallerId): ShownCli {
  const anonymous = caller.withheld || caller.number === null;
  if (anonymous && rules.anonymous === 'refuse') return { allowed: false, reason: 'anonymous_refused' };
  const replaced = rules.mode === 'force' || (anonymous && rules.anonymous === 'replace');
  const number = replaced ? rules.number : caller.number;
  const withheld = anonymous && rules.anonymous === 'pass';
  if (number === null) return { allowed: true, number: null, withheld: true };
  const digits = isE164(number) ? number.slice(1) : null;
  if (digits === null && rules.requireE164) return { allowed: false, reason: 'cli_not_e164' };
  return { allowed: true, number: digits === null ? number : formatNumber(rules.format, digits), withheld };
}
