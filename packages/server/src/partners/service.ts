import type { Static } from 'typebox';
import type { Mode, PartnerFacts } from '../identity/index.ts';
import type { Database, Reader, Tx } from '../platform/db/index.ts';
import type { Fault } from '../platform/errors/index.ts';
import type { Refused, Sound } from '../platform/http/index.ts';
import type { Clock } from '../platform/time/index.ts';
import type { AccessRequest, AccessRequestPage, Application, ApprovedRequest } from './access-request.ts';
import {
  approveAccessRequest,
  declineAccessRequest,
  emptyReceipt,
  findAccessRequest,
  submitAccessRequest,
  takeAccessRequest,
  type Applicant,
  type Receipt,
} from './access-request-service.ts';
import { takeAccountSlot, giveBackAccountSlot } from './account-slots.ts';
import type { CreatePartnerBody, PatchPartnerBody } from './contract.ts';
import { findPartner } from './find-partner.ts';
import { currencyFaults, newPartnerFaults, tierFaults } from './grant-faults.ts';
import {
  closePartner,
  patchPartner,
  resumePartner,
  suspendPartner,
  type PartnerPatch,
  type PatchOptions,
} from './life-cycle.ts';
import {
  listAccessRequests,
  listPartners,
  type AccessRequestListQueryFields,
  type PartnerListQuery,
} from './lists.ts';
import {
  adjustMaster,
  fundMaster,
  openMasterAccount,
  readMasters,
  readMastersOf,
  setCreditLimit,
  type CreditLimitInput,
  type MovementInput,
} from './master-accounts.ts';
import { readMasterBalance, type MasterBalanceAnswer, type MasterBalanceQuestion } from './master-balance.ts';
import {
  countAccounts,
  selectClosed,
  selectIdsOfMode,
  selectNames,
  selectNamesOf,
  type PartnerName,
} from './store.ts';
import { createPartner, type Grant, type NewPartnerInput } from './onboarding.ts';
import type { By } from './by.ts';
import type { RenewedLink } from './owner-access.ts';
import { sendOwnerLink } from './owner-link.ts';
import type { PartnersDeps } from './partner-deps.ts';
import { readProfile } from './partner-profile.ts';
import { countPartnersStartingAt } from './store.ts';
import type {
  CreatedPartner,
  MasterMovement,
  Partner,
  PartnerPage,
  PartnerProfile,
  PartnerView,
} from './partner.ts';

/**
 * The door to partners. Writes take the caller's transaction, so that they commit with what belongs to them; `id` is a
 * UUID or a partner id (`partner-…`).
 */
export interface Partners {
  create(tx: Tx, input: NewPartnerInput, by: By): Promise<CreatedPartner>;
  /** What stored data says against a new partner that is refused already. */
  newFaults(body: Sound<Static<typeof CreatePartnerBody>>, refused: Refused): Promise<Fault[]>;
  list(query: PartnerListQuery): Promise<PartnerPage>;
  read(id: string): Promise<PartnerView>;
  /** The row itself. Throws 404. */
  find(reader: Reader, id: string): Promise<Partner>;
  patch(tx: Tx, id: string, patch: PartnerPatch, options: PatchOptions, by: By): Promise<PartnerView>;
  /** The same of a change. Throws 404. */
  patchFaults(id: string, body: Sound<Static<typeof PatchPartnerBody>>): Promise<Fault[]>;
  suspend(tx: Tx, id: string, reason: string, by: By): Promise<PartnerView>;
  resume(tx: Tx, id: string, reason: string | undefined, by: By): Promise<PartnerView>;
  /** E-mails the owner another link: a welcome while no password is set, else one that resets it. */
  sendOwnerLink(tx: Tx, id: string, by: By): Promise<RenewedLink>;
  close(
    tx: Tx,
    id: string,
    options: { readonly reason: string; readonly force: boolean },
    by: By,
  ): Promise<PartnerView>;

  setCreditLimit(tx: Tx, id: string, input: CreditLimitInput, by: By): Promise<PartnerView>;
  fund(tx: Tx, id: string, input: MovementInput, by: By): Promise<MasterMovement>;
  adjust(tx: Tx, id: string, input: MovementInput, by: By): Promise<MasterMovement>;
  /** What the operator's currencies say. */
  currencyFaults(currency: string | undefined): Fault[];
  openMasterAccount(
    tx: Tx,
    id: string,
    input: { readonly currency: string; readonly creditLimit: bigint },
    by: By,
  ): Promise<PartnerView>;

  profile(partnerId: string): Promise<PartnerProfile>;
  masterBalance(partner: PartnerFacts, question: MasterBalanceQuestion): Promise<MasterBalanceAnswer>;

