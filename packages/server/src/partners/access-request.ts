import type { CreatedPartner } from './partner.ts';

export const ACCESS_REQUEST_STATUSES = ['new', 'in_review', 'approved', 'declined'] as const;
export type AccessRequestStatus = (typeof ACCESS_REQUEST_STATUSES)[number];

/** What an applicant tells. */
export interface Application {
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly useCase: string;
  readonly expectedTraffic: string;
  readonly startingCredit: string;
  readonly message: string;
}

export interface AccessRequest extends Application {
  readonly id: string;
  /** `acr_…`: what the applicant quotes. Tells nothing, not even when it was made. */
  readonly reference: string;
  readonly status: AccessRequestStatus;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  /** One business day after arrival in the operator's calendar. */
  readonly dueAt: Date;
  readonly takenAt: Date | null;
  readonly takenBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly declineReason: string | null;
  readonly partnerId: string | null;
}

/** An open request whose answer is late. */
export function isOverdue(request: AccessRequest, now: Date): boolean {
  return request.decidedAt === null && now > request.dueAt;
}

export interface AccessRequestPage {
  readonly requests: readonly AccessRequest[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
  readonly nextCursor: string | null;
}

export interface ApprovedRequest {
  readonly request: AccessRequest;
  readonly created: CreatedPartner;
}
