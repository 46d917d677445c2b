import Type from 'typebox';
import { actorOf, type PartnerPrincipal } from '../identity/index.ts';
import { fault, idempotencyKeyReused, notFound, type Fault } from '../platform/errors/index.ts';
import { replayHeader, routesOf, type Call, type Route, type RouteResult } from '../platform/http/index.ts';
import {
  ReclaimRequest,
  ReverseRequest,
  StrictTransferResult,
  TransferList,
  TransferRequest,
  TransferResult,
  TransferView,
  TRANSFER_KINDS,
} from './contract.ts';
import {
  allowanceExceeded,
  currencyMismatch,
  exceedsReversible,
  insufficientBalance,
  invalidAmount,
  notReversible,
  transferExpired,
  transfersDisabled,
  walletClosed,
} from './errors.ts';
import { transferExample, transferListExample, transferViewExample } from './examples.ts';
import { TRANSFER_PAGES, TransferQuery } from './query-contract.ts';
import { listTransfers } from './statement-service.ts';
import { findMovement, reclaim, reverse, transfer, type Movement, type Mover } from './transfer-service.ts';
import { toApiMovement, toApiTransfer } from './views.ts';
import { walletsByAccount } from './wallet-names.ts';
import type { WalletsDeps } from './wallets-deps.ts';

const TAG = 'Transfers';
const AccountPath = Type.Object({
  customer_auth_id: Type.String({ maxLength: 40, description: 'The customer, `MA_…`.' }),
});
const TransferPath = Type.Object({
  transaction_id: Type.String({ maxLength: 60, description: '`txn_…` or the UUID of the ledger row.' }),
});

const moneyErrors = [
  insufficientBalance,
  invalidAmount,
  currencyMismatch,
  transfersDisabled,
  walletClosed,
  notFound,
  idempotencyKeyReused,
];

/** By itself a non-positive amount is the published 400; beside other faults it is one of them. */
function amountFaults({ body }: { readonly body: { readonly amount?: bigint | undefined } }): Fault[] {
  const { amount } = body;
  if (amount === undefined || amount > 0n) return [];
  return [fault(['body', 'amount'], 'greater_than', 'Input should be greater than 0')];
}

function moverOf(call: Call<PartnerPrincipal>): Mover {
  return { principal: call.principal, actor: actorOf(call.principal, call), key: call.idempotency };
}

function answer(movement: Movement): RouteResult {
  return { body: toApiMovement(movement), headers: replayHeader(movement.replayed) };
}

