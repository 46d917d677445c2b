// Generated from packages/sdk/openapi.json; change the routes and run `npm run generate -w packages/sdk`, not this file.

import type { ApiCall } from '../api-call.ts';
import type { FileBody } from '../operation.ts';
import {
  clientHeaders,
  type AnonymousOptions,
  type CustomerOptions,
  type OperatorOptions,
  type PartnerOptions,
} from '../credentials.ts';
import { PagedList } from '../paged-list.ts';
import { Transport, type RequestOptions } from '../transport.ts';
import * as operations from './operations.ts';
import type {
  AccessRequest,
  AccountBalance,
  AccountProfile,
  AdjustPartnerRequest,
  ApproveAccessRequestRequest,
  ApproveAccessRequestResponse,
  BeginTotpResponse,
  Carrier,
  CarrierRoute,
  ChangePasswordRequest,
  CloseCustomerAccountAnswers,
  CloseCustomerAccountRequest,
  ClosePartnerRequest,
  ConfirmTotpRequest,
  CreateCarrierRequest,
  CreateCarrierRouteRequest,
  CreateCustomerAccountAnswers,
  CreateCustomerAccountRequest,
  CreateGatewayRequest,
  CreatePartnerRequest,
  CreatePartnerResponse,
  CreateSessionRequest,
  CreateTokenRequest,
  CreateTokenResponse,
  DeclineAccessRequestRequest,
  FundPartnerRequest,
  FundPartnerResponse,
  Gateway,
  GetCustomerAccountAnswers,
  GetCustomerBalanceAnswers,
  GetPartnerBalanceQuery,
  GetPartnerProfileAnswers,
  InviteStaffRequest,
  InviteTeamMemberRequest,
  ListAccessRequestsQuery,
  ListAccessRequestsResponse,
  ListAuditLogQuery,
  ListAuditLogResponse,
  ListCarrierRoutesQuery,
  ListCarrierRoutesResponse,
  ListCarriersQuery,
  ListCarriersResponse,
  ListCustomerAccountsAnswers,
  ListCustomerAccountsQuery,
  ListCustomerTransactionsAnswers,
  ListCustomerTransactionsQuery,
  ListGatewaysQuery,
  ListGatewaysResponse,
  ListOperatorAuditLogQuery,
  ListOperatorAuditLogResponse,
  ListOwnTransactionsAnswers,
  ListOwnTransactionsQuery,
  ListPartnersQuery,
  ListPartnersResponse,
  ListReferenceTypesResponse,
  ListStaffResponse,
  ListTeamResponse,
  ListTokensQuery,
  ListTokensResponse,
  ListTransactionsAnswers,
  ListTransactionsQuery,
  ListTransfersQuery,
  ListTransfersResponse,
  ListWalletTransactionsAnswers,
  ListWalletTransactionsQuery,
  LookupGatewayQuery,
  LookupGatewayResponse,
  LookupRoutesQuery,
  LookupRoutesResponse,
  OpenMasterAccountRequest,
  OpenMasterAccountResponse,
  OperatorLoginRequest,
  OperatorMe,
  Partner,
  PartnerBalance,
  PartnerLoginRequest,
  PartnerLoginResponse,
  PreviewLinkResponse,
  ReclaimBalanceAnswers,
  ReclaimBalanceRequest,
  RemoveTotpRequest,
  ReplaceCarrierRoutesResponse,
  RequestAccessRequest,
  RequestAccessResponse,
  ResetCustomerPasswordRequest,
  ResetCustomerPasswordResponse,
  ResumeCustomerAccountAnswers,
  ResumeCustomerAccountRequest,
  ResumePartnerRequest,
  ReverseTransferAnswers,
  ReverseTransferRequest,
  RevokeTokenResponse,
  RotateCustomerTokenRequest,
  RotateCustomerTokenResponse,
  RotateTokenRequest,
  SendPartnerOwnerLinkRequest,
  SendPartnerOwnerLinkResponse,
  Session,
  SetGatewayStateRequest,
  SetPartnerCreditLimitRequest,
  SuspendCustomerAccountAnswers,
  SuspendCustomerAccountRequest,
  SuspendPartnerRequest,
  TeamEntry,
  Token,
  Transfer,
  TransferBalanceAnswers,
  TransferBalanceRequest,
  UpdateCarrierRequest,
  UpdateCarrierRouteRequest,
  UpdateCustomerAccountAnswers,
  UpdateCustomerAccountRequest,
  UpdateGatewayRequest,
  UpdatePartnerRequest,
  UpdateStaffRequest,
  UpdateTeamMemberRequest,
  UpdateTokenRequest,
  UseLinkRequest,
  UseLinkResponse,
} from './types.ts';

