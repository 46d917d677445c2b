import { appendAudit } from '../audit/index.ts';
import type { Mode } from '../identity/index.ts';
import { assignWholesaleTier, defaultTier, ensureDefaultTiers, wholesaleTiers } from '../pricing/index.ts';
import { randomLower } from '../platform/crypto/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { ValidationFailure } from '../platform/errors/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import { formatFixed } from '../platform/money/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { lockStartTier, newPartnerFaults, noStartTier, slugTaken } from './grant-faults.ts';
import { welcomeMail } from './mails.ts';
import { openBooks, postMaster, readMasters } from './master-accounts.ts';
import type { By } from './by.ts';
import type { PartnersDeps } from './partner-deps.ts';
import type { Capabilities, CreatedPartner, GstStatus, Partner } from './partner.ts';
import { slugOf } from './slug.ts';
import { insertPartner, type NewPartner } from './store.ts';

/** What the operator grants at the beginning; what is absent takes its default. Amounts are units of 10⁻⁵. */
export interface Grant extends Partial<Capabilities> {
  readonly currency?: string | undefined;
  readonly mode?: Mode | undefined;
  readonly startingBalance?: bigint | undefined;
  readonly creditLimit?: bigint | undefined;
  readonly maxAccounts?: number | undefined;
  readonly defaultPricingTierId?: string | undefined;
}

export interface NewPartnerInput extends Grant {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | undefined;
  readonly company?: string | undefined;
  readonly country?: string | undefined;
  readonly slug?: string | undefined;
  readonly gstin?: string | undefined;
  readonly gstStatus?: GstStatus | undefined;
  readonly tdsApplicable?: boolean | undefined;
  readonly tdsPercentage?: number | undefined;
  readonly isVerified?: boolean | undefined;
}

const DEFAULT_MAX_ACCOUNTS = 1_000;
/** A partner id or slug that is taken is drawn again; eight characters are rarely taken twice in a row. */
const MAX_DRAWS = 10;

/**
 * The tier that a partner's customers start with; one of the operator's is also the one at which the partner buys from now
 * on. Throws 422 when it is not one of this currency that may be used.
 */
export async function checkTier(
  tx: Tx,
  partnerId: string,
  tierId: string,
  currency: string,
  at: Date,
): Promise<string> {
  const wanted = { tierId, currency };
  const tier = await lockStartTier(tx, partnerId, wanted);
  if (tier === null) throw new ValidationFailure([noStartTier(wanted)]);
  if (tier.partnerId === null && (await wholesaleTiers(tx, partnerId)).get(currency)?.id !== tierId) {
    await assignWholesaleTier(tx, partnerId, tierId, at);
  }
  return tier.id;
}

async function insertUnique(
  tx: Tx,
  partner: Omit<NewPartner, 'authId' | 'slug'>,
  wantedSlug: string | undefined,
): Promise<Partner> {
  const readable = slugOf(partner.company === '' ? partner.name : partner.company);
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const slug =
      wantedSlug ??
      (draw === 0 && readable !== ''
        ? readable
        : `${readable === '' ? 'partner' : readable}-${randomLower(4)}`);
    const inserted = await insertPartner(tx, { ...partner, authId: `partner-${randomLower(8)}`, slug });
    if (inserted !== null) return inserted;
    if (wantedSlug !== undefined && draw >= 2) {
      throw new ValidationFailure([slugTaken(wantedSlug)]);
    }
  }
  throw new Error('No free partner id was found.');
}

