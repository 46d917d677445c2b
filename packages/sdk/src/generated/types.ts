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
  /** When the balance was read. */
  readonly updated_at: string;
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

export interface ChangePasswordRequest {
  readonly current_password: string;
  /** 8 to 200 characters with at least one number and one special character. */
  readonly password: string;
}

export interface CloseCustomerAccountRequest {
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** Close although money is held; it comes back when its hold ends. Needs a reason. */
  readonly force?: boolean | undefined;
}

export interface ClosePartnerRequest {
  /** For the audit log. */
  readonly reason: string;
  /** Close although money is left; it stays in the books. */
  readonly force?: boolean | undefined;
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
  /** Absent: it does not expire. */
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
    /** Voice, per minute. */
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
    /** Voice, per minute. */
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
  /** When the balance was read. */
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
  /** When the balance was read. */
  readonly updated_at: string;
}

export interface DeclineAccessRequestRequest {
  /** For the audit log. */
  readonly reason: string;
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

export interface ListAccessRequestsResponse {
  readonly access_requests: readonly AccessRequest[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
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
      /** Voice, per minute. */
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
      /** Voice, per minute. */
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

export interface ListGatewaysResponse {
  readonly gateways: readonly Gateway[];
  readonly page: number;
  readonly per_page: number;
  readonly total: number;
  readonly next_cursor: string | null;
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

export interface ListPartnersResponse {
  readonly partners: readonly Partner[];
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

export interface PreviewLinkResponse {
  readonly purpose: 'partner_welcome' | 'password_reset' | 'invitation';
  /** Masked. */
  readonly email: string;
  readonly expires_at: string;
  /** What to do with it. */
  readonly next_step: string;
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

export type ResetCustomerPasswordRequest = Readonly<Record<string, never>>;

export interface ResetCustomerPasswordResponse {
  readonly auth_id: string;
  /** Where the link was sent. */
  readonly email: string;
  /** The link works once, until then. */
  readonly expires_at: string;
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

export interface RotateTokenRequest {
  /** How long the old secret works on. Default 0: it is dead at once. */
  readonly overlap_seconds?: number | undefined;
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

export interface SetGatewayStateRequest {
  /** `auto`: forget past failures and let its calls show. */
  readonly state: 'auto' | 'up' | 'down' | 'draining';
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
  /** Post nothing when the request is reached after this time. */
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
  /** Calls that may begin per second. */
  readonly cps_limit?: number | undefined;
  /** Calls that may be up at once. */
  readonly concurrent_calls_limit?: number | undefined;
  /** A tier of yours or the operator’s, in the wallet’s currency. */
  readonly pricing_tier_id?: string | undefined;
  /** How far the wallet may go below zero. Held on your master account as long as it is given; needs scope `transfer` too. A token with `max_transfer_per_day` can only lower it. */
  readonly credit_limit?: number | string | undefined;
  /** For the audit log. */
  readonly reason?: string | undefined;
  /** The version you read; 409 if it is no longer that. */
  readonly version?: number | undefined;
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

export interface UpdateStaffRequest {
  readonly name?: string | undefined;
  readonly role?: 'admin' | 'finance' | 'support' | 'read_only' | undefined;
  /** Who is disabled cannot log in. */
  readonly status?: 'active' | 'disabled' | undefined;
  /** True removes a lost second factor. */
  readonly reset_totp?: boolean | undefined;
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

export interface LookupGatewayQuery {
  /** IPv4 or IPv6. */
  readonly address: string;
  /** The called number as the carrier writes it. */
  readonly did?: string | undefined;
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

export interface CloseCustomerAccountAnswers {
  readonly '2026-03-25': CustomerAccount;
  readonly '2026-05-12': CustomerAccount20260512;
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
}

export interface ListOwnTransactionsAnswers {
  readonly '2026-03-25': ListTransactionsResponse;
  readonly '2026-05-12': ListTransactionsResponse20260512;
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