/** Forms of the answers; the oldest is the default. */
export type ApiVersion = '2026-03-25' | '2026-05-12';
export const DEFAULT_API_VERSION = '2026-03-25';
type DefaultVersion = typeof DEFAULT_API_VERSION;

export class CustomerBalanceApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your balance in a currency */
  get(currency: string, options: RequestOptions = {}): ApiCall<AccountBalance> {
    return this.#transport.call(operations.getAccountBalance, { params: { currency: currency } }, options);
  }
}

export class CustomerTransactionsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your transactions */
  list(
    query: ListWalletTransactionsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListWalletTransactionsAnswers[V]['transactions'][number], ListWalletTransactionsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listWalletTransactions, { query: page }, options),
      query,
      'transactions',
    );
  }

  /** Reference types */
  listReferenceTypes(options: RequestOptions = {}): ApiCall<ListReferenceTypesResponse> {
    return this.#transport.call(operations.listReferenceTypes, {}, options);
  }
}

export class CustomerAuthApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your account */
  getMe(options: RequestOptions = {}): ApiCall<AccountProfile> {
    return this.#transport.call(operations.getAccountProfile, {}, options);
  }
}

/** The customer side: one account, with that account's own credentials. */
export class CustomerPortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly balance: CustomerBalanceApi<V>;
  readonly transactions: CustomerTransactionsApi<V>;
  readonly auth: CustomerAuthApi<V>;

  constructor(options: CustomerOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers, { auth_id: options.authId });
    this.balance = new CustomerBalanceApi(this.#transport);
    this.transactions = new CustomerTransactionsApi(this.#transport);
    this.auth = new CustomerAuthApi(this.#transport);
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }
}

export class OperatorAccessRequestsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Who asked to become a partner */
  list(
    query: ListAccessRequestsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListAccessRequestsResponse['access_requests'][number], ListAccessRequestsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listAccessRequests, { query: page }, options),
      query,
      'access_requests',
    );
  }

  /** One access request */
  get(id: string, options: RequestOptions = {}): ApiCall<AccessRequest> {
    return this.#transport.call(operations.getAccessRequest, { params: { id: id } }, options);
  }

  /** Approve: make the applicant a partner */
  approve(
    id: string,
    body: ApproveAccessRequestRequest = {},
    options: RequestOptions = {},
  ): ApiCall<ApproveAccessRequestResponse> {
    return this.#transport.call(operations.approveAccessRequest, { params: { id: id }, body }, options);
  }

  /** Decline, with a reason */
  decline(
    id: string,
    body: DeclineAccessRequestRequest,
    options: RequestOptions = {},
  ): ApiCall<AccessRequest> {
    return this.#transport.call(operations.declineAccessRequest, { params: { id: id }, body }, options);
  }

  /** Take a request into review */
  take(id: string, options: RequestOptions = {}): ApiCall<AccessRequest> {
    return this.#transport.call(operations.takeAccessRequest, { params: { id: id } }, options);
  }
}

export class OperatorAuditLogApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The audit log of all partners and of the operator */
  list(
    query: ListOperatorAuditLogQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListOperatorAuditLogResponse['entries'][number], ListOperatorAuditLogResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listOperatorAuditLog, { query: page }, options),
      query,
      'entries',
    );
  }
}

