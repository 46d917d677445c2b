// Generated from packages/sdk/openapi.json; change the routes and run `npm run generate -w packages/sdk`, not this file.

export interface AccessRequest {
  readonly id: string;
  readonly reference: string;
  readonly status: 'new' | 'in_review' | 'approved' | 'declined';
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly country: string;
  readonly use_case: string;
  readonly expected_traffic: string;
  readonly starting_credit: string;
  readonly message: string;
  readonly ip: string;
  readonly created_at: string;
  /** One business day after arrival in the operator's calendar. */
  readonly due_at: string;
  readonly overdue: boolean;
  readonly taken_at: string | null;
  readonly taken_by: string | null;
  readonly decided_at: string | null;
  readonly decided_by: string | null;
  readonly decline_reason: string | null;
  readonly partner_id: string | null;
}

export interface AccountBalance {
  /** The ledger account. */
  readonly id: string;
  readonly account_id: string;
  readonly currency: string;
  readonly balance: number;
  /** Held for what is going on. */
  readonly reserved_funds: number;
  readonly promotional_balance: number;
  readonly promotional_reserved_balance: number;
  /** balance − reserved funds. */
  readonly available_balance: number;
  readonly credit_limit: number;
  readonly is_postpaid: boolean;
  readonly credit_limit_type: 'soft' | 'hard';
  readonly low_balance_threshold: number;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly created_at: string;
  /** When the balance last changed: its newest transaction, or the opening of the account. Holds do not change it. */
  readonly updated_at: string;
}

export interface AccountLimits {
  readonly account_id: string;
  readonly currency: string;
  /** Of this customer. Null: nothing said, your default holds. */
  readonly limits: {
    readonly allowed_destination_classes:
      readonly ('normal' | 'premium' | 'satellite' | 'high_risk')[] | null;
    readonly max_rate_per_minute: number | null;
    readonly max_call_seconds: number | null;
    readonly daily_spend_cap: number | null;
    readonly raised_spend_cap: number | null;
    readonly raised_until: string | null;
  };
  /** What holds now, of both together: the stricter one wins. */
  readonly effective: {
    readonly allowed_destination_classes: readonly ('normal' | 'premium' | 'satellite' | 'high_risk')[];
    readonly max_rate_per_minute: number | null;
    readonly max_call_seconds: number;
    readonly daily_spend_cap: number | null;
    readonly allow_loss: boolean;
  };
  /** Charged for calls of today, in the customer’s time zone. */
  readonly spent_today: number;
  /** Set aside for calls that are up; counts against the cap. */
  readonly held_now: number;
  /** Changed with the account and by moving capacity. */
  readonly concurrent_calls_limit: number;
  readonly cps_limit: number;
}

export interface AccountProfile {
  readonly type: 'account';
  /** Account number, digits. */
  readonly id: string;
  readonly api_id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly description: string;
  readonly auth_id: string;
  /** The token, masked. */
  readonly auth_secret: string;
  readonly auth_token_expire_time: unknown;
  readonly country: string;
  readonly timezone: string;
  readonly city: string;
  readonly state: string;
  readonly address: string;
  readonly zip_code: string;
  readonly company: string;
  readonly account_type: string;
  readonly postpaid: boolean;
  readonly auto_recharge: boolean;
  readonly auto_recharge_config: unknown;
  readonly enabled: boolean;
  readonly carrier_type: unknown;
  readonly customer_type: unknown;
  readonly credit_limit: number;
  readonly cps_limit: number;
  readonly concurrent_calls_limit: number;
  readonly base_cps_limit: number;
  readonly base_concurrent_calls_limit: number;
  readonly purchased_cps: number;
  readonly purchased_concurrent_calls: number;
  readonly risk_rating: number;
  readonly risk_status: unknown;
  readonly features: {
    readonly call_queue: boolean;
  };
  readonly ip_auth_enabled: boolean;
  readonly ip_whitelist_rules: Readonly<Record<string, never>>;
  readonly allow_aws_ips: boolean;
  readonly role: string;
  readonly is_active: boolean;
  readonly is_verified: boolean;
  readonly is_trial_account: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  /** Before the first login: when the account was created. */
  readonly last_login: string;
  readonly pricing_tier_id: string;
  readonly pricing_tier: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly currency: string;
    readonly rate_per_minute: number;
    readonly billing_increment_seconds: number;
    readonly minimum_duration_seconds: number;
    readonly is_active: boolean;
    readonly is_default: boolean;
  };
}

export interface AddNumberPriceRequest {
  /** E.164 with `+`, e.g. `+911140000001`. */
  readonly e164?: string | undefined;
  /** ISO 3166-1 alpha-2 in capitals; instead of `e164`. */
  readonly country?: string | undefined;
  readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | undefined;
  /** Of the numbers, and so of the wallets that pay. */
  readonly currency: string;
  /** What customers pay once. */
  readonly setup_fee: number | string;
  /** What customers pay a month. */
  readonly monthly_fee: number | string;
  /** A fee may be below wholesale; your master account pays what is missing. Default false. */
  readonly allow_loss?: boolean | undefined;
}

export interface AddStockNumbersRequest {
  /** E.164 with `+`, e.g. `+911140000001`. */
  readonly number?: string | undefined;
  /** Both ends included: `+912240000000-+912240000999`. */
  readonly range?: string | undefined;
  /** E.164 with `+`, e.g. `+911140000001`. */
  readonly first?: string | undefined;
  /** So many from `first` on. */
  readonly count?: number | undefined;
  /** Default: the country of the number. */
  readonly country?: string | undefined;
  readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national';
  readonly capabilities?: readonly ('voice' | 'sms' | 'mms' | 'fax')[] | undefined;
  readonly currency: string;
  /** Wholesale, in `currency`. */
  readonly setup_fee: number | string;
  /** Wholesale, in `currency`. */
  readonly monthly_fee: number | string;
  readonly region?: string | undefined;
  readonly provider?: string | undefined;
  /** Default `none`. */
  readonly kyc_requirement?: 'none' | 'identity' | 'aadhaar' | undefined;
  readonly minimum_commitment_months?: number | undefined;
}

export interface AddStockNumbersResponse {
  readonly added: number;
  readonly first: string;
  readonly last: string;
}

export interface AdjustPartnerRequest {
  /** Added to the balance; below zero: taken from it. */
  readonly amount: number | string;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** What it stands for outside: a payment, a ticket. */
  readonly reference: string;
  /** For the audit log. */
  readonly reason: string;
}