function newPartner(
  input: NewPartnerInput,
  fixed: Pick<NewPartner, 'partnerId' | 'currency' | 'country' | 'defaultPricingTierId' | 'createdAt'>,
): Omit<NewPartner, 'authId' | 'slug'> {
  return {
    ...fixed,
    name: input.name.trim(),
    email: input.email.trim().toLowerCase(),
    phone: input.phone ?? '',
    company: (input.company ?? '').trim(),
    status: 'active',
    mode: input.mode ?? 'live',
    gstin: input.gstin ?? '',
    gstStatus: input.gstStatus ?? 'inactive',
    tdsApplicable: input.tdsApplicable ?? false,
    tdsPercentage: input.tdsPercentage ?? 0,
    billingModel: 'direct',
    isVerified: input.isVerified ?? false,
    maxAccounts: input.maxAccounts ?? DEFAULT_MAX_ACCOUNTS,
    canCreateAccounts: input.canCreateAccounts ?? true,
    canCreatePricingTiers: input.canCreatePricingTiers ?? true,
    canViewCdrs: input.canViewCdrs ?? true,
    canTransferBalance: input.canTransferBalance ?? true,
  };
}

/**
 * Makes a partner with all it needs to begin, in one transaction: its row, its books, its owner, its first token, its
 * welcome link (by e-mail) and its starting balance.
 * Throws 422 for a country, currency, tier or slug that cannot be, and for an e-mail that has a login already.
 */
export async function createPartner(
  deps: PartnersDeps,
  tx: Tx,
  input: NewPartnerInput,
  by: By,
): Promise<CreatedPartner> {
  const currency = input.currency ?? deps.operator.currencies[0];
  const country = input.country ?? deps.operator.country;
  const partnerId = uuidv7(by.at);
  const faults = await newPartnerFaults(deps, tx, partnerId, { ...input, currency, country });
  if (faults.length > 0) throw new ValidationFailure(faults);
  // Also where no server has run yet: a currency that is used has prices.
  await ensureDefaultTiers(tx, [currency], by.at);
  const defaultPricingTierId =
    input.defaultPricingTierId === undefined
      ? (await defaultTier(tx, currency)).id
      : await checkTier(tx, partnerId, input.defaultPricingTierId, currency, by.at);
  const draft = newPartner(input, { partnerId, currency, country, defaultPricingTierId, createdAt: by.at });
  const partner = await insertUnique(tx, draft, input.slug);
  const access = await deps.ownerAccess.open(tx, partner, by);
  const creditLimit = input.creditLimit ?? 0n;
  const startingBalance = input.startingBalance ?? 0n;
  await openBooks(deps, tx, partner, currency, creditLimit, by);
  if (startingBalance > 0n) {
    await postMaster(
      deps,
      tx,
      partner,
      {
        code: 'funding',
        amount: startingBalance,
        currency,
        reference: 'starting-balance',
        reason: 'Starting balance',
      },
      by,
    );
  }
  await announce(deps, tx, partner, { creditLimit, startingBalance, ...access }, by);
  return { partner, masters: await readMasters(tx, partner), ...access };
}

async function announce(
  deps: PartnersDeps,
  tx: Tx,
  partner: Partner,
  begin: {
    readonly creditLimit: bigint;
    readonly startingBalance: bigint;
    readonly welcomeUrl: string;
    readonly welcomeExpiresAt: Date;
  },
  by: By,
): Promise<void> {
  const { partnerId, authId } = partner;
  await appendAudit(tx, [
    {
      partnerId,
      at: by.at,
      actor: by.actor,
      action: 'partner.created',
      objectType: 'partner',
      objectId: authId,
      changes: [
        ...(['name', 'email', 'company', 'country', 'mode', 'currency', 'slug'] as const).map((field) => ({
          field,
          from: null,
          to: partner[field],
        })),
        { field: 'max_accounts', from: null, to: partner.maxAccounts },
        { field: 'credit_limit', from: null, to: formatFixed(begin.creditLimit) },
        { field: 'starting_balance', from: null, to: formatFixed(begin.startingBalance) },
      ],
    },
  ]);
  await appendOutbox(tx, by.at, [
    { partnerId, topic: 'partner.created', payload: { partner_id: partnerId, auth_id: authId } },
  ]);
  const welcome = {
    url: begin.welcomeUrl,
    expiresAt: begin.welcomeExpiresAt,
    startingBalance: begin.startingBalance,
  };
  const to = { name: partner.name, address: partner.email };
  await deps.mail.enqueue(tx, by.at, { partnerId, to, ...welcomeMail(partner, welcome, deps.operator) });
}