export class OperatorCarriersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Carriers, by name */
  list(
    query: ListCarriersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCarriersResponse['carriers'][number], ListCarriersResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listCarriers, { query: page }, options),
      query,
      'carriers',
    );
  }

  /** Add a carrier */
  create(body: CreateCarrierRequest, options: RequestOptions = {}): ApiCall<Carrier> {
    return this.#transport.call(operations.createCarrier, { body }, options);
  }

  /** One carrier */
  get(carrierId: string, options: RequestOptions = {}): ApiCall<Carrier> {
    return this.#transport.call(operations.getCarrier, { params: { carrier_id: carrierId } }, options);
  }

  /** Change or disable a carrier */
  update(carrierId: string, body: UpdateCarrierRequest, options: RequestOptions = {}): ApiCall<Carrier> {
    return this.#transport.call(
      operations.updateCarrier,
      { params: { carrier_id: carrierId }, body },
      options,
    );
  }

  /** Delete a carrier */
  delete(carrierId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.deleteCarrier, { params: { carrier_id: carrierId } }, options);
  }

  /** Gateways of a carrier, by name */
  listGateways(
    carrierId: string,
    query: ListGatewaysQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListGatewaysResponse['gateways'][number], ListGatewaysResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listGateways,
          { params: { carrier_id: carrierId }, query: page },
          options,
        ),
      query,
      'gateways',
    );
  }

  /** Add a gateway to a carrier */
  createGateway(
    carrierId: string,
    body: CreateGatewayRequest,
    options: RequestOptions = {},
  ): ApiCall<Gateway> {
    return this.#transport.call(
      operations.createGateway,
      { params: { carrier_id: carrierId }, body },
      options,
    );
  }

  /** One gateway */
  getGateway(carrierId: string, gatewayId: string, options: RequestOptions = {}): ApiCall<Gateway> {
    return this.#transport.call(
      operations.getGateway,
      { params: { carrier_id: carrierId, gateway_id: gatewayId } },
      options,
    );
  }

  /** Change or disable a gateway */
  updateGateway(
    carrierId: string,
    gatewayId: string,
    body: UpdateGatewayRequest,
    options: RequestOptions = {},
  ): ApiCall<Gateway> {
    return this.#transport.call(
      operations.updateGateway,
      { params: { carrier_id: carrierId, gateway_id: gatewayId }, body },
      options,
    );
  }

  /** Delete a gateway */
  deleteGateway(carrierId: string, gatewayId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(
      operations.deleteGateway,
      { params: { carrier_id: carrierId, gateway_id: gatewayId } },
      options,
    );
  }

  /** Take a gateway up or down by hand */
  gatewaysState(
    carrierId: string,
    gatewayId: string,
    body: SetGatewayStateRequest,
    options: RequestOptions = {},
  ): ApiCall<Gateway> {
    return this.#transport.call(
      operations.setGatewayState,
      { params: { carrier_id: carrierId, gateway_id: gatewayId }, body },
      options,
    );
  }

  /** Routes of a carrier, by prefix */
  listRoutes(
    carrierId: string,
    query: ListCarrierRoutesQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCarrierRoutesResponse['routes'][number], ListCarrierRoutesResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listCarrierRoutes,
          { params: { carrier_id: carrierId }, query: page },
          options,
        ),
      query,
      'routes',
    );
  }

  /** Route a prefix to a carrier */
  createRoute(
    carrierId: string,
    body: CreateCarrierRouteRequest,
    options: RequestOptions = {},
  ): ApiCall<CarrierRoute> {
    return this.#transport.call(
      operations.createCarrierRoute,
      { params: { carrier_id: carrierId }, body },
      options,
    );
  }

  /** Replace all routes of a carrier from a file */
  replaceRoutes(
    carrierId: string,
    file: FileBody,
    options: RequestOptions = {},
  ): ApiCall<ReplaceCarrierRoutesResponse> {
    return this.#transport.call(
      operations.replaceCarrierRoutes,
      { params: { carrier_id: carrierId }, file },
      options,
    );
  }

  /** One route */
  getRoute(carrierId: string, routeId: string, options: RequestOptions = {}): ApiCall<CarrierRoute> {
    return this.#transport.call(
      operations.getCarrierRoute,
      { params: { carrier_id: carrierId, route_id: routeId } },
      options,
    );
  }

  /** Change or disable a route */
  updateRoute(
    carrierId: string,
    routeId: string,
    body: UpdateCarrierRouteRequest,
    options: RequestOptions = {},
  ): ApiCall<CarrierRoute> {
    return this.#transport.call(
      operations.updateCarrierRoute,
      { params: { carrier_id: carrierId, route_id: routeId }, body },
      options,
    );
  }

  /** Delete a route */
  deleteRoute(carrierId: string, routeId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(
      operations.deleteCarrierRoute,
      { params: { carrier_id: carrierId, route_id: routeId } },
      options,
    );
  }
}