export function transferRoutes(deps: WalletsDeps): Route<PartnerPrincipal>[] {
  const route = routesOf<PartnerPrincipal>();
  return [
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/transfer-balance',
      operationId: 'transferBalance',
      tag: TAG,
      summary: 'Fund a wallet',
      description:
        'Moves money from your master account to a customer’s wallet: atomic, instant, and refused whole when the master account cannot pay. ' +
        'With `dry_run` the very posting runs and is rolled back, so the answer tells what would happen. ' +
        'Send an `Idempotency-Key`: published clients repeat this request by themselves.',
      scope: 'transfer',
      idempotent: true,
      params: AccountPath,
      body: TransferRequest,
      example: { amount: 500, currency: 'INR', description: 'March' },
      success: {
        status: 200,
        description: 'Done; both balances right after it.',
        schema: TransferResult,
        versions: { '2026-05-12': StrictTransferResult },
        example: transferExample,
      },
      errors: [...moneyErrors, allowanceExceeded, transferExpired],
      storedFaults: amountFaults,
      handler: async (call) => {
        const { body } = call;
        const input = {
          amount: body.amount,
          currency: body.currency,
          description: body.description === '' ? null : (body.description ?? null),
          reference: body.reference ?? null,
          dryRun: body.dry_run ?? false,
          expiresAt: body.expires_at ?? null,
        };
        return answer(await transfer(deps, moverOf(call), call.params.customer_auth_id, input));
      },
    }),
    route({
      method: 'POST',
      path: '/accounts/:customer_auth_id/reclaim-balance',
      operationId: 'reclaimBalance',
      tag: TAG,
      summary: 'Pull money back',
      description:
        'Moves money from a wallet back to your master account: an amount, or all that is free. What is held for running calls stays, ' +
        'and the refusal says how much that is.',
      scope: 'transfer',
      idempotent: true,
      params: AccountPath,
      body: ReclaimRequest,
      bodyOptional: true,
      example: { amount: 200, description: 'Unused credit' },
      success: {
        status: 200,
        description: 'Done; both balances right after it.',
        schema: TransferResult,
        versions: { '2026-05-12': StrictTransferResult },
        example: {
          ...transferExample,
          from_account: 'MA_48149CF4',
          to_account: 'partner-882abc42',
          amount: 200.0,
        },
      },
      errors: moneyErrors,
      storedFaults: amountFaults,
      handler: async (call) => {
        const { body } = call;
        const input = {
          amount: body.amount ?? null,
          currency: body.currency ?? null,
          description: body.description === '' ? null : (body.description ?? null),
          reference: body.reference ?? null,
          dryRun: body.dry_run ?? false,
        };
        return answer(await reclaim(deps, moverOf(call), call.params.customer_auth_id, input));
      },
    }),
    route({
      method: 'GET',
      path: '/transfers',
      operationId: 'listTransfers',
      tag: TAG,
      summary: 'List transfers',
      description:
        'Transfers, pull-backs and reversals, newest first, each with what was taken back of it since.',
      scope: 'read',
      query: TransferQuery,
      success: { status: 200, description: 'A page.', schema: TransferList, example: transferListExample },
      errors: [notFound],
      handler: async ({ principal, query }) => {
        const { partner } = principal;
        const owner =
          query.account === undefined
            ? null
            : await deps.customers.walletRef(partner.partnerId, query.account);
        const filter = {
          // The wallet's side of a movement: each appears once.
          kinds: ['wallet' as const],
          codes: query.kind === undefined ? TRANSFER_KINDS : [query.kind],
          ...(owner === null ? {} : { accountIds: [owner.walletAccountId] }),
          ...(query.reference === undefined ? {} : { reference: query.reference }),
        };
        return { body: await listTransfers(deps, partner, query, TRANSFER_PAGES, filter) };
      },
    }),
    route({
      method: 'GET',
      path: '/transfers/:transaction_id',
      operationId: 'getTransfer',
      tag: TAG,
      summary: 'Get a transfer',
      description: 'One transfer, pull-back or reversal, by either spelling of its id.',
      scope: 'read',
      params: TransferPath,
      success: { status: 200, description: 'It.', schema: TransferView, example: transferViewExample },
      errors: [notFound],
      handler: async ({ principal: { partner }, params }) => {
        const found = await findMovement(deps, partner.partnerId, params.transaction_id);
        const reversed = await deps.ledger.reversedAmounts(deps.db.kysely, partner.partnerId, [found.id]);
        const wallets = await walletsByAccount(deps, partner.partnerId, [found]);
        const names = { partnerAuthId: partner.authId, partnerName: partner.name, wallets };
        return { body: toApiTransfer(found, reversed.get(found.id) ?? 0n, names) };
      },
    }),
    route({
      method: 'POST',
      path: '/transfers/:transaction_id/reverse',
      operationId: 'reverseTransfer',
      tag: TAG,
      summary: 'Reverse a transfer',
      description:
        'Takes a transfer or a pull-back back, whole or in part, by a linked opposite; the original stays as it is. The parts never exceed the ' +
        'whole, and money that is held or spent cannot be taken back.',
      scope: 'transfer',
      idempotent: true,
      params: TransferPath,
      body: ReverseRequest,
      bodyOptional: true,
      example: { amount: 200, description: 'Typed too much' },
      success: {
        status: 200,
        description: 'Done; both balances right after it.',
        schema: TransferResult,
        versions: { '2026-05-12': StrictTransferResult },
        example: {
          ...transferExample,
          from_account: 'MA_48149CF4',
          to_account: 'partner-882abc42',
          amount: 200.0,
        },
      },
      errors: [
        insufficientBalance,
        invalidAmount,
        transfersDisabled,
        walletClosed,
        notReversible,
        exceedsReversible,
        notFound,
        idempotencyKeyReused,
      ],
      storedFaults: amountFaults,
      handler: async (call) => {
        const { body } = call;
        const input = {
          amount: body.amount ?? null,
          description: body.description === '' ? null : (body.description ?? null),
          reference: body.reference ?? null,
        };
        return answer(await reverse(deps, moverOf(call), call.params.transaction_id, input));
      },
    }),
  ];
}
