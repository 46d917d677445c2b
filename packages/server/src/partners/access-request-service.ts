import { OPERATOR_BOOKS, appendAudit } from '../audit/index.ts';
import { randomUpper } from '../platform/crypto/index.ts';
import type { Reader, Tx } from '../platform/db/index.ts';
import { notFound } from '../platform/errors/index.ts';
import { isUuid, uuidv7 } from '../platform/ids/index.ts';
import { appendOutbox } from '../platform/outbox/index.ts';
import { DAY_MS, utcDay } from '../platform/time/index.ts';
import type { AccessRequest, Application, ApprovedRequest } from './access-request.ts';
import {
  deleteOldQuota,
  insertAccessRequest,
  lockAccessRequest,
  selectAccessRequest,
  selectAccessRequestByReference,
  selectOpenAccessRequest,
  takeQuota,
  updateAccessRequest,
} from './access-request-store.ts';
import { oneBusinessDayAfter } from './business-day.ts';
import { clientNetwork } from './client-network.ts';
import { accessRequestDecided, tooManyAccessRequests } from './errors.ts';
import { accessRequestMail, declinedMail } from './mails.ts';
import { createPartner, type Grant } from './onboarding.ts';
import type { By } from './by.ts';
import type { PartnersDeps } from './partner-deps.ts';

/** Requests of one day (UTC) that are taken from one network, and for one e-mail. */
export const MAX_PER_NETWORK = 20;
export const MAX_PER_EMAIL = 5;

export interface Applicant {
  readonly ip: string;
  readonly userAgent: string | null;
  readonly at: Date;
}

/** What the applicant is told; the same words whether the request is new, repeated or thrown away. */
export interface Receipt {
  readonly reference: string;
  readonly dueAt: Date;
}

function newReference(): string {
  return `acr_${randomUpper(12)}`;
}

/** The answer to what a robot filled in: looks like any other, and leaves nothing behind. */
export function emptyReceipt(deps: PartnersDeps, at: Date): Receipt {
  return { reference: newReference(), dueAt: oneBusinessDayAfter(at, deps.operator) };
}

/**
 * Takes a request for partner access and tells the operator. While an e-mail has an open request, another one of it
 * answers with the same reference and due time, and changes nothing. Throws 429 beyond the limits of a day.
 */
export async function submitAccessRequest(
  deps: PartnersDeps,
  tx: Tx,
  application: Application,
  by: Applicant,
): Promise<Receipt> {
  const email = application.email.trim().toLowerCase();
  await countRequest(tx, email, by);
  const request: AccessRequest = {
    ...application,
    email,
    id: uuidv7(by.at),
    reference: newReference(),
    status: 'new',
    ip: by.ip,
    userAgent: by.userAgent?.slice(0, 300) ?? null,
    createdAt: by.at,
    dueAt: oneBusinessDayAfter(by.at, deps.operator),
    takenAt: null,
    takenBy: null,
    decidedAt: null,
    decidedBy: null,
    declineReason: null,
    partnerId: null,
  };
  if (!(await insertAccessRequest(tx, request))) {
    const open = await selectOpenAccessRequest(tx, email);
    const { reference, dueAt } = open ?? request;
    return { reference, dueAt };
  }
  await appendOutbox(tx, by.at, [
    {
      partnerId: null,
      topic: 'access_request.created',
      payload: { access_request_id: request.id, reference: request.reference },
    },
  ]);
  const to = { name: deps.operator.name, address: deps.operator.email };
  await deps.mail.enqueue(tx, by.at, { partnerId: null, to, ...accessRequestMail(request, deps.operator) });
  return { reference: request.reference, dueAt: request.dueAt };
}

