import Type from 'typebox';
import { Nullable, OneOf, Timestamp, pageFields, ManyLines } from '../platform/http/index.ts';
import {
  ACCESS_REQUEST_STATUSES,
  isOverdue,
  type AccessRequest,
  type AccessRequestPage,
  type ApprovedRequest,
} from './access-request.ts';
import { PARTNER_PAGES, country, email, grantFields, name, phone } from './contract.ts';

export const AccessRequestBody = Type.Object(
  {
    name,
    company: Type.String({ minLength: 1, maxLength: 200, pattern: String.raw`\S` }),
    email,
    phone,
    country,
    use_case: Type.Optional(
      Type.String({ maxLength: 200, description: 'Reseller, platform builder, enterprise …' }),
    ),
    expected_traffic: Type.Optional(
      Type.String({ maxLength: 200, description: 'Roughly how many minutes or calls a month.' }),
    ),
    starting_credit: Type.Optional(
      Type.String({ maxLength: 200, description: 'The credit that you would like to begin with.' }),
    ),
    message: Type.Optional(ManyLines(4_000)),
    website: Type.Optional(
      Type.String({ maxLength: 500, description: 'Leave empty: people do not see this field.' }),
    ),
  },
  { additionalProperties: false },
);

export const ReceiptSchema = Type.Object({
  reference: Type.String({ description: 'Quote it when you write to us.' }),
  status: OneOf(['received']),
  due_at: Timestamp({ description: 'You hear from us by then: one business day.' }),
});

export const AccessRequestSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  reference: Type.String(),
  status: OneOf(ACCESS_REQUEST_STATUSES),
  name: Type.String(),
  company: Type.String(),
  email: Type.String(),
  phone: Type.String(),
  country: Type.String(),
  use_case: Type.String(),
  expected_traffic: Type.String(),
  starting_credit: Type.String(),
  message: Type.String(),
  ip: Type.String(),
  created_at: Timestamp(),
  due_at: Timestamp({ description: "One business day after arrival in the operator's calendar." }),
  overdue: Type.Boolean(),
  taken_at: Nullable(Timestamp()),
  taken_by: Nullable(Type.String()),
  decided_at: Nullable(Timestamp()),
  decided_by: Nullable(Type.String()),
  decline_reason: Nullable(Type.String()),
  partner_id: Nullable(Type.String({ format: 'uuid' })),
});

export const AccessRequestListSchema = Type.Object({
  access_requests: Type.Array(AccessRequestSchema),
  page: Type.Integer(),
  per_page: Type.Integer(),
  total: Type.Integer(),
  next_cursor: Nullable(Type.String()),
});

export const AccessRequestListQuery = Type.Object(
  {
    status: Type.Optional(OneOf(ACCESS_REQUEST_STATUSES)),
    overdue: Type.Optional(Type.Boolean({ description: 'true: only open ones that are late.' })),
    search: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    ...pageFields(PARTNER_PAGES),
  },
  { additionalProperties: false },
);

export const AccessRequestParams = Type.Object({
  id: Type.String({ maxLength: 64, description: 'UUID or reference (`acr_…`).' }),
});

export const ApproveBody = Type.Object(grantFields, { additionalProperties: false });

export const ApprovedSchema = Type.Object({
  access_request: AccessRequestSchema,
  partner: Type.Object({
    id: Type.String({ format: 'uuid' }),
    auth_id: Type.String(),
    name: Type.String(),
    email: Type.String(),
  }),
  welcome_url: Type.String({ description: 'Single use; also e-mailed to the applicant.' }),
  welcome_expires_at: Timestamp(),
});

export function toApiAccessRequest(request: AccessRequest, now: Date): Record<string, unknown> {
  return {
    id: request.id,
    reference: request.reference,
    status: request.status,
    name: request.name,
    company: request.company,
    email: request.email,
    phone: request.phone,
    country: request.country,
    use_case: request.useCase,
    expected_traffic: request.expectedTraffic,
    starting_credit: request.startingCredit,
    message: request.message,
    ip: request.ip,
    created_at: request.createdAt,
    due_at: request.dueAt,
    overdue: isOverdue(request, now),
    taken_at: request.takenAt,
    taken_by: request.takenBy,
    decided_at: request.decidedAt,
    decided_by: request.decidedBy,
    decline_reason: request.declineReason,
    partner_id: request.partnerId,
  };
}

export function toApiAccessRequestPage(page: AccessRequestPage, now: Date): Record<string, unknown> {
  return {
    access_requests: page.requests.map((request) => toApiAccessRequest(request, now)),
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    next_cursor: page.nextCursor,
  };
}

export function toApiApproved({ request, created }: ApprovedRequest, now: Date): Record<string, unknown> {
  const { partnerId, authId, name: partnerName, email: partnerEmail } = created.partner;
  return {
    access_request: toApiAccessRequest(request, now),
    partner: { id: partnerId, auth_id: authId, name: partnerName, email: partnerEmail },
    welcome_url: created.welcomeUrl,
    welcome_expires_at: created.welcomeExpiresAt,
  };
}