  /** How many open partners let their customers begin at this tier. */
  countStartingAt(reader: Reader, tierId: string): Promise<number>;
  /** Those of some partners that are closed, by their internal ids. */
  closedAmong(reader: Reader, partnerIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** For the operator's jobs: every partner, page by page in the order of their internal ids. */
  names(
    reader: Reader,
    place: { readonly afterId: string | null; readonly limit: number },
  ): Promise<PartnerName[]>;
  /** The internal ids of all partners of one world. */
  idsOfMode(reader: Reader, mode: Mode): Promise<string[]>;
  namesOf(reader: Reader, partnerIds: readonly string[]): Promise<ReadonlyMap<string, PartnerName>>;
  /** How many open accounts some partners have together. */
  countAccounts(reader: Reader, partnerIds: readonly string[]): Promise<number>;

  /** Throws 403 `max_accounts_reached`. Holds the partner's row until the transaction ends. */
  takeAccountSlot(tx: Tx, partnerId: string): Promise<void>;
  giveBackAccountSlot(tx: Tx, partnerId: string): Promise<void>;

  submitAccessRequest(tx: Tx, application: Application, by: Applicant): Promise<Receipt>;
  emptyReceipt(at: Date): Receipt;
  listAccessRequests(query: AccessRequestListQueryFields, now: Date): Promise<AccessRequestPage>;
  readAccessRequest(id: string): Promise<AccessRequest>;
  takeAccessRequest(tx: Tx, id: string, by: By): Promise<AccessRequest>;
  approveAccessRequest(tx: Tx, id: string, grant: Grant, by: By): Promise<ApprovedRequest>;
  declineAccessRequest(tx: Tx, id: string, reason: string, by: By): Promise<AccessRequest>;
}

/** Has no tiers of its own, as whoever is not there yet. */
const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

export function createPartners(
  deps: PartnersDeps & { readonly db: Database; readonly clock: Clock },
): Partners {
  const { db, clock } = deps;
  const withMasters = async (tx: Tx, partner: Partner): Promise<PartnerView> => ({
    partner,
    masters: await readMasters(tx, partner),
  });
  return {
    create: (tx, input, by) => createPartner(deps, tx, input, by),
    newFaults: ({ default_pricing_tier_id: defaultPricingTierId, ...body }, refused) =>
      db.inTransaction((tx) =>
        newPartnerFaults(deps, tx, NOBODY_YET, { ...body, defaultPricingTierId }, refused),
      ),
    patchFaults: (id, { default_pricing_tier_id: tierId }) =>
      db.inTransaction(async (tx) => {
        const { partnerId, currency } = await findPartner(tx, id);
        return tierFaults(tx, partnerId, tierId, currency);
      }),
    currencyFaults: (currency) => currencyFaults(deps.operator, currency),
    async list(query) {
      const { partners, ...page } = await listPartners(db.kysely, query);
      const masters = await readMastersOf(db.kysely, partners);
      return {
        ...page,
        partners: partners.map((partner) => ({ partner, masters: masters.get(partner.partnerId) ?? [] })),
      };
    },
    async read(id) {
      const partner = await findPartner(db.kysely, id);
      return { partner, masters: await readMasters(db.kysely, partner) };
    },
    find: findPartner,
    patch: async (tx, id, patch, options, by) =>
      withMasters(tx, await patchPartner(deps, tx, id, patch, options, by)),
    suspend: async (tx, id, reason, by) => withMasters(tx, await suspendPartner(deps, tx, id, reason, by)),
    resume: async (tx, id, reason, by) => withMasters(tx, await resumePartner(deps, tx, id, reason, by)),
    close: async (tx, id, options, by) => withMasters(tx, await closePartner(deps, tx, id, options, by)),

    sendOwnerLink: (tx, id, by) => sendOwnerLink(deps, tx, id, by),

    setCreditLimit: async (tx, id, input, by) =>
      withMasters(tx, await setCreditLimit(deps, tx, id, input, by)),
    fund: (tx, id, input, by) => fundMaster(deps, tx, id, input, by),
    adjust: (tx, id, input, by) => adjustMaster(deps, tx, id, input, by),
    openMasterAccount: async (tx, id, input, by) =>
      withMasters(tx, await openMasterAccount(deps, tx, id, input, by)),

    profile: (partnerId) => readProfile(db, partnerId),
    masterBalance: (partner, question) => readMasterBalance(deps, db.kysely, partner, question, clock.now()),

    countStartingAt: countPartnersStartingAt,
    closedAmong: selectClosed,
    names: selectNames,
    idsOfMode: selectIdsOfMode,
    namesOf: selectNamesOf,
    countAccounts,

    takeAccountSlot,
    giveBackAccountSlot,

    submitAccessRequest: (tx, application, by) => submitAccessRequest(deps, tx, application, by),
    emptyReceipt: (at) => emptyReceipt(deps, at),
    listAccessRequests: (query, now) => listAccessRequests(db.kysely, query, now),
    readAccessRequest: (id) => findAccessRequest(db.kysely, id),
    takeAccessRequest: (tx, id, by) => takeAccessRequest(tx, id, by),
    approveAccessRequest: (tx, id, grant, by) => approveAccessRequest(deps, tx, id, grant, by),
    declineAccessRequest: (tx, id, reason, by) => declineAccessRequest(deps, tx, id, reason, by),
  };
}