export class OperatorGatewaysApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whose address brings a call */
  lookupLookup(query: LookupGatewayQuery, options: RequestOptions = {}): ApiCall<LookupGatewayResponse> {
    return this.#transport.call(operations.lookupGateway, { query }, options);
  }
}

export class OperatorMeApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Who you are */
  get(options: RequestOptions = {}): ApiCall<OperatorMe> {
    return this.#transport.call(operations.getOperatorMe, {}, options);
  }

  /** Begin to enrol a second factor */
  beginTotp(options: RequestOptions = {}): ApiCall<BeginTotpResponse> {
    return this.#transport.call(operations.beginTotp, {}, options);
  }

  /** Remove the second factor */
  removeTotp(body: RemoveTotpRequest, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.removeTotp, { body }, options);
  }

  /** Confirm the second factor with its first code */
  totpConfirm(body: ConfirmTotpRequest, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.confirmTotp, { body }, options);
  }
}

export class OperatorPartnersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Partners, newest first */
  list(
    query: ListPartnersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListPartnersResponse['partners'][number], ListPartnersResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listPartners, { query: page }, options),
      query,
      'partners',
    );
  }

  /** Make a partner */
  create(body: CreatePartnerRequest, options: RequestOptions = {}): ApiCall<CreatePartnerResponse> {
    return this.#transport.call(operations.createPartner, { body }, options);
  }

  /** One partner */
  get(id: string, options: RequestOptions = {}): ApiCall<Partner> {
    return this.#transport.call(operations.getPartner, { params: { id: id } }, options);
  }

  /** Change contact, tax data, capabilities or limits */
  update(id: string, body: UpdatePartnerRequest, options: RequestOptions = {}): ApiCall<Partner> {
    return this.#transport.call(operations.updatePartner, { params: { id: id }, body }, options);
  }

  /** Adjust a master account */
  adjust(id: string, body: AdjustPartnerRequest, options: RequestOptions = {}): ApiCall<FundPartnerResponse> {
    return this.#transport.call(operations.adjustPartner, { params: { id: id }, body }, options);
  }

  /** Close a partner for good */
  close(id: string, body: ClosePartnerRequest, options: RequestOptions = {}): ApiCall<Partner> {
    return this.#transport.call(operations.closePartner, { params: { id: id }, body }, options);
  }

  /** Set a credit limit */
  setCreditLimit(
    id: string,
    body: SetPartnerCreditLimitRequest,
    options: RequestOptions = {},
  ): ApiCall<Partner> {
    return this.#transport.call(operations.setPartnerCreditLimit, { params: { id: id }, body }, options);
  }

  /** Fund a master account */
  fund(id: string, body: FundPartnerRequest, options: RequestOptions = {}): ApiCall<FundPartnerResponse> {
    return this.#transport.call(operations.fundPartner, { params: { id: id }, body }, options);
  }

  /** Open a master account in another currency */
  openMasterAccount(
    id: string,
    body: OpenMasterAccountRequest,
    options: RequestOptions = {},
  ): ApiCall<OpenMasterAccountResponse> {
    return this.#transport.call(operations.openMasterAccount, { params: { id: id }, body }, options);
  }

  /** Send the owner another link */
  sendOwnerLink(
    id: string,
    body: SendPartnerOwnerLinkRequest = {},
    options: RequestOptions = {},
  ): ApiCall<SendPartnerOwnerLinkResponse> {
    return this.#transport.call(operations.sendPartnerOwnerLink, { params: { id: id }, body }, options);
  }

  /** Resume a suspended partner */
  resume(id: string, body: ResumePartnerRequest = {}, options: RequestOptions = {}): ApiCall<Partner> {
    return this.#transport.call(operations.resumePartner, { params: { id: id }, body }, options);
  }

  /** Suspend a partner */
  suspend(id: string, body: SuspendPartnerRequest, options: RequestOptions = {}): ApiCall<Partner> {
    return this.#transport.call(operations.suspendPartner, { params: { id: id }, body }, options);
  }
}

export class OperatorRoutesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Where a call would go, and why nowhere else */
  lookupLookup(query: LookupRoutesQuery, options: RequestOptions = {}): ApiCall<LookupRoutesResponse> {
    return this.#transport.call(operations.lookupRoutes, { query }, options);
  }
}

