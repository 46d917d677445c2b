import { keyedWrite, type OperatorPrincipal } from '../identity/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  AdjustBody,
  CreditLimitBody,
  FundBody,
  MasterAccountsSchema,
  MasterMovementSchema,
  OpenMasterAccountBody,
  OperatorPartnerSchema,
  PartnerParams,
} from './contract.ts';
import {
  creditLimitInUse,
  masterAccountExists,
  masterBalanceTooLow,
  noMasterAccount,
  partnerClosed,
} from './errors.ts';
import { movementExample, operatorPartnerExample } from './examples.ts';
import type { OperatorRoutesDeps } from './partner-deps.ts';
import { toApiMaster, toApiMovement, toApiPartnerView } from './to-api.ts';

const route = routesOf<OperatorPrincipal>();
const TAG = 'Master accounts';

/** The operator's money routes: they need the scope `finance`. */
export function partnerMoneyOperatorRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  return [...movementRoutes(deps), ...accountRoutes(deps)];
}

function movementRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  const { partners } = deps;
  return [
    route({
      method: 'POST',
      path: '/partners/:id/fund',
      operationId: 'fundPartner',
      tag: TAG,
      summary: 'Fund a master account',
      description:
        'Money that came in for the partner: from its funding account to its master account, with what it stands for outside.',
      scope: 'finance',
      params: PartnerParams,
      body: FundBody,
      example: { amount: 50000, reference: 'UTR 4471120093', reason: 'Bank transfer of 24 March' },
      success: {
        status: 201,
        description: 'The movement.',
        schema: MasterMovementSchema,
        example: movementExample,
      },
      errors: [partnerClosed, noMasterAccount],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiMovement(await partners.fund(tx, call.params.id, call.body, by)),
        ),
    }),
    route({
      method: 'POST',
      path: '/partners/:id/adjust',
      operationId: 'adjustPartner',
      tag: TAG,
      summary: 'Adjust a master account',
      description:
        'Corrects a balance, up or down, against the adjustment account; reason and reference say why. Never below what is held ' +
        'and the credit limit: refused, naming what is available.',
      scope: 'finance',
      params: PartnerParams,
      body: AdjustBody,
      example: { amount: -120.5, reference: 'TICKET-1182', reason: 'Double funding of 3 March' },
      success: {
        status: 201,
        description: 'The movement.',
        schema: MasterMovementSchema,
        example: {
          ...movementExample,
          amount: -120.5,
          code: 'adjustment',
          reference: 'TICKET-1182',
          reason: 'Double funding of 3 March',
          balance_after: 48129.5,
        },
      },
      errors: [partnerClosed, noMasterAccount, masterBalanceTooLow],
      idempotent: true,
      handler: (call) =>
        keyedWrite(deps, call, async (tx, by) =>
          toApiMovement(await partners.adjust(tx, call.params.id, call.body, by)),
        ),
    }),
  ];
}

function accountRoutes(deps: OperatorRoutesDeps): Route<OperatorPrincipal>[] {
  const { partners } = deps;
  return [
    route({
      method: 'POST',
      path: '/partners/:id/credit-limit',
      operationId: 'setPartnerCreditLimit',
      tag: TAG,
      summary: 'Set a credit limit',
      description:
        'How far a master balance may go below zero. A limit below what is in use is refused, naming the lowest possible.',
      scope: 'finance',
      params: PartnerParams,
      body: CreditLimitBody,
      example: { credit_limit: 10000, reason: 'Contract of March' },
      success: {
        status: 200,
        description: 'The partner.',
        schema: OperatorPartnerSchema,
        example: operatorPartnerExample,
      },
      errors: [partnerClosed, noMasterAccount, creditLimitInUse],
      idempotent: true,
      handler: (call) => {
        const { credit_limit: creditLimit, currency, reason } = call.body;
        return keyedWrite(deps, call, async (tx, by) =>
          toApiPartnerView(
            await partners.setCreditLimit(tx, call.params.id, { creditLimit, currency, reason }, by),
          ),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/partners/:id/master-accounts',
      operationId: 'openMasterAccount',
      tag: TAG,
      summary: 'Open a master account in another currency',
      description:
        'One of the configured currencies that the partner has no master account in yet; opens the whole set of books beside it.',
      scope: 'finance',
      params: PartnerParams,
      body: OpenMasterAccountBody,
      example: { currency: 'USD', credit_limit: 0 },
      success: {
        status: 201,
        description: 'All master accounts of the partner.',
        schema: MasterAccountsSchema,
        example: {
          master_accounts: [
            ...operatorPartnerExample.master_accounts,
            { currency: 'USD', balance: 0, available_balance: 0, held_balance: 0, credit_limit: 0 },
          ],
        },
      },
      errors: [partnerClosed, masterAccountExists],
      idempotent: true,
      storedFaults: ({ body }) => partners.currencyFaults(body.currency),
      handler: (call) => {
        const { currency, credit_limit: creditLimit } = call.body;
        return keyedWrite(deps, call, async (tx, by) => {
          const { masters } = await partners.openMasterAccount(
            tx,
            call.params.id,
            { currency, creditLimit: creditLimit ?? 0n },
            by,
          );
          return { master_accounts: masters.map(toApiMaster) };
        });
      },
    }),
  ];
}