async function countRequest(tx: Tx, email: string, by: Applicant): Promise<void> {
  const day = utcDay(by.at);
  const taken =
    (await takeQuota(tx, day, `network:${clientNetwork(by.ip)}`, MAX_PER_NETWORK)) &&
    (await takeQuota(tx, day, `email:${email}`, MAX_PER_EMAIL));
  if (!taken) {
    const seconds = Math.ceil((DAY_MS - (by.at.getTime() % DAY_MS)) / 1000);
    throw tooManyAccessRequests({ headers: { 'retry-after': String(seconds) } });
  }
  await deleteOldQuota(tx, day);
}

/** A request by its UUID or its reference. Throws 404. */
export async function findAccessRequest(reader: Reader, id: string): Promise<AccessRequest> {
  const request = isUuid(id)
    ? await selectAccessRequest(reader, id)
    : await selectAccessRequestByReference(reader, id);
  if (request === null) throw notFound({ message: 'No such access request.' });
  return request;
}

async function lockUndecided(tx: Tx, id: string): Promise<AccessRequest> {
  const request = await lockAccessRequest(tx, (await findAccessRequest(tx, id)).id);
  if (request === null) throw notFound({ message: 'No such access request.' });
  if (request.decidedAt !== null) {
    throw accessRequestDecided({
      facts: { status: request.status, decided_at: request.decidedAt, partner_id: request.partnerId },
    });
  }
  return request;
}

async function writeStep(
  tx: Tx,
  from: AccessRequest,
  to: AccessRequest,
  by: By,
  entry: { readonly action: string; readonly reason?: string },
): Promise<AccessRequest> {
  await updateAccessRequest(tx, to);
  await appendAudit(tx, [
    {
      partnerId: OPERATOR_BOOKS,
      at: by.at,
      actor: by.actor,
      action: entry.action,
      objectType: 'access_request',
      objectId: from.reference,
      changes: [
        { field: 'status', from: from.status, to: to.status },
        ...(to.partnerId === null ? [] : [{ field: 'partner_id', from: null, to: to.partnerId }]),
      ],
      reason: entry.reason ?? null,
    },
  ]);
  return to;
}

/** Marks a request as being looked at; taking it over from a colleague is allowed and recorded. */
export async function takeAccessRequest(tx: Tx, id: string, by: By): Promise<AccessRequest> {
  const request = await lockUndecided(tx, id);
  const taken: AccessRequest = { ...request, status: 'in_review', takenAt: by.at, takenBy: by.actor.label };
  return writeStep(tx, request, taken, by, { action: 'access_request.taken' });
}

/** Says no; the applicant gets the reason by e-mail. Throws 409 when it is decided. */
export async function declineAccessRequest(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  reason: string,
  by: By,
): Promise<AccessRequest> {
  const request = await lockUndecided(tx, id);
  const declined: AccessRequest = {
    ...request,
    status: 'declined',
    decidedAt: by.at,
    decidedBy: by.actor.label,
    declineReason: reason,
  };
  await writeStep(tx, request, declined, by, { action: 'access_request.declined', reason });
  const to = { name: request.name, address: request.email };
  await deps.mail.enqueue(tx, by.at, {
    partnerId: null,
    to,
    ...declinedMail(request, reason, deps.operator.name),
  });
  return declined;
}

/**
 * Makes the applicant a partner; the one-time link goes to the applicant by e-mail.
 * The request stays locked meanwhile: of two operators who approve at once, one makes the partner and the other gets 409.
 */
export async function approveAccessRequest(
  deps: PartnersDeps,
  tx: Tx,
  id: string,
  grant: Grant,
  by: By,
): Promise<ApprovedRequest> {
  const request = await lockUndecided(tx, id);
  const { name, company, email, phone, country } = request;
  const created = await createPartner(deps, tx, { name, company, email, phone, country, ...grant }, by);
  const approved: AccessRequest = {
    ...request,
    status: 'approved',
    decidedAt: by.at,
    decidedBy: by.actor.label,
    partnerId: created.partner.partnerId,
  };
  await writeStep(tx, request, approved, by, { action: 'access_request.approved' });
  return { request: approved, created };
}