export class OperatorStaffApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The operator’s people */
  list(options: RequestOptions = {}): ApiCall<ListStaffResponse> {
    return this.#transport.call(operations.listStaff, {}, options);
  }

  /** Invite a member of staff */
  invite(body: InviteStaffRequest, options: RequestOptions = {}): ApiCall<OperatorMe> {
    return this.#transport.call(operations.inviteStaff, { body }, options);
  }

  /** Change name, role or status, or reset a lost second factor */
  update(id: string, body: UpdateStaffRequest, options: RequestOptions = {}): ApiCall<OperatorMe> {
    return this.#transport.call(operations.updateStaff, { params: { id: id }, body }, options);
  }
}

/** The operator side. */
export class OperatorPortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly accessRequests: OperatorAccessRequestsApi<V>;
  readonly auditLog: OperatorAuditLogApi<V>;
  readonly carriers: OperatorCarriersApi<V>;
  readonly gateways: OperatorGatewaysApi<V>;
  readonly me: OperatorMeApi<V>;
  readonly partners: OperatorPartnersApi<V>;
  readonly routes: OperatorRoutesApi<V>;
  readonly staff: OperatorStaffApi<V>;

  constructor(options: OperatorOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.accessRequests = new OperatorAccessRequestsApi(this.#transport);
    this.auditLog = new OperatorAuditLogApi(this.#transport);
    this.carriers = new OperatorCarriersApi(this.#transport);
    this.gateways = new OperatorGatewaysApi(this.#transport);
    this.me = new OperatorMeApi(this.#transport);
    this.partners = new OperatorPartnersApi(this.#transport);
    this.routes = new OperatorRoutesApi(this.#transport);
    this.staff = new OperatorStaffApi(this.#transport);
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }

  /** Log in as staff */
  login(body: OperatorLoginRequest, options: RequestOptions = {}): ApiCall<PartnerLoginResponse> {
    return this.#transport.call(operations.operatorLogin, { body }, options);
  }
}

export class PartnerAccountsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your customers, newest first */
  list(
    query: ListCustomerAccountsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCustomerAccountsAnswers[V]['accounts'][number], ListCustomerAccountsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listCustomerAccounts, { query: page }, options),
      query,
      'accounts',
    );
  }

  /** Create a customer account */
  create(
    body: CreateCustomerAccountRequest,
    options: RequestOptions = {},
  ): ApiCall<CreateCustomerAccountAnswers[V]> {
    return this.#transport.call(operations.createCustomerAccount, { body }, options);
  }

  /** One customer, with its token */
  get(customerAuthId: string, options: RequestOptions = {}): ApiCall<GetCustomerAccountAnswers[V]> {
    return this.#transport.call(
      operations.getCustomerAccount,
      { params: { customer_auth_id: customerAuthId } },
      options,
    );
  }

  /** Change a customer account */
  update(
    customerAuthId: string,
    body: UpdateCustomerAccountRequest,
    options: RequestOptions = {},
  ): ApiCall<UpdateCustomerAccountAnswers[V]> {
    return this.#transport.call(
      operations.updateCustomerAccount,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** A customer’s balance */
  getBalance(customerAuthId: string, options: RequestOptions = {}): ApiCall<GetCustomerBalanceAnswers[V]> {
    return this.#transport.call(
      operations.getCustomerBalance,
      { params: { customer_auth_id: customerAuthId } },
      options,
    );
  }

  /** Close a customer for good */
  close(
    customerAuthId: string,
    body: CloseCustomerAccountRequest = {},
    options: RequestOptions = {},
  ): ApiCall<CloseCustomerAccountAnswers[V]> {
    return this.#transport.call(
      operations.closeCustomerAccount,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Send a customer a link for a new password */
  passwordReset(
    customerAuthId: string,
    body: ResetCustomerPasswordRequest = {},
    options: RequestOptions = {},
  ): ApiCall<ResetCustomerPasswordResponse> {
    return this.#transport.call(
      operations.resetCustomerPassword,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Pull money back */
  reclaimBalance(
    customerAuthId: string,
    body: ReclaimBalanceRequest = {},
    options: RequestOptions = {},
  ): ApiCall<ReclaimBalanceAnswers[V]> {
    return this.#transport.call(
      operations.reclaimBalance,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Resume a suspended customer */
  resume(
    customerAuthId: string,
    body: ResumeCustomerAccountRequest = {},
    options: RequestOptions = {},
  ): ApiCall<ResumeCustomerAccountAnswers[V]> {
    return this.#transport.call(
      operations.resumeCustomerAccount,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Give a customer a new token */
  rotateToken(
    customerAuthId: string,
    body: RotateCustomerTokenRequest = {},
    options: RequestOptions = {},
  ): ApiCall<RotateCustomerTokenResponse> {
    return this.#transport.call(
      operations.rotateCustomerToken,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Suspend a customer */
  suspend(
    customerAuthId: string,
    body: SuspendCustomerAccountRequest,
    options: RequestOptions = {},
  ): ApiCall<SuspendCustomerAccountAnswers[V]> {
    return this.#transport.call(
      operations.suspendCustomerAccount,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** A customer’s transactions */
  listTransactions(
    customerAuthId: string,
    query: ListCustomerTransactionsQuery = {},
    options: RequestOptions = {},
  ): PagedList<
    ListCustomerTransactionsAnswers[V]['transactions'][number],
    ListCustomerTransactionsAnswers[V]
  > {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listCustomerTransactions,
          { params: { customer_auth_id: customerAuthId }, query: page },
          options,
        ),
      query,
      'transactions',
    );
  }

  /** Fund a wallet */
  transferBalance(
    customerAuthId: string,
    body: TransferBalanceRequest,
    options: RequestOptions = {},
  ): ApiCall<TransferBalanceAnswers[V]> {
    return this.#transport.call(
      operations.transferBalance,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }
}

export class PartnerAuditLogApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Who did what, when and from where */
  list(
    query: ListAuditLogQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListAuditLogResponse['entries'][number], ListAuditLogResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listAuditLog, { query: page }, options),
      query,
      'entries',
    );
  }
}

export class PartnerMeApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your profile */
  get(options: RequestOptions = {}): ApiCall<GetPartnerProfileAnswers[V]> {
    return this.#transport.call(operations.getPartnerProfile, {}, options);
  }

  /** Your master balance, now or at any past instant */
  getBalance(query: GetPartnerBalanceQuery = {}, options: RequestOptions = {}): ApiCall<PartnerBalance> {
    return this.#transport.call(operations.getPartnerBalance, { query }, options);
  }

  /** Your own ledger */
  listTransactions(
    query: ListOwnTransactionsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListOwnTransactionsAnswers[V]['transactions'][number], ListOwnTransactionsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listOwnTransactions, { query: page }, options),
      query,
      'transactions',
    );
  }
}

export class PartnerTeamApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your people */
  list(options: RequestOptions = {}): ApiCall<ListTeamResponse> {
    return this.#transport.call(operations.listTeam, {}, options);
  }

  /** Invite somebody */
  invite(body: InviteTeamMemberRequest, options: RequestOptions = {}): ApiCall<TeamEntry> {
    return this.#transport.call(operations.inviteTeamMember, { body }, options);
  }

  /** Change name, role or status of a member */
  update(id: string, body: UpdateTeamMemberRequest, options: RequestOptions = {}): ApiCall<TeamEntry> {
    return this.#transport.call(operations.updateTeamMember, { params: { id: id }, body }, options);
  }

  /** Remove a member */
  remove(id: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.removeTeamMember, { params: { id: id } }, options);
  }
}

