import Type from 'typebox';
import { Nullable, Timestamp } from '../platform/http/index.ts';
import { MoneyNumber } from '../platform/money/index.ts';
import { DAY_MS } from '../platform/time/index.ts';
import { PartnerNumberSchema, toApiNumber } from './holding-contract.ts';
import type { HoldingView } from './holding-view.ts';
import type { CancelledRelease } from './release.ts';

/** The published answer to a release. */
const RELEASE = {
  message: Type.String(),
  status: Type.String({ description: '`pending_release`, or `released` when it was immediate.' }),
  release_fee: MoneyNumber({ description: 'What the wallet paid for it.' }),
  cooldown_ends_at: Nullable(Timestamp({ description: 'Until then the release can be taken back.' })),
  cancel_url: Nullable(Type.String()),
  note: Type.String(),
};
export const ReleaseSchema = Type.Object(RELEASE);
export const PartnerReleaseSchema = Type.Object({ ...RELEASE, number: PartnerNumberSchema });

const CANCEL = {
  message: Type.String(),
  status: Type.String(),
  currency: Type.Optional(Type.String()),
  refund_amount: Type.Optional(MoneyNumber()),
  refund_status: Type.Optional(Type.String({ description: '`success`; absent where no fee had been paid.' })),
};
export const CancelReleaseSchema = Type.Object(CANCEL);
export const PartnerCancelReleaseSchema = Type.Object({ ...CANCEL, number: PartnerNumberSchema });

/** `base`: the path of the account's numbers, as its owner calls it. */
export function toApiRelease(view: HoldingView, base: string, quarantineMs: number): Record<string, unknown> {
  const { holding } = view;
  const pending = holding.status === 'pending_release';
  const days = Math.round(quarantineMs / DAY_MS);
  return {
    message: pending ? 'number release initiated' : 'number released',
    status: holding.status,
    release_fee: holding.releaseFee ?? 0n,
    cooldown_ends_at: pending ? holding.releasesAt : null,
    cancel_url: pending ? `${base}/${encodeURIComponent(holding.e164)}/cancel-release` : null,
    note: pending
      ? `Calls to it end now. Take the release back before cooldown_ends_at; after that the number rests for ${days} days before anybody can have it.`
      : `The number rests for ${days} days before anybody can have it.`,
    number: toApiNumber(view),
  };
}

export function toApiCancelledRelease({
  view,
  refunded,
}: CancelledRelease & { readonly view: HoldingView }): Record<string, unknown> {
  const { holding } = view;
  return {
    message: 'number release cancelled',
    status: holding.status === 'grace' ? 'active' : holding.status,
    ...(refunded > 0n
      ? { currency: holding.currency, refund_amount: refunded, refund_status: 'success' }
      : {}),
    number: toApiNumber(view),
  };
}
