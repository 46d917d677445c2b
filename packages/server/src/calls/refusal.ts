/** Why a call is refused: the SIP answer, the published cause, and a sentence that somebody can act on. */
export interface Refusal {
  readonly sipCode: number;
  /** Published textual and numeric hang-up cause. */
  readonly cause: string;
  readonly causeCode: number;
  readonly message: string;
}

export const REFUSALS = {
  unknown_source: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3040,
    message: 'Nobody is known at this source; add its address or a credential to a trunk.',
  },
  invalid_call_id: {
    sipCode: 400,
    cause: 'PROTOCOL_ERROR',
    causeCode: 5010,
    message: 'The call id is not a UUIDv7 of the last five minutes; set the clock of the edge.',
  },
  call_ended: {
    sipCode: 487,
    cause: 'ORIGINATOR_CANCEL',
    causeCode: 1000,
    message: 'The call ended before it was authorised.',
  },
  insufficient_balance: {
    sipCode: 402,
    cause: 'CALL_REJECTED',
    causeCode: 1010,
    message: 'The wallet does not cover the first seconds of this call; add funds.',
  },
  account_suspended: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3040,
    message: 'The account is not active; resume it to let it call.',
  },
  account_closed: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3040,
    message: 'The account is closed; use an account that is open.',
  },
  partner_suspended: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3040,
    message: 'Service for this account is suspended; contact your provider.',
  },
  trunk_disabled: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3040,
    message: 'The trunk is disabled, or not meant for calls in this direction; enable it or use another one.',
  },
  cli_not_allowed: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3030,
    message: 'The caller’s number is neither an active number of the account nor an approved one.',
  },
  kyc_required: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 3040,
    message: 'The number needs a completed KYC; complete it for the account.',
  },
  destination_class_blocked: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 2030,
    message: 'Destinations of this class are not allowed for the account; allow the class in its limits.',
  },
  rate_above_maximum: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 2030,
    message: 'The price per minute is above the account’s maximum; raise the maximum to let it call there.',
  },
  loss_guard: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 2030,
    message:
      'A minute costs more than it is sold for; raise the selling price, or allow losses in the call limits.',
  },
  loss_not_covered: {
    sipCode: 403,
    cause: 'CALL_REJECTED',
    causeCode: 2030,
    message:
      'The master account does not cover what this call may lose; fund it, or raise the selling price.',
  },
  no_rate: {
    sipCode: 404,
    cause: 'CALL_REJECTED',
    causeCode: 2000,
    message: 'There is no price for this destination; add one to the tier.',
  },
  invalid_number: {
    sipCode: 404,
    cause: 'INVALID_NUMBER',
    causeCode: 2000,
    message: 'The dialled number is no telephone number; dial it with its country code.',
  },
  incomplete_number: {
    sipCode: 484,
    cause: 'INVALID_NUMBER',
    causeCode: 2000,
    message: 'The dialled number is too short; dial it whole, with its country code.',
  },
  spend_cap_reached: {
    sipCode: 402,
    cause: 'CALL_REJECTED',
    causeCode: 1010,
    message: 'The account’s spend cap of the day is reached; raise it, or wait for the next day.',
  },
  concurrency_limit: {
    sipCode: 486,
    cause: 'CALL_REJECTED',
    causeCode: 5030,
    message: 'As many calls as allowed are up; end one, or raise the limit of concurrent calls.',
  },
  partner_concurrency_limit: {
    sipCode: 503,
    cause: 'SWITCH_CONGESTION',
    causeCode: 5030,
    message: 'All lines of your provider are in use; try again shortly.',
  },
  cps_limit: {
    sipCode: 503,
    cause: 'SWITCH_CONGESTION',
    causeCode: 5030,
    message: 'More calls a second than allowed; send them slower, or raise the limit of calls per second.',
  },
  no_route: {
    sipCode: 503,
    cause: 'NORMAL_TEMPORARY_FAILURE',
    causeCode: 5020,
    message: 'No route takes this call at the moment; try again shortly.',
  },
  number_not_assigned: {
    sipCode: 480,
    cause: 'DESTINATION_OUT_OF_ORDER',
    causeCode: 2010,
    message: 'No trunk takes the calls of this number; assign it to one.',
  },
  no_emergency_route: {
    sipCode: 503,
    cause: 'NORMAL_TEMPORARY_FAILURE',
    causeCode: 5020,
    message:
      'No carrier takes this emergency call: dial from another telephone. The operator lays a route for the country’s code with this number.',
  },
  number_not_active: {
    sipCode: 404,
    cause: 'UNALLOCATED_NUMBER',
    causeCode: 3050,
    message: 'The called number is not active; renew it or take it off its block.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

/** Stable: CDRs, events and edges carry it. */
export type RefusalCode = keyof typeof REFUSALS;

export function refusalOf(code: RefusalCode): Refusal {
  return REFUSALS[code];
}

export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(REFUSALS, text);
}