export class PartnerTokensApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your API tokens */
  list(query: ListTokensQuery = {}, options: RequestOptions = {}): ApiCall<ListTokensResponse> {
    return this.#transport.call(operations.listTokens, { query }, options);
  }

  /** Make an API token */
  create(body: CreateTokenRequest, options: RequestOptions = {}): ApiCall<CreateTokenResponse> {
    return this.#transport.call(operations.createToken, { body }, options);
  }

  /** Change label or API version of a token */
  update(id: string, body: UpdateTokenRequest, options: RequestOptions = {}): ApiCall<Token> {
    return this.#transport.call(operations.updateToken, { params: { id: id }, body }, options);
  }

  /** Revoke a token */
  revoke(id: string, options: RequestOptions = {}): ApiCall<RevokeTokenResponse> {
    return this.#transport.call(operations.revokeToken, { params: { id: id } }, options);
  }

  /** Give a token a new secret */
  rotate(
    id: string,
    body: RotateTokenRequest = {},
    options: RequestOptions = {},
  ): ApiCall<CreateTokenResponse> {
    return this.#transport.call(operations.rotateToken, { params: { id: id }, body }, options);
  }
}

export class PartnerTransactionsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Transactions of all customers */
  list(
    query: ListTransactionsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListTransactionsAnswers[V]['transactions'][number], ListTransactionsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listTransactions, { query: page }, options),
      query,
      'transactions',
    );
  }
}

