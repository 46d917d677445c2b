// The document names the errors of credentials, which identity declares.
import '../identity/index.ts';
import Type from 'typebox';
import { notFound } from '../platform/errors/index.ts';
import {
  Nullable,
  OneOf,
  Timestamp,
  pageFields,
  renamed,
  renderPlainError,
  routesOf,
  type Surface,
} from '../platform/http/index.ts';
import { AmountInput, MoneyNumber, MoneyString } from '../platform/money/index.ts';

/** A small API with one of everything, for the tests of this room. */
interface Caller {
  readonly id: string;
}

const route = routesOf<Caller>();
const pages = { maxPerPage: 100, defaultPerPage: 20, cursor: [] };

const Account = Type.Object(
  {
    auth_id: Type.String({ description: 'Id of the account.' }),
    name: Type.String(),
    balance: MoneyNumber({ description: 'Of the wallet.' }),
    phone: Nullable(Type.String()),
    created_at: Timestamp(),
  },
  { title: 'Account' },
);

const StrictAccount = Type.Object({
  id: renamed(Type.String(), 'auth_id'),
  cash_credits: renamed(MoneyString(), 'balance'),
});

const example = {
  auth_id: 'MA_48149CF4',
  name: 'Acme',
  balance: 1300,
  phone: null,
  created_at: '2026-03-25T10:00:00.000Z',
};

const accountParams = Type.Object({ id: Type.String({ maxLength: 20, description: 'Id of the account.' }) });

export const sampleRoutes = [
  route({
    method: 'GET',
    path: '/accounts',
    operationId: 'listAccounts',
    tag: 'Accounts',
    summary: 'List accounts',
    description: 'Newest first.',
    scope: 'read',
    query: Type.Object(
      { search: Type.Optional(Type.String({ maxLength: 50 })), ...pageFields(pages) },
      { additionalProperties: false },
    ),
    success: {
      status: 200,
      description: 'One page.',
      schema: Type.Object({
        accounts: Type.Array(Account),
        total: Type.Integer(),
        page: Type.Integer(),
        size: Type.Integer(),
        next_cursor: Nullable(Type.String()),
      }),
      versions: {
        '2026-05-12': Type.Object({
          accounts: Type.Array(StrictAccount),
          total: Type.Integer(),
          page: Type.Integer(),
          size: Type.Integer(),
        }),
      },
      example: { accounts: [example], total: 1, page: 1, size: 20, next_cursor: null },
    },
    errors: [],
    handler: async () => ({}),
  }),
  route({
    method: 'POST',
    path: '/accounts',
    operationId: 'createAccount',
    tag: 'Accounts',
    summary: 'Create an account',
    description: 'Opens an account with an empty wallet.',
    scope: 'accounts',
    idempotent: true,
    body: Type.Object(
      {
        name: Type.String({ minLength: 1, maxLength: 120 }),
        password: Type.String({ minLength: 8, 'x-secret': true }),
        kind: Type.Optional(OneOf(['standard', 'trial'])),
      },
      { additionalProperties: false },
    ),
    success: { status: 201, description: 'Created.', schema: Account, example },
    example: { name: "Acme's", password: 'Sunny-day-7' },
    errors: [],
    handler: async () => ({}),
  }),
  route({
    method: 'GET',
    path: '/accounts/:id',
    operationId: 'getAccount',
    tag: 'Accounts',
    summary: 'Read an account',
    description: 'Reads it.',
    scope: 'read',
    params: accountParams,
    success: {
      status: 200,
      description: 'It.',
      schema: Account,
      versions: { '2026-05-12': StrictAccount },
      example,
    },
    errors: [notFound],
    handler: async () => ({}),
  }),
  route({
    method: 'POST',
    path: '/accounts/:id/transfer-balance',
    operationId: 'transferBalance',
    tag: 'Transfers',
    summary: 'Fund a wallet',
    description: 'Moves money from your master account to the wallet.',
    scope: 'transfer',
    params: accountParams,
    idempotent: true,
    body: Type.Object({ amount: AmountInput(), currency: Type.String() }, { additionalProperties: false }),
    success: {
      status: 200,
      description: 'Moved.',
      schema: Type.Object({ transaction_id: Type.String(), amount: MoneyNumber() }),
      example: { transaction_id: 'txn_abc', amount: 500 },
    },
    example: { amount: 500, currency: 'INR' },
    errors: [notFound],
    handler: async () => ({}),
  }),
  route({
    method: 'DELETE',
    path: '/tokens/:id',
    operationId: 'revokeToken',
    tag: 'Tokens',
    summary: 'Revoke a token',
    description: 'It is dead at once.',
    scope: null,
    params: accountParams,
    success: { status: 204, description: 'Revoked.' },
    errors: [],
    handler: async () => ({}),
  }),
];

const customerRoutes = [
  route({
    method: 'GET',
    path: '/balance/:currency',
    operationId: 'getOwnBalance',
    tag: 'Balance',
    summary: 'Read the balance',
    description: 'Of the wallet.',
    scope: null,
    params: Type.Object({ currency: Type.String() }),
    success: { status: 200, description: 'It.', schema: Type.Object({ balance: MoneyNumber() }) },
    errors: [],
    handler: async () => ({}),
  }),
];

function surface(
  name: string,
  title: string,
  base: string,
  more: Pick<Surface<Caller>, 'routes' | 'renderError'>,
): Surface<unknown> {
  const made: Surface<Caller> = {
    name,
    title,
    bases: [base],
    authenticate: async () => ({ id: 'caller' }),
    authorize: () => undefined,
    pinnedVersion: () => '2026-03-25',
    rateKey: (caller) => caller.id,
    logFields: () => ({}),
    ...more,
  };
  return made;
}

export const sampleSurfaces: readonly Surface<unknown>[] = [
  surface('partner', 'Partner API', '/api/v1/partner', {
    routes: sampleRoutes,
    renderError: renderPlainError,
  }),
  surface('customer', 'Customer side', '/api/v1/account/:auth_id', {
    routes: customerRoutes,
    renderError: (error) => ({ error: { code: error.status, message: error.message } }),
  }),
];