export interface Analytics {
  readonly partner: {
    readonly id: string;
    readonly account_id: number;
    readonly name: string;
    readonly slug: string;
    readonly company: string;
    readonly auth_id: string;
    readonly email: string;
    readonly phone: string;
    readonly billing_model: string;
    readonly is_active: boolean;
    readonly is_verified: boolean;
    readonly max_accounts: number;
    readonly can_create_accounts: boolean;
    readonly can_create_pricing_tiers: boolean;
    readonly can_view_cdrs: boolean;
    readonly can_transfer_balance: boolean;
    readonly default_pricing_tier_id: string;
    readonly account_count: number;
    readonly balance: null;
    readonly created_at: string;
    readonly updated_at: string;
  };
  readonly period: {
    /** First day, `YYYY-MM-DD`. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
  };
  readonly accounts: {
    /** Open accounts. */
    readonly total: number;
    /** Those that are not suspended. */
    readonly active: number;
    /** The hundred newest; `GET /accounts` has them all. */
    readonly customers: readonly {
      readonly auth_id: string;
      readonly name: string;
      readonly email: string;
      readonly phone: string;
      readonly is_active: boolean;
      readonly created_at: string;
    }[];
  };
  /** All wallets of your primary currency together. */
  readonly total_balance: string;
  /** Your primary currency, which all money here is in. */
  readonly currency: string;
  readonly calls: {
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
  };
  readonly traffic: {
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  readonly by_product: {
    readonly sip_trunking: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly voice_api: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  /** Days that have calls, oldest first. */
  readonly time_series: readonly {
    readonly date: string;
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
  }[];
  readonly totals: {
    readonly total_calls: number;
    readonly answered_calls: number;
    readonly failed_calls: number;
    /** Ringing and talk. */
    readonly total_duration_seconds: number;
    readonly total_cost: number;
    readonly currency: string;
  };
  readonly by_direction: {
    readonly inbound: {
      readonly calls: number;
      readonly cost: number;
    };
    readonly outbound: {
      readonly calls: number;
      readonly cost: number;
    };
  };
  /** The ten that spent most. */
  readonly top_customers: readonly {
    readonly auth_id: string;
    readonly name: string;
    readonly calls: number;
    readonly cost: number;
  }[];
  readonly quality: {
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
  };
  readonly by_destination: readonly {
    readonly country: string | null;
    readonly country_name: string | null;
    readonly prefix: string | null;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
  readonly by_hangup_cause: readonly {
    /** Hang-up cause; of refused calls the reason code. */
    readonly cause: string;
    /** We refused such calls. */
    readonly refused: boolean;
    readonly calls: number;
    readonly answered: number;
    readonly share_percent: number | null;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
  }[];
  readonly margin: {
    readonly cost: number;
    readonly wholesale_cost: number;
    readonly margin: number;
    readonly margin_percent: number | null;
  };
}

export interface Analytics20260512 {
  readonly partner: {
    readonly id: string;
    readonly account_id: number;
    readonly name: string;
    readonly slug: string;
    readonly company: string;
    readonly auth_id: string;
    readonly email: string;
    readonly phone: string;
    readonly billing_model: string;
    readonly is_active: boolean;
    readonly is_verified: boolean;
    readonly max_accounts: number;
    readonly can_create_accounts: boolean;
    readonly can_create_pricing_tiers: boolean;
    readonly can_view_cdrs: boolean;
    readonly can_transfer_balance: boolean;
    readonly default_pricing_tier_id: string;
    readonly account_count: number;
    readonly balance: null;
    readonly created_at: string;
    readonly updated_at: string;
  };
  readonly period: {
    /** First day, `YYYY-MM-DD`. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
  };
  readonly accounts: {
    /** Open accounts. */
    readonly total: number;
    /** Those that are not suspended. */
    readonly active: number;
    /** The hundred newest; `GET /accounts` has them all. */
    readonly customers: readonly {
      readonly auth_id: string;
      readonly name: string;
      readonly email: string;
      readonly phone: string;
      readonly is_active: boolean;
      readonly created_at: string;
    }[];
  };
  /** All wallets of your primary currency together. */
  readonly total_balance: string;
  /** Your primary currency, which all money here is in. */
  readonly currency: string;
  readonly calls: {
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
  };
  readonly traffic: {
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  readonly by_product: {
    readonly sip_trunking: {
      readonly total_calls: number;
      readonly answered_calls: number;
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly voice_api: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  /** Days that have calls, oldest first. */
  readonly time_series: readonly {
    readonly date: string;
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
  }[];
}

export interface ApproveAccessRequestRequest {
  /** ISO 4217. */
  readonly currency?: string | undefined;
  readonly mode?: 'live' | 'test' | undefined;
  /** Funded at once. Default 0. */
  readonly starting_balance?: number | string | undefined;
  /** How far the master balance may go below zero. Default 0. */
  readonly credit_limit?: number | string | undefined;
  readonly max_accounts?: number | undefined;
  readonly can_create_accounts?: boolean | undefined;
  readonly can_create_pricing_tiers?: boolean | undefined;
  readonly can_view_cdrs?: boolean | undefined;
  readonly can_transfer_balance?: boolean | undefined;
  /** A tier of the operator in the partner's currency. */
  readonly default_pricing_tier_id?: string | undefined;
}

export interface ApproveAccessRequestResponse {
  readonly access_request: AccessRequest;
  readonly partner: {
    readonly id: string;
    readonly auth_id: string;
    readonly name: string;
    readonly email: string;
  };
  /** Single use; also e-mailed to the applicant. */
  readonly welcome_url: string;
  readonly welcome_expires_at: string;
}

export interface ApproveCliRequest {
  /** E.164 with its plus. */
  readonly e164: string;
  /** Why: whose it is, and who showed that. */
  readonly note?: string | null | undefined;
}

export interface ApprovedCli {
  readonly e164: string;
  readonly note: string;
  readonly approved_by: string;
  readonly approved_at: string;
}

export interface AssignNumberRequest {
  /** E.164 with `+`, e.g. `+911140000001`. */
  readonly e164?: string | undefined;
  /** Instead of `e164`; with several numbers in it, beside `e164`. */
  readonly reservation_id?: string | undefined;
  /** What the customer pays once. Default: as your price rules say, else wholesale. */
  readonly setup_fee?: number | string | undefined;
  /** What the customer pays a month. Default likewise. */
  readonly monthly_fee?: number | string | undefined;
  /** A fee may be below wholesale; your master account pays what is missing. */
  readonly allow_loss?: boolean | undefined;
  /** Keep the next month’s money held in the wallet, so that calls cannot eat it. */
  readonly reserve_renewal?: boolean | undefined;
  /** A trunk of the customer. */
  readonly trunk_id?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface AssignNumberToTrunkRequest {
  /** One of your trunks. */
  readonly trunk_group_id: string;
}

export interface AssignWholesaleTierRequest {
  /** An active tier of the operator. */
  readonly pricing_tier_id: string;
}

export interface AuditLogEntry {
  /** UUID; later entries have greater ids. */
  readonly id: string;
  /** When it happened. */
  readonly at: string;
  readonly actor: {
    readonly kind: 'operator' | 'partner' | 'customer' | 'system';
    /** Credential or user. */
    readonly id: string;
    /** Readable: a token's label, a user's e-mail. */
    readonly label: string;
  };
  /** Dotted and in the past, e.g. `account.suspended`. */
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly changes: readonly {
    readonly field: string;
    /** Value before; null where there was none. */
    readonly from: unknown;
    /** Value after. */
    readonly to: unknown;
  }[];
  readonly reason: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly request_id: string | null;
}

export interface BeginTotpResponse {
  /** Base32, for typing in; shown here and never again. */
  readonly secret: string;
  /** For a QR code. */
  readonly otpauth_uri: string;
}

export interface Call {
  readonly success: boolean;
  readonly data: RecentCall;
}

export interface Call20260512 {
  readonly success: boolean;
  readonly data: {
    /** The customer’s auth_id. */
    readonly account_id: string;
    readonly answer_time: string | null;
    /** Seconds of talk. */
    readonly billsec: number;
    readonly bridge_uuid: string | null;
    readonly call_direction: 'inbound' | 'outbound';
    readonly caller_id_name: string;
    readonly caller_id_number: string;
    readonly campaign_id: string | null;
    readonly carrier_ip: string | null;
    readonly codec: string | null;
    /** The product. */
    readonly context: 'sip-trunking' | 'voice-api';
    /** What the call cost the customer, without streaming. */
    readonly cost: number;
    readonly created_at: string;
    /** ISO 4217. */
    readonly currency: string;
    readonly customer_endpoint: string | null;
    readonly destination_number: string;
    /** Seconds of ringing and talk. */
    readonly duration: number;
    readonly end_time: string;
    readonly failure_code: string | null;
    readonly failure_reason: string | null;
    readonly hangup_cause: string | null;
    readonly hangup_cause_code: number | null;
    readonly hangup_cause_name: string | null;
    readonly hangup_disposition: string | null;
    readonly hangup_source: string | null;
    /** A number; the key is `uuid`. */
    readonly id: number;
    readonly jitter: number | null;
    readonly mos: number | null;
    readonly network_addr: string | null;
    readonly origination_region: string;
    readonly packet_loss: number | null;
    readonly progress_time: string | null;
    readonly region: string;
    /** Seconds. */
    readonly ring_time: number;
    readonly sip_call_id: string;
    readonly sip_user_agent: string | null;
    readonly start_time: string;
    readonly streaming_cost: number;
    readonly terminated_to: string | null;
    /** `cost` + `streaming_cost`. */
    readonly total_cost: number;
    readonly trunk_id: string | null;
    readonly updated_at: string;
    readonly uuid: string;
  };
}

export type CancelCustomerNumberReleaseRequest = Readonly<Record<string, never>>;

export interface CancelCustomerNumberReleaseResponse {
  readonly message: string;
  readonly status: string;
  readonly currency?: string | undefined;
  readonly refund_amount?: number | undefined;
  /** `success`; absent where no fee had been paid. */
  readonly refund_status?: string | undefined;
  readonly number: Number;
}

export interface CancelCustomerNumberReleaseResponse20260512 {
  readonly message: string;
  readonly status: string;
  readonly currency?: string | undefined;
  readonly refund_amount?: number | undefined;
  /** `success`; absent where no fee had been paid. */
  readonly refund_status?: string | undefined;
}

export type CancelNumberReleaseRequest = Readonly<Record<string, never>>;

export interface CapacityPool {
  readonly partner_auth_id: string;
  readonly concurrent_calls: {
    readonly granted: number;
    readonly allocated: number;
    readonly remaining: number;
  };
  readonly cps: {
    readonly granted: number;
    readonly allocated: number;
    readonly remaining: number;
  };
  /** Whether the partner may move slots. */
  readonly transfers_enabled: boolean;
}

export interface CapacityTransfer {
  readonly transfer_reference: string;
  /** To the customer, or back. */
  readonly direction: 'transfer' | 'reclaim';
  readonly resource: 'concurrent_calls' | 'cps';
  readonly slots: number;
  readonly from_account: string;
  readonly to_account: string;
  readonly description: string | null;
  /** Slots left in the pool then. */
  readonly partner_remaining: number;
  /** The customer’s limit then. */
  readonly customer_effective: number;
  readonly moved_by: string;
  readonly created_at: string;
}

export interface Carrier {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** False: no call goes to it or comes from it. */
  readonly enabled: boolean;
  /** ISO 4217; of the cost rates of its routes. */
  readonly currency: string;
  readonly description: string;
  readonly cli_rules: {
    /** `pass` the caller’s own number (default), or `force` `number` on every call. */
    readonly mode: 'pass' | 'force';
    /** E.164 with `+`; what `force` and `replace` show. */
    readonly number: string | null;
    /** Calls whose CLI is not E.164 are not sent there. Default false. */
    readonly require_e164: boolean;
    /** A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown. */
    readonly anonymous: 'pass' | 'refuse' | 'replace';
    readonly format: {
      /** Digits that E.164 numbers begin with. */
      readonly strip: string;
      /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
      readonly prepend: string;
      /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
      readonly otherwise: string;
    };
  };
  readonly dial_format: {
    /** Digits that E.164 numbers begin with. */
    readonly strip: string;
    /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
    readonly prepend: string;
    /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
    readonly otherwise: string;
  };
  readonly did_format: {
    /** What the carrier puts before each number; taken off where it stands. */
    readonly strip: string;
    /** Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0. */
    readonly form: 'international' | 'national';
    /** Calling code of national numbers, e.g. `91`. */
    readonly calling_code: string | null;
  };
  readonly gateway_count: number;
  readonly route_count: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

export interface CarrierRoute {
  /** UUID. */
  readonly id: string;
  readonly carrier_id: string;
  readonly prefix: string;
  readonly group: string;
  readonly priority: number;
  readonly weight: number;
  readonly cost_rate: number | null;
  /** No shorter prefix of any carrier is tried beside it. Default false. */
  readonly exclusive: boolean;
  /** False: as if it were not there. Default true. */
  readonly enabled: boolean;
  readonly effective_from: string;
  readonly effective_to: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

export interface ChangeNumberPriceRequest {
  /** What customers pay once. */
  readonly setup_fee?: number | string | undefined;
  /** What customers pay a month. */
  readonly monthly_fee?: number | string | undefined;
  /** A fee may be below wholesale; your master account pays what is missing. Default false. */
  readonly allow_loss?: boolean | undefined;
}

export interface ChangePasswordRequest {
  readonly current_password: string;
  /** 8 to 200 characters with at least one number and one special character. */
  readonly password: string;
}

export interface CloseCustomerAccountRequest {
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** Close although money is held; it comes back within five minutes of the end of its hold. Needs a reason. */
  readonly force?: boolean | undefined;
}

export interface ClosePartnerRequest {
  /** For the audit log. */
  readonly reason: string;
  /** Close although money is left; it stays in the books. */
  readonly force?: boolean | undefined;
}

export interface CompareDecksResponse {
  readonly version: number;
  readonly against: number | null;
  /** Prices are compared as they hold at this instant. */
  readonly at: string;
  /** terms: the rate stays, connect fee or increments differ. */
  readonly counts: {
    readonly new: number;
    readonly dearer: number;
    readonly cheaper: number;
    readonly terms: number;
    readonly gone: number;
    readonly unchanged: number;
  };
  readonly changes: readonly {
    readonly prefix: string;
    readonly kind: 'new' | 'dearer' | 'cheaper' | 'terms' | 'gone' | 'unchanged';
    readonly percent: number | null;
    readonly before: {
      readonly description: string;
      readonly rate_per_minute: number;
      /** Once for each answered call. */
      readonly connect_fee: number;
      readonly initial_increment_seconds: number;
      readonly next_increment_seconds: number;
    } | null;
    readonly after: {
      readonly description: string;
      readonly rate_per_minute: number;
      /** Once for each answered call. */
      readonly connect_fee: number;
      readonly initial_increment_seconds: number;
      readonly next_increment_seconds: number;
    } | null;
    readonly traffic: {
      readonly calls: number;
      readonly talk_seconds: number;
      /** What they were sold for at this tier. */
      readonly revenue: number;
    } | null;
  }[];
  readonly traffic: {
    readonly from: string;
    readonly before: string;
    /** False: the window has more than 100,000 calls; the newest were looked at. */
    readonly complete: boolean;
    readonly calls: number;
    readonly talk_seconds: number;
    /** What they were sold for at this tier. */
    readonly revenue: number;
  } | null;
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly next_cursor: string | null;
}

export interface Concurrency {
  readonly account_id: string;
  /** Calls that are up now. */
  readonly concurrent_calls: number;
  /** Your limit. */
  readonly max_concurrent: number;
  readonly utilization_pct: number;
  readonly request_id: string;
}

export interface Concurrency20260512 {
  readonly account_id: string;
  /** Calls that are up now. */
  readonly concurrent_calls: number;
  /** Your limit. */
  readonly max_concurrent: number;
  readonly utilization_pct: number;
  readonly request_id: string;
}

export interface ConcurrentCalls {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly interval: 'hour' | 'day';
  /** Most calls at one moment of the window. */
  readonly peak: number;
  readonly points: readonly {
    readonly starts_at: string;
    /** Most at one moment. */
    readonly peak: number;
    /** Calls that were up on average. */
    readonly mean: number;
  }[];
}

export interface ConfirmTotpRequest {
  /** Current six-digit code of the authenticator app. */
  readonly code: string;
}

export interface CreateCarrierRequest {
  /** Unique, in any case. */
  readonly name: string;
  /** False: no call goes to it or comes from it. */
  readonly enabled?: boolean | undefined;
  /** ISO 4217; of the cost rates of its routes. */
  readonly currency: string;
  /** Your own note. */
  readonly description?: string | undefined;
  readonly cli_rules?:
    | {
        /** `pass` the caller’s own number (default), or `force` `number` on every call. */
        readonly mode?: 'pass' | 'force' | undefined;
        /** E.164 with `+`; what `force` and `replace` show. */
        readonly number?: string | null | undefined;
        /** Calls whose CLI is not E.164 are not sent there. Default false. */
        readonly require_e164?: boolean | undefined;
        /** A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown. */
        readonly anonymous?: 'pass' | 'refuse' | 'replace' | undefined;
        readonly format?:
          | {
              /** Digits that E.164 numbers begin with. */
              readonly strip?: string | undefined;
              /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
              readonly prepend?: string | undefined;
              /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
              readonly otherwise?: string | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly dial_format?:
    | {
        /** Digits that E.164 numbers begin with. */
        readonly strip?: string | undefined;
        /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
        readonly prepend?: string | undefined;
        /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
        readonly otherwise?: string | undefined;
      }
    | undefined;
  readonly did_format?:
    | {
        /** What the carrier puts before each number; taken off where it stands. */
        readonly strip?: string | undefined;
        /** Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0. */
        readonly form?: 'international' | 'national' | undefined;
        /** Calling code of national numbers, e.g. `91`. */
        readonly calling_code?: string | null | undefined;
      }
    | undefined;
}

export interface CreateCarrierRouteRequest {
  /** Digits that E.164 numbers begin with, without `+`; empty: every number. */
  readonly prefix: string;
  /** Gateways of the carrier that take these calls; empty: all. */
  readonly group?: string | undefined;
  /** Lower is tried first, among routes of one prefix length. Default 1. */
  readonly priority?: number | undefined;
  /** Share of the calls among routes of one priority. Default 10. */
  readonly weight?: number | undefined;
  /** What the carrier charges per minute, in its currency; at most nine decimals. Null: unknown. */
  readonly cost_rate?: number | string | null | undefined;
  /** No shorter prefix of any carrier is tried beside it. Default false. */
  readonly exclusive?: boolean | undefined;
  /** False: as if it were not there. Default true. */
  readonly enabled?: boolean | undefined;
  /** Default: now. */
  readonly effective_from?: string | undefined;
  /** Null: without end. */
  readonly effective_to?: string | null | undefined;
}

export interface CreateCredentialRequest {
  /** Letters, digits and `.`, `_`, `+`, `-`. Unique on the whole platform, for good. */
  readonly username: string;
  /** At least 8 characters. Kept as digest hashes alone, and never shown again. */
  readonly password: string;
  /** Default true; a disabled one lets nobody in. */
  readonly enabled?: boolean | undefined;
  readonly description?: string | null | undefined;
}

export interface CreateCustomerAccountRequest {
  readonly name: string;
  /** One plain address, unique across the platform; the login. */
  readonly email: string;
  /** At least 8 characters with a number and a special character. Sent to nobody. */
  readonly password: string;
  /** E.164 with `+`, e.g. `+919876543210`. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2 in capitals; decides the currency of the wallet. */
  readonly country: string;
  /** IANA, e.g. `Asia/Kolkata`. Default: that of the country. */
  readonly timezone?: string | null | undefined;
  /** Published; every account is `standard`, whatever stands here. */
  readonly account_type?: string | null | undefined;
  readonly company?: string | null | undefined;
  /** Your own note; the customer does not see it. */
  readonly description?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly state?: string | null | undefined;
  readonly zip_code?: string | null | undefined;
  /** GST identification number, fifteen characters. */
  readonly gstin?: string | null | undefined;
  readonly gst_status?: 'active' | 'inactive' | null | undefined;
}

export interface CreateCustomerAccountResponse {
  readonly auth_id: string;
  /** The customer’s token for the customer API. */
  readonly auth_token: string;
  readonly name: string;
  readonly email: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly balance: number;
  readonly currency: string;
  readonly country: string;
  readonly created_at: string;
  readonly timezone: string;
}

export interface CreateCustomerAccountResponse20260512 {
  readonly auth_id: string;
  /** The customer’s token for the customer API. */
  readonly auth_token: string;
  readonly name: string;
  readonly email: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly balance: number;
  readonly currency: string;
  readonly country: string;
  readonly created_at: string;
}

export interface CreateEdgeNodeRequest {
  /** Unique in any case, such as `mum-1`. Call records name the node by it, so it stays. */
  readonly name: string;
  /** Addresses or CIDR blocks from which its requests come. From elsewhere its secret opens nothing. */
  readonly networks: readonly string[];
  /** Where it stands. */
  readonly region?: string | undefined;
}

export interface CreateEdgeNodeResponse {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly enabled: boolean;
  readonly networks: readonly string[];
  /** In clear, in this answer alone: it is stored hashed. */
  readonly secret: string;
  /** `online`: heard of within 30 seconds. `draining`: online, takes no new calls. `silent`: nothing was heard for longer; its calls are settled when their time is over. */
  readonly state: 'online' | 'draining' | 'silent' | 'never_seen' | 'disabled';
  readonly last_seen_at: string | null;
  readonly last_heartbeat_at: string | null;
  readonly started_at: string | null;
  readonly software: string | null;
  readonly address: string | null;
  readonly live_calls: number | null;
  readonly clock_skew_ms: number | null;
  readonly overlap_until: string | null;
  readonly rotated_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface CreateGatewayRequest {
  /** Unique in its carrier, in any case. */
  readonly name: string;
  /** Host name, IPv4 or IPv6 address, without brackets. */
  readonly host: string;
  /** Routes may name it; empty for none. */
  readonly group?: string | undefined;
  /** Default 5060; 5061 for TLS. */
  readonly port?: number | undefined;
  /** Default `udp`. */
  readonly transport?: 'udp' | 'tcp' | 'tls' | undefined;
  /** `outbound`: calls are sent to it (default); `inbound`: it brings calls; `both`. */
  readonly direction?: 'inbound' | 'outbound' | 'both' | undefined;
  /** Default true. */
  readonly enabled?: boolean | undefined;
  /** Share of a route’s calls among its gateways. Default 10. */
  readonly weight?: number | undefined;
  /** Calls that may be up at once; null: no limit, 0: none at all. */
  readonly max_concurrent_calls?: number | null | undefined;
  /** Calls that may begin in a second; null: no limit, 0: none at all. */
  readonly max_cps?: number | null | undefined;
  /** Addresses or CIDR networks (at widest /16, IPv6 /32) from which its calls come. No enabled gateway shares one with another; a gateway that only takes calls has none. */
  readonly source_addresses?: readonly string[] | undefined;
  readonly cli_rules?:
    | {
        /** `pass` the caller’s own number (default), or `force` `number` on every call. */
        readonly mode?: 'pass' | 'force' | undefined;
        /** E.164 with `+`; what `force` and `replace` show. */
        readonly number?: string | null | undefined;
        /** Calls whose CLI is not E.164 are not sent there. Default false. */
        readonly require_e164?: boolean | undefined;
        /** A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown. */
        readonly anonymous?: 'pass' | 'refuse' | 'replace' | undefined;
        readonly format?:
          | {
              /** Digits that E.164 numbers begin with. */
              readonly strip?: string | undefined;
              /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
              readonly prepend?: string | undefined;
              /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
              readonly otherwise?: string | undefined;
            }
          | undefined;
      }
    | null
    | undefined;
  readonly dial_format?:
    | {
        /** Digits that E.164 numbers begin with. */
        readonly strip?: string | undefined;
        /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
        readonly prepend?: string | undefined;
        /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
        readonly otherwise?: string | undefined;
      }
    | null
    | undefined;
  readonly did_format?:
    | {
        /** What the carrier puts before each number; taken off where it stands. */
        readonly strip?: string | undefined;
        /** Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0. */
        readonly form?: 'international' | 'national' | undefined;
        /** Calling code of national numbers, e.g. `91`. */
        readonly calling_code?: string | null | undefined;
      }
    | null
    | undefined;
}

export interface CreateIpAclRequest {
  /** One public IPv4 address, or a block from /24 to /32. */
  readonly ip_address: string;
  /** Kept as `description` where none is given. */
  readonly name?: string | null | undefined;
  /** Default true; a disabled one lets nobody in. */
  readonly enabled?: boolean | undefined;
  readonly description?: string | null | undefined;
}

export interface CreateOperatorPricingTierRequest {
  readonly name: string;
  /** ISO 4217; for good. */
  readonly currency: string;
  /** Voice, where no price of the deck fits, per minute; at most 9 decimals. */
  readonly rate_per_minute: number | string;
  readonly description?: string | undefined;
  /** Audio streaming, per minute; at most 9 decimals. */
  readonly streaming_rate_per_minute?: number | string | undefined;
  /** Recording, per minute; at most 9 decimals. */
  readonly recording_rate_per_minute?: number | string | undefined;
  /** WhatsApp voice, per minute; at most 9 decimals. */
  readonly whatsapp_voice_rate?: number | string | undefined;
  /** Transcription, per minute; at most 9 decimals. */
  readonly transcription_rate_per_minute?: number | string | undefined;
  /** Redaction of personal data, per minute; at most 9 decimals. */
  readonly pii_redaction_rate_per_minute?: number | string | undefined;
  readonly charge_non_connected_calls?: boolean | undefined;
  /** For a call that was not answered. */
  readonly non_connected_call_fee?: number | string | undefined;
  /** When a number is given back. */
  readonly did_release_fee?: number | string | undefined;
  /** The shortest time that is charged. */
  readonly initial_increment_seconds?: number | undefined;
  /** What further time is charged in. */
  readonly billing_increment_seconds?: number | undefined;
  /** A shorter answered call costs as if it had lasted so long. */
  readonly minimum_duration_seconds?: number | undefined;
  /** Inbound calls that no rule fits; null: as outbound, per minute; at most 9 decimals. */
  readonly inbound_rate_per_minute?: number | string | null | undefined;
  /** All inbound rules; they replace those before. */
  readonly inbound_rates?:
    | readonly {
        /** ISO 3166-1 alpha-2; absent or null: any. */
        readonly country?: string | null | undefined;
        /** Absent or null: any. */
        readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | null | undefined;
        /** Answered calls to such numbers, per minute; at most 9 decimals. */
        readonly rate_per_minute: number | string;
      }[]
    | undefined;
  /** New customers begin at it; takes that from the default tier before. */
  readonly is_default?: boolean | undefined;
}

export interface CreateOriginationUriRequest {
  /** `sip:[user@]host[:port]`, or `sips:`. Needed when made. */
  readonly uri?: string | undefined;
  /** Another name of `uri`. */
  readonly sip_uri?: string | undefined;
  /** Kept as `description` where none is given. */
  readonly name?: string | null | undefined;
  /** Lower ones are tried first. Default 1. */
  readonly priority?: number | undefined;
  /** Share inside one priority. Default 10. */
  readonly weight?: number | undefined;
  /** Default udp; tls for `sips:`. */
  readonly transport?: 'udp' | 'tcp' | 'tls' | undefined;
  /** Default true; a disabled one lets nobody in. */
  readonly enabled?: boolean | undefined;
  readonly description?: string | null | undefined;
}

export interface CreatePartnerRequest {
  readonly name: string;
  /** One plain address. */
  readonly email: string;
  /** E.164, or bare digits. */
  readonly phone?: string | undefined;
  readonly company?: string | undefined;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country?: string | undefined;
  readonly slug?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  readonly mode?: 'live' | 'test' | undefined;
  /** Funded at once. Default 0. */
  readonly starting_balance?: number | string | undefined;
  /** How far the master balance may go below zero. Default 0. */
  readonly credit_limit?: number | string | undefined;
  readonly max_accounts?: number | undefined;
  readonly can_create_accounts?: boolean | undefined;
  readonly can_create_pricing_tiers?: boolean | undefined;
  readonly can_view_cdrs?: boolean | undefined;
  readonly can_transfer_balance?: boolean | undefined;
  /** A tier of the operator in the partner's currency. */
  readonly default_pricing_tier_id?: string | undefined;
  /** GST identification number; '' for none. */
  readonly gstin?: string | undefined;
  readonly gst_status?: 'active' | 'inactive' | undefined;
  readonly tds_applicable?: boolean | undefined;
  readonly tds_percentage?: number | undefined;
  readonly is_verified?: boolean | undefined;
}

export interface CreatePartnerResponse {
  readonly id: string;
  readonly auth_id: string;
  readonly account_id: number;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  readonly country: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly mode: 'live' | 'test';
  readonly gstin: string;
  readonly gst_status: 'active' | 'inactive';
  readonly tds_applicable: boolean;
  readonly tds_percentage: number;
  readonly currency: string;
  readonly billing_model: string;
  readonly is_verified: boolean;
  readonly max_accounts: number;
  readonly account_count: number;
  readonly can_create_accounts: boolean;
  readonly can_create_pricing_tiers: boolean;
  readonly can_view_cdrs: boolean;
  readonly can_transfer_balance: boolean;
  readonly default_pricing_tier_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  /** Give it back with a change to be told of changes made meanwhile. */
  readonly version: number;
  readonly master_accounts: readonly {
    readonly currency: string;
    readonly balance: number;
    readonly available_balance: number;
    readonly held_balance: number;
    readonly credit_limit: number;
  }[];
  /** The first API token. Shown here, and once more through the welcome link. */
  readonly token: string;
  /** Single use; sets the password and reveals the token. Also e-mailed. */
  readonly welcome_url: string;
  readonly welcome_expires_at: string;
}

export interface CreatePricingTierRequest {
  readonly name: string;
  /** ISO 4217; for good. */
  readonly currency: string;
  /** Voice, where no price of the deck fits, per minute; at most 9 decimals. */
  readonly rate_per_minute: number | string;
  readonly description?: string | undefined;
  /** Audio streaming, per minute; at most 9 decimals. */
  readonly streaming_rate_per_minute?: number | string | undefined;
  /** Recording, per minute; at most 9 decimals. */
  readonly recording_rate_per_minute?: number | string | undefined;
  /** WhatsApp voice, per minute; at most 9 decimals. */
  readonly whatsapp_voice_rate?: number | string | undefined;
  /** Transcription, per minute; at most 9 decimals. */
  readonly transcription_rate_per_minute?: number | string | undefined;
  /** Redaction of personal data, per minute; at most 9 decimals. */
  readonly pii_redaction_rate_per_minute?: number | string | undefined;
  readonly charge_non_connected_calls?: boolean | undefined;
  /** For a call that was not answered. */
  readonly non_connected_call_fee?: number | string | undefined;
  /** When a number is given back. */
  readonly did_release_fee?: number | string | undefined;
  /** The shortest time that is charged. */
  readonly initial_increment_seconds?: number | undefined;
  /** What further time is charged in. */
  readonly billing_increment_seconds?: number | undefined;
  /** A shorter answered call costs as if it had lasted so long. */
  readonly minimum_duration_seconds?: number | undefined;
  /** Inbound calls that no rule fits; null: as outbound, per minute; at most 9 decimals. */
  readonly inbound_rate_per_minute?: number | string | null | undefined;
  /** All inbound rules; they replace those before. */
  readonly inbound_rates?:
    | readonly {
        /** ISO 3166-1 alpha-2; absent or null: any. */
        readonly country?: string | null | undefined;
        /** Absent or null: any. */
        readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | null | undefined;
        /** Answered calls to such numbers, per minute; at most 9 decimals. */
        readonly rate_per_minute: number | string;
      }[]
    | undefined;
  /** New customers begin at it; takes that from the default tier before. */
  readonly is_default?: boolean | undefined;
}

export interface CreateSessionRequest {
  readonly email: string;
  readonly password: string;
  /** Current six-digit code of the authenticator app. */
  readonly totp?: string | undefined;
}

export interface CreateTokenRequest {
  /** Where it is used; for people. */
  readonly label: string;
  /** Default: all that the credentials of this request hold. */
  readonly scopes?:
    | readonly ('read' | 'accounts' | 'transfer' | 'numbers' | 'pricing' | 'tokens' | 'team' | 'audit')[]
    | undefined;
  readonly api_version?: '2026-03-25' | '2026-05-12' | undefined;
  /** Addresses or CIDR blocks, IPv4 or IPv6. */
  readonly ip_allow_list?: readonly string[] | undefined;
  /** Most that it may transfer in one day. Absent: no limit. */
  readonly max_transfer_per_day?: number | string | undefined;
  /** In the future. Absent: it does not expire. */
  readonly expires_at?: string | undefined;
}

export interface CreateTokenResponse {
  /** UUID; stays the same when the token is rotated. */
  readonly id: string;
  readonly label: string;
  /** The secret, shown here and never again. */
  readonly token: string;
  readonly status: 'live' | 'expired' | 'revoked';
  readonly scopes: readonly (
    'read' | 'accounts' | 'transfer' | 'numbers' | 'pricing' | 'tokens' | 'team' | 'audit'
  )[];
  readonly api_version: '2026-03-25' | '2026-05-12';
  readonly ip_allow_list: readonly string[];
  readonly max_transfer_per_day: number | null;
  readonly expires_at: string | null;
  readonly overlap_until: string | null;
  readonly last_used_at: string | null;
  readonly rotated_at: string | null;
  readonly revoked_at: string | null;
  readonly created_at: string;
  /** Goes with the token, as `X-Auth-ID`. */
  readonly auth_id: string;
}

export interface CreateTrunkRequest {
  readonly name: string;
  /** As your switch sees it: `outbound` sends calls to us. Default outbound. */
  readonly trunk_direction?: 'inbound' | 'outbound' | 'both' | undefined;
  /** Another name of `trunk_direction`. */
  readonly trunk_type?: 'INBOUND' | 'OUTBOUND' | 'BOTH' | undefined;
  /** A disabled trunk takes and gets no calls. Default enabled. */
  readonly trunk_status?: 'enabled' | 'disabled' | 'active' | 'inactive' | undefined;
  /** Another name of `trunk_status`. */
  readonly enabled?: boolean | undefined;
  /** Calls of this trunk that may be up at once. Default 10. The account’s limit holds beside it. */
  readonly concurrent_calls_limit?: number | undefined;
  /** Another name of `concurrent_calls_limit`. */
  readonly max_concurrent_calls?: number | undefined;
  /** Calls that may begin per second. Default 2. */
  readonly cps_limit?: number | undefined;
  /** Signalling over TLS alone: `transport` is tls then. Default false. */
  readonly secure?: boolean | undefined;
  /** Default udp; tls where `secure`. */
  readonly transport?: 'udp' | 'tcp' | 'tls' | undefined;
  readonly description?: string | null | undefined;
  /** Where calls go when no origination URI is named: `[user@]host[:port]`, `sip:` before it or not. */
  readonly inbound_destination?: string | null | undefined;
  /** A credential of this account; null for none. */
  readonly credential_uuid?: string | null | undefined;
  /** An IP ACL of this account; null for none. */
  readonly ipacl_uuid?: string | null | undefined;
  /** An origination URI of this account; null for none. */
  readonly primary_uri_uuid?: string | null | undefined;
  /** An origination URI of this account; null for none. */
  readonly fallback_uri_uuid?: string | null | undefined;
  /** Kept for compatibility; this platform records nothing. */
  readonly recording?: boolean | undefined;
  /** Kept for compatibility. */
  readonly enable_transcription?: boolean | undefined;
  /** Kept for compatibility. */
  readonly pii_redaction?: boolean | undefined;
  /** Kept for compatibility. */
  readonly pii_entity_types?: string | null | undefined;
  /** Kept for compatibility. */
  readonly recording_webhook_enabled?: boolean | undefined;
  /** Public http or https URL that is told of this trunk’s calls. */
  readonly webhook_url?: string | null | undefined;
  /** Default POST. */
  readonly webhook_method?: 'GET' | 'POST' | undefined;
  /** Published and ignored: the domain is given, never chosen. */
  readonly trunk_domain?: string | null | undefined;
  /** Published and ignored: make a credential and name it in `credential_uuid`. */
  readonly username?: string | null | undefined;
  /** Published and ignored: make a credential and name it in `credential_uuid`. */
  readonly password?: string | null | undefined;
  /** Published and ignored: make IP ACLs; without one no address opens a trunk. */
  readonly ip_whitelist?: unknown | undefined;
}

export interface Credential {
  readonly id: string;
  readonly account_id: string;
  readonly username: string;
  /** Never shown. */
  readonly password: '<redacted>';
  /** The realm that we challenge with. */
  readonly realm: string;
  readonly enabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly description: string;
}

export interface Credential20260512 {
  readonly id: string;
  readonly account_id: string;
  readonly username: string;
  /** Never shown. */
  readonly password: '<redacted>';
  /** The realm that we challenge with. */
  readonly realm: string;
  readonly enabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface CustomerAccount {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly description: string | null;
  readonly gstin: string | null;
  readonly gst_status: 'active' | 'inactive' | null;
  readonly tds_enabled: boolean;
  readonly tds_percentage: number;
  readonly business_type: string;
  /** Account number, digits; no credential. */
  readonly id: string;
  readonly auth_id: string;
  readonly api_id: string;
  readonly account_type: string;
  readonly role: string;
  readonly postpaid: boolean;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly timezone: string | null;
  readonly country: string;
  readonly zip_code: string | null;
  readonly company: string;
  readonly billing_mode: string;
  readonly auto_recharge: boolean;
  /** Balance of the wallet. */
  readonly cash_credits: string;
  readonly cps_limit: number;
  readonly concurrent_calls_limit: number;
  /** Neither suspended nor closed. */
  readonly is_active: boolean;
  /** KYC is complete. */
  readonly is_verified: boolean;
  readonly is_trial_account: boolean;
  /** False once the account is closed. */
  readonly enabled: boolean;
  readonly kyc_status: 'pending' | 'completed';
  readonly created_at: string;
  readonly updated_at: string;
  readonly last_login: string | null;
  readonly pricing_tier_id: string;
  readonly partner_id: string;
  readonly auto_recharge_config: unknown;
  readonly resource_uri: string;
  /** Masked, but on reading one account; empty once it is closed. */
  readonly auth_token: string;
  readonly pricing_tier: {
    /** UUID. */
    readonly id: string;
    readonly name: string;
    /** ISO 4217. */
    readonly currency: string;
    /** Voice, where no price of the deck fits, per minute. */
    readonly rate_per_minute: number;
    readonly is_active: boolean;
    readonly is_default: boolean;
    readonly partner_id: string | null;
  };
  readonly status: 'active' | 'suspended' | 'closed';
  readonly status_reason: string | null;
  /** Of the wallet. */
  readonly currency: string;
  /** What can be spent: balance − held + credit limit. */
  readonly available_balance: number;
  /** Set aside for what is going on. */
  readonly held_balance: number;
  /** How far the wallet may go below zero. */
  readonly credit_limit: number;
  /** Give it back with a change to be told of changes made meanwhile. */
  readonly version: number;
}

export interface CustomerAccount20260512 {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly description: string | null;
  readonly gstin: string | null;
  readonly gst_status: 'active' | 'inactive' | null;
  readonly tds_enabled: boolean;
  readonly tds_percentage: number;
  readonly business_type: string;
  /** Account number, digits; no credential. */
  readonly id: string;
  readonly auth_id: string;
  readonly api_id: string;
  readonly account_type: string;
  readonly role: string;
  readonly postpaid: boolean;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly timezone: string | null;
  readonly country: string;
  readonly zip_code: string | null;
  readonly company: string;
  readonly billing_mode: string;
  readonly auto_recharge: boolean;
  /** Balance of the wallet. */
  readonly cash_credits: string;
  readonly cps_limit: number;
  readonly concurrent_calls_limit: number;
  /** Neither suspended nor closed. */
  readonly is_active: boolean;
  /** KYC is complete. */
  readonly is_verified: boolean;
  readonly is_trial_account: boolean;
  /** False once the account is closed. */
  readonly enabled: boolean;
  readonly kyc_status: 'pending' | 'completed';
  readonly created_at: string;
  readonly updated_at: string;
  readonly last_login: string | null;
  readonly pricing_tier_id: string;
  readonly partner_id: string;
  readonly auto_recharge_config: unknown;
  readonly resource_uri: string;
  /** Masked, but on reading one account; empty once it is closed. */
  readonly auth_token: string;
  readonly pricing_tier: {
    /** UUID. */
    readonly id: string;
    readonly name: string;
    /** ISO 4217. */
    readonly currency: string;
    /** Voice, where no price of the deck fits, per minute. */
    readonly rate_per_minute: number;
    readonly is_active: boolean;
    readonly is_default: boolean;
    readonly partner_id: string | null;
  };
}

export interface CustomerBalance {
  readonly auth_id: string;
  readonly name: string;
  readonly cash_credits: string;
  readonly currency: string;
  /** When the balance last changed: its newest transaction, or the opening of the account. Holds do not change it. */
  readonly updated_at: string;
  readonly balance: number;
  /** What can be spent: balance − held + credit limit. */
  readonly available_balance: number;
  readonly held_balance: number;
  readonly credit_limit: number;
}

export interface CustomerBalance20260512 {
  readonly auth_id: string;
  readonly name: string;
  readonly cash_credits: string;
  readonly currency: string;
  /** When the balance last changed: its newest transaction, or the opening of the account. Holds do not change it. */
  readonly updated_at: string;
}

export interface CustomerCapacity {
  readonly partner_auth_id: string;
  readonly customer_auth_id: string;
  /** Slots left in your pool. */
  readonly partner_concurrent_calls_limit: number;
  /** The customer’s limit. */
  readonly customer_concurrent_calls_limit: number;
  /** What you gave to this customer and did not take back. */
  readonly net_concurrent_calls_allocated: number;
  readonly partner_cps_limit: number;
  readonly customer_cps_limit: number;
  readonly net_cps_allocated: number;
}

export interface CustomerCdr {
  /** The customer’s auth_id. */
  readonly account_id: string;
  readonly answer_time: string | null;
  /** Seconds of talk. */
  readonly billsec: number;
  readonly bridge_uuid: string | null;
  readonly call_direction: 'inbound' | 'outbound';
  readonly caller_id_name: string;
  readonly caller_id_number: string;
  readonly campaign_id: string | null;
  readonly carrier_ip: string | null;
  readonly codec: string | null;
  /** The product. */
  readonly context: 'sip-trunking' | 'voice-api';
  /** What the call cost the customer, without streaming. */
  readonly cost: number;
  readonly created_at: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly customer_endpoint: string | null;
  readonly destination_number: string;
  /** Seconds of ringing and talk. */
  readonly duration: number;
  readonly end_time: string;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly hangup_cause: string | null;
  readonly hangup_cause_code: number | null;
  readonly hangup_cause_name: string | null;
  readonly hangup_disposition: string | null;
  readonly hangup_source: string | null;
  /** A number; the key is `uuid`. */
  readonly id: number;
  readonly jitter: number | null;
  readonly mos: number | null;
  readonly network_addr: string | null;
  readonly origination_region: string;
  readonly packet_loss: number | null;
  readonly progress_time: string | null;
  readonly region: string;
  /** Seconds. */
  readonly ring_time: number;
  readonly sip_call_id: string;
  readonly sip_user_agent: string | null;
  readonly start_time: string;
  readonly streaming_cost: number;
  readonly terminated_to: string | null;
  /** `cost` + `streaming_cost`. */
  readonly total_cost: number;
  readonly trunk_id: string | null;
  readonly updated_at: string;
  readonly uuid: string;
  /** What the filter `status` goes by. */
  readonly status: 'answered' | 'busy' | 'failed' | 'no_answer';
  /** Finer than `status`; `refused`: by us, before anything was dialled. */
  readonly cause_class:
    'answered' | 'busy' | 'no_answer' | 'cancelled' | 'rejected' | 'invalid_number' | 'failed' | 'refused';
  /** Talk brought to billing increments: what was charged. */
  readonly billed_seconds: number;
  readonly sip_code: number | null;
  readonly pdd_ms: number | null;
  /** What the call cost you. */
  readonly wholesale_cost: number;
  /** What is left for you; below zero is a loss. */
  readonly margin: number;
}

export interface CustomerCdr20260512 {
  /** The customer’s auth_id. */
  readonly account_id: string;
  readonly answer_time: string | null;
  /** Seconds of talk. */
  readonly billsec: number;
  readonly bridge_uuid: string | null;
  readonly call_direction: 'inbound' | 'outbound';
  readonly caller_id_name: string;
  readonly caller_id_number: string;
  readonly campaign_id: string | null;
  readonly carrier_ip: string | null;
  readonly codec: string | null;
  /** The product. */
  readonly context: 'sip-trunking' | 'voice-api';
  /** What the call cost the customer, without streaming. */
  readonly cost: number;
  readonly created_at: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly customer_endpoint: string | null;
  readonly destination_number: string;
  /** Seconds of ringing and talk. */
  readonly duration: number;
  readonly end_time: string;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly hangup_cause: string | null;
  readonly hangup_cause_code: number | null;
  readonly hangup_cause_name: string | null;
  readonly hangup_disposition: string | null;
  readonly hangup_source: string | null;
  /** A number; the key is `uuid`. */
  readonly id: number;
  readonly jitter: number | null;
  readonly mos: number | null;
  readonly network_addr: string | null;
  readonly origination_region: string;
  readonly packet_loss: number | null;
  readonly progress_time: string | null;
  readonly region: string;
  /** Seconds. */
  readonly ring_time: number;
  readonly sip_call_id: string;
  readonly sip_user_agent: string | null;
  readonly start_time: string;
  readonly streaming_cost: number;
  readonly terminated_to: string | null;
  /** `cost` + `streaming_cost`. */
  readonly total_cost: number;
  readonly trunk_id: string | null;
  readonly updated_at: string;
  readonly uuid: string;
}

export interface CustomerTrunk {
  readonly trunk_id: string;
  readonly account_id: string;
  readonly name: string;
  /** Send calls to this host; it names the trunk. */
  readonly trunk_domain: string;
  readonly trunk_status: 'active' | 'disabled';
  readonly secure: boolean;
  readonly trunk_direction: 'inbound' | 'outbound' | 'both';
  readonly concurrent_calls_limit: number;
  readonly cps_limit: number;
  readonly description: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly recording: boolean;
  readonly enable_transcription: boolean;
  readonly pii_redaction: boolean;
  readonly webhook_method: 'GET' | 'POST';
  readonly recording_webhook_enabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly credential_uuid: string | null;
  readonly primary_uri_uuid: string | null;
  readonly inbound_destination: string | null;
  readonly pii_entity_types: string | null;
  readonly webhook_url: string | null;
  readonly enabled: boolean;
  readonly ipacl_uuid: string | null;
  readonly fallback_uri_uuid: string | null;
  /** Those that open this trunk. */
  readonly credentials: readonly Credential[];
  /** Those that open this trunk. */
  readonly ip_acl: readonly IpAcl[];
  /** Where its calls are sent, in the order in which they are tried. */
  readonly origination_uris: readonly OriginationUri[];
}

export interface Dashboard {
  readonly partner: {
    readonly id: string;
    readonly account_id: number;
    readonly name: string;
    readonly slug: string;
    readonly company: string;
    readonly auth_id: string;
    readonly email: string;
    readonly phone: string;
    readonly billing_model: string;
    readonly is_active: boolean;
    readonly is_verified: boolean;
    readonly max_accounts: number;
    readonly can_create_accounts: boolean;
    readonly can_create_pricing_tiers: boolean;
    readonly can_view_cdrs: boolean;
    readonly can_transfer_balance: boolean;
    readonly default_pricing_tier_id: string;
    readonly account_count: number;
    readonly balance: null;
    readonly created_at: string;
    readonly updated_at: string;
  };
  readonly period: {
    /** First day, `YYYY-MM-DD`. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
  };
  readonly accounts: {
    /** Open accounts. */
    readonly total: number;
    /** Those that are not suspended. */
    readonly active: number;
    /** The hundred newest; `GET /accounts` has them all. */
    readonly customers: readonly {
      readonly auth_id: string;
      readonly name: string;
      readonly email: string;
      readonly phone: string;
      readonly is_active: boolean;
      readonly created_at: string;
    }[];
  };
  /** All wallets of your primary currency together. */
  readonly total_balance: string;
  /** Your primary currency, which all money here is in. */
  readonly currency: string;
  readonly calls: {
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
  };
  readonly traffic: {
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  readonly by_product: {
    readonly sip_trunking: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly voice_api: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  /** Days that have calls, oldest first. */
  readonly time_series: readonly {
    readonly date: string;
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
  }[];
}

export interface Deck {
  /** Counts for each tier. */
  readonly version: number;
  /** reading: the file still arrives; faulty: it has bad rows and cannot be published; interrupted: it broke off; draft: verified, nobody pays it; scheduled; live; retired: was live. */
  readonly status: 'reading' | 'faulty' | 'interrupted' | 'draft' | 'scheduled' | 'live' | 'retired';
  readonly file_name: string;
  readonly bytes_read: number;
  readonly bytes_total: number | null;
  /** Rows of the file so far. */
  readonly rows_read: number;
  /** Prices in it; 0 until it is verified. */
  readonly rates: number;
  /** Cells and rows that cannot be; the first 1,000 are kept. */
  readonly fault_count: number;
  readonly live_since: string | null;
  readonly scheduled_for: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly ended_at: string | null;
}

export interface DeckFault {
  /** Of the file, from 1. */
  readonly line: number;
  readonly column: string | null;
  readonly message: string;
}

export interface DeckRate {
  readonly prefix: string;
  readonly description: string;
  readonly rate_per_minute: number;
  /** Once for each answered call. */
  readonly connect_fee: number;
  readonly initial_increment_seconds: number;
  readonly next_increment_seconds: number;
  readonly effective_from: string | null;
  readonly effective_to: string | null;
}

export interface DeclineAccessRequestRequest {
  /** For the audit log. */
  readonly reason: string;
}

export interface DefaultCallLimits {
  readonly allowed_destination_classes: readonly ('normal' | 'premium' | 'satellite' | 'high_risk')[] | null;
  readonly max_rate_per_minute: number | null;
  readonly max_call_seconds: number | null;
  readonly daily_spend_cap: number | null;
  readonly raised_spend_cap: number | null;
  readonly raised_until: string | null;
  /** Calls pass whose minute costs you more than you sell it for, and your master account pays the difference. Else they are refused; what longer increments or fees cost you beyond your price comes from your margin. */
  readonly allow_loss: boolean;
}

export interface DestinationClasse {
  readonly prefix: string;
  readonly destination_class: 'normal' | 'premium' | 'satellite' | 'high_risk';
  readonly description: string;
}

export interface EdgeAnsweredRequest {
  readonly calls: readonly {
    /** UUIDv7 that you minted when the INVITE came. */
    readonly call_id: string;
    /** When the 200 came, by your clock. */
    readonly answered_at: string;
  }[];
}

export interface EdgeAnsweredResponse {
  /** One for each call, in the order in which they were asked. */
  readonly results: readonly {
    readonly call_id: string;
    /** `ended`: it is over already; `unknown_call`: it was never authorised, or is long over; `try_again`: nothing was done, send it again in a moment. */
    readonly outcome: 'noted' | 'ended' | 'unknown_call' | 'try_again';
    readonly funded_seconds: number | null;
    /** End the call now. */
    readonly hang_up: boolean;
  }[];
}

export interface EdgeAuthoriseRequest {
  readonly calls: readonly {
    /** UUIDv7 that you minted when the INVITE came. */
    readonly call_id: string;
    /** `outbound`: a customer calls. */
    readonly direction: 'inbound' | 'outbound';
    /** Of an outbound call. An inbound one belongs to whoever has the number. */
    readonly source?:
      | {
          /** As the directory told. */
          readonly partner_id: string;
          /** As the directory told. */
          readonly customer_id: string;
          /** As the directory told. */
          readonly trunk_id: string;
          /** Of digest authentication; null where the address was enough. */
          readonly credential_id?: string | null | undefined;
        }
      | undefined;
    /** E.164, with or without its plus; emergency numbers as they were dialled. */
    readonly to: string;
    /** The caller’s number as its switch sent it. Longer texts are cut to 64 characters. */
    readonly from?: string | null | undefined;
    /** The caller asked for privacy. Default false. */
    readonly from_withheld?: boolean | undefined;
    /** What ends up in the call record and decides nothing. */
    readonly sip?:
      | {
          /** The header Call-ID. Longer texts are cut to 255 characters. */
          readonly call_id?: string | null | undefined;
          /** The header User-Agent. Longer texts are cut to 255 characters. */
          readonly user_agent?: string | null | undefined;
          /** From where the INVITE came. Longer texts are cut to 60 characters. */
          readonly network_address?: string | null | undefined;
          /** Display name of the caller. Longer texts are cut to 120 characters. */
          readonly caller_name?: string | null | undefined;
          /** What of the customer called or was called. Longer texts are cut to 255 characters. */
          readonly customer_endpoint?: string | null | undefined;
        }
      | undefined;
  }[];
}

export interface EdgeAuthoriseResponse {
  /** One for each call, in the order in which they were asked. */
  readonly results: readonly {
    readonly call_id: string;
    /** `allowed`: dial it. `refused`: answer with `sip_code`. `try_again`: nothing was done, send it again in a moment, or answer 503. */
    readonly outcome: 'allowed' | 'refused' | 'try_again';
    readonly funded_seconds: number | null;
    readonly max_seconds: number | null;
    readonly currency: string | null;
    readonly held: number | null;
    /** Free, and never ended for money. */
    readonly emergency: boolean;
    /** Of a sandbox: there is no carrier; play one yourself. */
    readonly simulated: boolean;
    /** Of an outbound call: gateways in the order in which they are tried. */
    readonly routes: readonly {
      readonly position: number;
      readonly carrier_id: string;
      readonly gateway_id: string;
      readonly transport: string;
      /** Where the INVITE goes, as it stands in it. */
      readonly request_uri: string;
      readonly dialled_number: string;
      readonly cli: string | null;
      /** Sent as anonymous; `cli` is for the carrier alone. */
      readonly cli_withheld: boolean;
    }[];
    readonly delivery: {
      readonly trunk_id: string;
      readonly destination: string | null;
    } | null;
    readonly reason: string | null;
    readonly sip_code: number | null;
    readonly message: string | null;
    /** Of a refusal: it is a call record. False: nobody’s call; count it. */
    readonly recorded: boolean;
    /** You asked before: this is the answer of then, or that the call has ended since. */
    readonly replayed: boolean;
  }[];
}

export interface EdgeEndRequest {
  readonly calls: readonly {
    /** UUIDv7 that you minted when the INVITE came. */
    readonly call_id: string;
    /** When it rang; left out of the record where it is not between beginning and end. */
    readonly progress_at?: string | null | undefined;
    /** Null or absent: it was not answered. */
    readonly answered_at?: string | null | undefined;
    /** By your clock: only the difference of times is money. */
    readonly ended_at: string;
    /** Such as `NORMAL_CLEARING`, `NO_ANSWER`, `USER_BUSY`; recorded in capitals. Longer texts are cut to 60 characters. */
    readonly hangup_cause?: string | null | undefined;
    /** Published numeric cause, such as 4000. */
    readonly hangup_cause_code?: number | null | undefined;
    /** `Caller`, `Callee`, `Carrier` or `Platform`. Longer texts are cut to 40 characters. */
    readonly hangup_source?: string | null | undefined;
    /** Such as `send_bye`, `recv_bye`. Longer texts are cut to 40 characters. */
    readonly hangup_disposition?: string | null | undefined;
    /** The final answer. */
    readonly sip_code?: number | null | undefined;
    /** Where it was delivered. Longer texts are cut to 255 characters. */
    readonly terminated_to?: string | null | undefined;
    /** Of the gateway that took or brought it. Longer texts are cut to 60 characters. */
    readonly carrier_ip?: string | null | undefined;
    /** Such as `PCMA`. Longer texts are cut to 40 characters. */
    readonly codec?: string | null | undefined;
    /** Quality that you measured; 430 is 4.3. */
    readonly mos_hundredths?: number | null | undefined;
    /** Mean jitter. */
    readonly jitter_microseconds?: number | null | undefined;
    /** Packets lost, in hundredths of a percent. */
    readonly loss_hundredths?: number | null | undefined;
    /** From the INVITE to the first ringing. */
    readonly pdd_ms?: number | null | undefined;
  }[];
}

export interface EdgeEndResponse {
  /** One for each call, in the order in which they were asked. */
  readonly results: readonly {
    readonly call_id: string;
    /** `settled`: paid, recorded, done with. `ended`: it is over already, and nothing was done: you reported it before, or it was settled without you and its account has been closed, which nothing corrects. `unknown_call`: it was never authorised, and will not be. `try_again`: nothing was done, send it again in a moment: keep the message until another answer came. */
    readonly outcome: 'settled' | 'ended' | 'unknown_call' | 'try_again';
    readonly talk_seconds: number | null;
    readonly billed_seconds: number | null;
    readonly cost: number | null;
    readonly currency: string | null;
    readonly written_off: number | null;
    /** It had been settled without you, and was put right. */
    readonly corrected: boolean;
  }[];
}

export interface EdgeExtendRequest {
  readonly calls: readonly {
    /** UUIDv7 that you minted when the INVITE came. */
    readonly call_id: string;
    /** What you have for it now. Where it has more already, an answer was lost: you get that. */
    readonly funded_seconds: number;
  }[];
}

export interface EdgeExtendResponse {
  /** One for each call, in the order in which they were asked. */
  readonly results: readonly {
    readonly call_id: string;
    /** `not_granted`: it ends at `funded_seconds`, unless money comes before that; `ended`: it is over already; `unknown_call`: it was never authorised, or is long over; `try_again`: nothing was done, send it again in a moment. */
    readonly outcome: 'granted' | 'not_granted' | 'ended' | 'unknown_call' | 'try_again';
    readonly funded_seconds: number | null;
    readonly held: number | null;
    readonly reason: string | null;
    /** End the call now. */
    readonly hang_up: boolean;
  }[];
}

export interface EdgeFindCredentialResponse {
  /** False: nobody has this name. Refuse with 403 and count it. */
  readonly known: boolean;
  readonly enabled: boolean;
  readonly realm: string | null;
  readonly ha1_md5: string | null;
  readonly ha1_sha256: string | null;
  readonly trunk: 'found' | 'none' | 'ambiguous' | null;
  readonly source: {
    readonly partner_id: string;
    readonly customer_id: string;
    readonly trunk_id: string;
    readonly credential_id: string | null;
  } | null;
  /** Forget this answer when the feed of changes names one of these. */
  readonly tags: readonly string[];
}

export interface EdgeFindSourceResponse {
  /** `customer`: an outbound call of `source`. `carrier`: an inbound call for `e164`. `unknown`: ask for a digest; if none comes, refuse the call and count it. */
  readonly kind: 'customer' | 'carrier' | 'unknown';
  readonly trunk: 'found' | 'none' | 'ambiguous' | null;
  readonly source: {
    readonly partner_id: string;
    readonly customer_id: string;
    readonly trunk_id: string;
    readonly credential_id: string | null;
  } | null;
  readonly carrier_id: string | null;
  readonly gateway_id: string | null;
  readonly e164: string | null;
  /** Forget this answer when the feed of changes names one of these. */
  readonly tags: readonly string[];
}

export interface EdgeHeartbeatRequest {
  /** Name and version of the agent. */
  readonly software: string;
  /** Calls that are up or ringing. */
  readonly live_calls: number;
  /** Your clock; the answer has ours. */
  readonly sent_at?: string | undefined;
  /** When the agent’s process began. */
  readonly started_at?: string | undefined;
  /** It takes no new calls. Default false. */
  readonly draining?: boolean | undefined;
  /** What was counted since the heartbeat before. */
  readonly counters?:
    | {
        readonly unknown_source?: number | undefined;
        readonly unknown_credential?: number | undefined;
        readonly wrong_password?: number | undefined;
        readonly malformed_request?: number | undefined;
        readonly dropped_request?: number | undefined;
      }
    | undefined;
}

export interface EdgeHeartbeatResponse {
  /** Our clock. */
  readonly time: string;
  /** Of the node. */
  readonly name: string;
  /** The realm of digest authentication, and what trunk domains end in. */
  readonly sip_domain: string;
  readonly next_heartbeat_seconds: number;
  /** Who says nothing for longer is shown as silent. */
  readonly silent_after_seconds: number;
  /** Calls to end now, as somebody asked. They come until they ended. */
  readonly hang_up: readonly string[];
}

export interface EdgeListChangesResponse {
  /** Forget every answer that has one of these. */
  readonly tags: readonly string[];
  /** Ask on with it. */
  readonly cursor: string;
  /** More is there already. */
  readonly more: boolean;
  /** The place is too old or of another database: forget everything. */
  readonly reset: boolean;
}

export interface EdgeNode {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly enabled: boolean;
  readonly networks: readonly string[];
  /** Masked. */
  readonly secret: string;
  /** `online`: heard of within 30 seconds. `draining`: online, takes no new calls. `silent`: nothing was heard for longer; its calls are settled when their time is over. */
  readonly state: 'online' | 'draining' | 'silent' | 'never_seen' | 'disabled';
  readonly last_seen_at: string | null;
  readonly last_heartbeat_at: string | null;
  readonly started_at: string | null;
  readonly software: string | null;
  readonly address: string | null;
  readonly live_calls: number | null;
  readonly clock_skew_ms: number | null;
  readonly overlap_until: string | null;
  readonly rotated_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** What it counted in the last seven days: requests of unknown sources and the like. */
  readonly counters: Readonly<Record<string, unknown>>;
}

export interface EmergencyNumber {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** As it is dialled there. */
  readonly number: string;
  readonly description: string;
}

export interface ExplainCdrResponse {
  readonly uuid: string;
  readonly account_auth_id: string;
  readonly status: 'answered' | 'busy' | 'failed' | 'no_answer';
  readonly cause_class:
    'answered' | 'busy' | 'no_answer' | 'cancelled' | 'rejected' | 'invalid_number' | 'failed' | 'refused';
  readonly currency: string;
  readonly billsec: number;
  readonly cost: number;
  readonly streaming_cost: number;
  readonly total_cost: number;
  readonly wholesale_cost: number;
  readonly margin: number;
  /** Of the charge: beyond what was held, and paid by nobody. */
  readonly written_off: number;
  readonly selling: {
    readonly tier_id: string;
    readonly deck_version: number | null;
    readonly matched_prefix: string | null;
    readonly rate_per_minute: number;
    readonly connect_fee: number;
    readonly initial_increment: number;
    readonly next_increment: number;
    readonly minimum_duration: number;
    readonly billed_seconds: number;
    /** Price of the billed time before it was rounded, a decimal. */
    readonly exact_usage: string;
    /** The same, rounded once, half up, to five decimals. */
    readonly usage: number;
    readonly rounded: 'up' | 'down' | 'exact';
    /** Connect fee and usage; 0 for a call that nobody answered. */
    readonly charge: number;
  } | null;
  readonly wholesale: {
    readonly tier_id: string;
    readonly deck_version: number | null;
    readonly matched_prefix: string | null;
    readonly rate_per_minute: number;
    readonly connect_fee: number;
    readonly initial_increment: number;
    readonly next_increment: number;
    readonly minimum_duration: number;
    readonly billed_seconds: number;
    /** Price of the billed time before it was rounded, a decimal. */
    readonly exact_usage: string;
    /** The same, rounded once, half up, to five decimals. */
    readonly usage: number;
    readonly rounded: 'up' | 'down' | 'exact';
    /** Connect fee and usage; 0 for a call that nobody answered. */
    readonly charge: number;
  } | null;
  readonly funded_seconds: number | null;
  readonly limit_fired: string | null;
  readonly refused: boolean;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly sip_code: number | null;
  readonly settled_by: 'report' | 'sweep' | 'correction';
  readonly edge_node: string | null;
  /** The charge step by step, in sentences. Nothing is priced anew: it is what was written down at settlement. */
  readonly steps: readonly {
    readonly step:
      | 'call'
      | 'refusal'
      | 'selling_price'
      | 'selling_time'
      | 'selling_charge'
      | 'no_charge'
      | 'not_connected'
      | 'write_off'
      | 'streaming'
      | 'wholesale_price'
      | 'wholesale_charge'
      | 'margin'
      | 'funded'
      | 'limit'
      | 'difference'
      | 'settlement';
    readonly text: string;
  }[];
}

export interface Export {
  readonly id: string;
  readonly type: 'cdrs' | 'transactions';
  readonly account: string | null;
  /** As they were asked. */
  readonly filters: unknown;
  /** ready: there is a file; expired: there was one. A failed try is repeated twice before it is failed. */
  readonly status: 'queued' | 'running' | 'ready' | 'failed' | 'cancelled' | 'expired';
  readonly progress_percent: number | null;
  readonly rows_total: number | null;
  readonly rows_done: number;
  /** Compressed. */
  readonly bytes: number;
  /** More matched than a file holds (1,000,000 rows): the newest are in it. */
  readonly truncated: boolean;
  readonly failure: string | null;
  readonly requested_by: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly expires_at: string | null;
  readonly download_url: string | null;
  readonly download_expires_at: string | null;
}

export interface ExtendNumberReservationRequest {
  /** Default 15; 24 hours in all. */
  readonly minutes?: number | undefined;
}

export interface FindSipSourcesResponse {
  readonly sources: readonly {
    readonly id: string;
    readonly ip_address: string;
    readonly enabled: boolean;
    readonly partner_id: string;
    readonly account_id: string;
    readonly created_at: string;
  }[];
}

export interface FundPartnerRequest {
  /** Above zero. */
  readonly amount: number | string;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** What it stands for outside: a payment, a ticket. */
  readonly reference: string;
  /** For the audit log. */
  readonly reason: string;
}

export interface FundPartnerResponse {
  readonly transaction_id: string;
  readonly partner_id: string;
  /** Below zero: taken from the master account. */
  readonly amount: number;
  readonly currency: string;
  /** `funding` or `adjustment`. */
  readonly code: string;
  readonly reference: string;
  readonly reason: string;
  readonly balance_after: number;
  readonly created_at: string;
}

export interface Gateway {
  /** UUID. */
  readonly id: string;
  readonly carrier_id: string;
  readonly name: string;
  readonly group: string;
  readonly host: string;
  readonly port: number;
  /** Default `udp`. */
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** `outbound`: calls are sent to it (default); `inbound`: it brings calls; `both`. */
  readonly direction: 'inbound' | 'outbound' | 'both';
  /** Default true. */
  readonly enabled: boolean;
  /** Share of a route’s calls among its gateways. Default 10. */
  readonly weight: number;
  /** Calls that may be up at once; null: no limit, 0: none at all. */
  readonly max_concurrent_calls: number | null;
  /** Calls that may begin in a second; null: no limit, 0: none at all. */
  readonly max_cps: number | null;
  readonly source_addresses: readonly string[];
  readonly cli_rules: {
    /** `pass` the caller’s own number (default), or `force` `number` on every call. */
    readonly mode: 'pass' | 'force';
    /** E.164 with `+`; what `force` and `replace` show. */
    readonly number: string | null;
    /** Calls whose CLI is not E.164 are not sent there. Default false. */
    readonly require_e164: boolean;
    /** A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown. */
    readonly anonymous: 'pass' | 'refuse' | 'replace';
    readonly format: {
      /** Digits that E.164 numbers begin with. */
      readonly strip: string;
      /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
      readonly prepend: string;
      /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
      readonly otherwise: string;
    };
  } | null;
  readonly dial_format: {
    /** Digits that E.164 numbers begin with. */
    readonly strip: string;
    /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
    readonly prepend: string;
    /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
    readonly otherwise: string;
  } | null;
  readonly did_format: {
    /** What the carrier puts before each number; taken off where it stands. */
    readonly strip: string;
    /** Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0. */
    readonly form: 'international' | 'national';
    /** Calling code of national numbers, e.g. `91`. */
    readonly calling_code: string | null;
  } | null;
  /** `up`: calls go to it. `down`: none. `draining`: no new ones, those that are up go on. */
  readonly state: 'up' | 'down' | 'draining';
  readonly state_override: 'up' | 'down' | 'draining' | null;
  readonly health: {
    /** Failed calls in a row. */
    readonly failures: number;
    /** How often it went down since it last worked. */
    readonly trips: number;
    readonly down_since: string | null;
    readonly down_until: string | null;
    readonly last_cause: string | null;
  };
  /** As the edges reported within the last 15 seconds. */
  readonly active_calls: number;
  readonly calls_per_second: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

export interface HangupCauses {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly calls: number;
  /** Calls of causes of which none was answered. */
  readonly failing_calls: number;
  /** One `account` had 20,000 calls or more in what is not added up yet, as a rule the days that are not over: of each such stretch its newest 20,000 are counted. */
  readonly capped: boolean;
  readonly total_items: number;
  readonly items: readonly {
    /** Hang-up cause; of refused calls the reason code. */
    readonly cause: string;
    /** We refused such calls. */
    readonly refused: boolean;
    readonly calls: number;
    readonly answered: number;
    readonly share_percent: number | null;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
  }[];
}

export interface InventoryCountry {
  readonly country: string;
  readonly name: string;
  readonly calling_code: string | null;
  readonly count: number;
  readonly types: readonly {
    readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national';
    readonly count: number;
    readonly regions: readonly {
      readonly region: string;
      readonly count: number;
    }[];
  }[];
}

export interface InventoryNumber {
  readonly id: string;
  /** Empty: it is nobody’s. */
  readonly account_id: string;
  readonly e164: string;
  readonly country: string;
  readonly region: string;
  readonly capabilities: {
    readonly voice: boolean;
    readonly sms: boolean;
    readonly mms: boolean;
    readonly fax: boolean;
  };
  readonly status: string;
  readonly provider: string;
  /** What you pay once. */
  readonly setup_fee: number;
  /** What you pay a month. */
  readonly monthly_fee: number;
  readonly currency: string;
  readonly voice_enabled: boolean;
  readonly tags: null;
  readonly is_blocked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_trial_number: boolean;
  readonly minimum_commitment_months: number;
  readonly aadhaar_verification_required: boolean;
  readonly aadhaar_verified: boolean;
}

export interface InviteStaffRequest {
  /** E-mail address; case does not matter. */
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'finance' | 'support' | 'read_only';
}

export interface InviteTeamMemberRequest {
  /** E-mail address; case does not matter. */
  readonly email: string;
  readonly name: string;
  readonly role: 'owner' | 'admin' | 'finance' | 'support' | 'read_only';
}

export interface IpAcl {
  readonly id: string;
  readonly account_id: string;
  readonly ip_address: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface LedgerEntry {
  /** 1, 2, 3 … without gaps. */
  readonly entry_no: number;
  /** Of the transfer. */
  readonly id: string;
  /** Ledger account that gives. */
  readonly debit_account_id: string;
  /** Ledger account that receives. */
  readonly credit_account_id: string;
  readonly currency: string;
  /** Units of 0.00001 of the currency. */
  readonly amount_units: string;
  /** `reference_type` elsewhere. */
  readonly code: string;
  readonly reference: string | null;
  readonly description: string | null;
  readonly reverses: string | null;
  /** Balance of the debit account after it. */
  readonly debit_balance_after_units: string;
  /** Balance of the credit account after it. */
  readonly credit_balance_after_units: string;
  /** How many entries the debit account then had. */
  readonly debit_version: number;
  /** How many entries the credit account then had. */
  readonly credit_version: number;
  /** When what it is about happened. UTC with six decimals, as in the text. */
  readonly event_at: string;
  /** When it was posted. UTC with six decimals, as in the text. */
  readonly posted_at: string;
  /** SHA-256 in hex of the hash of the entry before (32 bytes, zeros for the first) and the text. */
  readonly hash: string;
}

export interface LedgerRoot {
  /** UTC. */
  readonly day: string;
  /** Number of the day’s last entry. */
  readonly entry_no: number;
  /** Of that entry: SHA-256 in hex. */
  readonly hash: string;
}

export interface ListAccessRequestsResponse {
  readonly access_requests: readonly AccessRequest[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListApprovedClisResponse {
  readonly approved_clis: readonly ApprovedCli[];
}

export interface ListAuditLogResponse {
  readonly entries: readonly AuditLogEntry[];
  readonly page: number;
  readonly per_page: number;
  /** Matching entries; counting stops at 100,000. */
  readonly total: number;
  /** True when there may be more than `total`. */
  readonly total_capped: boolean;
  readonly next_cursor: string | null;
}

export interface ListCallsResponse {
  readonly success: boolean;
  readonly account_id: string;
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly RecentCall[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
    readonly next_cursor: string | null;
  };
  readonly summary: {
    /** Percent of the calls that were answered, one decimal. */
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
    /** Of `total_cost`: the customer’s; across customers your primary one. Currencies are never added. */
    readonly currency: string;
    /** True where not all that matches was counted: these are the sums of what was, and `total` is how many those are. Customer, status, direction, product and time are always summed whole; without a customer hang-up cause and disposition too, and durations with status `answered` or none. What has to be looked for (parts of numbers, ids, campaigns, other combinations) is counted up to 50,000 calls; where the window holds more than 1,000,000 calls, only in its newest months with at least 500,000 of them, if 200 match there. */
    readonly capped: boolean;
  };
}

export interface ListCallsResponse20260512 {
  readonly success: boolean;
  readonly account_id: string;
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly CustomerCdr20260512[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
  };
  readonly summary: {
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
  };
}

export interface ListCapacityTransfersResponse {
  readonly transfers: readonly CapacityTransfer[];
  /** Counting stops at 100,000. */
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

export interface ListCarrierRoutesResponse {
  readonly routes: readonly CarrierRoute[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListCarriersResponse {
  readonly carriers: readonly Carrier[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListCdrsResponse {
  readonly success: boolean;
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly CustomerCdr[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
    readonly next_cursor: string | null;
  };
  readonly summary: {
    /** Percent of the calls that were answered, one decimal. */
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
    /** Of `total_cost`: the customer’s; across customers your primary one. Currencies are never added. */
    readonly currency: string;
    /** True where not all that matches was counted: these are the sums of what was, and `total` is how many those are. Customer, status, direction, product and time are always summed whole; without a customer hang-up cause and disposition too, and durations with status `answered` or none. What has to be looked for (parts of numbers, ids, campaigns, other combinations) is counted up to 50,000 calls; where the window holds more than 1,000,000 calls, only in its newest months with at least 500,000 of them, if 200 match there. */
    readonly capped: boolean;
  };
}

export interface ListCdrsResponse20260512 {
  readonly success: boolean;
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly CustomerCdr20260512[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
  };
  readonly summary: {
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
  };
}

export interface ListCredentialsResponse {
  readonly meta: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
  };
  readonly objects: readonly Credential[];
}

export interface ListCredentialsResponse20260512 {
  readonly meta: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
  };
  readonly objects: readonly Credential20260512[];
}

export interface ListCustomerAccountsResponse {
  readonly accounts: readonly {
    readonly name: string;
    readonly email: string;
    readonly phone: string;
    readonly description: string | null;
    readonly gstin: string | null;
    readonly gst_status: 'active' | 'inactive' | null;
    readonly tds_enabled: boolean;
    readonly tds_percentage: number;
    readonly business_type: string;
    /** Account number, digits; no credential. */
    readonly id: string;
    readonly auth_id: string;
    readonly api_id: string;
    readonly account_type: string;
    readonly role: string;
    readonly postpaid: boolean;
    readonly address: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly timezone: string | null;
    readonly country: string;
    readonly zip_code: string | null;
    readonly company: string;
    readonly billing_mode: string;
    readonly auto_recharge: boolean;
    /** Balance of the wallet. */
    readonly cash_credits: string;
    readonly cps_limit: number;
    readonly concurrent_calls_limit: number;
    /** Neither suspended nor closed. */
    readonly is_active: boolean;
    /** KYC is complete. */
    readonly is_verified: boolean;
    readonly is_trial_account: boolean;
    /** False once the account is closed. */
    readonly enabled: boolean;
    readonly kyc_status: 'pending' | 'completed';
    readonly created_at: string;
    readonly updated_at: string;
    readonly last_login: string | null;
    readonly pricing_tier_id: string;
    readonly partner_id: string;
    readonly auto_recharge_config: unknown;
    readonly resource_uri: string;
    /** Masked, but on reading one account; empty once it is closed. */
    readonly auth_token: string;
    readonly base_cps_limit: number | null;
    readonly base_concurrent_calls_limit: number | null;
    readonly purchased_cps: number | null;
    readonly purchased_concurrent_calls: number | null;
    readonly google_id: string | null;
    readonly referral_code: string | null;
    readonly referral_disabled: boolean;
    readonly custom_referrer_reward_amount: unknown;
    readonly custom_referee_reward_amount: unknown;
    readonly pricing_tier: {
      /** UUID. */
      readonly id: string;
      readonly name: string;
      /** ISO 4217. */
      readonly currency: string;
      /** Voice, where no price of the deck fits, per minute. */
      readonly rate_per_minute: number;
      /** Audio streaming, per minute. */
      readonly streaming_rate_per_minute: number;
      /** Recording, per minute. */
      readonly recording_rate_per_minute: number;
      /** WhatsApp voice, per minute. */
      readonly whatsapp_voice_rate: number;
      /** Transcription, per minute. */
      readonly transcription_rate_per_minute: number;
      /** Redaction of personal data, per minute. */
      readonly pii_redaction_rate_per_minute: number;
      readonly charge_non_connected_calls: boolean;
      /** Charged for a call that was not answered. */
      readonly non_connected_call_fee: number;
      /** Charged when a number is given back. */
      readonly did_release_fee: number;
      readonly is_active: boolean;
      readonly is_default: boolean;
      readonly partner_id: string | null;
    };
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly next_cursor: string | null;
}

export interface ListCustomerAccountsResponse20260512 {
  readonly accounts: readonly {
    readonly name: string;
    readonly email: string;
    readonly phone: string;
    readonly description: string | null;
    readonly gstin: string | null;
    readonly gst_status: 'active' | 'inactive' | null;
    readonly tds_enabled: boolean;
    readonly tds_percentage: number;
    readonly business_type: string;
    /** Account number, digits; no credential. */
    readonly id: string;
    readonly auth_id: string;
    readonly api_id: string;
    readonly account_type: string;
    readonly role: string;
    readonly postpaid: boolean;
    readonly address: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly timezone: string | null;
    readonly country: string;
    readonly zip_code: string | null;
    readonly company: string;
    readonly billing_mode: string;
    readonly auto_recharge: boolean;
    /** Balance of the wallet. */
    readonly cash_credits: string;
    readonly cps_limit: number;
    readonly concurrent_calls_limit: number;
    /** Neither suspended nor closed. */
    readonly is_active: boolean;
    /** KYC is complete. */
    readonly is_verified: boolean;
    readonly is_trial_account: boolean;
    /** False once the account is closed. */
    readonly enabled: boolean;
    readonly kyc_status: 'pending' | 'completed';
    readonly created_at: string;
    readonly updated_at: string;
    readonly last_login: string | null;
    readonly pricing_tier_id: string;
    readonly partner_id: string;
    readonly auto_recharge_config: unknown;
    readonly resource_uri: string;
    /** Masked, but on reading one account; empty once it is closed. */
    readonly auth_token: string;
    readonly base_cps_limit: number | null;
    readonly base_concurrent_calls_limit: number | null;
    readonly purchased_cps: number | null;
    readonly purchased_concurrent_calls: number | null;
    readonly google_id: string | null;
    readonly referral_code: string | null;
    readonly referral_disabled: boolean;
    readonly custom_referrer_reward_amount: unknown;
    readonly custom_referee_reward_amount: unknown;
    readonly pricing_tier: {
      /** UUID. */
      readonly id: string;
      readonly name: string;
      /** ISO 4217. */
      readonly currency: string;
      /** Voice, where no price of the deck fits, per minute. */
      readonly rate_per_minute: number;
      /** Audio streaming, per minute. */
      readonly streaming_rate_per_minute: number;
      /** Recording, per minute. */
      readonly recording_rate_per_minute: number;
      /** WhatsApp voice, per minute. */
      readonly whatsapp_voice_rate: number;
      /** Transcription, per minute. */
      readonly transcription_rate_per_minute: number;
      /** Redaction of personal data, per minute. */
      readonly pii_redaction_rate_per_minute: number;
      readonly charge_non_connected_calls: boolean;
      /** Charged for a call that was not answered. */
      readonly non_connected_call_fee: number;
      /** Charged when a number is given back. */
      readonly did_release_fee: number;
      readonly is_active: boolean;
      readonly is_default: boolean;
      readonly partner_id: string | null;
    };
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

export interface ListCustomerCdrsResponse {
  readonly success: boolean;
  readonly account_id: string;
  readonly account_auth_id: string;
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly CustomerCdr[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
    readonly next_cursor: string | null;
  };
  readonly summary: {
    /** Percent of the calls that were answered, one decimal. */
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
    /** Of `total_cost`: the customer’s; across customers your primary one. Currencies are never added. */
    readonly currency: string;
    /** True where not all that matches was counted: these are the sums of what was, and `total` is how many those are. Customer, status, direction, product and time are always summed whole; without a customer hang-up cause and disposition too, and durations with status `answered` or none. What has to be looked for (parts of numbers, ids, campaigns, other combinations) is counted up to 50,000 calls; where the window holds more than 1,000,000 calls, only in its newest months with at least 500,000 of them, if 200 match there. */
    readonly capped: boolean;
  };
}

export interface ListCustomerCdrsResponse20260512 {
  readonly success: boolean;
  readonly account_id: string;
  readonly account_auth_id: string;
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly CustomerCdr20260512[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
  };
  readonly summary: {
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
  };
}

export interface ListCustomerNumbersResponse {
  readonly items: readonly Number[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly account_auth_id: string;
  readonly next_cursor: string | null;
}

export interface ListCustomerNumbersResponse20260512 {
  readonly items: readonly Number20260512[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly account_auth_id: string;
}

export interface ListCustomerTransactionsResponse {
  readonly transactions: readonly Transaction[];
  readonly summary: {
    /** Rows that match, of all currencies. */
    readonly total_transactions: number;
    readonly total_debit: number;
    readonly total_credit: number;
    /** credit − debit */
    readonly net_amount: number;
    readonly by_reference_type: readonly {
      readonly reference_type: string;
      readonly total_debit: number;
      readonly total_credit: number;
      readonly count: number;
    }[];
    /** Of the sums: the one that was asked for, else that of the account, else your primary one. Currencies are never added. */
    readonly currency: string;
  };
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
  readonly account_auth_id: string;
  readonly next_cursor: string | null;
}

export interface ListCustomerTransactionsResponse20260512 {
  readonly transactions: readonly Transaction20260512[];
  readonly summary: {
    /** Rows that match, of all currencies. */
    readonly total_transactions: number;
    readonly total_debit: number;
    readonly total_credit: number;
    /** credit − debit */
    readonly net_amount: number;
    readonly by_reference_type: readonly {
      readonly reference_type: string;
      readonly total_debit: number;
      readonly total_credit: number;
      readonly count: number;
    }[];
  };
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
  readonly account_auth_id: string;
}

export interface ListCustomersTrunksResponse {
  readonly trunks: readonly Trunk[];
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly next_cursor: string | null;
}

export interface ListDeckFaultsResponse {
  readonly fault_count: number;
  /** At most the first 1,000, by line. */
  readonly faults: readonly DeckFault[];
}

export interface ListDeckRatesResponse {
  readonly version: number;
  readonly rates: readonly DeckRate[];
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly next_cursor: string | null;
}

export interface ListDecksResponse {
  readonly decks: readonly Deck[];
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly next_cursor: string | null;
}

export interface ListDestinationClassesResponse {
  readonly destination_classes: readonly DestinationClasse[];
}

export interface ListEdgeNodesResponse {
  readonly edge_nodes: readonly {
    /** UUID. */
    readonly id: string;
    readonly name: string;
    readonly region: string;
    readonly enabled: boolean;
    readonly networks: readonly string[];
    /** Masked. */
    readonly secret: string;
    /** `online`: heard of within 30 seconds. `draining`: online, takes no new calls. `silent`: nothing was heard for longer; its calls are settled when their time is over. */
    readonly state: 'online' | 'draining' | 'silent' | 'never_seen' | 'disabled';
    readonly last_seen_at: string | null;
    readonly last_heartbeat_at: string | null;
    readonly started_at: string | null;
    readonly software: string | null;
    readonly address: string | null;
    readonly live_calls: number | null;
    readonly clock_skew_ms: number | null;
    readonly overlap_until: string | null;
    readonly rotated_at: string | null;
    readonly created_at: string;
    readonly updated_at: string;
  }[];
}

export interface ListEmergencyNumbersResponse {
  readonly emergency_numbers: readonly EmergencyNumber[];
}

export interface ListExportsResponse {
  readonly exports: readonly Export[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListGatewaysResponse {
  readonly gateways: readonly Gateway[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListInventoryCountriesResponse {
  readonly countries: readonly InventoryCountry[];
  /** Numbers for sale in all of them. */
  readonly total: number;
}

export interface ListInventoryNumbersResponse {
  readonly items: readonly InventoryNumber[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListInventoryNumbersResponse20260512 {
  readonly items: readonly InventoryNumber[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
}

export interface ListIpAclsResponse {
  readonly meta: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
  };
  readonly objects: readonly IpAcl[];
}

export interface ListLedgerEntriesResponse {
  /** Yours; the second line of every text. */
  readonly partner_id: string;
  /** In the order of the chain. */
  readonly entries: readonly LedgerEntry[];
  readonly next_after_entry_no: number | null;
}

export interface ListLedgerRootsResponse {
  /** Yours; it is part of every entry’s hash. */
  readonly partner_id: string;
  /** Oldest first. A day without entries has none; that of the day before still holds. */
  readonly roots: readonly LedgerRoot[];
  /** Where the chain ends now. */
  readonly head: {
    /** 0 before the first entry. */
    readonly entry_no: number;
    /** Of the last entry; zeros before the first. */
    readonly hash: string;
    readonly posted_at: string | null;
  };
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListLiveCallsResponse {
  readonly live_calls: readonly LiveCall[];
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListNumberImportsResponse {
  readonly items: readonly NumberImport[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListNumberPricesResponse {
  readonly items: readonly NumberPrice[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListNumberReservationsResponse {
  readonly items: readonly NumberReservation[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListNumberStockResponse {
  readonly items: readonly StockNumber[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  /** Always true: `total` is counted. */
  readonly total_is_exact: boolean;
  readonly next_cursor: string | null;
}

export interface ListNumbersResponse {
  readonly items: readonly Number[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListNumbersResponse20260512 {
  readonly items: readonly Number20260512[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
}

export interface ListOperatorAuditLogResponse {
  readonly entries: readonly OperatorAuditLogEntry[];
  readonly page: number;
  readonly per_page: number;
  /** Matching entries; counting stops at 100,000. */
  readonly total: number;
  /** True when there may be more than `total`. */
  readonly total_capped: boolean;
  readonly next_cursor: string | null;
}

export interface ListOriginationUrisResponse {
  readonly meta: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
  };
  readonly objects: readonly OriginationUri[];
}

export interface ListOwnNumbersResponse {
  readonly items: readonly OwnNumber[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListOwnNumbersResponse20260512 {
  readonly items: readonly OwnNumber20260512[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
}

export interface ListPartnersResponse {
  readonly partners: readonly Partner[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListPricingTiersResponse {
  /** Your own, the default ones first; then those at which you buy. */
  readonly pricing_tiers: readonly PricingTier[];
  readonly total: number;
}

export interface ListRecentCallsResponse {
  readonly success: boolean;
  readonly account_id: string;
  readonly count: number;
  readonly data: readonly RecentCall[];
}

export interface ListRecentCallsResponse20260512 {
  readonly success: boolean;
  readonly account_id: string;
  readonly count: number;
  readonly data: readonly CustomerCdr20260512[];
}

export interface ListReconciliationsResponse {
  /** Partners that were looked at. */
  readonly partners: number;
  readonly partners_differing: number;
  readonly worst_score: number | null;
  readonly average_score: number | null;
  readonly results: readonly {
    /** UUID. */
    readonly partner_id: string;
    readonly partner_auth_id: string;
    readonly partner_name: string;
    readonly id: string;
    /** since_clean: what is new since all was right, and the eight days before, as every night; all; window: days that the operator named. */
    readonly scope: 'since_clean' | 'all' | 'window';
    /** Calls and sums from here were compared; holds and numbers always are. */
    readonly from: string;
    readonly before: string;
    readonly started_at: string;
    readonly finished_at: string;
    /** Of 100: the share of what was compared that agrees, rounded down; 100 only where all of it does. At most 50 where money differs, 99 where only sums do. */
    readonly score: number;
    /** How many things were compared. */
    readonly checked: number;
    readonly differing: number;
    readonly checks: readonly {
      readonly check: 'books' | 'charges' | 'sums' | 'holds' | 'numbers';
      readonly checked: number;
      readonly differing: number;
    }[];
    readonly first_difference: {
      readonly check: 'books' | 'charges' | 'sums' | 'holds' | 'numbers';
      readonly what:
        | 'entry_missing'
        | 'entry_changed'
        | 'entry_balance_wrong'
        | 'entry_account_wrong'
        | 'reversed_too_much'
        | 'chain_head_wrong'
        | 'daily_root_wrong'
        | 'account_wrong'
        | 'holds_wrong'
        | 'floor_passed'
        | 'books_unbalanced'
        | 'charge_differs'
        | 'charges_differ'
        | 'sums_differ'
        | 'hold_without_call'
        | 'call_without_hold'
        | 'hold_amount_differs'
        | 'number_unpaid'
        | 'number_charge_differs'
        | 'number_overdue';
      /** One sentence. */
      readonly summary: string;
      readonly from: string | null;
      readonly before: string | null;
      readonly account_id: string | null;
      readonly call_uuid: string | null;
      readonly hold_id: string | null;
      readonly number: string | null;
      readonly ledger_account_id: string | null;
      readonly transfer_id: string | null;
      readonly sums_key: string | null;
      readonly measure: string | null;
      readonly currency: string | null;
      /** What each of the two sides says; empty where it is not about a figure. */
      readonly figures: readonly {
        readonly source:
          'accounts' | 'ledger_entries' | 'call_records' | 'sums' | 'holds' | 'live_calls' | 'number_records';
        readonly amount: number | null;
        readonly count: number | null;
      }[];
    } | null;
    readonly what_to_do: string | null;
  }[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ListReferenceTypesResponse {
  readonly reference_types: readonly string[];
}

export interface ListStaffResponse {
  readonly staff: readonly OperatorMe[];
}

export interface ListTeamResponse {
  readonly members: readonly TeamEntry[];
}

export interface ListTokensResponse {
  readonly tokens: readonly Token[];
  /** Most live tokens at a time. */
  readonly limit: number;
}

export interface ListTransactionsResponse {
  readonly transactions: readonly Transaction[];
  readonly summary: {
    /** Rows that match, of all currencies. */
    readonly total_transactions: number;
    readonly total_debit: number;
    readonly total_credit: number;
    /** credit − debit */
    readonly net_amount: number;
    readonly by_reference_type: readonly {
      readonly reference_type: string;
      readonly total_debit: number;
      readonly total_credit: number;
      readonly count: number;
    }[];
    /** Of the sums: the one that was asked for, else that of the account, else your primary one. Currencies are never added. */
    readonly currency: string;
  };
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
  readonly next_cursor: string | null;
}

export interface ListTransactionsResponse20260512 {
  readonly transactions: readonly Transaction20260512[];
  readonly summary: {
    /** Rows that match, of all currencies. */
    readonly total_transactions: number;
    readonly total_debit: number;
    readonly total_credit: number;
    /** credit − debit */
    readonly net_amount: number;
    readonly by_reference_type: readonly {
      readonly reference_type: string;
      readonly total_debit: number;
      readonly total_credit: number;
      readonly count: number;
    }[];
  };
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
}

export interface ListTransfersResponse {
  readonly transfers: readonly Transfer[];
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
  readonly next_cursor: string | null;
}

export interface ListTrunksResponse {
  readonly meta: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
  };
  readonly objects: readonly Trunk[];
}

export interface ListTrunksResponse20260512 {
  readonly meta: {
    readonly limit: number;
    readonly offset: number;
    readonly total: number;
  };
  readonly objects: readonly {
    readonly trunk_id: string;
    readonly account_id: string;
    readonly name: string;
    /** Send calls to this host; it names the trunk. */
    readonly trunk_domain: string;
    readonly trunk_status: 'active' | 'disabled';
    readonly secure: boolean;
    readonly trunk_direction: 'inbound' | 'outbound' | 'both';
    readonly concurrent_calls_limit: number;
    readonly cps_limit: number;
    readonly description: string;
    readonly transport: 'udp' | 'tcp' | 'tls';
    readonly recording: boolean;
    readonly enable_transcription: boolean;
    readonly pii_redaction: boolean;
    readonly webhook_method: 'GET' | 'POST';
    readonly recording_webhook_enabled: boolean;
    readonly created_at: string;
    readonly updated_at: string;
    readonly credential_uuid: string | null;
    readonly primary_uri_uuid: string | null;
    readonly inbound_destination: string | null;
    readonly pii_entity_types: string | null;
    readonly webhook_url: string | null;
  }[];
}

export interface ListWalletTransactionsResponse20260512 {
  readonly transactions: readonly WalletTransaction20260512[];
  readonly summary: {
    /** Rows that match, of all currencies. */
    readonly total_transactions: number;
    readonly total_debit: number;
    readonly total_credit: number;
    /** credit − debit */
    readonly net_amount: number;
    readonly by_reference_type: readonly {
      readonly reference_type: string;
      readonly total_debit: number;
      readonly total_credit: number;
      readonly count: number;
    }[];
  };
  readonly total: number;
  readonly page: number;
  readonly per_page: number;
  readonly total_pages: number;
}

export interface ListWholesaleTiersResponse {
  readonly wholesale_tiers: readonly WholesaleTier[];
}

export interface LiveCall {
  /** Of the call, and of its record when it is over. */
  readonly uuid: string;
  readonly account_id: string;
  readonly direction: 'inbound' | 'outbound';
  readonly state: 'ringing' | 'answered';
  readonly from: string;
  readonly to: string;
  readonly destination_class: string;
  readonly trunk_id: string | null;
  readonly started_at: string;
  readonly answered_at: string | null;
  /** Of talk, so far. */
  readonly duration_seconds: number;
  readonly currency: string;
  /** Set aside in the wallet for this call. */
  readonly held: number;
  /** Seconds of talk that are paid for. */
  readonly funded_seconds: number;
  /** It ends there at the latest. */
  readonly max_seconds: number;
  readonly hang_up_requested_at: string | null;
}

export interface LookUpRateResponse {
  readonly direction: 'outbound' | 'inbound';
  readonly number: {
    readonly given: string;
    readonly e164: string;
    readonly country: string | null;
    readonly country_name: string | null;
    readonly type: 'local' | 'mobile' | 'toll_free' | 'national';
    /** Whether such a number can have been given out. */
    readonly is_possible: boolean;
    readonly read_as: 'international' | 'national';
  };
  readonly at: string;
  readonly seconds: number;
  readonly currency: string;
  readonly account: string | null;
  readonly selling: {
    readonly pricing_tier_id: string;
    readonly pricing_tier_name: string;
    readonly owner: 'partner' | 'operator';
    /** flat: no prefix of the deck fits; inbound: no inbound rule fits. */
    readonly source: 'deck' | 'flat' | 'inbound_rule' | 'inbound';
    readonly deck_version: number | null;
    readonly deck_live_since: string | null;
    readonly prefix: string | null;
    readonly description: string;
    readonly rate_per_minute: number;
    readonly connect_fee: number;
    readonly initial_increment_seconds: number;
    readonly next_increment_seconds: number;
    readonly minimum_duration_seconds: number;
    readonly billed_seconds: number;
    /** The price of the time before it was rounded. */
    readonly exact_usage: string;
    /** Rounded once, half up, to five decimals. */
    readonly usage: number;
    /** Usage and connect fee: what the call costs. */
    readonly amount: number;
    /** How it came about, in sentences. */
    readonly steps: readonly string[];
  };
  readonly wholesale: {
    readonly pricing_tier_id: string;
    readonly pricing_tier_name: string;
    readonly owner: 'partner' | 'operator';
    /** flat: no prefix of the deck fits; inbound: no inbound rule fits. */
    readonly source: 'deck' | 'flat' | 'inbound_rule' | 'inbound';
    readonly deck_version: number | null;
    readonly deck_live_since: string | null;
    readonly prefix: string | null;
    readonly description: string;
    readonly rate_per_minute: number;
    readonly connect_fee: number;
    readonly initial_increment_seconds: number;
    readonly next_increment_seconds: number;
    readonly minimum_duration_seconds: number;
    readonly billed_seconds: number;
    /** The price of the time before it was rounded. */
    readonly exact_usage: string;
    /** Rounded once, half up, to five decimals. */
    readonly usage: number;
    /** Usage and connect fee: what the call costs. */
    readonly amount: number;
    /** How it came about, in sentences. */
    readonly steps: readonly string[];
  };
  readonly margin: {
    /** Selling − wholesale. */
    readonly amount: number;
    readonly percent: number | null;
  };
  readonly warnings: readonly string[];
}

export interface LookupGatewayResponse {
  readonly address: string;
  readonly gateway: Gateway | null;
  readonly carrier: {
    readonly id: string;
    readonly name: string;
  } | null;
  readonly did: string | null;
  readonly e164: string | null;
}

export interface LookupRoutesResponse {
  readonly to: string;
  readonly from: string | null;
  readonly anonymous: boolean;
  readonly at: string;
  /** Calls of other seeds share by weight otherwise. */
  readonly seed: string;
  /** In the order in which they are tried. */
  readonly attempts: readonly {
    readonly position: number;
    readonly carrier: {
      readonly id: string;
      readonly name: string;
    };
    readonly gateway: {
      readonly id: string;
      readonly name: string;
    };
    readonly route: {
      readonly id: string;
      readonly prefix: string;
      readonly group: string;
      readonly priority: number;
      readonly weight: number;
      readonly cost_rate: number | null;
      readonly currency: string;
    };
    /** Where the INVITE goes, as it stands in it. */
    readonly request_uri: string;
    readonly dialled_number: string;
    readonly cli: string | null;
    /** Sent as anonymous; `cli` is for the carrier alone. */
    readonly cli_withheld: boolean;
  }[];
  /** Routes and gateways that the number matches, and why none of its calls goes there. */
  readonly skipped: readonly {
    readonly carrier: {
      readonly id: string;
      readonly name: string;
    };
    readonly gateway: {
      readonly id: string;
      readonly name: string;
    } | null;
    readonly route: {
      readonly id: string;
      readonly prefix: string;
      readonly group: string;
      readonly priority: number;
      readonly weight: number;
      readonly cost_rate: number | null;
      readonly currency: string;
    };
    readonly reason:
      | 'carrier_disabled'
      | 'route_disabled'
      | 'not_yet_effective'
      | 'no_longer_effective'
      | 'longer_prefix_of_carrier'
      | 'exclusive_prefix'
      | 'no_gateway'
      | 'gateway_disabled'
      | 'gateway_inbound_only'
      | 'gateway_down'
      | 'gateway_draining'
      | 'max_concurrent_calls'
      | 'max_cps'
      | 'reached_before'
      | 'enough_of_route'
      | 'enough_attempts'
      | 'anonymous_refused'
      | 'cli_not_e164';
    /** The same, as a sentence. */
    readonly message: string;
  }[];
  /** True where there are more than are shown. */
  readonly skipped_more: boolean;
}

export interface MoveNumberRequest {
  /** Another customer of yours. */
  readonly to_account: string;
}

export interface Number {
  /** UUID of this number on this account; bought again it has another. */
  readonly id: string;
  /** Whose it is. */
  readonly account_id: string;
  readonly e164: string;
  readonly country: string;
  readonly region: string;
  readonly capabilities: {
    readonly voice: boolean;
    readonly sms: boolean;
    readonly mms: boolean;
    readonly fax: boolean;
  };
  /** `active`, `suspended` (not paid: it does not work), `pending_release` or `released`. */
  readonly status: string;
  readonly provider: string;
  /** What the customer paid once. */
  readonly setup_fee: number;
  /** What the next month costs the customer. */
  readonly monthly_fee: number;
  readonly currency: string;
  /** Absent: no application is attached. */
  readonly application_id?: string | undefined;
  readonly voice_enabled: boolean;
  readonly tags: readonly string[];
  readonly purchased_at: string;
  readonly is_blocked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_trial_number: boolean;
  readonly last_billing_date: string;
  /** Until then it is paid; then the next month is due. */
  readonly next_billing_date: string;
  readonly minimum_commitment_months: number;
  readonly aadhaar_verification_required: boolean;
  readonly aadhaar_verified: boolean;
  /** `purchased`, `inventory`, `assigned` or `moved`. */
  readonly source: string;
  /** Absent: calls to it go nowhere. */
  readonly trunk_group_id?: string | undefined;
  readonly released_at?: string | undefined;
  readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national';
  /** `grace`: the month was not paid, the number still works until `grace_until`. */
  readonly billing_state: 'paid' | 'grace' | 'suspended';
  /** Day of the month; the 29th–31st fall on the last day of shorter months. */
  readonly billing_day: number;
  readonly billing_time_zone: string;
  readonly grace_until: string | null;
  readonly suspended_until: string | null;
  /** Keep the next month’s money held in the wallet. */
  readonly reserve_renewal: boolean;
  /** Whether it is held now. */
  readonly renewal_reserved: boolean;
  readonly release_fee: number | null;
  readonly releases_at: string | null;
  readonly release_reason: string | null;
  readonly wholesale_setup_fee: number;
  readonly wholesale_monthly_fee: number;
  /** Your master account pays what selling is below wholesale. */
  readonly allow_loss: boolean;
}

export interface Number20260512 {
  /** UUID of this number on this account; bought again it has another. */
  readonly id: string;
  /** Whose it is. */
  readonly account_id: string;
  readonly e164: string;
  readonly country: string;
  readonly region: string;
  readonly capabilities: {
    readonly voice: boolean;
    readonly sms: boolean;
    readonly mms: boolean;
    readonly fax: boolean;
  };
  /** `active`, `suspended` (not paid: it does not work), `pending_release` or `released`. */
  readonly status: string;
  readonly provider: string;
  /** What the customer paid once. */
  readonly setup_fee: number;
  /** What the next month costs the customer. */
  readonly monthly_fee: number;
  readonly currency: string;
  /** Absent: no application is attached. */
  readonly application_id?: string | undefined;
  readonly voice_enabled: boolean;
  readonly tags: readonly string[];
  readonly purchased_at: string;
  readonly is_blocked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_trial_number: boolean;
  readonly last_billing_date: string;
  /** Until then it is paid; then the next month is due. */
  readonly next_billing_date: string;
  readonly minimum_commitment_months: number;
  readonly aadhaar_verification_required: boolean;
  readonly aadhaar_verified: boolean;
  /** `purchased`, `inventory`, `assigned` or `moved`. */
  readonly source: string;
}

export interface NumberHealth {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    readonly auth_id: string;
    readonly name: string;
    /** E.164. */
    readonly number: string;
    readonly short_calls: number | null;
    readonly short_percent: number | null;
    readonly unanswered_percent: number | null;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface NumberImport {
  readonly id: string;
  readonly file_name: string;
  /** `reading` the file, then `adding` its numbers; `done`, `refused` for its faults, or `interrupted`: then nothing was added. */
  readonly state: 'reading' | 'adding' | 'refused' | 'done' | 'interrupted';
  readonly bytes_read: number;
  readonly bytes_total: number | null;
  readonly rows_read: number;
  readonly numbers_added: number;
  /** How many faults the file has. */
  readonly faults: number;
  /** The first 1,000, by line. */
  readonly fault_list: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly message: string;
  }[];
  readonly started_by: string;
  readonly started_at: string;
  readonly ended_at: string | null;
}

export interface NumberPrice {
  readonly id: string;
  readonly e164: string | null;
  readonly country: string | null;
  readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national' | null;
  readonly currency: string;
  /** What customers pay once. */
  readonly setup_fee: number;
  /** What customers pay a month. */
  readonly monthly_fee: number;
  readonly allow_loss: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface NumberReservation {
  readonly id: string;
  /** `used`: all its numbers were bought. */
  readonly status: 'active' | 'expired' | 'cancelled' | 'used';
  /** All that it began with. */
  readonly numbers: readonly string[];
  /** Those that you still have reserved. */
  readonly reserved: readonly string[];
  readonly created_at: string;
  readonly expires_at: string;
  readonly cancelled_at: string | null;
}

export interface OpenMasterAccountRequest {
  /** ISO 4217. */
  readonly currency: string;
  /** At most five decimals and 10,000,000,000. A decimal string stays exactly what was typed. */
  readonly credit_limit?: number | string | undefined;
}

export interface OpenMasterAccountResponse {
  readonly master_accounts: readonly {
    readonly currency: string;
    readonly balance: number;
    readonly available_balance: number;
    readonly held_balance: number;
    readonly credit_limit: number;
  }[];
}

export interface OperatorAuditLogEntry {
  /** UUID; later entries have greater ids. */
  readonly id: string;
  /** When it happened. */
  readonly at: string;
  readonly actor: {
    readonly kind: 'operator' | 'partner' | 'customer' | 'system';
    /** Credential or user. */
    readonly id: string;
    /** Readable: a token's label, a user's e-mail. */
    readonly label: string;
  };
  /** Dotted and in the past, e.g. `account.suspended`. */
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly changes: readonly {
    readonly field: string;
    /** Value before; null where there was none. */
    readonly from: unknown;
    /** Value after. */
    readonly to: unknown;
  }[];
  readonly reason: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly request_id: string | null;
  readonly partner_id: string | null;
}

export interface OperatorLoginRequest {
  readonly email: string;
  readonly password: string;
  /** Current six-digit code of the authenticator app. */
  readonly totp?: string | undefined;
}

export interface OperatorMe {
  /** UUID. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly status: 'active' | 'disabled';
  /** True until a password was chosen. */
  readonly invited: boolean;
  readonly last_login_at: string | null;
  readonly created_at: string;
  readonly role: 'admin' | 'finance' | 'support' | 'read_only';
  readonly totp: boolean;
}

export interface OriginationUri {
  readonly id: string;
  readonly account_id: string;
  readonly uri: string;
  readonly priority: number;
  readonly weight: number;
  readonly enabled: boolean;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly description: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface OwnNumber {
  /** UUID of this number on this account; bought again it has another. */
  readonly id: string;
  /** Whose it is. */
  readonly account_id: string;
  readonly e164: string;
  readonly country: string;
  readonly region: string;
  readonly capabilities: {
    readonly voice: boolean;
    readonly sms: boolean;
    readonly mms: boolean;
    readonly fax: boolean;
  };
  /** `active`, `suspended` (not paid: it does not work), `pending_release` or `released`. */
  readonly status: string;
  readonly provider: string;
  /** What the customer paid once. */
  readonly setup_fee: number;
  /** What the next month costs the customer. */
  readonly monthly_fee: number;
  readonly currency: string;
  /** Absent: no application is attached. */
  readonly application_id?: string | undefined;
  readonly voice_enabled: boolean;
  readonly tags: readonly string[];
  readonly purchased_at: string;
  readonly is_blocked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_trial_number: boolean;
  readonly last_billing_date: string;
  /** Until then it is paid; then the next month is due. */
  readonly next_billing_date: string;
  readonly minimum_commitment_months: number;
  readonly aadhaar_verification_required: boolean;
  readonly aadhaar_verified: boolean;
  /** `purchased`, `inventory`, `assigned` or `moved`. */
  readonly source: string;
  /** Absent: calls to it go nowhere. */
  readonly trunk_group_id?: string | undefined;
  readonly released_at?: string | undefined;
  readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national';
  /** `grace`: the month was not paid, the number still works until `grace_until`. */
  readonly billing_state: 'paid' | 'grace' | 'suspended';
  /** Day of the month; the 29th–31st fall on the last day of shorter months. */
  readonly billing_day: number;
  readonly billing_time_zone: string;
  readonly grace_until: string | null;
  readonly suspended_until: string | null;
  /** Keep the next month’s money held in the wallet. */
  readonly reserve_renewal: boolean;
  /** Whether it is held now. */
  readonly renewal_reserved: boolean;
  readonly release_fee: number | null;
  readonly releases_at: string | null;
  readonly release_reason: string | null;
}

export interface OwnNumber20260512 {
  /** UUID of this number on this account; bought again it has another. */
  readonly id: string;
  /** Whose it is. */
  readonly account_id: string;
  readonly e164: string;
  readonly country: string;
  readonly region: string;
  readonly capabilities: {
    readonly voice: boolean;
    readonly sms: boolean;
    readonly mms: boolean;
    readonly fax: boolean;
  };
  /** `active`, `suspended` (not paid: it does not work), `pending_release` or `released`. */
  readonly status: string;
  readonly provider: string;
  /** What the customer paid once. */
  readonly setup_fee: number;
  /** What the next month costs the customer. */
  readonly monthly_fee: number;
  readonly currency: string;
  /** Absent: no application is attached. */
  readonly application_id?: string | undefined;
  readonly voice_enabled: boolean;
  readonly tags: readonly string[];
  readonly purchased_at: string;
  readonly is_blocked: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly is_trial_number: boolean;
  readonly last_billing_date: string;
  /** Until then it is paid; then the next month is due. */
  readonly next_billing_date: string;
  readonly minimum_commitment_months: number;
  readonly aadhaar_verification_required: boolean;
  readonly aadhaar_verified: boolean;
  /** `purchased`, `inventory`, `assigned` or `moved`. */
  readonly source: string;
  /** Absent: calls to it go nowhere. */
  readonly trunk_group_id?: string | undefined;
  readonly released_at?: string | undefined;
}

export interface Partner {
  readonly id: string;
  readonly auth_id: string;
  readonly account_id: number;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  readonly country: string;
  readonly status: 'active' | 'suspended' | 'closed';
  readonly mode: 'live' | 'test';
  readonly gstin: string;
  readonly gst_status: 'active' | 'inactive';
  readonly tds_applicable: boolean;
  readonly tds_percentage: number;
  readonly currency: string;
  readonly billing_model: string;
  readonly is_verified: boolean;
  readonly max_accounts: number;
  readonly account_count: number;
  readonly can_create_accounts: boolean;
  readonly can_create_pricing_tiers: boolean;
  readonly can_view_cdrs: boolean;
  readonly can_transfer_balance: boolean;
  readonly default_pricing_tier_id: string;
  readonly created_at: string;
  readonly updated_at: string;
  /** Give it back with a change to be told of changes made meanwhile. */
  readonly version: number;
  readonly master_accounts: readonly {
    readonly currency: string;
    readonly balance: number;
    readonly available_balance: number;
    readonly held_balance: number;
    readonly credit_limit: number;
  }[];
}

export interface PartnerBalance {
  readonly currency: string;
  readonly balance: number;
  readonly available_balance: number | null;
  readonly held_balance: number | null;
  readonly credit_limit: number | null;
  /** The instant the balances hold for. */
  readonly as_of: string;
  /** One per master account. */
  readonly balances: readonly {
    readonly currency: string;
    readonly balance: number;
    readonly available_balance: number | null;
    readonly held_balance: number | null;
    readonly credit_limit: number | null;
  }[];
}

export interface PartnerLoginRequest {
  readonly email: string;
  readonly password: string;
}

export interface PartnerLoginResponse {
  readonly tokens: {
    /** JWT; send it as `Authorization: Bearer …`. */
    readonly access_token: string;
    readonly token_type: 'Bearer';
    /** Seconds. */
    readonly expires_in: number;
  };
}

export interface PartnerProfile {
  /** Your permanent partner id, which is also `X-Auth-ID`. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  /** Of the primary master account. */
  readonly balance: number;
  readonly currency: string;
  readonly gstin: string;
  readonly gst_status: 'active' | 'inactive';
  readonly tds_applicable: boolean;
  readonly tds_percentage: number;
  readonly account_type: 'partner';
  readonly status: 'active' | 'suspended' | 'closed';
  readonly created_at: string;
  readonly updated_at: string;
  readonly auth_id: string;
  readonly uuid: string;
  readonly slug: string;
  readonly account_id: number;
  /** How far the balance may go below zero. */
  readonly credit_limit: number;
  /** What can be spent: balance − held + credit limit. */
  readonly available_balance: number;
  readonly held_balance: number;
  readonly max_accounts: number;
  readonly account_count: number;
  readonly can_create_accounts: boolean;
  readonly can_create_pricing_tiers: boolean;
  readonly can_view_cdrs: boolean;
  readonly can_transfer_balance: boolean;
  readonly default_pricing_tier_id: string;
  readonly billing_model: string;
  readonly is_active: boolean;
  readonly is_verified: boolean;
  /** The version pinned to the credential that asked. */
  readonly api_version: string;
}

export interface PartnerProfile20260512 {
  readonly id: string;
  readonly account_id: number;
  readonly name: string;
  readonly slug: string;
  readonly company: string;
  readonly auth_id: string;
  readonly email: string;
  readonly phone: string;
  readonly billing_model: string;
  readonly is_active: boolean;
  readonly is_verified: boolean;
  readonly max_accounts: number;
  readonly can_create_accounts: boolean;
  readonly can_create_pricing_tiers: boolean;
  readonly can_view_cdrs: boolean;
  readonly can_transfer_balance: boolean;
  readonly default_pricing_tier_id: string;
  readonly account_count: number;
  readonly balance: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface PlatformConcurrency {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly interval: 'hour' | 'day';
  /** What was later is not counted: of partners together the end of the newest hour that is added up of any of them, as a rule ten to twenty minutes after it. */
  readonly counted_until: string;
  /** Most calls at one moment of the window. Of partners together the most that it can have been: what each had at most in the same quarter of an hour, as if at the same moment. */
  readonly peak: number;
  /** As many were up at one moment for certain: those of one partner, or the mean of a quarter of an hour. Of one partner the same as `peak`. */
  readonly peak_at_least: number;
  readonly points: readonly {
    readonly starts_at: string;
    /** Most at one moment; of partners together the most that it can have been. */
    readonly peak: number;
    /** As many for certain. */
    readonly peak_at_least: number;
    /** Calls that were up on average; exact of what is counted, of partners together too. */
    readonly mean: number;
  }[];
}

export interface PlatformCustomers {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    /** `partner-…`. */
    readonly partner_id: string;
    readonly partner_name: string;
    readonly auth_id: string;
    readonly name: string;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface PlatformDashboard {
  readonly partner: {
    readonly id: string;
    readonly account_id: number;
    readonly name: string;
    readonly slug: string;
    readonly company: string;
    readonly auth_id: string;
    readonly email: string;
    readonly phone: string;
    readonly billing_model: string;
    readonly is_active: boolean;
    readonly is_verified: boolean;
    readonly max_accounts: number;
    readonly can_create_accounts: boolean;
    readonly can_create_pricing_tiers: boolean;
    readonly can_view_cdrs: boolean;
    readonly can_transfer_balance: boolean;
    readonly default_pricing_tier_id: string;
    readonly account_count: number;
    readonly balance: null;
    readonly created_at: string;
    readonly updated_at: string;
  } | null;
  readonly period: {
    /** First day, `YYYY-MM-DD`. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
  };
  readonly accounts: {
    /** Open accounts. */
    readonly total: number;
    /** Those that are not suspended. */
    readonly active: number;
    /** The hundred newest. */
    readonly customers: readonly {
      /** `partner-…`. */
      readonly partner_id: string;
      readonly partner_name: string;
      readonly auth_id: string;
      readonly name: string;
      readonly email: string;
      readonly phone: string;
      readonly is_active: boolean;
      readonly created_at: string;
    }[];
  };
  /** All wallets of `currency` together. */
  readonly total_balance: string;
  /** The one that all money here is in, but for `by_currency`; calls of all currencies are counted. */
  readonly currency: string;
  readonly calls: {
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
  };
  readonly traffic: {
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  readonly by_product: {
    readonly sip_trunking: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
    readonly voice_api: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
      /** What the customers were charged. */
      readonly total_cost: string;
    };
  };
  /** Days that have calls, oldest first. */
  readonly time_series: readonly {
    readonly date: string;
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
    readonly inbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
    readonly outbound: {
      readonly total_calls: number;
      readonly answered_calls: number;
      /** Minutes of talk, two decimals. */
      readonly total_minutes: number;
    };
  }[];
  /** How many partners this is about. */
  readonly partners: number;
  /** Calls and money of each currency that there are calls or wallets of; amounts of different ones are never added. */
  readonly by_currency: readonly {
    readonly currency: string;
    readonly total_calls: number;
    readonly answered_calls: number;
    /** Minutes of talk, two decimals. */
    readonly total_minutes: number;
    /** What the customers were charged. */
    readonly total_cost: string;
    /** All wallets of this currency together. */
    readonly total_balance: string;
  }[];
}

export interface PlatformDestinations {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    readonly country: string | null;
    readonly country_name: string | null;
    readonly prefix: string | null;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface PlatformNumbers {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    /** `partner-…`. */
    readonly partner_id: string;
    readonly partner_name: string;
    readonly auth_id: string;
    readonly name: string;
    /** E.164. */
    readonly number: string;
    readonly short_calls: number | null;
    readonly short_percent: number | null;
    readonly unanswered_percent: number | null;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface PlatformTrunks {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    /** `partner-…`. */
    readonly partner_id: string;
    readonly partner_name: string;
    readonly auth_id: string;
    readonly name: string;
    readonly trunk_id: string;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface PreviewLinkResponse {
  readonly purpose: 'partner_welcome' | 'password_reset' | 'invitation';
  /** Masked. */
  readonly email: string;
  readonly expires_at: string;
  /** What to do with it. */
  readonly next_step: string;
}

export interface PricingTier {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Voice, where no price of the deck fits, per minute. */
  readonly rate_per_minute: number;
  /** Audio streaming, per minute. */
  readonly streaming_rate_per_minute: number;
  /** Recording, per minute. */
  readonly recording_rate_per_minute: number;
  /** WhatsApp voice, per minute. */
  readonly whatsapp_voice_rate: number;
  /** Transcription, per minute. */
  readonly transcription_rate_per_minute: number;
  /** Redaction of personal data, per minute. */
  readonly pii_redaction_rate_per_minute: number;
  readonly charge_non_connected_calls: boolean;
  /** Charged for a call that was not answered. */
  readonly non_connected_call_fee: number;
  /** Charged when a number is given back. */
  readonly did_release_fee: number;
  readonly is_active: boolean;
  readonly is_default: boolean;
  readonly partner_id: string | null;
  readonly description: string;
  /** The shortest time that is charged. */
  readonly initial_increment_seconds: number;
  /** What further time is charged in. */
  readonly billing_increment_seconds: number;
  /** A shorter answered call costs as if it had lasted so long. */
  readonly minimum_duration_seconds: number;
  readonly inbound_rate_per_minute: number | null;
  /** The narrowest rule that fits a number sets the price of calls to it. */
  readonly inbound_rates: readonly {
    readonly country: string | null;
    readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national' | null;
    readonly rate_per_minute: number;
  }[];
  readonly live_deck: {
    readonly version: number;
    readonly effective_from: string;
    /** Prices in it. */
    readonly rates: number;
  } | null;
  readonly next_deck: {
    readonly version: number;
    readonly effective_from: string;
    /** Prices in it. */
    readonly rates: number;
  } | null;
  /** Grows with every change. */
  readonly version: number;
}

export interface PublishDeckRequest {
  /** When it becomes live. Default: at once. */
  readonly effective_at?: string | undefined;
  /** The version that you compared with (0: none); 409 if another one is live by now. */
  readonly live_version?: number | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface PublishOperatorDeckRequest {
  /** When it becomes live. Default: at once. */
  readonly effective_at?: string | undefined;
  /** The version that you compared with (0: none); 409 if another one is live by now. */
  readonly live_version?: number | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface PurchaseNumberFromInventoryRequest {
  /** E.164 with `+`, e.g. `+911140000001`. */
  readonly e164: string;
  /** Default: that of the number, which must be the wallet’s. */
  readonly currency?: string | undefined;
}

export interface PurchaseNumberFromInventoryResponse {
  readonly message: string;
  readonly number: OwnNumber;
}

export interface PurchaseNumberFromInventoryResponse20260512 {
  readonly message: string;
  readonly number: OwnNumber20260512;
}

export interface RecentCall {
  /** The customer’s auth_id. */
  readonly account_id: string;
  readonly answer_time: string | null;
  /** Seconds of talk. */
  readonly billsec: number;
  readonly bridge_uuid: string | null;
  readonly call_direction: 'inbound' | 'outbound';
  readonly caller_id_name: string;
  readonly caller_id_number: string;
  readonly campaign_id: string | null;
  readonly carrier_ip: string | null;
  readonly codec: string | null;
  /** The product. */
  readonly context: 'sip-trunking' | 'voice-api';
  /** What the call cost the customer, without streaming. */
  readonly cost: number;
  readonly created_at: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly customer_endpoint: string | null;
  readonly destination_number: string;
  /** Seconds of ringing and talk. */
  readonly duration: number;
  readonly end_time: string;
  readonly failure_code: string | null;
  readonly failure_reason: string | null;
  readonly hangup_cause: string | null;
  readonly hangup_cause_code: number | null;
  readonly hangup_cause_name: string | null;
  readonly hangup_disposition: string | null;
  readonly hangup_source: string | null;
  /** A number; the key is `uuid`. */
  readonly id: number;
  readonly jitter: number | null;
  readonly mos: number | null;
  readonly network_addr: string | null;
  readonly origination_region: string;
  readonly packet_loss: number | null;
  readonly progress_time: string | null;
  readonly region: string;
  /** Seconds. */
  readonly ring_time: number;
  readonly sip_call_id: string;
  readonly sip_user_agent: string | null;
  readonly start_time: string;
  readonly streaming_cost: number;
  readonly terminated_to: string | null;
  /** `cost` + `streaming_cost`. */
  readonly total_cost: number;
  readonly trunk_id: string | null;
  readonly updated_at: string;
  readonly uuid: string;
  /** What the filter `status` goes by. */
  readonly status: 'answered' | 'busy' | 'failed' | 'no_answer';
  /** Finer than `status`; `refused`: by us, before anything was dialled. */
  readonly cause_class:
    'answered' | 'busy' | 'no_answer' | 'cancelled' | 'rejected' | 'invalid_number' | 'failed' | 'refused';
  /** Talk brought to billing increments: what was charged. */
  readonly billed_seconds: number;
  readonly sip_code: number | null;
  readonly pdd_ms: number | null;
}

export interface ReclaimBalanceRequest {
  /** Omitted: all that is free. */
  readonly amount?: number | string | undefined;
  /** ISO 4217; that of the wallet. */
  readonly currency?: string | undefined;
  /** Shown in both ledgers; up to 200 characters. */
  readonly description?: string | undefined;
  /** Your own reference, e.g. an invoice number; searchable. */
  readonly reference?: string | undefined;
  /** Runs the very posting and rolls it back: the answer tells what would happen. */
  readonly dry_run?: boolean | undefined;
}

export interface ReclaimCapacityRequest {
  /** Default concurrent_calls. */
  readonly resource?: 'concurrent_calls' | 'cps' | undefined;
  readonly slots: number;
  readonly description?: string | null | undefined;
}

export interface Reconciliation {
  readonly latest: {
    readonly id: string;
    /** since_clean: what is new since all was right, and the eight days before, as every night; all; window: days that the operator named. */
    readonly scope: 'since_clean' | 'all' | 'window';
    /** Calls and sums from here were compared; holds and numbers always are. */
    readonly from: string;
    readonly before: string;
    readonly started_at: string;
    readonly finished_at: string;
    /** Of 100: the share of what was compared that agrees, rounded down; 100 only where all of it does. At most 50 where money differs, 99 where only sums do. */
    readonly score: number;
    /** How many things were compared. */
    readonly checked: number;
    readonly differing: number;
    readonly checks: readonly {
      readonly check: 'books' | 'charges' | 'sums' | 'holds' | 'numbers';
      readonly checked: number;
      readonly differing: number;
    }[];
    readonly first_difference: {
      readonly check: 'books' | 'charges' | 'sums' | 'holds' | 'numbers';
      readonly what:
        | 'entry_missing'
        | 'entry_changed'
        | 'entry_balance_wrong'
        | 'entry_account_wrong'
        | 'reversed_too_much'
        | 'chain_head_wrong'
        | 'daily_root_wrong'
        | 'account_wrong'
        | 'holds_wrong'
        | 'floor_passed'
        | 'books_unbalanced'
        | 'charge_differs'
        | 'charges_differ'
        | 'sums_differ'
        | 'hold_without_call'
        | 'call_without_hold'
        | 'hold_amount_differs'
        | 'number_unpaid'
        | 'number_charge_differs'
        | 'number_overdue';
      /** One sentence. */
      readonly summary: string;
      readonly from: string | null;
      readonly before: string | null;
      readonly account_id: string | null;
      readonly call_uuid: string | null;
      readonly hold_id: string | null;
      readonly number: string | null;
      readonly ledger_account_id: string | null;
      readonly transfer_id: string | null;
      readonly sums_key: string | null;
      readonly measure: string | null;
      readonly currency: string | null;
      /** What each of the two sides says; empty where it is not about a figure. */
      readonly figures: readonly {
        readonly source:
          'accounts' | 'ledger_entries' | 'call_records' | 'sums' | 'holds' | 'live_calls' | 'number_records';
        readonly amount: number | null;
        readonly count: number | null;
      }[];
    } | null;
    readonly what_to_do: string | null;
  } | null;
  readonly runs: readonly {
    readonly id: string;
    /** since_clean: what is new since all was right, and the eight days before, as every night; all; window: days that the operator named. */
    readonly scope: 'since_clean' | 'all' | 'window';
    /** Calls and sums from here were compared; holds and numbers always are. */
    readonly from: string;
    readonly before: string;
    readonly started_at: string;
    readonly finished_at: string;
    /** Of 100: the share of what was compared that agrees, rounded down; 100 only where all of it does. At most 50 where money differs, 99 where only sums do. */
    readonly score: number;
    /** How many things were compared. */
    readonly checked: number;
    readonly differing: number;
    readonly checks: readonly {
      readonly check: 'books' | 'charges' | 'sums' | 'holds' | 'numbers';
      readonly checked: number;
      readonly differing: number;
    }[];
    readonly first_difference: {
      readonly check: 'books' | 'charges' | 'sums' | 'holds' | 'numbers';
      readonly what:
        | 'entry_missing'
        | 'entry_changed'
        | 'entry_balance_wrong'
        | 'entry_account_wrong'
        | 'reversed_too_much'
        | 'chain_head_wrong'
        | 'daily_root_wrong'
        | 'account_wrong'
        | 'holds_wrong'
        | 'floor_passed'
        | 'books_unbalanced'
        | 'charge_differs'
        | 'charges_differ'
        | 'sums_differ'
        | 'hold_without_call'
        | 'call_without_hold'
        | 'hold_amount_differs'
        | 'number_unpaid'
        | 'number_charge_differs'
        | 'number_overdue';
      /** One sentence. */
      readonly summary: string;
      readonly from: string | null;
      readonly before: string | null;
      readonly account_id: string | null;
      readonly call_uuid: string | null;
      readonly hold_id: string | null;
      readonly number: string | null;
      readonly ledger_account_id: string | null;
      readonly transfer_id: string | null;
      readonly sums_key: string | null;
      readonly measure: string | null;
      readonly currency: string | null;
      /** What each of the two sides says; empty where it is not about a figure. */
      readonly figures: readonly {
        readonly source:
          'accounts' | 'ledger_entries' | 'call_records' | 'sums' | 'holds' | 'live_calls' | 'number_records';
        readonly amount: number | null;
        readonly count: number | null;
      }[];
    } | null;
    readonly what_to_do: string | null;
  }[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
}

export interface ReleaseCustomerNumberResponse {
  readonly message: string;
  /** `pending_release`, or `released` when it was immediate. */
  readonly status: string;
  /** What the wallet paid for it. */
  readonly release_fee: number;
  readonly cooldown_ends_at: string | null;
  readonly cancel_url: string | null;
  readonly note: string;
  readonly number: Number;
}

export interface ReleaseCustomerNumberResponse20260512 {
  readonly message: string;
  /** `pending_release`, or `released` when it was immediate. */
  readonly status: string;
  /** What the wallet paid for it. */
  readonly release_fee: number;
  readonly cooldown_ends_at: string | null;
  readonly cancel_url: string | null;
  readonly note: string;
}

export interface ReleaseSipSourceRequest {
  /** For the audit log, which the partner reads. */
  readonly reason: string;
}

export interface RemoveNumberPriceResponse {
  readonly message: string;
  readonly id: string;
}

export interface RemoveTotpRequest {
  /** Current six-digit code of the authenticator app. */
  readonly code: string;
}

export interface ReplaceCarrierRoutesResponse {
  readonly carrier_id: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

export interface RequestAccessRequest {
  readonly name: string;
  readonly company: string;
  /** One plain address. */
  readonly email: string;
  /** E.164, or bare digits. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country: string;
  /** Reseller, platform builder, enterprise … */
  readonly use_case?: string | undefined;
  /** Roughly how many minutes or calls a month. */
  readonly expected_traffic?: string | undefined;
  /** The credit that you would like to begin with. */
  readonly starting_credit?: string | undefined;
  readonly message?: string | undefined;
  /** Leave empty: people do not see this field. */
  readonly website?: string | undefined;
}

export interface RequestAccessResponse {
  /** Quote it when you write to us. */
  readonly reference: string;
  readonly status: 'received';
  /** You hear from us by then: one business day. */
  readonly due_at: string;
}

export interface RequestExportRequest {
  /** Which table. */
  readonly type: 'cdrs' | 'transactions';
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** failed: whatever was neither answered nor busy nor left unanswered, refused calls too. */
  readonly status?: 'answered' | 'busy' | 'failed' | 'no_answer' | 'no-answer' | undefined;
  /** e.g. `NORMAL_CLEARING`. */
  readonly hangup_cause?: string | undefined;
  /** e.g. `send_bye`. */
  readonly hangup_disposition?: string | undefined;
  /** Shortest `duration`, seconds. */
  readonly min_duration?: number | undefined;
  /** Longest `duration`, seconds. */
  readonly max_duration?: number | undefined;
  /** Part of the caller’s number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly from_number?: string | undefined;
  /** Part of the called number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly to_number?: string | undefined;
  /** As in the list of that table: of calls, at least three letters or digits in a row. */
  readonly search?: string | undefined;
  /** SIP’s Call-ID. */
  readonly sip_call_id?: string | undefined;
  /** Id of the bridge. */
  readonly bridge_uuid?: string | undefined;
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Id of the campaign. */
  readonly campaign_id?: string | undefined;
  /** recharge: money that came in; debit: what was used; refund; transfer: moved by the partner, both ways; adjustment. */
  readonly transaction_type?: 'recharge' | 'debit' | 'refund' | 'transfer' | 'adjustment' | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
}

export interface ReserveNumbersRequest {
  readonly numbers: readonly string[];
  /** Default 15; 24 hours in all. */
  readonly minutes?: number | undefined;
}

export type ResetCustomerPasswordRequest = Readonly<Record<string, never>>;

export interface ResetCustomerPasswordResponse {
  readonly auth_id: string;
  /** Where the link was sent. */
  readonly email: string;
  /** The link works once, until then. */
  readonly expires_at: string;
}

export interface RestoreStockNumberRequest {
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface ResumeCustomerAccountRequest {
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface ResumePartnerRequest {
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface ReverseTransferRequest {
  /** Omitted: all that is left of the transfer. */
  readonly amount?: number | string | undefined;
  /** Shown in both ledgers; up to 200 characters. */
  readonly description?: string | undefined;
  /** Your own reference, e.g. an invoice number; searchable. */
  readonly reference?: string | undefined;
}

export interface RevokeTokenResponse {
  /** UUID; stays the same when the token is rotated. */
  readonly id: string;
  readonly label: string;
  /** Masked: `sk_live_…a1b2`. */
  readonly token: string;
  readonly status: 'live' | 'expired' | 'revoked';
  readonly scopes: readonly (
    'read' | 'accounts' | 'transfer' | 'numbers' | 'pricing' | 'tokens' | 'team' | 'audit'
  )[];
  readonly api_version: '2026-03-25' | '2026-05-12';
  readonly ip_allow_list: readonly string[];
  readonly max_transfer_per_day: number | null;
  readonly expires_at: string | null;
  readonly overlap_until: string | null;
  readonly last_used_at: string | null;
  readonly rotated_at: string | null;
  readonly revoked_at: string | null;
  readonly created_at: string;
  readonly warning: string | null;
}

export interface RotateCustomerTokenRequest {
  /** How long the old token goes on. Default 0: dead at once. */
  readonly overlap_seconds?: number | undefined;
}

export interface RotateCustomerTokenResponse {
  readonly auth_id: string;
  /** The new token. */
  readonly auth_token: string;
  /** Until then the old one works beside it. */
  readonly previous_token_expires_at: string;
}

export interface RotateEdgeNodeSecretRequest {
  /** How long the secret before works beside the new one. Default 0: it is dead at once. */
  readonly overlap_seconds?: number | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface RotateTokenRequest {
  /** How long the old secret works on. Default 0: it is dead at once. */
  readonly overlap_seconds?: number | undefined;
}

export interface Runway {
  readonly as_of: string;
  readonly master: {
    readonly currency: string;
    /** What can be spent. */
    readonly available_balance: number;
    /** What calls take on an average day, at the level of the last 24 hours; of the master account what wallets are given. */
    readonly burn_per_day: number;
    readonly lasts_seconds: number | null;
    readonly runs_out_at: string | null;
    readonly earliest_at: string | null;
    readonly latest_at: string | null;
    /** What falls due for numbers within 31 days, unpaid months included; of the master account what it adds where they are sold below cost. */
    readonly rentals_due: number;
    readonly next_rental_at: string | null;
  } | null;
  /** Wallets expected to be gone within three days. */
  readonly running_dry: number;
  readonly total_items: number;
  /** The first to be gone first. */
  readonly items: readonly {
    readonly auth_id: string;
    readonly name: string;
    readonly status: string;
    readonly currency: string;
    /** What can be spent. */
    readonly available_balance: number;
    /** What calls take on an average day, at the level of the last 24 hours; of the master account what wallets are given. */
    readonly burn_per_day: number;
    readonly lasts_seconds: number | null;
    readonly runs_out_at: string | null;
    readonly earliest_at: string | null;
    readonly latest_at: string | null;
    /** What falls due for numbers within 31 days, unpaid months included; of the master account what it adds where they are sold below cost. */
    readonly rentals_due: number;
    readonly next_rental_at: string | null;
  }[];
}

export interface Runways {
  readonly as_of: string;
  /** Partners with calls in the last four weeks beyond the 200 that spend most. */
  readonly not_looked_at: number;
  readonly total_items: number;
  readonly items: readonly {
    /** `partner-…`. */
    readonly partner_id: string;
    readonly partner_name: string;
    readonly master: {
      readonly currency: string;
      /** What can be spent. */
      readonly available_balance: number;
      /** What calls take on an average day, at the level of the last 24 hours; of the master account what wallets are given. */
      readonly burn_per_day: number;
      readonly lasts_seconds: number | null;
      readonly runs_out_at: string | null;
      readonly earliest_at: string | null;
      readonly latest_at: string | null;
      /** What falls due for numbers within 31 days, unpaid months included; of the master account what it adds where they are sold below cost. */
      readonly rentals_due: number;
      readonly next_rental_at: string | null;
    } | null;
    /** Wallets that are spent from. */
    readonly wallets: number;
    /** Of them, expected to be gone within three days. */
    readonly running_dry: number;
    readonly first_wallet: {
      readonly auth_id: string;
      readonly name: string;
      readonly status: string;
      readonly currency: string;
      /** What can be spent. */
      readonly available_balance: number;
      /** What calls take on an average day, at the level of the last 24 hours; of the master account what wallets are given. */
      readonly burn_per_day: number;
      readonly lasts_seconds: number | null;
      readonly runs_out_at: string | null;
      readonly earliest_at: string | null;
      readonly latest_at: string | null;
      /** What falls due for numbers within 31 days, unpaid months included; of the master account what it adds where they are sold below cost. */
      readonly rentals_due: number;
      readonly next_rental_at: string | null;
    } | null;
  }[];
}

export interface SearchCallsResponse {
  readonly success: boolean;
  readonly account_id: string;
  readonly filters: {
    readonly call_direction: string;
    readonly from_number: string;
    readonly hangup_cause: string;
    readonly to_number: string;
  };
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly RecentCall[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
    readonly next_cursor: string | null;
  };
  readonly summary: {
    /** Percent of the calls that were answered, one decimal. */
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
    /** Of `total_cost`: the customer’s; across customers your primary one. Currencies are never added. */
    readonly currency: string;
    /** True where not all that matches was counted: these are the sums of what was, and `total` is how many those are. Customer, status, direction, product and time are always summed whole; without a customer hang-up cause and disposition too, and durations with status `answered` or none. What has to be looked for (parts of numbers, ids, campaigns, other combinations) is counted up to 50,000 calls; where the window holds more than 1,000,000 calls, only in its newest months with at least 500,000 of them, if 200 match there. */
    readonly capped: boolean;
  };
}

export interface SearchCallsResponse20260512 {
  readonly success: boolean;
  readonly account_id: string;
  readonly filters: {
    readonly call_direction: string;
    readonly from_number: string;
    readonly hangup_cause: string;
    readonly to_number: string;
  };
  /** Rows on this page. */
  readonly count: number;
  readonly data: readonly CustomerCdr20260512[];
  readonly pagination: {
    readonly page: number;
    readonly per_page: number;
    /** Calls that match; where `summary.capped` there can be more. */
    readonly total: number;
    readonly pages: number;
    readonly has_next: boolean;
    readonly has_prev: boolean;
  };
  readonly summary: {
    readonly answerRate: number;
    readonly answeredCalls: number;
    /** Talk for each answered call, e.g. `28s`. */
    readonly avgCallDuration: string;
    /** When the newest call began, ISO 8601; empty when there is none. */
    readonly last_call_at: string;
    readonly totalCalls: number;
    /** Sum of `billsec`. */
    readonly total_billable_seconds: number;
    /** Sum of `total_cost`. */
    readonly total_cost: number;
    /** Sum of `duration`. */
    readonly total_duration_seconds: number;
  };
}

export interface SearchNumberInventoryResponse {
  readonly items: readonly {
    readonly e164: string;
    readonly country: string;
    /** `""` where it has none. */
    readonly region: string;
    readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national';
    readonly capabilities: {
      readonly voice: boolean;
      readonly sms: boolean;
      readonly mms: boolean;
      readonly fax: boolean;
    };
    /** Of all four fees. */
    readonly currency: string;
    /** What your customer pays once. */
    readonly setup_fee: number;
    /** What your customer pays a month. */
    readonly monthly_fee: number;
    /** What it costs you. */
    readonly wholesale_setup_fee: number;
    readonly wholesale_monthly_fee: number;
    readonly kyc_requirement: 'none' | 'identity' | 'aadhaar';
    readonly minimum_commitment_months: number;
  }[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  /** Always true: `total` is counted. */
  readonly total_is_exact: boolean;
  readonly next_cursor: string | null;
}

export type SendPartnerOwnerLinkRequest = Readonly<Record<string, never>>;

export interface SendPartnerOwnerLinkResponse {
  /** A welcome reveals an API token too. */
  readonly purpose: 'partner_welcome' | 'password_reset';
  /** Where it was sent. */
  readonly email: string;
  /** Single use. */
  readonly url: string;
  readonly expires_at: string;
}

export interface Session {
  readonly kind: 'operator' | 'partner' | 'customer';
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: string;
  };
  readonly auth_id: string | null;
  readonly account_name: string | null;
  readonly account_status: 'active' | 'suspended' | 'closed' | null;
  readonly scopes: readonly string[];
  /** The session ends here at the latest, and earlier when it is not used. */
  readonly expires_at: string;
}

export interface SetDestinationClassRequest {
  readonly destination_class: 'normal' | 'premium' | 'satellite' | 'high_risk';
  /** Such as `Satellite: Inmarsat`. */
  readonly description?: string | undefined;
}

export interface SetEmergencyNumberRequest {
  /** Such as `Children in need`. */
  readonly description?: string | undefined;
}

export interface SetGatewayStateRequest {
  /** `auto`: forget past failures and let its calls show. */
  readonly state: 'auto' | 'up' | 'down' | 'draining';
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface SetPartnerCapacityRequest {
  /** Calls at once that the partner may give out in all. */
  readonly concurrent_calls?: number | undefined;
  /** Calls per second that the partner may give out in all. */
  readonly cps?: number | undefined;
  readonly transfers_enabled?: boolean | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface SetPartnerCreditLimitRequest {
  /** At most five decimals and 10,000,000,000. A decimal string stays exactly what was typed. */
  readonly credit_limit: number | string;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface SimulatePricingTierRequest {
  /** A version of the deck, a draft too. Default: the live one, or the flat rate where there is none. */
  readonly version?: number | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Prices as they hold at this instant. Default: now. */
  readonly at?: string | undefined;
  /** of_tier: calls that were sold at this tier; all: every call in its currency. */
  readonly calls?: 'of_tier' | 'all' | undefined;
  /** Only the calls of this customer. */
  readonly account?: string | undefined;
}

export interface SimulatePricingTierResponse {
  readonly pricing_tier_id: string;
  readonly pricing_tier_name: string;
  readonly currency: string;
  readonly version: number | null;
  readonly at: string;
  /** Calls that began then or later, */
  readonly from: string;
  /** and before this. */
  readonly before: string;
  readonly account_id: string | null;
  readonly recorded: {
    readonly calls: number;
    readonly answered: number;
    readonly talk_seconds: number;
    /** What customers pay. */
    readonly revenue: number;
    /** What you pay: as it was recorded. */
    readonly wholesale_cost: number;
    readonly margin: number;
  };
  readonly simulated: {
    readonly calls: number;
    readonly answered: number;
    readonly talk_seconds: number;
    /** What customers pay. */
    readonly revenue: number;
    /** What you pay: as it was recorded. */
    readonly wholesale_cost: number;
    readonly margin: number;
  };
  readonly difference: {
    readonly revenue: number;
    readonly margin: number;
  };
  readonly refused: {
    /** That went, and would be refused. */
    readonly calls: number;
    /** Of these: below what they cost you. */
    readonly loss_guard: number;
    /** Of these: above what the account may pay a minute. */
    readonly rate_above_maximum: number;
    /** What these brought. */
    readonly revenue: number;
    /** Refused then for their price, and not any more at this one; not in the sums. */
    readonly no_longer: number;
    /** Refused then, whatever the price. */
    readonly anyway: number;
  };
  /** Calls of the period that were not priced anew. */
  readonly left_out: {
    readonly inbound: number;
    /** Emergency calls. */
    readonly free: number;
    readonly other_tier: number;
    readonly other_currency: number;
  };
  readonly accounts: {
    /** Whose calls would cost more. */
    readonly worse_off: number;
    /** Whose calls would cost less, all of them still going. */
    readonly better_off: number;
    /** Whose calls would cost the same, all of them still going. */
    readonly unchanged: number;
    /** Of whom calls would be refused; those whose other calls would cost more are worse off too. */
    readonly losing_calls: number;
    /** At most 100: those whose calls would cost more, the biggest difference first. */
    readonly list: readonly {
      readonly account_id: string;
      /** That would still go. */
      readonly calls: number;
      readonly talk_seconds: number;
      /** What they cost. */
      readonly before: number;
      /** What they would cost. */
      readonly after: number;
      readonly difference: number;
      /** Beside them: calls that would be refused. */
      readonly refused: number;
    }[];
  };
  /** At most 100 customers of whom calls would be refused, the most calls first. */
  readonly refused_calls: readonly {
    readonly account_id: string;
    /** That would still go. */
    readonly calls: number;
    readonly talk_seconds: number;
    /** What they cost. */
    readonly before: number;
    /** What they would cost. */
    readonly after: number;
    readonly difference: number;
    /** Beside them: calls that would be refused. */
    readonly refused: number;
    /** What the refused ones brought. */
    readonly refused_revenue: number;
  }[];
  /** At most 100, the biggest difference either way first. */
  readonly destinations: readonly {
    readonly prefix: string | null;
    readonly description: string;
    /** That would still go. */
    readonly calls: number;
    readonly talk_seconds: number;
    /** What they cost. */
    readonly before: number;
    /** What they would cost. */
    readonly after: number;
    readonly difference: number;
    /** Beside them: calls that would be refused. */
    readonly refused: number;
  }[];
  /** Customer by destination, at most 100: what would cost more, the biggest difference first. */
  readonly worse_off: readonly {
    readonly account_id: string;
    readonly prefix: string | null;
    readonly description: string;
    /** That would still go. */
    readonly calls: number;
    readonly talk_seconds: number;
    /** What they cost. */
    readonly before: number;
    /** What they would cost. */
    readonly after: number;
    readonly difference: number;
    /** Beside them: calls that would be refused. */
    readonly refused: number;
  }[];
}

export interface StockNumber {
  readonly e164: string;
  readonly country: string;
  /** `""` where it has none. */
  readonly region: string;
  readonly number_type: 'local' | 'mobile' | 'toll_free' | 'national';
  readonly capabilities: {
    readonly voice: boolean;
    readonly sms: boolean;
    readonly mms: boolean;
    readonly fax: boolean;
  };
  /** Whom you have it from. */
  readonly provider: string;
  /** Of both fees. */
  readonly currency: string;
  /** Wholesale. */
  readonly setup_fee: number;
  /** Wholesale. */
  readonly monthly_fee: number;
  readonly kyc_requirement: 'none' | 'identity' | 'aadhaar';
  readonly minimum_commitment_months: number;
  readonly state: 'available' | 'reserved' | 'held' | 'quarantined' | 'withdrawn';
  readonly reservation: {
    readonly id: string;
    readonly partner_id: string;
    readonly expires_at: string;
  } | null;
  readonly holder: {
    readonly partner_id: string;
    readonly account_id: string;
    readonly number_id: string;
    readonly status: string;
    readonly since: string;
  } | null;
  readonly quarantined_until: string | null;
  readonly import_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface SuspendCustomerAccountRequest {
  /** For the audit log. */
  readonly reason: string;
}

export interface SuspendPartnerRequest {
  /** For the audit log. */
  readonly reason: string;
}

export interface TeamEntry {
  /** UUID. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly status: 'active' | 'disabled';
  /** True until a password was chosen. */
  readonly invited: boolean;
  readonly last_login_at: string | null;
  readonly created_at: string;
  readonly role: 'owner' | 'admin' | 'finance' | 'support' | 'read_only';
}

export interface Token {
  /** UUID; stays the same when the token is rotated. */
  readonly id: string;
  readonly label: string;
  /** Masked: `sk_live_…a1b2`. */
  readonly token: string;
  readonly status: 'live' | 'expired' | 'revoked';
  readonly scopes: readonly (
    'read' | 'accounts' | 'transfer' | 'numbers' | 'pricing' | 'tokens' | 'team' | 'audit'
  )[];
  readonly api_version: '2026-03-25' | '2026-05-12';
  readonly ip_allow_list: readonly string[];
  readonly max_transfer_per_day: number | null;
  readonly expires_at: string | null;
  readonly overlap_until: string | null;
  readonly last_used_at: string | null;
  readonly rotated_at: string | null;
  readonly revoked_at: string | null;
  readonly created_at: string;
}

export interface TrafficByCustomer {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    readonly auth_id: string;
    readonly name: string;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface TrafficByPartner {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    /** `partner-…`. */
    readonly partner_id: string;
    readonly partner_name: string;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface TrafficByTrunk {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** How many there are; `items` has the first of them. */
  readonly total_items: number;
  readonly items: readonly {
    readonly auth_id: string;
    readonly name: string;
    readonly trunk_id: string;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly share_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  }[];
}

export interface TrafficTimeline {
  readonly period: {
    /** First day on the clock that was asked for. */
    readonly from: string;
    /** Last day. */
    readonly to: string;
    /** IANA time zone. */
    readonly tz: string;
    readonly starts_at: string;
    /** Exclusive. */
    readonly ends_at: string;
  };
  readonly previous_period: {
    readonly starts_at: string;
    readonly ends_at: string;
  };
  /** Of all money here. Only calls of this currency are counted. */
  readonly currency: string;
  /** Ask for these apart: they are never added. */
  readonly other_currencies: readonly string[];
  readonly interval: 'hour' | 'day' | 'week' | 'month';
  readonly total: {
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
    readonly previous: {
      readonly calls: number;
      readonly cost: number;
      readonly margin: number;
      readonly cost_change: number;
      readonly cost_change_percent: number | null;
      readonly calls_change_percent: number | null;
    } | null;
  };
  /** Every interval of the window, those without calls too. */
  readonly points: readonly {
    readonly starts_at: string;
    /** The day on which it starts, on the clock that was asked for. */
    readonly date: string;
    /** Attempts, refused ones too. */
    readonly calls: number;
    /** Refused by us, before anything was dialled: no money, a limit. They count in no ratio. */
    readonly refused: number;
    readonly answered: number;
    readonly asr: number | null;
    readonly ner: number | null;
    readonly acd_seconds: number | null;
    readonly pdd_ms: number | null;
    readonly mos: number | null;
    /** Minutes of talk. */
    readonly minutes: number;
    /** Minutes in increments, as charged. */
    readonly billed_minutes: number;
    /** What the customers were charged. */
    readonly cost: number;
    /** What it cost you. */
    readonly wholesale_cost: number;
    /** What is left for you. */
    readonly margin: number;
    readonly margin_percent: number | null;
  }[];
}

export interface Transaction {
  readonly id: string;
  /** The customer’s auth_id; the partner’s own in its own ledger. */
  readonly account_id: string;
  /** The ledger account. */
  readonly balance_id: string;
  readonly type: 'credit' | 'debit';
  /** Always positive; `type` says the direction. */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly reference: string;
  readonly status: 'completed';
  readonly processed_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly transaction_id: string;
  /** What the row is: see `transactions/reference-types`. */
  readonly reference_type: string;
  /** Balance right after this row. */
  readonly balance_after: number;
  readonly reverses: string | null;
}

export interface Transaction20260512 {
  readonly id: string;
  /** The customer’s auth_id; the partner’s own in its own ledger. */
  readonly account_id: string;
  /** The ledger account. */
  readonly balance_id: string;
  readonly type: 'credit' | 'debit';
  /** Always positive; `type` says the direction. */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly reference: string;
  readonly status: 'completed';
  readonly processed_at: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Transfer {
  readonly transaction_id: string;
  /** transfer: master to wallet; reclaim: back; reversal: linked opposite of either. */
  readonly kind: 'transfer' | 'reclaim' | 'reversal';
  readonly from_account: string;
  readonly to_account: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly reference: string;
  readonly status: 'completed' | 'partly_reversed' | 'reversed';
  readonly reversed_amount: number;
  readonly reverses: string | null;
  readonly partner_balance_after: number;
  readonly customer_balance_after: number;
  readonly timestamp: string;
}

export interface TransferBalanceRequest {
  /** At most five decimals and 10,000,000,000. A decimal string stays exactly what was typed. */
  readonly amount: number | string;
  /** ISO 4217; that of the wallet. */
  readonly currency: string;
  /** Shown in both ledgers; up to 200 characters. */
  readonly description?: string | undefined;
  /** Your own reference, e.g. an invoice number; searchable. */
  readonly reference?: string | undefined;
  /** Runs the very posting and rolls it back: the answer tells what would happen. */
  readonly dry_run?: boolean | undefined;
  /** Post nothing at this time or later, however long the request waited for its turn. */
  readonly expires_at?: string | undefined;
}

export interface TransferBalanceResponse {
  /** `txn_` and the hex digits of the ledger row’s UUID; both spellings are accepted. */
  readonly transaction_id: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly status: 'completed' | 'preview';
  readonly partner_balance_after: number;
  readonly customer_balance_after: number;
  readonly timestamp: string;
  readonly reference: string;
  readonly reverses: string | null;
}

export interface TransferBalanceResponse20260512 {
  /** `txn_` and the hex digits of the ledger row’s UUID; both spellings are accepted. */
  readonly transaction_id: string;
  readonly from_account: string;
  readonly to_account: string;
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly status: 'completed' | 'preview';
  readonly partner_balance_after: number;
  readonly customer_balance_after: number;
  readonly timestamp: string;
}

export interface TransferCapacityRequest {
  /** Default concurrent_calls. */
  readonly resource?: 'concurrent_calls' | 'cps' | undefined;
  readonly slots: number;
  readonly description?: string | null | undefined;
}

export interface TransferCapacityResponse {
  readonly success: boolean;
  readonly slots: number;
  readonly resource: 'concurrent_calls' | 'cps';
  readonly from_account: string;
  readonly to_account: string;
  readonly transfer_reference: string;
  /** Slots left in your pool. */
  readonly partner_remaining: number;
  /** The customer’s limit from now on. */
  readonly customer_effective: number;
  readonly message: string;
}

export interface Trunk {
  readonly trunk_id: string;
  readonly account_id: string;
  readonly name: string;
  /** Send calls to this host; it names the trunk. */
  readonly trunk_domain: string;
  readonly trunk_status: 'active' | 'disabled';
  readonly secure: boolean;
  readonly trunk_direction: 'inbound' | 'outbound' | 'both';
  readonly concurrent_calls_limit: number;
  readonly cps_limit: number;
  readonly description: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly recording: boolean;
  readonly enable_transcription: boolean;
  readonly pii_redaction: boolean;
  readonly webhook_method: 'GET' | 'POST';
  readonly recording_webhook_enabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
  readonly credential_uuid: string | null;
  readonly primary_uri_uuid: string | null;
  readonly inbound_destination: string | null;
  readonly pii_entity_types: string | null;
  readonly webhook_url: string | null;
  readonly enabled: boolean;
  readonly ipacl_uuid: string | null;
  readonly fallback_uri_uuid: string | null;
}

export interface Trunk20260512 {
  readonly trunk_id: string;
  readonly account_id: string;
  readonly name: string;
  /** Send calls to this host; it names the trunk. */
  readonly trunk_domain: string;
  readonly trunk_status: 'active' | 'disabled';
  readonly secure: boolean;
  readonly trunk_direction: 'inbound' | 'outbound' | 'both';
  readonly concurrent_calls_limit: number;
  readonly cps_limit: number;
  readonly description: string;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly recording: boolean;
  readonly enable_transcription: boolean;
  readonly pii_redaction: boolean;
  readonly webhook_method: 'GET' | 'POST';
  readonly recording_webhook_enabled: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

export type UnscheduleDeckRequest = Readonly<Record<string, never>>;

export type UnscheduleOperatorDeckRequest = Readonly<Record<string, never>>;

export interface UpdateAccountLimitsRequest {
  /** Kinds of destinations that may be called; null: nothing said. */
  readonly allowed_destination_classes?:
    readonly ('normal' | 'premium' | 'satellite' | 'high_risk')[] | null | undefined;
  /** Dearest price per minute, at most 9 decimals; null: no limit. */
  readonly max_rate_per_minute?: number | string | null | undefined;
  /** Longest answered call; null: the platform’s twelve hours. */
  readonly max_call_seconds?: number | null | undefined;
  /** Most that calls of one day may cost; null: no cap. */
  readonly daily_spend_cap?: number | string | null | undefined;
  /** A higher cap for a while: above the one that holds; with `raised_until`. Null ends it. */
  readonly raised_spend_cap?: number | string | null | undefined;
  /** Until then. */
  readonly raised_until?: string | null | undefined;
}

export interface UpdateCarrierRequest {
  /** Unique, in any case. */
  readonly name?: string | undefined;
  /** False: no call goes to it or comes from it. */
  readonly enabled?: boolean | undefined;
  /** Only while no route of it has a cost rate. */
  readonly currency?: string | undefined;
  /** Your own note. */
  readonly description?: string | undefined;
  readonly cli_rules?:
    | {
        /** `pass` the caller’s own number (default), or `force` `number` on every call. */
        readonly mode?: 'pass' | 'force' | undefined;
        /** E.164 with `+`; what `force` and `replace` show. */
        readonly number?: string | null | undefined;
        /** Calls whose CLI is not E.164 are not sent there. Default false. */
        readonly require_e164?: boolean | undefined;
        /** A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown. */
        readonly anonymous?: 'pass' | 'refuse' | 'replace' | undefined;
        readonly format?:
          | {
              /** Digits that E.164 numbers begin with. */
              readonly strip?: string | undefined;
              /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
              readonly prepend?: string | undefined;
              /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
              readonly otherwise?: string | undefined;
            }
          | undefined;
      }
    | undefined;
  readonly dial_format?:
    | {
        /** Digits that E.164 numbers begin with. */
        readonly strip?: string | undefined;
        /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
        readonly prepend?: string | undefined;
        /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
        readonly otherwise?: string | undefined;
      }
    | undefined;
  readonly did_format?:
    | {
        /** What the carrier puts before each number; taken off where it stands. */
        readonly strip?: string | undefined;
        /** Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0. */
        readonly form?: 'international' | 'national' | undefined;
        /** Calling code of national numbers, e.g. `91`. */
        readonly calling_code?: string | null | undefined;
      }
    | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdateCarrierRouteRequest {
  /** Digits that E.164 numbers begin with, without `+`; empty: every number. */
  readonly prefix?: string | undefined;
  /** Gateways of the carrier that take these calls; empty: all. */
  readonly group?: string | undefined;
  /** Lower is tried first, among routes of one prefix length. Default 1. */
  readonly priority?: number | undefined;
  /** Share of the calls among routes of one priority. Default 10. */
  readonly weight?: number | undefined;
  /** What the carrier charges per minute, in its currency; at most nine decimals. Null: unknown. */
  readonly cost_rate?: number | string | null | undefined;
  /** No shorter prefix of any carrier is tried beside it. Default false. */
  readonly exclusive?: boolean | undefined;
  /** False: as if it were not there. Default true. */
  readonly enabled?: boolean | undefined;
  /** Default: now. */
  readonly effective_from?: string | undefined;
  /** Null: without end. */
  readonly effective_to?: string | null | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdateCredentialRequest {
  /** At least 8 characters. Kept as digest hashes alone, and never shown again. */
  readonly password?: string | undefined;
  /** Default true; a disabled one lets nobody in. */
  readonly enabled?: boolean | undefined;
  readonly description?: string | null | undefined;
}

export interface UpdateCustomerAccountRequest {
  readonly name?: string | undefined;
  /** E.164 with `+`, e.g. `+919876543210`. */
  readonly phone?: string | undefined;
  /** IANA. */
  readonly timezone?: string | undefined;
  readonly company?: string | null | undefined;
  /** Your own note; the customer does not see it. */
  readonly description?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly city?: string | null | undefined;
  readonly state?: string | null | undefined;
  readonly zip_code?: string | null | undefined;
  /** GST identification number, fifteen characters. */
  readonly gstin?: string | null | undefined;
  readonly gst_status?: 'active' | 'inactive' | null | undefined;
  readonly tds_enabled?: boolean | undefined;
  readonly tds_percentage?: number | undefined;
  readonly business_type?: string | undefined;
  /** Calls that may begin per second; at most what the account began with and what was transferred to it. */
  readonly cps_limit?: number | undefined;
  /** Calls that may be up at once; at most what the account began with and what was transferred to it. */
  readonly concurrent_calls_limit?: number | undefined;
  /** A tier of yours, or the operator’s tier at which you buy, in the wallet’s currency. */
  readonly pricing_tier_id?: string | undefined;
  /** How far the wallet may go below zero. Held on your master account as long as it is given; needs scope `transfer` too. A token with `max_transfer_per_day` can only lower it. */
  readonly credit_limit?: number | string | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdateCustomerNumberRequest {
  readonly tags?: readonly string[] | undefined;
  /** Keep the next month’s money held in the wallet, so that calls cannot eat it. */
  readonly reserve_renewal?: boolean | undefined;
  /** From the next renewal on. */
  readonly monthly_fee?: number | string | undefined;
  /** A fee may be below wholesale; your master account pays what is missing. */
  readonly allow_loss?: boolean | undefined;
  readonly trunk_id?: string | null | undefined;
}

export interface UpdateDefaultCallLimitsRequest {
  /** Kinds of destinations that may be called; null: nothing said. */
  readonly allowed_destination_classes?:
    readonly ('normal' | 'premium' | 'satellite' | 'high_risk')[] | null | undefined;
  /** Dearest price per minute, at most 9 decimals; null: no limit. */
  readonly max_rate_per_minute?: number | string | null | undefined;
  /** Longest answered call; null: the platform’s twelve hours. */
  readonly max_call_seconds?: number | null | undefined;
  /** Most that calls of one day may cost; null: no cap. */
  readonly daily_spend_cap?: number | string | null | undefined;
  /** A higher cap for a while: above the one that holds; with `raised_until`. Null ends it. */
  readonly raised_spend_cap?: number | string | null | undefined;
  /** Until then. */
  readonly raised_until?: string | null | undefined;
  /** Let calls pass that are sold below cost. */
  readonly allow_loss?: boolean | undefined;
}

export interface UpdateEdgeNodeRequest {
  /** Where it stands. */
  readonly region?: string | undefined;
  /** Addresses or CIDR blocks from which its requests come. From elsewhere its secret opens nothing. */
  readonly networks?: readonly string[] | undefined;
  /** False: its secret opens nothing. */
  readonly enabled?: boolean | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface UpdateEdgeNodeResponse {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly enabled: boolean;
  readonly networks: readonly string[];
  /** Masked. */
  readonly secret: string;
  /** `online`: heard of within 30 seconds. `draining`: online, takes no new calls. `silent`: nothing was heard for longer; its calls are settled when their time is over. */
  readonly state: 'online' | 'draining' | 'silent' | 'never_seen' | 'disabled';
  readonly last_seen_at: string | null;
  readonly last_heartbeat_at: string | null;
  readonly started_at: string | null;
  readonly software: string | null;
  readonly address: string | null;
  readonly live_calls: number | null;
  readonly clock_skew_ms: number | null;
  readonly overlap_until: string | null;
  readonly rotated_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface UpdateGatewayRequest {
  /** Unique in its carrier, in any case. */
  readonly name?: string | undefined;
  /** Host name, IPv4 or IPv6 address, without brackets. */
  readonly host?: string | undefined;
  /** Routes may name it; empty for none. */
  readonly group?: string | undefined;
  /** Default 5060; 5061 for TLS. */
  readonly port?: number | undefined;
  /** Default `udp`. */
  readonly transport?: 'udp' | 'tcp' | 'tls' | undefined;
  /** `outbound`: calls are sent to it (default); `inbound`: it brings calls; `both`. */
  readonly direction?: 'inbound' | 'outbound' | 'both' | undefined;
  /** Default true. */
  readonly enabled?: boolean | undefined;
  /** Share of a route’s calls among its gateways. Default 10. */
  readonly weight?: number | undefined;
  /** Calls that may be up at once; null: no limit, 0: none at all. */
  readonly max_concurrent_calls?: number | null | undefined;
  /** Calls that may begin in a second; null: no limit, 0: none at all. */
  readonly max_cps?: number | null | undefined;
  /** Addresses or CIDR networks (at widest /16, IPv6 /32) from which its calls come. No enabled gateway shares one with another; a gateway that only takes calls has none. */
  readonly source_addresses?: readonly string[] | undefined;
  readonly cli_rules?:
    | {
        /** `pass` the caller’s own number (default), or `force` `number` on every call. */
        readonly mode?: 'pass' | 'force' | undefined;
        /** E.164 with `+`; what `force` and `replace` show. */
        readonly number?: string | null | undefined;
        /** Calls whose CLI is not E.164 are not sent there. Default false. */
        readonly require_e164?: boolean | undefined;
        /** A caller who withholds its number: `pass` it withheld (default), `refuse` to send the call there, or `replace` it by `number`, shown. */
        readonly anonymous?: 'pass' | 'refuse' | 'replace' | undefined;
        readonly format?:
          | {
              /** Digits that E.164 numbers begin with. */
              readonly strip?: string | undefined;
              /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
              readonly prepend?: string | undefined;
              /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
              readonly otherwise?: string | undefined;
            }
          | undefined;
      }
    | null
    | undefined;
  readonly dial_format?:
    | {
        /** Digits that E.164 numbers begin with. */
        readonly strip?: string | undefined;
        /** What stands in their place, e.g. `+`, `0`, `00`, `1234#`. */
        readonly prepend?: string | undefined;
        /** What stands before all digits of a number that begins otherwise. Default: as `prepend`. */
        readonly otherwise?: string | undefined;
      }
    | null
    | undefined;
  readonly did_format?:
    | {
        /** What the carrier puts before each number; taken off where it stands. */
        readonly strip?: string | undefined;
        /** Whether digits without `+` or `00` begin with the country’s code (`international`, default) or are `national`, with or without a leading 0. */
        readonly form?: 'international' | 'national' | undefined;
        /** Calling code of national numbers, e.g. `91`. */
        readonly calling_code?: string | null | undefined;
      }
    | null
    | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdateIpAclRequest {
  /** One public IPv4 address, or a block from /24 to /32. */
  readonly ip_address?: string | undefined;
  /** Kept as `description` where none is given. */
  readonly name?: string | null | undefined;
  /** Default true; a disabled one lets nobody in. */
  readonly enabled?: boolean | undefined;
  readonly description?: string | null | undefined;
}

export interface UpdateOperatorPricingTierRequest {
  readonly name?: string | undefined;
  /** Voice, where no price of the deck fits, per minute; at most 9 decimals. */
  readonly rate_per_minute?: number | string | undefined;
  readonly description?: string | undefined;
  /** Audio streaming, per minute; at most 9 decimals. */
  readonly streaming_rate_per_minute?: number | string | undefined;
  /** Recording, per minute; at most 9 decimals. */
  readonly recording_rate_per_minute?: number | string | undefined;
  /** WhatsApp voice, per minute; at most 9 decimals. */
  readonly whatsapp_voice_rate?: number | string | undefined;
  /** Transcription, per minute; at most 9 decimals. */
  readonly transcription_rate_per_minute?: number | string | undefined;
  /** Redaction of personal data, per minute; at most 9 decimals. */
  readonly pii_redaction_rate_per_minute?: number | string | undefined;
  readonly charge_non_connected_calls?: boolean | undefined;
  /** For a call that was not answered. */
  readonly non_connected_call_fee?: number | string | undefined;
  /** When a number is given back. */
  readonly did_release_fee?: number | string | undefined;
  /** The shortest time that is charged. */
  readonly initial_increment_seconds?: number | undefined;
  /** What further time is charged in. */
  readonly billing_increment_seconds?: number | undefined;
  /** A shorter answered call costs as if it had lasted so long. */
  readonly minimum_duration_seconds?: number | undefined;
  /** Inbound calls that no rule fits; null: as outbound, per minute; at most 9 decimals. */
  readonly inbound_rate_per_minute?: number | string | null | undefined;
  /** All inbound rules; they replace those before. */
  readonly inbound_rates?:
    | readonly {
        /** ISO 3166-1 alpha-2; absent or null: any. */
        readonly country?: string | null | undefined;
        /** Absent or null: any. */
        readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | null | undefined;
        /** Answered calls to such numbers, per minute; at most 9 decimals. */
        readonly rate_per_minute: number | string;
      }[]
    | undefined;
  /** New customers begin at it; takes that from the default tier before. */
  readonly is_default?: boolean | undefined;
  /** False: nobody can be given it. Refused while somebody is on it. */
  readonly is_active?: boolean | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdateOriginationUriRequest {
  /** `sip:[user@]host[:port]`, or `sips:`. Needed when made. */
  readonly uri?: string | undefined;
  /** Another name of `uri`. */
  readonly sip_uri?: string | undefined;
  /** Kept as `description` where none is given. */
  readonly name?: string | null | undefined;
  /** Lower ones are tried first. Default 1. */
  readonly priority?: number | undefined;
  /** Share inside one priority. Default 10. */
  readonly weight?: number | undefined;
  /** Default udp; tls for `sips:`. */
  readonly transport?: 'udp' | 'tcp' | 'tls' | undefined;
  /** Default true; a disabled one lets nobody in. */
  readonly enabled?: boolean | undefined;
  readonly description?: string | null | undefined;
}

export interface UpdatePartnerRequest {
  readonly name?: string | undefined;
  /** E.164, or bare digits; '' removes it. */
  readonly phone?: string | undefined;
  readonly company?: string | undefined;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country?: string | undefined;
  readonly max_accounts?: number | undefined;
  readonly can_create_accounts?: boolean | undefined;
  readonly can_create_pricing_tiers?: boolean | undefined;
  readonly can_view_cdrs?: boolean | undefined;
  readonly can_transfer_balance?: boolean | undefined;
  /** A tier of the operator in the partner's currency. */
  readonly default_pricing_tier_id?: string | undefined;
  /** GST identification number; '' for none. */
  readonly gstin?: string | undefined;
  readonly gst_status?: 'active' | 'inactive' | undefined;
  readonly tds_applicable?: boolean | undefined;
  readonly tds_percentage?: number | undefined;
  readonly is_verified?: boolean | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdatePricingTierRequest {
  readonly name?: string | undefined;
  /** Voice, where no price of the deck fits, per minute; at most 9 decimals. */
  readonly rate_per_minute?: number | string | undefined;
  readonly description?: string | undefined;
  /** Audio streaming, per minute; at most 9 decimals. */
  readonly streaming_rate_per_minute?: number | string | undefined;
  /** Recording, per minute; at most 9 decimals. */
  readonly recording_rate_per_minute?: number | string | undefined;
  /** WhatsApp voice, per minute; at most 9 decimals. */
  readonly whatsapp_voice_rate?: number | string | undefined;
  /** Transcription, per minute; at most 9 decimals. */
  readonly transcription_rate_per_minute?: number | string | undefined;
  /** Redaction of personal data, per minute; at most 9 decimals. */
  readonly pii_redaction_rate_per_minute?: number | string | undefined;
  readonly charge_non_connected_calls?: boolean | undefined;
  /** For a call that was not answered. */
  readonly non_connected_call_fee?: number | string | undefined;
  /** When a number is given back. */
  readonly did_release_fee?: number | string | undefined;
  /** The shortest time that is charged. */
  readonly initial_increment_seconds?: number | undefined;
  /** What further time is charged in. */
  readonly billing_increment_seconds?: number | undefined;
  /** A shorter answered call costs as if it had lasted so long. */
  readonly minimum_duration_seconds?: number | undefined;
  /** Inbound calls that no rule fits; null: as outbound, per minute; at most 9 decimals. */
  readonly inbound_rate_per_minute?: number | string | null | undefined;
  /** All inbound rules; they replace those before. */
  readonly inbound_rates?:
    | readonly {
        /** ISO 3166-1 alpha-2; absent or null: any. */
        readonly country?: string | null | undefined;
        /** Absent or null: any. */
        readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | null | undefined;
        /** Answered calls to such numbers, per minute; at most 9 decimals. */
        readonly rate_per_minute: number | string;
      }[]
    | undefined;
  /** New customers begin at it; takes that from the default tier before. */
  readonly is_default?: boolean | undefined;
  /** False: nobody can be given it. Refused while somebody is on it. */
  readonly is_active?: boolean | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
}

export interface UpdateStaffRequest {
  readonly name?: string | undefined;
  readonly role?: 'admin' | 'finance' | 'support' | 'read_only' | undefined;
  /** Who is disabled cannot log in. */
  readonly status?: 'active' | 'disabled' | undefined;
  /** True removes a lost second factor. */
  readonly reset_totp?: boolean | undefined;
}

export interface UpdateStockNumberRequest {
  readonly region?: string | undefined;
  readonly provider?: string | undefined;
  /** Default `none`. */
  readonly kyc_requirement?: 'none' | 'identity' | 'aadhaar' | undefined;
  readonly minimum_commitment_months?: number | undefined;
  readonly capabilities?: readonly ('voice' | 'sms' | 'mms' | 'fax')[] | undefined;
  /** Wholesale, in `currency`. */
  readonly setup_fee?: number | string | undefined;
  /** Wholesale, in `currency`. */
  readonly monthly_fee?: number | string | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface UpdateTeamMemberRequest {
  readonly name?: string | undefined;
  readonly role?: 'owner' | 'admin' | 'finance' | 'support' | 'read_only' | undefined;
  /** Who is disabled cannot log in. */
  readonly status?: 'active' | 'disabled' | undefined;
}

export interface UpdateTokenRequest {
  /** Where it is used; for people. */
  readonly label?: string | undefined;
  readonly api_version?: '2026-03-25' | '2026-05-12' | undefined;
}

export interface UpdateTrunkRequest {
  readonly name?: string | undefined;
  /** As your switch sees it: `outbound` sends calls to us. Default outbound. */
  readonly trunk_direction?: 'inbound' | 'outbound' | 'both' | undefined;
  /** Another name of `trunk_direction`. */
  readonly trunk_type?: 'INBOUND' | 'OUTBOUND' | 'BOTH' | undefined;
  /** A disabled trunk takes and gets no calls. Default enabled. */
  readonly trunk_status?: 'enabled' | 'disabled' | 'active' | 'inactive' | undefined;
  /** Another name of `trunk_status`. */
  readonly enabled?: boolean | undefined;
  /** Calls of this trunk that may be up at once. Default 10. The account’s limit holds beside it. */
  readonly concurrent_calls_limit?: number | undefined;
  /** Another name of `concurrent_calls_limit`. */
  readonly max_concurrent_calls?: number | undefined;
  /** Calls that may begin per second. Default 2. */
  readonly cps_limit?: number | undefined;
  /** Signalling over TLS alone: `transport` is tls then. Default false. */
  readonly secure?: boolean | undefined;
  /** Default udp; tls where `secure`. */
  readonly transport?: 'udp' | 'tcp' | 'tls' | undefined;
  readonly description?: string | null | undefined;
  /** Where calls go when no origination URI is named: `[user@]host[:port]`, `sip:` before it or not. */
  readonly inbound_destination?: string | null | undefined;
  /** A credential of this account; null for none. */
  readonly credential_uuid?: string | null | undefined;
  /** An IP ACL of this account; null for none. */
  readonly ipacl_uuid?: string | null | undefined;
  /** An origination URI of this account; null for none. */
  readonly primary_uri_uuid?: string | null | undefined;
  /** An origination URI of this account; null for none. */
  readonly fallback_uri_uuid?: string | null | undefined;
  /** Kept for compatibility; this platform records nothing. */
  readonly recording?: boolean | undefined;
  /** Kept for compatibility. */
  readonly enable_transcription?: boolean | undefined;
  /** Kept for compatibility. */
  readonly pii_redaction?: boolean | undefined;
  /** Kept for compatibility. */
  readonly pii_entity_types?: string | null | undefined;
  /** Kept for compatibility. */
  readonly recording_webhook_enabled?: boolean | undefined;
  /** Public http or https URL that is told of this trunk’s calls. */
  readonly webhook_url?: string | null | undefined;
  /** Default POST. */
  readonly webhook_method?: 'GET' | 'POST' | undefined;
}

export interface UploadDeckResponse {
  /** Counts for each tier. */
  readonly version: number;
  /** reading: the file still arrives; faulty: it has bad rows and cannot be published; interrupted: it broke off; draft: verified, nobody pays it; scheduled; live; retired: was live. */
  readonly status: 'reading' | 'faulty' | 'interrupted' | 'draft' | 'scheduled' | 'live' | 'retired';
  readonly file_name: string;
  readonly bytes_read: number;
  readonly bytes_total: number | null;
  /** Rows of the file so far. */
  readonly rows_read: number;
  /** Prices in it; 0 until it is verified. */
  readonly rates: number;
  /** Cells and rows that cannot be; the first 1,000 are kept. */
  readonly fault_count: number;
  readonly live_since: string | null;
  readonly scheduled_for: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly ended_at: string | null;
  /** The tier has these very prices already, as this version; nothing was written. */
  readonly identical: boolean;
  /** The first of them. */
  readonly faults: readonly DeckFault[];
}

export interface UseLinkRequest {
  /** 8 to 200 characters with at least one number and one special character. */
  readonly password: string;
}

export interface UseLinkResponse {
  readonly purpose: 'partner_welcome' | 'password_reset' | 'invitation';
  readonly kind: 'operator' | 'partner' | 'customer';
  /** The login. */
  readonly email: string;
  readonly auth_id: string | null;
  readonly token: string | null;
}

export interface WalletTransaction20260512 {
  readonly id: string;
  /** The customer’s auth_id; the partner’s own in its own ledger. */
  readonly account_id: string;
  /** The ledger account. */
  readonly balance_id: string;
  readonly type: 'credit' | 'debit';
  /** Always positive; `type` says the direction. */
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly reference: string;
  readonly status: 'completed';
  readonly processed_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly reference_type: string;
}

export interface WholesaleTier {
  readonly currency: string;
  readonly pricing_tier_id: string;
  readonly name: string;
  readonly rate_per_minute: number;
  /** Everybody buys at it who was given no other. */
  readonly is_default: boolean;
}

export interface WithdrawStockNumberRequest {
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface ListCallsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** failed: whatever was neither answered nor busy nor left unanswered, refused calls too. */
  readonly status?: 'answered' | 'busy' | 'failed' | 'no_answer' | 'no-answer' | undefined;
  /** e.g. `NORMAL_CLEARING`. */
  readonly hangup_cause?: string | undefined;
  /** e.g. `send_bye`. */
  readonly hangup_disposition?: string | undefined;
  /** Shortest `duration`, seconds. */
  readonly min_duration?: number | undefined;
  /** Longest `duration`, seconds. */
  readonly max_duration?: number | undefined;
  /** Part of the caller’s number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly from_number?: string | undefined;
  /** Part of the called number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly to_number?: string | undefined;
  /** Part of either number, or a whole id: uuid, sip_call_id, bridge_uuid. At least three letters or digits in a row. */
  readonly search?: string | undefined;
  /** SIP’s Call-ID. */
  readonly sip_call_id?: string | undefined;
  /** Id of the bridge. */
  readonly bridge_uuid?: string | undefined;
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Id of the campaign. */
  readonly campaign_id?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
}

export interface ListCallsAnswers {
  readonly '2026-03-25': ListCallsResponse;
  readonly '2026-05-12': ListCallsResponse20260512;
}

export interface ExportCallsQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** failed: whatever was neither answered nor busy nor left unanswered, refused calls too. */
  readonly status?: 'answered' | 'busy' | 'failed' | 'no_answer' | 'no-answer' | undefined;
  /** e.g. `NORMAL_CLEARING`. */
  readonly hangup_cause?: string | undefined;
  /** e.g. `send_bye`. */
  readonly hangup_disposition?: string | undefined;
  /** Shortest `duration`, seconds. */
  readonly min_duration?: number | undefined;
  /** Longest `duration`, seconds. */
  readonly max_duration?: number | undefined;
  /** Part of the caller’s number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly from_number?: string | undefined;
  /** Part of the called number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly to_number?: string | undefined;
  /** Part of either number, or a whole id: uuid, sip_call_id, bridge_uuid. At least three letters or digits in a row. */
  readonly search?: string | undefined;
  /** SIP’s Call-ID. */
  readonly sip_call_id?: string | undefined;
  /** Id of the bridge. */
  readonly bridge_uuid?: string | undefined;
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Id of the campaign. */
  readonly campaign_id?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
}

export interface ListRecentCallsQuery {
  /** Rows. Default 20. */
  readonly limit?: number | undefined;
}

export interface ListRecentCallsAnswers {
  readonly '2026-03-25': ListRecentCallsResponse;
  readonly '2026-05-12': ListRecentCallsResponse20260512;
}

export interface SearchCallsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** failed: whatever was neither answered nor busy nor left unanswered, refused calls too. */
  readonly status?: 'answered' | 'busy' | 'failed' | 'no_answer' | 'no-answer' | undefined;
  /** e.g. `NORMAL_CLEARING`. */
  readonly hangup_cause?: string | undefined;
  /** e.g. `send_bye`. */
  readonly hangup_disposition?: string | undefined;
  /** Shortest `duration`, seconds. */
  readonly min_duration?: number | undefined;
  /** Longest `duration`, seconds. */
  readonly max_duration?: number | undefined;
  /** Part of the caller’s number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly from_number?: string | undefined;
  /** Part of the called number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly to_number?: string | undefined;
  /** Part of either number, or a whole id: uuid, sip_call_id, bridge_uuid. At least three letters or digits in a row. */
  readonly search?: string | undefined;
  /** SIP’s Call-ID. */
  readonly sip_call_id?: string | undefined;
  /** Id of the bridge. */
  readonly bridge_uuid?: string | undefined;
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Id of the campaign. */
  readonly campaign_id?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
}

export interface SearchCallsAnswers {
  readonly '2026-03-25': SearchCallsResponse;
  readonly '2026-05-12': SearchCallsResponse20260512;
}

export interface GetCallAnswers {
  readonly '2026-03-25': Call;
  readonly '2026-05-12': Call20260512;
}

export interface GetConcurrencyAnswers {
  readonly '2026-03-25': Concurrency;
  readonly '2026-05-12': Concurrency20260512;
}

export interface CreateCredentialAnswers {
  readonly '2026-03-25': Credential;
  readonly '2026-05-12': Credential20260512;
}

export interface UpdateCredentialAnswers {
  readonly '2026-03-25': Credential;
  readonly '2026-05-12': Credential20260512;
}

export interface ListInventoryNumbersQuery {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Part of the number. */
  readonly search?: string | undefined;
  /** First digits that are not wanted; several by comma, or given repeatedly. */
  readonly exclude?: string | readonly string[] | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 25. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListInventoryNumbersAnswers {
  readonly '2026-03-25': ListInventoryNumbersResponse;
  readonly '2026-05-12': ListInventoryNumbersResponse20260512;
}

export interface ListOwnNumbersQuery {
  /** Part of the number. */
  readonly search?: string | undefined;
  /** Default: all but `released`. */
  readonly status?: 'active' | 'suspended' | 'pending_release' | 'released' | undefined;
  readonly tag?: string | undefined;
  /** Published; there are no sub-accounts, so it changes nothing. */
  readonly include_subaccounts?: boolean | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 25. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListOwnNumbersAnswers {
  readonly '2026-03-25': ListOwnNumbersResponse;
  readonly '2026-05-12': ListOwnNumbersResponse20260512;
}

export interface PurchaseNumberFromInventoryAnswers {
  readonly '2026-03-25': PurchaseNumberFromInventoryResponse;
  readonly '2026-05-12': PurchaseNumberFromInventoryResponse20260512;
}

export interface ReleaseNumberQuery {
  /** At once, without the time in which it can be taken back. */
  readonly immediate?: boolean | undefined;
}

export interface ListWalletTransactionsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 50. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** credit and debit are the two sides; the other words are as on the partner side. */
  readonly type?: 'credit' | 'debit' | 'recharge' | 'refund' | 'transfer' | 'adjustment' | undefined;
  readonly status?: 'completed' | 'pending' | 'failed' | 'cancelled' | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
  /** Ignored, as published; some clients send it. */
  readonly limit?: number | undefined;
  /** Ignored, as published; some clients send it. */
  readonly offset?: number | undefined;
  /** One of `transactions/reference-types`. */
  readonly reference_type?: string | undefined;
  /** Substring; letter case does not matter. */
  readonly description?: string | undefined;
  /** Substring; letter case does not matter. */
  readonly reference?: string | undefined;
  /** One row, `txn_…` or UUID. */
  readonly transaction_id?: string | undefined;
}

export interface ListWalletTransactionsAnswers {
  readonly '2026-03-25': ListTransactionsResponse;
  readonly '2026-05-12': ListWalletTransactionsResponse20260512;
}

export interface ListTrunksQuery {
  /** Most rows. Default 20. */
  readonly limit?: number | undefined;
  /** Rows to skip. Default 0. */
  readonly offset?: number | undefined;
}

export interface ListTrunksAnswers {
  readonly '2026-03-25': ListTrunksResponse;
  readonly '2026-05-12': ListTrunksResponse20260512;
}

export interface CreateTrunkAnswers {
  readonly '2026-03-25': Trunk;
  readonly '2026-05-12': Trunk20260512;
}

export interface ListCredentialsQuery {
  /** Most rows. Default 20. */
  readonly limit?: number | undefined;
  /** Rows to skip. Default 0. */
  readonly offset?: number | undefined;
}

export interface ListCredentialsAnswers {
  readonly '2026-03-25': ListCredentialsResponse;
  readonly '2026-05-12': ListCredentialsResponse20260512;
}

export interface ListIpAclsQuery {
  /** Most rows. Default 20. */
  readonly limit?: number | undefined;
  /** Rows to skip. Default 0. */
  readonly offset?: number | undefined;
}

export interface ListOriginationUrisQuery {
  /** Most rows. Default 20. */
  readonly limit?: number | undefined;
  /** Rows to skip. Default 0. */
  readonly offset?: number | undefined;
}

export interface GetTrunkAnswers {
  readonly '2026-03-25': Trunk;
  readonly '2026-05-12': Trunk20260512;
}

export interface UpdateTrunkAnswers {
  readonly '2026-03-25': Trunk;
  readonly '2026-05-12': Trunk20260512;
}

export interface ListAccessRequestsQuery {
  readonly status?: 'new' | 'in_review' | 'approved' | 'declined' | undefined;
  /** true: only open ones that are late. */
  readonly overdue?: boolean | undefined;
  readonly search?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface GetPlatformCausesQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** Destinations of one country, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
  /** One customer’s auth_id, with its `partner_id`. */
  readonly account?: string | undefined;
}

export interface GetPlatformConcurrencyQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** One customer’s auth_id, with its `partner_id`. */
  readonly account?: string | undefined;
  /** Default `hour`. Hours: of at most 62 days. */
  readonly interval?: 'hour' | 'day' | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
}

export interface GetPlatformCustomersQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
}

export interface GetPlatformDashboardQuery {
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
}

export interface GetPlatformDestinationsQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** Destinations of one country, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Default `country`. */
  readonly group_by?: 'country' | 'prefix' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
  /** One customer’s auth_id, with its `partner_id`. */
  readonly account?: string | undefined;
}

export interface GetPlatformNumbersQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
  /** One customer’s auth_id, with its `partner_id`. */
  readonly account?: string | undefined;
}

export interface GetTrafficByPartnerQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
}

export interface GetPartnerRunwayQuery {
  /** Wallets alone that are gone by then. */
  readonly within_hours?: number | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id: string;
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
}

export interface GetRunwaysQuery {
  /** Partners alone whose master account, or a wallet of theirs, is gone by then. */
  readonly within_hours?: number | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
}

export interface GetPlatformTimelineQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** The product. */
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Default `day`. Hours: of at most 62 days. */
  readonly interval?: 'hour' | 'day' | 'week' | 'month' | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
  /** One customer’s auth_id, with its `partner_id`. */
  readonly account?: string | undefined;
}

export interface GetPlatformTrunksQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
  /** One partner: UUID or `partner-…`. */
  readonly partner_id?: string | undefined;
  /** All partners of one world, without `partner_id`. Default `live`. */
  readonly mode?: 'live' | 'test' | undefined;
  /** One customer’s auth_id, with its `partner_id`. */
  readonly account?: string | undefined;
}

export interface ListOperatorAuditLogQuery {
  /** A kind of actor (`operator`, `partner`, …), or one actor's id or label. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly object_type?: string | undefined;
  readonly object_id?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** One partner's entries (UUID). */
  readonly partner_id?: string | undefined;
}

export interface ListCarriersQuery {
  /** Part of the name or the note, in any case. */
  readonly search?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListGatewaysQuery {
  /** Part of name, host or group, in any case. */
  readonly search?: string | undefined;
  readonly direction?: 'inbound' | 'outbound' | 'both' | undefined;
  readonly enabled?: boolean | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListCarrierRoutesQuery {
  /** Routes whose prefix begins so. */
  readonly prefix?: string | undefined;
  /** Routes that this E.164 number matches. */
  readonly number?: string | undefined;
  readonly enabled?: boolean | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListEmergencyNumbersQuery {
  /** ISO 3166-1 alpha-2; default: all. */
  readonly country?: string | undefined;
}

export interface LookupGatewayQuery {
  /** IPv4 or IPv6. */
  readonly address: string;
  /** The called number as the carrier writes it. */
  readonly did?: string | undefined;
}

export interface ListNumberStockQuery {
  readonly state?: 'available' | 'reserved' | 'held' | 'quarantined' | 'withdrawn' | undefined;
  readonly country?: string | undefined;
  readonly region?: string | undefined;
  readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | undefined;
  readonly provider?: string | undefined;
  readonly currency?: string | undefined;
  /** Part of the number, or the whole of it with `*` for any digits and `?` for one: `+9122*77`. */
  readonly pattern?: string | undefined;
  /** Digits anywhere. */
  readonly contains?: string | undefined;
  /** Its first digits, with or without `+`. */
  readonly starts_with?: string | undefined;
  /** Its last digits. */
  readonly ends_with?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ImportStockNumbersQuery {
  /** For the list of imports. */
  readonly file_name?: string | undefined;
}

export interface ListNumberImportsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListPartnersQuery {
  /** Part of the name, e-mail, company, slug or partner id. */
  readonly search?: string | undefined;
  readonly status?: 'active' | 'suspended' | 'closed' | undefined;
  readonly mode?: 'live' | 'test' | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListOperatorPricingTiersQuery {
  /** ISO 4217. */
  readonly currency?: string | undefined;
  readonly is_active?: boolean | undefined;
}

export interface UploadOperatorDeckQuery {
  /** For your own eyes. */
  readonly file_name?: string | undefined;
}

export interface ListOperatorDecksQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface CompareOperatorDecksQuery {
  /** Another version of the tier. Default: the live one. */
  readonly against?: number | undefined;
  /** Compare prices as they hold then. Default: now. */
  readonly at?: string | undefined;
  /** Only these. Default: all but the unchanged. */
  readonly kind?: 'new' | 'dearer' | 'cheaper' | 'terms' | 'gone' | 'unchanged' | undefined;
  /** False: do not look at past calls, which takes a moment. Default: true. */
  readonly traffic?: boolean | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 50. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListOperatorDeckRatesQuery {
  /** Prices whose prefix begins with these digits. */
  readonly prefix?: string | undefined;
  /** Part of the description, in any case. */
  readonly search?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 50. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ExportOperatorDeckRatesQuery {
  /** Prices whose prefix begins with these digits. */
  readonly prefix?: string | undefined;
  /** Part of the description, in any case. */
  readonly search?: string | undefined;
}

export interface LookUpRateAsOperatorQuery {
  /** The number that is called, in any spelling; without + or 00 it may be a national one. */
  readonly to: string;
  /** A customer (`MA_…`): at the tier it has. */
  readonly account?: string | undefined;
  /** At this tier, whoever has it. */
  readonly pricing_tier_id?: string | undefined;
  /** How long the call lasts. Default 60. */
  readonly seconds?: number | undefined;
  /** Default outbound. */
  readonly direction?: 'outbound' | 'inbound' | undefined;
  /** Of an inbound call; default: what the number looks like. */
  readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | undefined;
  /** At the prices that hold then. Default: now. */
  readonly at?: string | undefined;
  /** Whose customers and tiers are meant (UUID or `partner-…`); needed with `account`. */
  readonly partner?: string | undefined;
  /** Without a tier: at the operator’s default tier of this currency. */
  readonly currency?: string | undefined;
}

export interface ListReconciliationsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface LookupRoutesQuery {
  /** E.164; the `+` may be left out or written `%2B`. */
  readonly to: string;
  /** The caller’s number; E.164 with `+`, or what its switch sends. Absent: none. */
  readonly from?: string | undefined;
  /** The caller withholds its number. */
  readonly anonymous?: boolean | undefined;
  /** Default: now. */
  readonly at?: string | undefined;
  /** A call’s id: which order its weights gave. Default: the number. */
  readonly seed?: string | undefined;
  /** Attempts. Default 6. */
  readonly limit?: number | undefined;
}

export interface FindSipSourcesQuery {
  /** An IPv4 address or block. Omitted: any. */
  readonly address?: string | undefined;
}

export interface ListCustomerAccountsQuery {
  /** Part of the name or of the e-mail, in any case. */
  readonly search?: string | undefined;
  readonly status?: 'active' | 'suspended' | 'closed' | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListCustomerAccountsAnswers {
  readonly '2026-03-25': ListCustomerAccountsResponse;
  readonly '2026-05-12': ListCustomerAccountsResponse20260512;
}

export interface CreateCustomerAccountAnswers {
  readonly '2026-03-25': CreateCustomerAccountResponse;
  readonly '2026-05-12': CreateCustomerAccountResponse20260512;
}

export interface GetCustomerAccountAnswers {
  readonly '2026-03-25': CustomerAccount;
  readonly '2026-05-12': CustomerAccount20260512;
}

export interface UpdateCustomerAccountAnswers {
  readonly '2026-03-25': CustomerAccount;
  readonly '2026-05-12': CustomerAccount20260512;
}

export interface GetCustomerBalanceAnswers {
  readonly '2026-03-25': CustomerBalance;
  readonly '2026-05-12': CustomerBalance20260512;
}

export interface ListCustomerCdrsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** failed: whatever was neither answered nor busy nor left unanswered, refused calls too. */
  readonly status?: 'answered' | 'busy' | 'failed' | 'no_answer' | 'no-answer' | undefined;
  /** e.g. `NORMAL_CLEARING`. */
  readonly hangup_cause?: string | undefined;
  /** e.g. `send_bye`. */
  readonly hangup_disposition?: string | undefined;
  /** Shortest `duration`, seconds. */
  readonly min_duration?: number | undefined;
  /** Longest `duration`, seconds. */
  readonly max_duration?: number | undefined;
  /** Part of the caller’s number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly from_number?: string | undefined;
  /** Part of the called number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly to_number?: string | undefined;
  /** Part of either number, or a whole id: uuid, sip_call_id, bridge_uuid. At least three letters or digits in a row. */
  readonly search?: string | undefined;
  /** SIP’s Call-ID. */
  readonly sip_call_id?: string | undefined;
  /** Id of the bridge. */
  readonly bridge_uuid?: string | undefined;
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Id of the campaign. */
  readonly campaign_id?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
}

export interface ListCustomerCdrsAnswers {
  readonly '2026-03-25': ListCustomerCdrsResponse;
  readonly '2026-05-12': ListCustomerCdrsResponse20260512;
}

export interface GetCustomerCdrAnswers {
  readonly '2026-03-25': CustomerCdr;
  readonly '2026-05-12': CustomerCdr20260512;
}

export interface CloseCustomerAccountAnswers {
  readonly '2026-03-25': CustomerAccount;
  readonly '2026-05-12': CustomerAccount20260512;
}

export interface ListCustomerNumbersQuery {
  /** Part of the number. */
  readonly search?: string | undefined;
  /** Default: all but `released`. */
  readonly status?: 'active' | 'suspended' | 'pending_release' | 'released' | undefined;
  readonly tag?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListCustomerNumbersAnswers {
  readonly '2026-03-25': ListCustomerNumbersResponse;
  readonly '2026-05-12': ListCustomerNumbersResponse20260512;
}

export interface AssignNumberAnswers {
  readonly '2026-03-25': Number;
  readonly '2026-05-12': Number20260512;
}

export interface GetCustomerNumberAnswers {
  readonly '2026-03-25': Number;
  readonly '2026-05-12': Number20260512;
}

export interface UpdateCustomerNumberAnswers {
  readonly '2026-03-25': Number;
  readonly '2026-05-12': Number20260512;
}

export interface ReleaseCustomerNumberQuery {
  /** At once, without the time in which it can be taken back. */
  readonly immediate?: boolean | undefined;
  /** Without the fee, whatever is left of a commitment. */
  readonly force?: boolean | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
}

export interface ReleaseCustomerNumberAnswers {
  readonly '2026-03-25': ReleaseCustomerNumberResponse;
  readonly '2026-05-12': ReleaseCustomerNumberResponse20260512;
}

export interface CancelCustomerNumberReleaseAnswers {
  readonly '2026-03-25': CancelCustomerNumberReleaseResponse;
  readonly '2026-05-12': CancelCustomerNumberReleaseResponse20260512;
}

export interface ReclaimBalanceAnswers {
  readonly '2026-03-25': TransferBalanceResponse;
  readonly '2026-05-12': TransferBalanceResponse20260512;
}

export interface ResumeCustomerAccountAnswers {
  readonly '2026-03-25': CustomerAccount;
  readonly '2026-05-12': CustomerAccount20260512;
}

export interface SuspendCustomerAccountAnswers {
  readonly '2026-03-25': CustomerAccount;
  readonly '2026-05-12': CustomerAccount20260512;
}

export interface ListCustomerTransactionsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** recharge: money that came in; debit: what was used; refund; transfer: moved by the partner, both ways; adjustment. */
  readonly transaction_type?: 'recharge' | 'debit' | 'refund' | 'transfer' | 'adjustment' | undefined;
}

export interface ListCustomerTransactionsAnswers {
  readonly '2026-03-25': ListCustomerTransactionsResponse;
  readonly '2026-05-12': ListCustomerTransactionsResponse20260512;
}

export interface TransferBalanceAnswers {
  readonly '2026-03-25': TransferBalanceResponse;
  readonly '2026-05-12': TransferBalanceResponse20260512;
}

export interface ListCustomerTrunksQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface GetAnalyticsQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
}

export interface GetAnalyticsAnswers {
  readonly '2026-03-25': Analytics;
  readonly '2026-05-12': Analytics20260512;
}

export interface GetHangupCausesQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** Destinations of one country, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
}

export interface GetConcurrentCallsQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** One customer’s auth_id, of at most 31 days. Default: all. */
  readonly account?: string | undefined;
  /** Default `hour`. Hours: of at most 62 days. */
  readonly interval?: 'hour' | 'day' | undefined;
}

export interface GetTrafficByCustomerQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
}

export interface GetTrafficByDestinationQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** Destinations of one country, ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Default `country`. */
  readonly group_by?: 'country' | 'prefix' | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
}

export interface GetNumberHealthQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
}

export interface GetRunwayQuery {
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** Wallets alone that are gone by then. */
  readonly within_hours?: number | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
}

export interface GetTrafficTimelineQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** The product. */
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Default `day`. Hours: of at most 62 days. */
  readonly interval?: 'hour' | 'day' | 'week' | 'month' | undefined;
}

export interface GetTrafficByTrunkQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a day of `tz`; a full ISO 8601 time carries its offset (without one it is UTC) and begins with its quarter of an hour. */
  readonly from_date?: string | undefined;
  /** Last day, inclusive, or an instant: where one lies within a quarter of an hour, that is counted whole. Default: today. At most 400 days. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
  /** ISO 4217. Default: your primary currency. */
  readonly currency?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** One customer’s auth_id. Default: all. */
  readonly account?: string | undefined;
  /** growth: what was spent more than in the stretch before; failed: calls that never reached the other side. */
  readonly sort?:
    'calls' | 'minutes' | 'cost' | 'margin' | 'growth' | 'asr' | 'failed' | 'short_calls' | undefined;
  /** Default: the largest first. */
  readonly order?: 'desc' | 'asc' | undefined;
  /** Rows. Default 50. */
  readonly limit?: number | undefined;
}

export interface ListAuditLogQuery {
  /** A kind of actor (`operator`, `partner`, …), or one actor's id or label. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly object_type?: string | undefined;
  readonly object_id?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListCdrsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  readonly call_direction?: 'inbound' | 'outbound' | undefined;
  /** failed: whatever was neither answered nor busy nor left unanswered, refused calls too. */
  readonly status?: 'answered' | 'busy' | 'failed' | 'no_answer' | 'no-answer' | undefined;
  /** e.g. `NORMAL_CLEARING`. */
  readonly hangup_cause?: string | undefined;
  /** e.g. `send_bye`. */
  readonly hangup_disposition?: string | undefined;
  /** Shortest `duration`, seconds. */
  readonly min_duration?: number | undefined;
  /** Longest `duration`, seconds. */
  readonly max_duration?: number | undefined;
  /** Part of the caller’s number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly from_number?: string | undefined;
  /** Part of the called number; with a plus, its beginning or all of it in E.164. At least three letters or digits in a row. */
  readonly to_number?: string | undefined;
  /** Part of either number, or a whole id: uuid, sip_call_id, bridge_uuid. At least three letters or digits in a row. */
  readonly search?: string | undefined;
  /** SIP’s Call-ID. */
  readonly sip_call_id?: string | undefined;
  /** Id of the bridge. */
  readonly bridge_uuid?: string | undefined;
  readonly context?: 'sip-trunking' | 'voice-api' | undefined;
  /** Id of the campaign. */
  readonly campaign_id?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
  /** One customer’s auth_id. */
  readonly account?: string | undefined;
}

export interface ListCdrsAnswers {
  readonly '2026-03-25': ListCdrsResponse;
  readonly '2026-05-12': ListCdrsResponse20260512;
}

export interface ListCapacityTransfersQuery {
  /** Only of this customer, `MA_…`. */
  readonly account?: string | undefined;
  readonly resource?: 'concurrent_calls' | 'cps' | undefined;
  /** Most rows. Default 50. */
  readonly limit?: number | undefined;
  /** Rows to skip. Default 0. */
  readonly offset?: number | undefined;
}

export interface GetDashboardQuery {
  /** IANA time zone whose days are meant, e.g. `Asia/Kolkata`. Default `UTC`. */
  readonly tz?: string | undefined;
}

export interface GetDashboardAnswers {
  readonly '2026-03-25': Dashboard;
  readonly '2026-05-12': Analytics20260512;
}

export interface ListExportsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListLedgerEntriesQuery {
  /** Continue after this entry; `next_after_entry_no` of the page before. Default 0: from the first. */
  readonly after_entry_no?: number | undefined;
  /** Entries in an answer. Default 100. */
  readonly limit?: number | undefined;
}

export interface ListLedgerRootsQuery {
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 31. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListLiveCallsQuery {
  /** Only of this customer. */
  readonly account?: string | undefined;
  readonly direction?: 'inbound' | 'outbound' | undefined;
  /** Default 50. */
  readonly limit?: number | undefined;
  /** The `next_cursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface GetPartnerProfileAnswers {
  readonly '2026-03-25': PartnerProfile;
  readonly '2026-05-12': PartnerProfile20260512;
}

export interface GetPartnerBalanceQuery {
  /** A past instant, ISO 8601; a bare day means its end, UTC. */
  readonly at?: string | undefined;
  /** Default: the primary currency. */
  readonly currency?: string | undefined;
}

export interface ListOwnTransactionsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** recharge: money that came in; debit: what was used; refund; transfer: moved by the partner, both ways; adjustment. */
  readonly transaction_type?: 'recharge' | 'debit' | 'refund' | 'transfer' | 'adjustment' | undefined;
  /** master: your master accounts; margin: what you earn, your selling prices as credits and what they cost you as debits. */
  readonly book?: 'master' | 'margin' | undefined;
}

export interface ListOwnTransactionsAnswers {
  readonly '2026-03-25': ListTransactionsResponse;
  readonly '2026-05-12': ListTransactionsResponse20260512;
}

export interface ListNumberPricesQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 50. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListNumbersQuery {
  /** Part of the number. */
  readonly search?: string | undefined;
  /** Default: all but `released`. */
  readonly status?: 'active' | 'suspended' | 'pending_release' | 'released' | undefined;
  readonly tag?: string | undefined;
  /** One customer, `MA_…`. */
  readonly account?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListNumbersAnswers {
  readonly '2026-03-25': ListNumbersResponse;
  readonly '2026-05-12': ListNumbersResponse20260512;
}

export interface SearchNumberInventoryQuery {
  /** ISO 3166-1 alpha-2 in capitals. */
  readonly country?: string | undefined;
  /** As `inventory/countries` spells it. */
  readonly region?: string | undefined;
  readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | undefined;
  /** Part of the number, or the whole of it with `*` for any digits and `?` for one: `+9122*77`. */
  readonly pattern?: string | undefined;
  /** Digits anywhere. */
  readonly contains?: string | undefined;
  /** Its first digits, with or without `+`. */
  readonly starts_with?: string | undefined;
  /** Its last digits. */
  readonly ends_with?: string | undefined;
  /** Each of these: `voice,sms`. */
  readonly capabilities?: string | undefined;
  readonly currency?: string | undefined;
  /** Highest wholesale setup fee, in `currency` (default: that of your primary master account). */
  readonly max_setup_fee?: number | string | undefined;
  /** Highest wholesale monthly fee, in `currency` (default: that of your primary master account). */
  readonly max_monthly_fee?: number | string | undefined;
  /** Default `number`; `-` turns it round. By a fee: the wholesale one, of numbers in `currency` alone. */
  readonly sort?:
    'number' | '-number' | 'monthly_fee' | '-monthly_fee' | 'setup_fee' | '-setup_fee' | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListInventoryCountriesQuery {
  /** This one alone. */
  readonly country?: string | undefined;
}

export interface ListNumberReservationsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface GetNumberAnswers {
  readonly '2026-03-25': Number;
  readonly '2026-05-12': Number20260512;
}

export interface MoveNumberAnswers {
  readonly '2026-03-25': Number;
  readonly '2026-05-12': Number20260512;
}

export interface ListPricingTiersQuery {
  /** ISO 4217. */
  readonly currency?: string | undefined;
  readonly is_active?: boolean | undefined;
}

export interface UploadDeckQuery {
  /** For your own eyes. */
  readonly file_name?: string | undefined;
}

export interface ListDecksQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface CompareDecksQuery {
  /** Another version of the tier. Default: the live one. */
  readonly against?: number | undefined;
  /** Compare prices as they hold then. Default: now. */
  readonly at?: string | undefined;
  /** Only these. Default: all but the unchanged. */
  readonly kind?: 'new' | 'dearer' | 'cheaper' | 'terms' | 'gone' | 'unchanged' | undefined;
  /** False: do not look at past calls, which takes a moment. Default: true. */
  readonly traffic?: boolean | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 50. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListDeckRatesQuery {
  /** Prices whose prefix begins with these digits. */
  readonly prefix?: string | undefined;
  /** Part of the description, in any case. */
  readonly search?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 50. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ExportDeckRatesQuery {
  /** Prices whose prefix begins with these digits. */
  readonly prefix?: string | undefined;
  /** Part of the description, in any case. */
  readonly search?: string | undefined;
}

export interface LookUpRateQuery {
  /** The number that is called, in any spelling; without + or 00 it may be a national one. */
  readonly to: string;
  /** A customer (`MA_…`): at the tier it has. */
  readonly account?: string | undefined;
  /** At this tier, whoever has it. */
  readonly pricing_tier_id?: string | undefined;
  /** How long the call lasts. Default 60. */
  readonly seconds?: number | undefined;
  /** Default outbound. */
  readonly direction?: 'outbound' | 'inbound' | undefined;
  /** Of an inbound call; default: what the number looks like. */
  readonly number_type?: 'local' | 'mobile' | 'toll_free' | 'national' | undefined;
  /** At the prices that hold then. Default: now. */
  readonly at?: string | undefined;
}

export interface GetReconciliationQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface ListTokensQuery {
  /** Also the last 100 that were revoked. */
  readonly include_revoked?: boolean | undefined;
}

export interface ListTransactionsQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
  /** ISO 4217. */
  readonly currency?: string | undefined;
  /** recharge: money that came in; debit: what was used; refund; transfer: moved by the partner, both ways; adjustment. */
  readonly transaction_type?: 'recharge' | 'debit' | 'refund' | 'transfer' | 'adjustment' | undefined;
  /** One customer’s auth_id. */
  readonly account?: string | undefined;
  /** Substring of description, reference, account id or account name; letter case does not matter. */
  readonly search?: string | undefined;
}

export interface ListTransactionsAnswers {
  readonly '2026-03-25': ListTransactionsResponse;
  readonly '2026-05-12': ListTransactionsResponse20260512;
}

export interface ListTransfersQuery {
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
  /** First day or instant, inclusive. `YYYY-MM-DD` is a UTC day; a full ISO 8601 time carries its offset. */
  readonly from_date?: string | undefined;
  /** Last day or instant, inclusive. */
  readonly to_date?: string | undefined;
  /** Another name of `from_date`. */
  readonly start_date?: string | undefined;
  /** Another name of `to_date`. */
  readonly end_date?: string | undefined;
  /** One’s own id, in either form, changes nothing; another’s is 404. */
  readonly partner_id?: string | undefined;
  /** One customer’s auth_id. */
  readonly account?: string | undefined;
  readonly kind?: 'transfer' | 'reclaim' | 'reversal' | undefined;
  /** Substring of the reference. */
  readonly reference?: string | undefined;
}

export interface ReverseTransferAnswers {
  readonly '2026-03-25': TransferBalanceResponse;
  readonly '2026-05-12': TransferBalanceResponse20260512;
}

export interface ListCustomersTrunksQuery {
  /** Only of this customer, `MA_…`. */
  readonly account?: string | undefined;
  /** Page number, from 1. Default 1. */
  readonly page?: number | undefined;
  /** Rows on a page. Default 20. */
  readonly per_page?: number | undefined;
  /** Another name of `per_page`. */
  readonly size?: number | undefined;
  /** Continue after this place; `next_cursor` of the page before. Replaces `page`. */
  readonly cursor?: string | undefined;
}

export interface EdgeListChangesQuery {
  /** The `cursor` of the answer before. Absent: begin now. */
  readonly after?: string | undefined;
  /** Changes read at once. Default 1,000. */
  readonly limit?: number | undefined;
}

export interface EdgeFindCredentialQuery {
  readonly username: string;
  /** Host of the request’s URI: says which trunk is meant where several are open to the caller. */
  readonly host?: string | undefined;
}

export interface EdgeFindSourceQuery {
  /** From where the INVITE came. */
  readonly address: string;
  /** Host of the request’s URI: says which trunk is meant where several are open to the caller. */
  readonly host?: string | undefined;
  /** The called number as it stands in the INVITE. */
  readonly did?: string | undefined;
}
