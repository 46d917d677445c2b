import type { CommandResult } from '../ledger/index.ts';
import { idempotencyKeyReused, internalError, notFound, type AppError } from '../platform/errors/index.ts';
import { replayHeader } from '../platform/http/index.ts';
import { formatForPeople } from '../platform/money/index.ts';
import {
  allowanceExceeded,
  currencyMismatch,
  exceedsReversible,
  insufficientBalance,
  notReversible,
  transferExpired,
  walletClosed,
} from './errors.ts';

export type Refusal = Extract<CommandResult, { outcome: 'refused' }>;

/** Who would have paid, for the sentence of a refusal. */
export interface Payer {
  readonly name: 'Your partner balance' | 'The wallet’s free balance';
  readonly currency: string;
  /** Of a wallet of which something is held. */
  readonly heldBy?: { readonly held_calls?: readonly string[] };
}

/** The published sentence and facts: exactly these where the partner pays; of a wallet also what is held, and by which calls. */
function insufficient(refusal: Refusal, payer: Payer, headers: Readonly<Record<string, string>>): AppError {
  const { available = 0n, held = 0n, requested = 0n } = refusal.facts;
  const people = (units: bigint): string => formatForPeople({ units, currency: payer.currency });
  return insufficientBalance({
    message: `${payer.name} (${people(available)}) is insufficient for this transfer (${people(requested)}).`,
    facts: {
      current_balance: available,
      requested_amount: requested,
      currency: payer.currency,
      ...(payer.heldBy === undefined ? {} : { held_amount: held, ...payer.heldBy }),
    },
    headers,
  });
}

/** Who asks for all that is left where nothing is asked for no amount that would be too much. */
function exceeding({ facts }: Refusal, _payer: Payer, headers: Headers): AppError {
  const { reversible = 0n, requested = 0n } = facts;
  const message = 'The transfer is reversed in full already.';
  if (requested === 0n) return notReversible({ message, headers });
  return exceedsReversible({
    ...(reversible === 0n ? { message } : {}),
    facts: { reversible_amount: reversible, requested_amount: requested },
    headers,
  });
}

type Headers = Readonly<Record<string, string>>;
type Render = (refusal: Refusal, payer: Payer, headers: Headers) => AppError;

/** What cannot come of a command that this room builds: our mistake, and nothing was moved. */
const unforeseen: Render = (refusal) =>
  internalError({ internal: `unforeseen refusal of the ledger: ${refusal.reason}` });

const RENDERERS: Readonly<Record<Refusal['reason'], Render>> = {
  insufficient_balance: insufficient,
  account_closed: (_refusal, _payer, headers) => walletClosed({ headers }),
  currency_mismatch: (_refusal, _payer, headers) => currencyMismatch({ headers }),
  allowance_exceeded: ({ facts }, _payer, headers) =>
    allowanceExceeded({
      facts: {
        daily_limit: facts['limit'] ?? 0n,
        used_today: facts['used'] ?? 0n,
        requested_amount: facts['requested'] ?? 0n,
      },
      headers,
    }),
  expired: (_refusal, _payer, headers) => transferExpired({ headers }),
  not_reversible: (_refusal, _payer, headers) => notReversible({ headers }),
  exceeds_reversible: exceeding,
  key_reused: () => idempotencyKeyReused(),
  account_not_found: (_refusal, _payer, headers) => notFound({ headers }),
  transfer_not_found: (_refusal, _payer, headers) => notFound({ headers }),
  hold_not_found: unforeseen,
  hold_ended: unforeseen,
  exceeds_hold: unforeseen,
  duplicate_id: unforeseen,
};

/** A refusal of the ledger in the words of this API. */
export function toRefusalError(refusal: Refusal, payer: Payer): AppError {
  return RENDERERS[refusal.reason](refusal, payer, replayHeader(refusal.replayed));
}
