import type { CustomerPrincipal } from '../identity/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import {
  CustomerBalanceParams,
  CustomerBalanceSchema,
  CustomerProfileSchema,
  toApiCustomerBalance,
  toApiCustomerProfile,
} from './customer-contract.ts';
import { customerBalanceExample, customerProfileExample } from './examples.ts';
import type { Customers } from './service.ts';

export interface CustomerSideDeps {
  readonly customers: Pick<Customers, 'read' | 'balance'>;
}

const route = routesOf<CustomerPrincipal>();

/** Below `/api/v1`: no account stands in the path. */
export function customerProfileRoutes({ customers }: CustomerSideDeps): Route<CustomerPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/auth/me',
      operationId: 'getAccountProfile',
      tag: 'Account',
      summary: 'Your account',
      description: 'Who you are, your limits and your pricing tier. `auth_secret` is masked.',
      scope: null,
      success: {
        status: 200,
        description: 'The account.',
        schema: CustomerProfileSchema,
        example: customerProfileExample,
      },
      errors: [],
      handler: async ({ principal: { customer } }) => ({
        body: toApiCustomerProfile(await customers.read(customer.partner.partnerId, customer.authId)),
      }),
    }),
  ];
}

/** Below `/api/v1/Account/:auth_id`; the surface has checked that the path names the caller's own account. */
export function customerAccountRoutes({ customers }: CustomerSideDeps): Route<CustomerPrincipal>[] {
  return [
    route({
      method: 'GET',
      path: '/balance/:currency',
      operationId: 'getAccountBalance',
      tag: 'Account',
      summary: 'Your balance in a currency',
      description:
        'The wallet’s balance and what of it is reserved. An account has one wallet, so that every other currency answers 404.',
      scope: null,
      params: CustomerBalanceParams,
      success: {
        status: 200,
        description: 'The balance.',
        schema: CustomerBalanceSchema,
        example: customerBalanceExample,
      },
      errors: [],
      handler: async ({ principal: { customer }, params }) => {
        const own = await customers.balance(customer.partner.partnerId, customer.authId);
        if (params.currency.toUpperCase() !== own.wallet.currency) {
          throw notFound({ message: 'There is no balance in this currency.' });
        }
        return { body: toApiCustomerBalance(own) };
      },
    }),
  ];
}
