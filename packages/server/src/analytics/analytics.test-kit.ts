import { startTestApp, type TestApp, type TestCustomer, type TestPartner } from '../../test/app.ts';
import { plausibleCalls } from '../cdrs/index.ts';
import { answeredAt, record, story } from '../cdrs/test-calls.ts';

/** The header of the published version. */
export const STRICT = { 'x-api-version': '2026-05-12' };

export type Json = Record<string, unknown>;
export interface Rollup {
  readonly total_calls: number;
  readonly answered_calls: number;
  readonly total_minutes: number;
  readonly total_cost: string;
}
export interface Dashboard extends Json {
  readonly calls: Rollup;
  readonly traffic: { readonly inbound: Rollup; readonly outbound: Rollup };
  readonly by_product: { readonly sip_trunking: Rollup; readonly voice_api: Rollup };
  readonly time_series: readonly (Rollup & {
    readonly date: string;
    readonly inbound: Rollup;
    readonly outbound: Rollup;
  })[];
}
export interface Table extends Json {
  readonly total: Json & { readonly previous: Json };
  readonly items: readonly (Json & { readonly previous: Json })[];
  readonly points: readonly Json[];
}

/** A partner with three customers and a month of plausible calls, in two currencies. */
export interface FiguresKit {
  readonly app: TestApp;
  readonly partner: TestPartner;
  readonly customers: readonly [TestCustomer, TestCustomer, TestCustomer];
  readonly customerIds: readonly [string, string, string];
  /** Asks below `/api/v1/partner`, as that partner unless told otherwise. */
  readonly ask: <T = Json>(
    path: string,
    headers?: Record<string, string>,
    auth?: TestPartner['auth'],
  ) => Promise<{ readonly status: number; readonly body: T; readonly text: string }>;
}

export async function figuresKit(): Promise<FiguresKit> {
  const app = await startTestApp();
  const partner = await app.partner({ slug: 'figures' });
  const customers = [
    await app.customer(partner),
    await app.customer(partner),
    await app.customer(partner),
  ] as const;
  const idOf = async (customer: TestCustomer): Promise<string> =>
    (await app.services.customers.walletRef(partner.partnerId, customer.authId)).customerId;
  const customerIds = [await idOf(customers[0]), await idOf(customers[1]), await idOf(customers[2])] as const;
  const { partnerId } = partner;
  const month = {
    partnerId,
    customerIds,
    from: new Date('2026-02-20T00:00:00Z'),
    before: new Date('2026-03-25T09:50:00Z'),
  };
  await record(app.db, [
    ...plausibleCalls(story({ ...month, seed: 7, count: 600 })),
    ...plausibleCalls(story({ ...month, seed: 8, count: 100, trunkIds: [] })),
    // A second currency, which must not be added to the first.
    answeredAt('2026-03-20T10:00:00Z', {
      partnerId,
      customerId: customerIds[2],
      currency: 'USD',
      cost: 7_000_000n,
    }),
  ]);
  const ask: FiguresKit['ask'] = async <T = Json>(
    path: string,
    headers: Record<string, string> = {},
    auth = partner.auth,
  ) => {
    const answer = await app.request('GET', `/api/v1/partner${path}`, { auth, headers });
    return { status: answer.statusCode, body: answer.json<T>(), text: answer.body };
  };
  return { app, partner, customers, customerIds, ask };
}
