import { applyCliRules, type CallerId, type CliRules } from './cli-rules.ts';
import { requestUri } from './gateway-address.ts';
import { formatNumber, type NumberFormat } from './number-format.ts';

/** Where and how a number and a caller's number go over the wire to one gateway. */
export interface WireRules {
  readonly host: string;
  readonly port: number;
  readonly transport: string;
  readonly cliRules: CliRules;
  readonly dialFormat: NumberFormat;
}

export interface Wire {
  readonly requestUri: string;
  readonly dialledNumber: string;
  /** null: no number at all. */
  readonly cli: string | null;
  /** Sent as anonymous; a `cli` beside it is for the carrier alone. */
  readonly cliWithheld: boolean;
}

/** One attempt as it goes over the wire, or why the carrier would not take this caller. */
export function toWire(
  rules: WireRules,
  digits: string,
  caller: CallerId,
): { readonly wire: Wire } | { readonly refused: 'anonymous_refused' | 'cli_not_e164' } {
  const shown = applyCliRules(rules.cliRules, caller);
  if (!shown.allowed) return { refused: shown.reason };
  const dialledNumber = formatNumber(rules.dialFormat, digits);
  return {
    wire: {
      requestUri: requestUri(rules, dialledNumber),
      dialledNumber,
      cli: shown.number,
      cliWithheld: shown.withheld,
    },
  };
}