export class PartnerTransfersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** List transfers */
  list(
    query: ListTransfersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListTransfersResponse['transfers'][number], ListTransfersResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listTransfers, { query: page }, options),
      query,
      'transfers',
    );
  }

  /** Get a transfer */
  get(transactionId: string, options: RequestOptions = {}): ApiCall<Transfer> {
    return this.#transport.call(
      operations.getTransfer,
      { params: { transaction_id: transactionId } },
      options,
    );
  }

  /** Reverse a transfer */
  reverse(
    transactionId: string,
    body: ReverseTransferRequest = {},
    options: RequestOptions = {},
  ): ApiCall<ReverseTransferAnswers[V]> {
    return this.#transport.call(
      operations.reverseTransfer,
      { params: { transaction_id: transactionId }, body },
      options,
    );
  }
}

/** The Partner API: your customers, their wallets and your own account. */
export class PartnerPortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly accounts: PartnerAccountsApi<V>;
  readonly auditLog: PartnerAuditLogApi<V>;
  readonly me: PartnerMeApi<V>;
  readonly team: PartnerTeamApi<V>;
  readonly tokens: PartnerTokensApi<V>;
  readonly transactions: PartnerTransactionsApi<V>;
  readonly transfers: PartnerTransfersApi<V>;

  constructor(options: PartnerOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.accounts = new PartnerAccountsApi(this.#transport);
    this.auditLog = new PartnerAuditLogApi(this.#transport);
    this.me = new PartnerMeApi(this.#transport);
    this.team = new PartnerTeamApi(this.#transport);
    this.tokens = new PartnerTokensApi(this.#transport);
    this.transactions = new PartnerTransactionsApi(this.#transport);
    this.transfers = new PartnerTransfersApi(this.#transport);
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }

  /** Log in with e-mail and password */
  login(body: PartnerLoginRequest, options: RequestOptions = {}): ApiCall<PartnerLoginResponse> {
    return this.#transport.call(operations.partnerLogin, { body }, options);
  }
}

export class PublicAccessRequestsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Ask to become a partner */
  request(body: RequestAccessRequest, options: RequestOptions = {}): ApiCall<RequestAccessResponse> {
    return this.#transport.call(operations.requestAccess, { body }, options);
  }
}

export class PublicLinksApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What a one-time link is for */
  preview(token: string, options: RequestOptions = {}): ApiCall<PreviewLinkResponse> {
    return this.#transport.call(operations.previewLink, { params: { token: token } }, options);
  }

  /** Set the password of a one-time link */
  use(token: string, body: UseLinkRequest, options: RequestOptions = {}): ApiCall<UseLinkResponse> {
    return this.#transport.call(operations.useLink, { params: { token: token }, body }, options);
  }
}

/** What can be asked without credentials. */
export class PublicPortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly accessRequests: PublicAccessRequestsApi<V>;
  readonly links: PublicLinksApi<V>;

  constructor(options: AnonymousOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.accessRequests = new PublicAccessRequestsApi(this.#transport);
    this.links = new PublicLinksApi(this.#transport);
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }
}

export class SessionPasswordApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Change your password */
  change(body: ChangePasswordRequest, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.changePassword, { body }, options);
  }
}

/** Logins of people; a browser keeps the session's cookie. */
export class SessionPortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly password: SessionPasswordApi<V>;

  constructor(options: AnonymousOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.password = new SessionPasswordApi(this.#transport);
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }

  /** Who is logged in */
  get(options: RequestOptions = {}): ApiCall<Session> {
    return this.#transport.call(operations.getSession, {}, options);
  }

  /** Log in with a browser */
  create(body: CreateSessionRequest, options: RequestOptions = {}): ApiCall<Session> {
    return this.#transport.call(operations.createSession, { body }, options);
  }

  /** Log out */
  delete(options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.deleteSession, {}, options);
  }
}
