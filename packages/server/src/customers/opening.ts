import { appendAudit } from '../audit/index.ts';
import type { HashedPassword } from '../identity/index.ts';
import type { By, PartnerView } from '../partners/index.ts';
import { randomUpper } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { startingTier } from '../pricing/index.ts';
import type { OpenedAccount } from './account-view.ts';
import type { Customer } from './customer.ts';
import type { CustomersDeps } from './customers-deps.ts';
import { accountCreationDisabled } from './errors.ts';
import { welcomeMail } from './mails.ts';
import type { NewAccountInput } from './read-input.ts';
import { senderOf } from './sender.ts';
import { insertCustomer, type NewCustomer } from './store.ts';

/** Published starting limits. */
const CPS_LIMIT = 1;
const CONCURRENT_CALLS_LIMIT = 4;
/** An id that is taken is drawn again; eight characters of thirty-four are rarely taken twice in a row. */
const MAX_DRAWS = 10;

/** The wallet is in the country's currency if the partner has a master account in it, else in the partner's own. */
export function walletCurrency(view: PartnerView, countryCurrency: string): string {
  return view.masters.some((master) => master.currency === countryCurrency)
    ? countryCurrency
    : view.partner.currency;
}

/** A new customer's tier: the partner's choice where it has the wallet's currency, else what pricing says for that one. */
async function firstTier(tx: Tx, { partner }: PartnerView, currency: string): Promise<string> {
  if (currency === partner.currency) return partner.defaultPricingTierId;
  return (await startingTier(tx, partner.partnerId, currency)).id;
}

async function insertUnique(tx: Tx, customer: Omit<NewCustomer, 'authId'>): Promise<Customer> {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const inserted = await insertCustomer(tx, { ...customer, authId: `MA_${randomUpper(8)}` });
    if (inserted !== null) return inserted;
  }
  throw new Error('No free account id was found.');
}

/**
 * Makes a customer with all it needs to begin, in one transaction: its row, its login, its first token, its wallet and
 * its place among the partner's accounts.
 * Throws 403 `account_creation_disabled` and `max_accounts_reached`, 422 when the e-mail has a login already, 409
 * `no_default_pricing_tier` for a currency without prices.
 */
export async function openCustomer(
  deps: CustomersDeps,
  tx: Tx,
  view: PartnerView,
  input: NewAccountInput,
  hashed: HashedPassword,
  by: By,
): Promise<OpenedAccount> {
  const { partner } = view;
  if (!partner.canCreateAccounts)
    throw accountCreationDisabled({ facts: { capability: 'can_create_accounts' } });
  const { country, details } = input;
  const currency = walletCurrency(view, country.currency);
  const customer = await insertUnique(tx, {
    ...details,
    partnerId: partner.partnerId,
    customerId: uuidv7(by.at),
    apiId: uuidv7(by.at),
    country: country.code,
    currency,
    tdsEnabled: false,
    tdsPercentage: 0,
    businessType: 'individual',
    accountType: 'standard',
    status: 'active',
    statusReason: null,
    statusBy: null,
    kycStatus: 'pending',
    cpsLimit: CPS_LIMIT,
    concurrentCallsLimit: CONCURRENT_CALLS_LIMIT,
    baseCpsLimit: CPS_LIMIT,
    baseConcurrentCallsLimit: CONCURRENT_CALLS_LIMIT,
    purchasedCps: null,
    purchasedConcurrentCalls: null,
    allocatedCps: 0,
    allocatedConcurrentCalls: 0,
    pricingTierId: await firstTier(tx, view, currency),
    walletAccountId: uuidv7(by.at),
    createdAt: by.at,
  });
  const token = await deps.access.open(tx, customer, { password: hashed, mode: partner.mode }, by);
  await announce(deps, tx, customer, view, by);
  // The partner's own row comes late: every other creation of this partner waits for it.
  await deps.partners.takeAccountSlot(tx, partner.partnerId);
  await deps.ledger.openAccount(tx, {
    partnerId: partner.partnerId,
    id: customer.walletAccountId,
    ownerId: customer.customerId,
    kind: 'wallet',
    currency,
    floor: 0n,
    at: by.at,
  });
  return { customer, token };
}

async function announce(
  deps: CustomersDeps,
  tx: Tx,
  customer: Customer,
  view: PartnerView,
  by: By,
): Promise<void> {
  const { partnerId, authId } = customer;
  const told = ['name', 'email', 'phone', 'company', 'country', 'currency', 'timezone'] as const;
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action: 'account.created',
      objectType: 'account',
      objectId: authId,
      changes: told.map((field) => ({ field, from: null, to: customer[field] })),
    },
  ]);
  await appendOutbox(tx, by.at, [
    {
      partnerId,
      topic: 'account.created',
      payload: { account_id: authId, customer_id: customer.customerId, currency: customer.currency },
    },
  ]);
  const to = { name: customer.name, address: customer.email };
  await deps.mail.enqueue(tx, by.at, {
    partnerId,
    to,
    ...welcomeMail(customer, senderOf(deps, view.partner)),
  });
}
