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
  AccountLimits,
  AccountProfile,
  AddNumberPriceRequest,
  AddStockNumbersRequest,
  AddStockNumbersResponse,
  AdjustPartnerRequest,
  ApproveAccessRequestRequest,
  ApproveAccessRequestResponse,
  ApproveCliRequest,
  ApprovedCli,
  AssignNumberAnswers,
  AssignNumberRequest,
  AssignNumberToTrunkRequest,
  AssignWholesaleTierRequest,
  BeginTotpResponse,
  CancelCustomerNumberReleaseAnswers,
  CancelCustomerNumberReleaseRequest,
  CancelCustomerNumberReleaseResponse20260512,
  CancelNumberReleaseRequest,
  CapacityPool,
  Carrier,
  CarrierRoute,
  ChangeNumberPriceRequest,
  ChangePasswordRequest,
  CloseCustomerAccountAnswers,
  CloseCustomerAccountRequest,
  ClosePartnerRequest,
  CompareDecksQuery,
  CompareDecksResponse,
  CompareOperatorDecksQuery,
  ConcurrentCalls,
  ConfirmTotpRequest,
  CreateCarrierRequest,
  CreateCarrierRouteRequest,
  CreateCredentialAnswers,
  CreateCredentialRequest,
  CreateCustomerAccountAnswers,
  CreateCustomerAccountRequest,
  CreateEdgeNodeRequest,
  CreateEdgeNodeResponse,
  CreateGatewayRequest,
  CreateIpAclRequest,
  CreateOperatorPricingTierRequest,
  CreateOriginationUriRequest,
  CreatePartnerRequest,
  CreatePartnerResponse,
  CreatePricingTierRequest,
  CreateSessionRequest,
  CreateTokenRequest,
  CreateTokenResponse,
  CreateTrunkAnswers,
  CreateTrunkRequest,
  CustomerCapacity,
  CustomerTrunk,
  Deck,
  DeclineAccessRequestRequest,
  DefaultCallLimits,
  DestinationClasse,
  EdgeAnsweredRequest,
  EdgeAnsweredResponse,
  EdgeAuthoriseRequest,
  EdgeAuthoriseResponse,
  EdgeEndRequest,
  EdgeEndResponse,
  EdgeExtendRequest,
  EdgeExtendResponse,
  EdgeFindCredentialQuery,
  EdgeFindCredentialResponse,
  EdgeFindSourceQuery,
  EdgeFindSourceResponse,
  EdgeHeartbeatRequest,
  EdgeHeartbeatResponse,
  EdgeListChangesQuery,
  EdgeListChangesResponse,
  EdgeNode,
  EmergencyNumber,
  ExplainCdrResponse,
  Export,
  ExportCallsQuery,
  ExportDeckRatesQuery,
  ExportOperatorDeckRatesQuery,
  ExtendNumberReservationRequest,
  FindSipSourcesQuery,
  FindSipSourcesResponse,
  FundPartnerRequest,
  FundPartnerResponse,
  Gateway,
  GetAnalyticsAnswers,
  GetAnalyticsQuery,
  GetCallAnswers,
  GetConcurrencyAnswers,
  GetConcurrentCallsQuery,
  GetCustomerAccountAnswers,
  GetCustomerBalanceAnswers,
  GetCustomerCdrAnswers,
  GetCustomerNumberAnswers,
  GetDashboardAnswers,
  GetDashboardQuery,
  GetHangupCausesQuery,
  GetNumberAnswers,
  GetNumberHealthQuery,
  GetPartnerBalanceQuery,
  GetPartnerProfileAnswers,
  GetPartnerRunwayQuery,
  GetPlatformCausesQuery,
  GetPlatformConcurrencyQuery,
  GetPlatformCustomersQuery,
  GetPlatformDashboardQuery,
  GetPlatformDestinationsQuery,
  GetPlatformNumbersQuery,
  GetPlatformTimelineQuery,
  GetPlatformTrunksQuery,
  GetReconciliationQuery,
  GetRunwayQuery,
  GetRunwaysQuery,
  GetTrafficByCustomerQuery,
  GetTrafficByDestinationQuery,
  GetTrafficByPartnerQuery,
  GetTrafficByTrunkQuery,
  GetTrafficTimelineQuery,
  GetTrunkAnswers,
  HangupCauses,
  ImportStockNumbersQuery,
  InviteStaffRequest,
  InviteTeamMemberRequest,
  IpAcl,
  ListAccessRequestsQuery,
  ListAccessRequestsResponse,
  ListApprovedClisResponse,
  ListAuditLogQuery,
  ListAuditLogResponse,
  ListCallsAnswers,
  ListCallsQuery,
  ListCapacityTransfersQuery,
  ListCapacityTransfersResponse,
  ListCarrierRoutesQuery,
  ListCarrierRoutesResponse,
  ListCarriersQuery,
  ListCarriersResponse,
  ListCdrsAnswers,
  ListCdrsQuery,
  ListCredentialsAnswers,
  ListCredentialsQuery,
  ListCustomerAccountsAnswers,
  ListCustomerAccountsQuery,
  ListCustomerCdrsAnswers,
  ListCustomerCdrsQuery,
  ListCustomerNumbersAnswers,
  ListCustomerNumbersQuery,
  ListCustomerTransactionsAnswers,
  ListCustomerTransactionsQuery,
  ListCustomerTrunksQuery,
  ListCustomersTrunksQuery,
  ListCustomersTrunksResponse,
  ListDeckFaultsResponse,
  ListDeckRatesQuery,
  ListDeckRatesResponse,
  ListDecksQuery,
  ListDecksResponse,
  ListDestinationClassesResponse,
  ListEdgeNodesResponse,
  ListEmergencyNumbersQuery,
  ListEmergencyNumbersResponse,
  ListExportsQuery,
  ListExportsResponse,
  ListGatewaysQuery,
  ListGatewaysResponse,
  ListInventoryCountriesQuery,
  ListInventoryCountriesResponse,
  ListInventoryNumbersAnswers,
  ListInventoryNumbersQuery,
  ListIpAclsQuery,
  ListIpAclsResponse,
  ListLedgerEntriesQuery,
  ListLedgerEntriesResponse,
  ListLedgerRootsQuery,
  ListLedgerRootsResponse,
  ListLiveCallsQuery,
  ListLiveCallsResponse,
  ListNumberImportsQuery,
  ListNumberImportsResponse,
  ListNumberPricesQuery,
  ListNumberPricesResponse,
  ListNumberReservationsQuery,
  ListNumberReservationsResponse,
  ListNumberStockQuery,
  ListNumberStockResponse,
  ListNumbersAnswers,
  ListNumbersQuery,
  ListOperatorAuditLogQuery,
  ListOperatorAuditLogResponse,
  ListOperatorDeckRatesQuery,
  ListOperatorDecksQuery,
  ListOperatorPricingTiersQuery,
  ListOriginationUrisQuery,
  ListOriginationUrisResponse,
  ListOwnNumbersAnswers,
  ListOwnNumbersQuery,
  ListOwnTransactionsAnswers,
  ListOwnTransactionsQuery,
  ListPartnersQuery,
  ListPartnersResponse,
  ListPricingTiersQuery,
  ListPricingTiersResponse,
  ListRecentCallsAnswers,
  ListRecentCallsQuery,
  ListReconciliationsQuery,
  ListReconciliationsResponse,
  ListReferenceTypesResponse,
  ListStaffResponse,
  ListTeamResponse,
  ListTokensQuery,
  ListTokensResponse,
  ListTransactionsAnswers,
  ListTransactionsQuery,
  ListTransfersQuery,
  ListTransfersResponse,
  ListTrunksAnswers,
  ListTrunksQuery,
  ListWalletTransactionsAnswers,
  ListWalletTransactionsQuery,
  ListWholesaleTiersResponse,
  LiveCall,
  LookUpRateAsOperatorQuery,
  LookUpRateQuery,
  LookUpRateResponse,
  LookupGatewayQuery,
  LookupGatewayResponse,
  LookupRoutesQuery,
  LookupRoutesResponse,
  MoveNumberAnswers,
  MoveNumberRequest,
  NumberHealth,
  NumberImport,
  NumberPrice,
  NumberReservation,
  OpenMasterAccountRequest,
  OpenMasterAccountResponse,
  OperatorLoginRequest,
  OperatorMe,
  OriginationUri,
  Partner,
  PartnerBalance,
  PartnerLoginRequest,
  PartnerLoginResponse,
  PlatformConcurrency,
  PlatformCustomers,
  PlatformDashboard,
  PlatformDestinations,
  PlatformNumbers,
  PlatformTrunks,
  PreviewLinkResponse,
  PricingTier,
  PublishDeckRequest,
  PublishOperatorDeckRequest,
  PurchaseNumberFromInventoryAnswers,
  PurchaseNumberFromInventoryRequest,
  ReclaimBalanceAnswers,
  ReclaimBalanceRequest,
  ReclaimCapacityRequest,
  Reconciliation,
  ReleaseCustomerNumberAnswers,
  ReleaseCustomerNumberQuery,
  ReleaseCustomerNumberResponse20260512,
  ReleaseNumberQuery,
  ReleaseSipSourceRequest,
  RemoveNumberPriceResponse,
  RemoveTotpRequest,
  ReplaceCarrierRoutesResponse,
  RequestAccessRequest,
  RequestAccessResponse,
  RequestExportRequest,
  ReserveNumbersRequest,
  ResetCustomerPasswordRequest,
  ResetCustomerPasswordResponse,
  RestoreStockNumberRequest,
  ResumeCustomerAccountAnswers,
  ResumeCustomerAccountRequest,
  ResumePartnerRequest,
  ReverseTransferAnswers,
  ReverseTransferRequest,
  RevokeTokenResponse,
  RotateCustomerTokenRequest,
  RotateCustomerTokenResponse,
  RotateEdgeNodeSecretRequest,
  RotateTokenRequest,
  Runway,
  Runways,
  SearchCallsAnswers,
  SearchCallsQuery,
  SearchNumberInventoryQuery,
  SearchNumberInventoryResponse,
  SendPartnerOwnerLinkRequest,
  SendPartnerOwnerLinkResponse,
  Session,
  SetDestinationClassRequest,
  SetEmergencyNumberRequest,
  SetGatewayStateRequest,
  SetPartnerCapacityRequest,
  SetPartnerCreditLimitRequest,
  SimulatePricingTierRequest,
  SimulatePricingTierResponse,
  StockNumber,
  SuspendCustomerAccountAnswers,
  SuspendCustomerAccountRequest,
  SuspendPartnerRequest,
  TeamEntry,
  Token,
  TrafficByCustomer,
  TrafficByPartner,
  TrafficByTrunk,
  TrafficTimeline,
  Transfer,
  TransferBalanceAnswers,
  TransferBalanceRequest,
  TransferCapacityRequest,
  TransferCapacityResponse,
  UnscheduleDeckRequest,
  UnscheduleOperatorDeckRequest,
  UpdateAccountLimitsRequest,
  UpdateCarrierRequest,
  UpdateCarrierRouteRequest,
  UpdateCredentialAnswers,
  UpdateCredentialRequest,
  UpdateCustomerAccountAnswers,
  UpdateCustomerAccountRequest,
  UpdateCustomerNumberAnswers,
  UpdateCustomerNumberRequest,
  UpdateDefaultCallLimitsRequest,
  UpdateEdgeNodeRequest,
  UpdateEdgeNodeResponse,
  UpdateGatewayRequest,
  UpdateIpAclRequest,
  UpdateOperatorPricingTierRequest,
  UpdateOriginationUriRequest,
  UpdatePartnerRequest,
  UpdatePricingTierRequest,
  UpdateStaffRequest,
  UpdateStockNumberRequest,
  UpdateTeamMemberRequest,
  UpdateTokenRequest,
  UpdateTrunkAnswers,
  UpdateTrunkRequest,
  UploadDeckQuery,
  UploadDeckResponse,
  UploadOperatorDeckQuery,
  UseLinkRequest,
  UseLinkResponse,
  WithdrawStockNumberRequest,
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

export class CustomerCdrApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your calls */
  list(
    query: ListCallsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCallsAnswers[V]['data'][number], ListCallsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listCalls, { query: page }, options),
      query,
      'data',
    );
  }

  /** Your calls as a table */
  export(query: ExportCallsQuery = {}, options: RequestOptions = {}): ApiCall<string> {
    return this.#transport.call(operations.exportCalls, { query }, options);
  }

  /** Your newest calls */
  listRecent(
    query: ListRecentCallsQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListRecentCallsAnswers[V]> {
    return this.#transport.call(operations.listRecentCalls, { query }, options);
  }

  /** Search your calls */
  search(
    query: SearchCallsQuery = {},
    options: RequestOptions = {},
  ): PagedList<SearchCallsAnswers[V]['data'][number], SearchCallsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.searchCalls, { query: page }, options),
      query,
      'data',
    );
  }

  /** One call */
  get(callUuid: string, options: RequestOptions = {}): ApiCall<GetCallAnswers[V]> {
    return this.#transport.call(operations.getCall, { params: { call_uuid: callUuid } }, options);
  }
}

export class CustomerConcurrencyApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your calls at once, and your limit */
  get(options: RequestOptions = {}): ApiCall<GetConcurrencyAnswers[V]> {
    return this.#transport.call(operations.getConcurrency, {}, options);
  }
}

export class CustomerCredentialsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Make one of your SIP credentials */
  create(body: CreateCredentialRequest, options: RequestOptions = {}): ApiCall<CreateCredentialAnswers[V]> {
    return this.#transport.call(operations.createCredential, { body }, options);
  }

  /** Change one of your SIP credentials */
  update(
    credentialId: string,
    body: UpdateCredentialRequest,
    options: RequestOptions = {},
  ): ApiCall<UpdateCredentialAnswers[V]> {
    return this.#transport.call(
      operations.updateCredential,
      { params: { credential_id: credentialId }, body },
      options,
    );
  }

  /** Delete one of your SIP credentials */
  delete(credentialId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(
      operations.deleteCredential,
      { params: { credential_id: credentialId } },
      options,
    );
  }
}

export class CustomerInventoryApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Numbers you can buy */
  listNumbers(
    query: ListInventoryNumbersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListInventoryNumbersAnswers[V]['items'][number], ListInventoryNumbersAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listInventoryNumbers, { query: page }, options),
      query,
      'items',
    );
  }
}

export class CustomerIpAclApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Make one of your IP ACLs */
  create(body: CreateIpAclRequest, options: RequestOptions = {}): ApiCall<IpAcl> {
    return this.#transport.call(operations.createIpAcl, { body }, options);
  }

  /** Change one of your IP ACLs */
  update(ipAclId: string, body: UpdateIpAclRequest, options: RequestOptions = {}): ApiCall<IpAcl> {
    return this.#transport.call(operations.updateIpAcl, { params: { ip_acl_id: ipAclId }, body }, options);
  }

  /** Delete one of your IP ACLs */
  delete(ipAclId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.deleteIpAcl, { params: { ip_acl_id: ipAclId } }, options);
  }
}

export class CustomerNumbersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your numbers */
  list(
    query: ListOwnNumbersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListOwnNumbersAnswers[V]['items'][number], ListOwnNumbersAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listOwnNumbers, { query: page }, options),
      query,
      'items',
    );
  }

  /** Buy a number */
  purchaseFromInventory(
    body: PurchaseNumberFromInventoryRequest,
    options: RequestOptions = {},
  ): ApiCall<PurchaseNumberFromInventoryAnswers[V]> {
    return this.#transport.call(operations.purchaseNumberFromInventory, { body }, options);
  }

  /** Release a number */
  release(
    e164: string,
    query: ReleaseNumberQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ReleaseCustomerNumberResponse20260512> {
    return this.#transport.call(operations.releaseNumber, { params: { e164: e164 }, query }, options);
  }

  /** Assign a number to a trunk */
  assign(e164: string, body: AssignNumberToTrunkRequest, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.assignNumberToTrunk, { params: { e164: e164 }, body }, options);
  }

  /** Take a number off its trunk */
  unassignAssign(e164: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.unassignNumberFromTrunk, { params: { e164: e164 } }, options);
  }

  /** Take a release back */
  cancelRelease(
    e164: string,
    body: CancelNumberReleaseRequest = {},
    options: RequestOptions = {},
  ): ApiCall<CancelCustomerNumberReleaseResponse20260512> {
    return this.#transport.call(operations.cancelNumberRelease, { params: { e164: e164 }, body }, options);
  }
}

export class CustomerOriginationUrisApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Make one of your origination URIs */
  create(body: CreateOriginationUriRequest, options: RequestOptions = {}): ApiCall<OriginationUri> {
    return this.#transport.call(operations.createOriginationUri, { body }, options);
  }

  /** Change one of your origination URIs */
  update(
    uriId: string,
    body: UpdateOriginationUriRequest,
    options: RequestOptions = {},
  ): ApiCall<OriginationUri> {
    return this.#transport.call(
      operations.updateOriginationUri,
      { params: { uri_id: uriId }, body },
      options,
    );
  }

  /** Delete one of your origination URIs */
  delete(uriId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.deleteOriginationUri, { params: { uri_id: uriId } }, options);
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

export class CustomerTrunksApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your trunks */
  list(query: ListTrunksQuery = {}, options: RequestOptions = {}): ApiCall<ListTrunksAnswers[V]> {
    return this.#transport.call(operations.listTrunks, { query }, options);
  }

  /** Make a trunk */
  create(body: CreateTrunkRequest, options: RequestOptions = {}): ApiCall<CreateTrunkAnswers[V]> {
    return this.#transport.call(operations.createTrunk, { body }, options);
  }

  /** Your SIP credentials */
  listCredentials(
    query: ListCredentialsQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListCredentialsAnswers[V]> {
    return this.#transport.call(operations.listCredentials, { query }, options);
  }

  /** Your IP ACLs */
  listIpAcl(query: ListIpAclsQuery = {}, options: RequestOptions = {}): ApiCall<ListIpAclsResponse> {
    return this.#transport.call(operations.listIpAcls, { query }, options);
  }

  /** Your origination URIs */
  listOriginationUris(
    query: ListOriginationUrisQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListOriginationUrisResponse> {
    return this.#transport.call(operations.listOriginationUris, { query }, options);
  }

  /** One trunk */
  get(trunkId: string, options: RequestOptions = {}): ApiCall<GetTrunkAnswers[V]> {
    return this.#transport.call(operations.getTrunk, { params: { trunk_id: trunkId } }, options);
  }

  /** Change a trunk */
  update(
    trunkId: string,
    body: UpdateTrunkRequest,
    options: RequestOptions = {},
  ): ApiCall<UpdateTrunkAnswers[V]> {
    return this.#transport.call(operations.updateTrunk, { params: { trunk_id: trunkId }, body }, options);
  }

  /** Delete a trunk */
  delete(trunkId: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.deleteTrunk, { params: { trunk_id: trunkId } }, options);
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
  readonly cdr: CustomerCdrApi<V>;
  readonly concurrency: CustomerConcurrencyApi<V>;
  readonly credentials: CustomerCredentialsApi<V>;
  readonly inventory: CustomerInventoryApi<V>;
  readonly ipAcl: CustomerIpAclApi<V>;
  readonly numbers: CustomerNumbersApi<V>;
  readonly originationUris: CustomerOriginationUrisApi<V>;
  readonly transactions: CustomerTransactionsApi<V>;
  readonly trunks: CustomerTrunksApi<V>;
  readonly auth: CustomerAuthApi<V>;

  constructor(options: CustomerOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers, { auth_id: options.authId });
    this.balance = new CustomerBalanceApi(this.#transport);
    this.cdr = new CustomerCdrApi(this.#transport);
    this.concurrency = new CustomerConcurrencyApi(this.#transport);
    this.credentials = new CustomerCredentialsApi(this.#transport);
    this.inventory = new CustomerInventoryApi(this.#transport);
    this.ipAcl = new CustomerIpAclApi(this.#transport);
    this.numbers = new CustomerNumbersApi(this.#transport);
    this.originationUris = new CustomerOriginationUrisApi(this.#transport);
    this.transactions = new CustomerTransactionsApi(this.#transport);
    this.trunks = new CustomerTrunksApi(this.#transport);
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

export class OperatorAnalyticsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Why calls of the platform ended */
  getCauses(query: GetPlatformCausesQuery = {}, options: RequestOptions = {}): ApiCall<HangupCauses> {
    return this.#transport.call(operations.getPlatformCauses, { query }, options);
  }

  /** How many calls of the platform were up at once */
  getConcurrency(
    query: GetPlatformConcurrencyQuery = {},
    options: RequestOptions = {},
  ): ApiCall<PlatformConcurrency> {
    return this.#transport.call(operations.getPlatformConcurrency, { query }, options);
  }

  /** Top spenders and growers of the platform */
  getCustomers(
    query: GetPlatformCustomersQuery = {},
    options: RequestOptions = {},
  ): ApiCall<PlatformCustomers> {
    return this.#transport.call(operations.getPlatformCustomers, { query }, options);
  }

  /** The last thirty days of the platform at a glance */
  getDashboard(
    query: GetPlatformDashboardQuery = {},
    options: RequestOptions = {},
  ): ApiCall<PlatformDashboard> {
    return this.#transport.call(operations.getPlatformDashboard, { query }, options);
  }

  /** Traffic of the platform by country or prefix */
  getDestinations(
    query: GetPlatformDestinationsQuery = {},
    options: RequestOptions = {},
  ): ApiCall<PlatformDestinations> {
    return this.#transport.call(operations.getPlatformDestinations, { query }, options);
  }

  /** Numbers of the platform and their health */
  getNumbers(query: GetPlatformNumbersQuery = {}, options: RequestOptions = {}): ApiCall<PlatformNumbers> {
    return this.#transport.call(operations.getPlatformNumbers, { query }, options);
  }

  /** Partners by traffic and money */
  getPartners(query: GetTrafficByPartnerQuery = {}, options: RequestOptions = {}): ApiCall<TrafficByPartner> {
    return this.#transport.call(operations.getTrafficByPartner, { query }, options);
  }

  /** How long one partner’s wallets and master account last */
  getRunway(query: GetPartnerRunwayQuery, options: RequestOptions = {}): ApiCall<Runway> {
    return this.#transport.call(operations.getPartnerRunway, { query }, options);
  }

  /** Whose money runs out first */
  getRunways(query: GetRunwaysQuery = {}, options: RequestOptions = {}): ApiCall<Runways> {
    return this.#transport.call(operations.getRunways, { query }, options);
  }

  /** Traffic of the platform over time */
  getTimeline(query: GetPlatformTimelineQuery = {}, options: RequestOptions = {}): ApiCall<TrafficTimeline> {
    return this.#transport.call(operations.getPlatformTimeline, { query }, options);
  }

  /** Traffic of the platform by trunk */
  getTrunks(query: GetPlatformTrunksQuery = {}, options: RequestOptions = {}): ApiCall<PlatformTrunks> {
    return this.#transport.call(operations.getPlatformTrunks, { query }, options);
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

export class OperatorDestinationClassesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Prefixes that are not normal, in order */
  list(options: RequestOptions = {}): ApiCall<ListDestinationClassesResponse> {
    return this.#transport.call(operations.listDestinationClasses, {}, options);
  }

  /** Say what class a prefix is */
  set(
    prefix: string,
    body: SetDestinationClassRequest,
    options: RequestOptions = {},
  ): ApiCall<DestinationClasse> {
    return this.#transport.call(
      operations.setDestinationClass,
      { params: { prefix: prefix }, body },
      options,
    );
  }

  /** Take a prefix off the list */
  remove(prefix: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.removeDestinationClass, { params: { prefix: prefix } }, options);
  }
}

export class OperatorEdgeNodesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Edge nodes, by name */
  list(options: RequestOptions = {}): ApiCall<ListEdgeNodesResponse> {
    return this.#transport.call(operations.listEdgeNodes, {}, options);
  }

  /** Let a node speak the edge API */
  create(body: CreateEdgeNodeRequest, options: RequestOptions = {}): ApiCall<CreateEdgeNodeResponse> {
    return this.#transport.call(operations.createEdgeNode, { body }, options);
  }

  /** One edge node */
  get(nodeId: string, options: RequestOptions = {}): ApiCall<EdgeNode> {
    return this.#transport.call(operations.getEdgeNode, { params: { node_id: nodeId } }, options);
  }

  /** Change, disable or enable an edge node */
  update(
    nodeId: string,
    body: UpdateEdgeNodeRequest,
    options: RequestOptions = {},
  ): ApiCall<UpdateEdgeNodeResponse> {
    return this.#transport.call(operations.updateEdgeNode, { params: { node_id: nodeId }, body }, options);
  }

  /** Give an edge node another secret */
  rotateSecret(
    nodeId: string,
    body: RotateEdgeNodeSecretRequest = {},
    options: RequestOptions = {},
  ): ApiCall<CreateEdgeNodeResponse> {
    return this.#transport.call(
      operations.rotateEdgeNodeSecret,
      { params: { node_id: nodeId }, body },
      options,
    );
  }
}

export class OperatorEmergencyNumbersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Emergency numbers, by country */
  list(
    query: ListEmergencyNumbersQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListEmergencyNumbersResponse> {
    return this.#transport.call(operations.listEmergencyNumbers, { query }, options);
  }

  /** Make a number one of emergencies */
  set(
    country: string,
    number: string,
    body: SetEmergencyNumberRequest,
    options: RequestOptions = {},
  ): ApiCall<EmergencyNumber> {
    return this.#transport.call(
      operations.setEmergencyNumber,
      { params: { country: country, number: number }, body },
      options,
    );
  }

  /** Take a number off the list */
  remove(country: string, number: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(
      operations.removeEmergencyNumber,
      { params: { country: country, number: number } },
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
  lookup(query: LookupGatewayQuery, options: RequestOptions = {}): ApiCall<LookupGatewayResponse> {
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

export class OperatorNumbersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All numbers that you have */
  list(
    query: ListNumberStockQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListNumberStockResponse['items'][number], ListNumberStockResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listNumberStock, { query: page }, options),
      query,
      'items',
    );
  }

  /** Add a number or a range */
  add(body: AddStockNumbersRequest, options: RequestOptions = {}): ApiCall<AddStockNumbersResponse> {
    return this.#transport.call(operations.addStockNumbers, { body }, options);
  }

  /** Add the numbers of a file */
  import(
    file: FileBody,
    query: ImportStockNumbersQuery = {},
    options: RequestOptions = {},
  ): ApiCall<NumberImport> {
    return this.#transport.call(operations.importStockNumbers, { file, query }, options);
  }

  /** Files that were read in */
  listImports(
    query: ListNumberImportsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListNumberImportsResponse['items'][number], ListNumberImportsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listNumberImports, { query: page }, options),
      query,
      'items',
    );
  }

  /** One import */
  getImport(id: string, options: RequestOptions = {}): ApiCall<NumberImport> {
    return this.#transport.call(operations.getNumberImport, { params: { id: id } }, options);
  }

  /** One number */
  get(number: string, options: RequestOptions = {}): ApiCall<StockNumber> {
    return this.#transport.call(operations.getStockNumber, { params: { number: number } }, options);
  }

  /** Change a number */
  update(number: string, body: UpdateStockNumberRequest, options: RequestOptions = {}): ApiCall<StockNumber> {
    return this.#transport.call(operations.updateStockNumber, { params: { number: number }, body }, options);
  }

  /** Put a withdrawn number on the market again */
  restore(
    number: string,
    body: RestoreStockNumberRequest = {},
    options: RequestOptions = {},
  ): ApiCall<StockNumber> {
    return this.#transport.call(operations.restoreStockNumber, { params: { number: number }, body }, options);
  }

  /** Take a number off the market */
  withdraw(
    number: string,
    body: WithdrawStockNumberRequest = {},
    options: RequestOptions = {},
  ): ApiCall<StockNumber> {
    return this.#transport.call(
      operations.withdrawStockNumber,
      { params: { number: number }, body },
      options,
    );
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

  /** A partner’s pool of calls */
  getCapacity(id: string, options: RequestOptions = {}): ApiCall<CapacityPool> {
    return this.#transport.call(operations.getPartnerCapacity, { params: { id: id } }, options);
  }

  /** Set a partner’s pool of calls */
  setCapacity(
    id: string,
    body: SetPartnerCapacityRequest,
    options: RequestOptions = {},
  ): ApiCall<CapacityPool> {
    return this.#transport.call(operations.setPartnerCapacity, { params: { id: id }, body }, options);
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

  /** At which tiers a partner buys */
  listWholesaleTiers(id: string, options: RequestOptions = {}): ApiCall<ListWholesaleTiersResponse> {
    return this.#transport.call(operations.listWholesaleTiers, { params: { id: id } }, options);
  }

  /** Let a partner buy at another tier */
  assignWholesaleTiers(
    id: string,
    body: AssignWholesaleTierRequest,
    options: RequestOptions = {},
  ): ApiCall<ListWholesaleTiersResponse> {
    return this.#transport.call(operations.assignWholesaleTier, { params: { id: id }, body }, options);
  }
}

export class OperatorPricingTiersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Pricing tiers */
  list(
    query: ListOperatorPricingTiersQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListPricingTiersResponse> {
    return this.#transport.call(operations.listOperatorPricingTiers, { query }, options);
  }

  /** Make a pricing tier */
  create(body: CreateOperatorPricingTierRequest, options: RequestOptions = {}): ApiCall<PricingTier> {
    return this.#transport.call(operations.createOperatorPricingTier, { body }, options);
  }

  /** One pricing tier */
  get(pricingTierId: string, options: RequestOptions = {}): ApiCall<PricingTier> {
    return this.#transport.call(
      operations.getOperatorPricingTier,
      { params: { pricing_tier_id: pricingTierId } },
      options,
    );
  }

  /** Change a pricing tier */
  update(
    pricingTierId: string,
    body: UpdateOperatorPricingTierRequest,
    options: RequestOptions = {},
  ): ApiCall<PricingTier> {
    return this.#transport.call(
      operations.updateOperatorPricingTier,
      { params: { pricing_tier_id: pricingTierId }, body },
      options,
    );
  }

  /** Send a deck of prices */
  uploadDeck(
    pricingTierId: string,
    file: FileBody,
    query: UploadOperatorDeckQuery = {},
    options: RequestOptions = {},
  ): ApiCall<UploadDeckResponse> {
    return this.#transport.call(
      operations.uploadOperatorDeck,
      { params: { pricing_tier_id: pricingTierId }, file, query },
      options,
    );
  }

  /** Versions of a deck, newest first */
  listDecks(
    pricingTierId: string,
    query: ListOperatorDecksQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListDecksResponse['decks'][number], ListDecksResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listOperatorDecks,
          { params: { pricing_tier_id: pricingTierId }, query: page },
          options,
        ),
      query,
      'decks',
    );
  }

  /** One version */
  getDeck(pricingTierId: string, version: string, options: RequestOptions = {}): ApiCall<Deck> {
    return this.#transport.call(
      operations.getOperatorDeck,
      { params: { pricing_tier_id: pricingTierId, version: version } },
      options,
    );
  }

  /** Delete a draft */
  deleteDeck(pricingTierId: string, version: string, options: RequestOptions = {}): ApiCall<Deck> {
    return this.#transport.call(
      operations.deleteOperatorDeck,
      { params: { pricing_tier_id: pricingTierId, version: version } },
      options,
    );
  }

  /** What a version would change */
  compareDecksDiff(
    pricingTierId: string,
    version: string,
    query: CompareOperatorDecksQuery = {},
    options: RequestOptions = {},
  ): ApiCall<CompareDecksResponse> {
    return this.#transport.call(
      operations.compareOperatorDecks,
      { params: { pricing_tier_id: pricingTierId, version: version }, query },
      options,
    );
  }

  /** Bad rows of a version */
  listDecksFaults(
    pricingTierId: string,
    version: string,
    options: RequestOptions = {},
  ): ApiCall<ListDeckFaultsResponse> {
    return this.#transport.call(
      operations.listOperatorDeckFaults,
      { params: { pricing_tier_id: pricingTierId, version: version } },
      options,
    );
  }

  /** Make a version live, at once or at a time */
  decksPublish(
    pricingTierId: string,
    version: string,
    body: PublishOperatorDeckRequest = {},
    options: RequestOptions = {},
  ): ApiCall<Deck> {
    return this.#transport.call(
      operations.publishOperatorDeck,
      { params: { pricing_tier_id: pricingTierId, version: version }, body },
      options,
    );
  }

  /** Prices of a version */
  listDecksRates(
    pricingTierId: string,
    version: string,
    query: ListOperatorDeckRatesQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListDeckRatesResponse['rates'][number], ListDeckRatesResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listOperatorDeckRates,
          { params: { pricing_tier_id: pricingTierId, version: version }, query: page },
          options,
        ),
      query,
      'rates',
    );
  }

  /** Prices of a version as a file */
  exportDecksRatesCsv(
    pricingTierId: string,
    version: string,
    query: ExportOperatorDeckRatesQuery = {},
    options: RequestOptions = {},
  ): ApiCall<string> {
    return this.#transport.call(
      operations.exportOperatorDeckRates,
      { params: { pricing_tier_id: pricingTierId, version: version }, query },
      options,
    );
  }

  /** Take back what is planned of a version */
  decksUnschedule(
    pricingTierId: string,
    version: string,
    body: UnscheduleOperatorDeckRequest = {},
    options: RequestOptions = {},
  ): ApiCall<Deck> {
    return this.#transport.call(
      operations.unscheduleOperatorDeck,
      { params: { pricing_tier_id: pricingTierId, version: version }, body },
      options,
    );
  }
}

export class OperatorRatesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Why a call costs what it costs */
  lookLookup(query: LookUpRateAsOperatorQuery, options: RequestOptions = {}): ApiCall<LookUpRateResponse> {
    return this.#transport.call(operations.lookUpRateAsOperator, { query }, options);
  }
}

export class OperatorReconciliationApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** How the books of all partners agree with what they are about */
  list(
    query: ListReconciliationsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListReconciliationsResponse['results'][number], ListReconciliationsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listReconciliations, { query: page }, options),
      query,
      'results',
    );
  }
}

export class OperatorRoutesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Where a call would go, and why nowhere else */
  lookup(query: LookupRoutesQuery, options: RequestOptions = {}): ApiCall<LookupRoutesResponse> {
    return this.#transport.call(operations.lookupRoutes, { query }, options);
  }
}

export class OperatorSipSourcesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whose a source address is */
  find(query: FindSipSourcesQuery = {}, options: RequestOptions = {}): ApiCall<FindSipSourcesResponse> {
    return this.#transport.call(operations.findSipSources, { query }, options);
  }

  /** Take a source address from its account */
  release(id: string, body: ReleaseSipSourceRequest, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.releaseSipSource, { params: { id: id }, body }, options);
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
  readonly analytics: OperatorAnalyticsApi<V>;
  readonly auditLog: OperatorAuditLogApi<V>;
  readonly carriers: OperatorCarriersApi<V>;
  readonly destinationClasses: OperatorDestinationClassesApi<V>;
  readonly edgeNodes: OperatorEdgeNodesApi<V>;
  readonly emergencyNumbers: OperatorEmergencyNumbersApi<V>;
  readonly gateways: OperatorGatewaysApi<V>;
  readonly me: OperatorMeApi<V>;
  readonly numbers: OperatorNumbersApi<V>;
  readonly partners: OperatorPartnersApi<V>;
  readonly pricingTiers: OperatorPricingTiersApi<V>;
  readonly rates: OperatorRatesApi<V>;
  readonly reconciliation: OperatorReconciliationApi<V>;
  readonly routes: OperatorRoutesApi<V>;
  readonly sipSources: OperatorSipSourcesApi<V>;
  readonly staff: OperatorStaffApi<V>;

  constructor(options: OperatorOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.accessRequests = new OperatorAccessRequestsApi(this.#transport);
    this.analytics = new OperatorAnalyticsApi(this.#transport);
    this.auditLog = new OperatorAuditLogApi(this.#transport);
    this.carriers = new OperatorCarriersApi(this.#transport);
    this.destinationClasses = new OperatorDestinationClassesApi(this.#transport);
    this.edgeNodes = new OperatorEdgeNodesApi(this.#transport);
    this.emergencyNumbers = new OperatorEmergencyNumbersApi(this.#transport);
    this.gateways = new OperatorGatewaysApi(this.#transport);
    this.me = new OperatorMeApi(this.#transport);
    this.numbers = new OperatorNumbersApi(this.#transport);
    this.partners = new OperatorPartnersApi(this.#transport);
    this.pricingTiers = new OperatorPricingTiersApi(this.#transport);
    this.rates = new OperatorRatesApi(this.#transport);
    this.reconciliation = new OperatorReconciliationApi(this.#transport);
    this.routes = new OperatorRoutesApi(this.#transport);
    this.sipSources = new OperatorSipSourcesApi(this.#transport);
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

  /** Caller numbers that you approved for a customer */
  listApprovedClis(customerAuthId: string, options: RequestOptions = {}): ApiCall<ListApprovedClisResponse> {
    return this.#transport.call(
      operations.listApprovedClis,
      { params: { customer_auth_id: customerAuthId } },
      options,
    );
  }

  /** Approve a caller number for a customer */
  approveApprovedCli(
    customerAuthId: string,
    body: ApproveCliRequest,
    options: RequestOptions = {},
  ): ApiCall<ApprovedCli> {
    return this.#transport.call(
      operations.approveCli,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Withdraw an approved caller number */
  withdrawApprovedCli(
    customerAuthId: string,
    e164: string,
    options: RequestOptions = {},
  ): ApiCall<undefined> {
    return this.#transport.call(
      operations.withdrawCli,
      { params: { customer_auth_id: customerAuthId, e164: e164 } },
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

  /** A customer’s calls */
  listCdrs(
    customerAuthId: string,
    query: ListCustomerCdrsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCustomerCdrsAnswers[V]['data'][number], ListCustomerCdrsAnswers[V]> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listCustomerCdrs,
          { params: { customer_auth_id: customerAuthId }, query: page },
          options,
        ),
      query,
      'data',
    );
  }

  /** One call of a customer */
  getCdr(
    customerAuthId: string,
    callUuid: string,
    options: RequestOptions = {},
  ): ApiCall<GetCustomerCdrAnswers[V]> {
    return this.#transport.call(
      operations.getCustomerCdr,
      { params: { customer_auth_id: customerAuthId, call_uuid: callUuid } },
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

  /** A customer’s capacity beside your pool */
  getConcurrency(customerAuthId: string, options: RequestOptions = {}): ApiCall<CustomerCapacity> {
    return this.#transport.call(
      operations.getCustomerCapacity,
      { params: { customer_auth_id: customerAuthId } },
      options,
    );
  }

  /** Take capacity back into your pool */
  concurrencyReclaim(
    customerAuthId: string,
    body: ReclaimCapacityRequest,
    options: RequestOptions = {},
  ): ApiCall<TransferCapacityResponse> {
    return this.#transport.call(
      operations.reclaimCapacity,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** Give a customer capacity out of your pool */
  concurrencyTransfer(
    customerAuthId: string,
    body: TransferCapacityRequest,
    options: RequestOptions = {},
  ): ApiCall<TransferCapacityResponse> {
    return this.#transport.call(
      operations.transferCapacity,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** What a customer may call */
  getLimits(customerAuthId: string, options: RequestOptions = {}): ApiCall<AccountLimits> {
    return this.#transport.call(
      operations.getAccountLimits,
      { params: { customer_auth_id: customerAuthId } },
      options,
    );
  }

  /** Change what a customer may call */
  updateLimits(
    customerAuthId: string,
    body: UpdateAccountLimitsRequest,
    options: RequestOptions = {},
  ): ApiCall<AccountLimits> {
    return this.#transport.call(
      operations.updateAccountLimits,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** A customer’s numbers */
  listNumbers(
    customerAuthId: string,
    query: ListCustomerNumbersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCustomerNumbersAnswers[V]['items'][number], ListCustomerNumbersAnswers[V]> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listCustomerNumbers,
          { params: { customer_auth_id: customerAuthId }, query: page },
          options,
        ),
      query,
      'items',
    );
  }

  /** Give a customer a number */
  assignNumber(
    customerAuthId: string,
    body: AssignNumberRequest,
    options: RequestOptions = {},
  ): ApiCall<AssignNumberAnswers[V]> {
    return this.#transport.call(
      operations.assignNumber,
      { params: { customer_auth_id: customerAuthId }, body },
      options,
    );
  }

  /** One number of a customer */
  getNumber(
    customerAuthId: string,
    e164: string,
    options: RequestOptions = {},
  ): ApiCall<GetCustomerNumberAnswers[V]> {
    return this.#transport.call(
      operations.getCustomerNumber,
      { params: { customer_auth_id: customerAuthId, e164: e164 } },
      options,
    );
  }

  /** Change a customer’s number */
  updateNumber(
    customerAuthId: string,
    e164: string,
    body: UpdateCustomerNumberRequest,
    options: RequestOptions = {},
  ): ApiCall<UpdateCustomerNumberAnswers[V]> {
    return this.#transport.call(
      operations.updateCustomerNumber,
      { params: { customer_auth_id: customerAuthId, e164: e164 }, body },
      options,
    );
  }

  /** Release a customer’s number */
  releaseNumber(
    customerAuthId: string,
    e164: string,
    query: ReleaseCustomerNumberQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ReleaseCustomerNumberAnswers[V]> {
    return this.#transport.call(
      operations.releaseCustomerNumber,
      { params: { customer_auth_id: customerAuthId, e164: e164 }, query },
      options,
    );
  }

  /** Take a release back */
  numbersCancelRelease(
    customerAuthId: string,
    e164: string,
    body: CancelCustomerNumberReleaseRequest = {},
    options: RequestOptions = {},
  ): ApiCall<CancelCustomerNumberReleaseAnswers[V]> {
    return this.#transport.call(
      operations.cancelCustomerNumberRelease,
      { params: { customer_auth_id: customerAuthId, e164: e164 }, body },
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

  /** Trunks of one customer */
  listTrunks(
    customerAuthId: string,
    query: ListCustomerTrunksQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCustomersTrunksResponse['trunks'][number], ListCustomersTrunksResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listCustomerTrunks,
          { params: { customer_auth_id: customerAuthId }, query: page },
          options,
        ),
      query,
      'trunks',
    );
  }

  /** One trunk of a customer, with all that belongs to it */
  getTrunk(customerAuthId: string, trunkId: string, options: RequestOptions = {}): ApiCall<CustomerTrunk> {
    return this.#transport.call(
      operations.getCustomerTrunk,
      { params: { customer_auth_id: customerAuthId, trunk_id: trunkId } },
      options,
    );
  }
}

export class PartnerAnalyticsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The dashboard of any window, with quality, destinations, causes and margin */
  get(query: GetAnalyticsQuery = {}, options: RequestOptions = {}): ApiCall<GetAnalyticsAnswers[V]> {
    return this.#transport.call(operations.getAnalytics, { query }, options);
  }

  /** Why calls ended */
  getCauses(query: GetHangupCausesQuery = {}, options: RequestOptions = {}): ApiCall<HangupCauses> {
    return this.#transport.call(operations.getHangupCauses, { query }, options);
  }

  /** How many calls were up at once */
  getConcurrency(
    query: GetConcurrentCallsQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ConcurrentCalls> {
    return this.#transport.call(operations.getConcurrentCalls, { query }, options);
  }

  /** Top spenders and top growers */
  getCustomers(
    query: GetTrafficByCustomerQuery = {},
    options: RequestOptions = {},
  ): ApiCall<TrafficByCustomer> {
    return this.#transport.call(operations.getTrafficByCustomer, { query }, options);
  }

  /** Traffic by country or prefix */
  getDestinations(
    query: GetTrafficByDestinationQuery = {},
    options: RequestOptions = {},
  ): ApiCall<PlatformDestinations> {
    return this.#transport.call(operations.getTrafficByDestination, { query }, options);
  }

  /** Numbers and their health */
  getNumbers(query: GetNumberHealthQuery = {}, options: RequestOptions = {}): ApiCall<NumberHealth> {
    return this.#transport.call(operations.getNumberHealth, { query }, options);
  }

  /** How long wallets last */
  getRunway(query: GetRunwayQuery = {}, options: RequestOptions = {}): ApiCall<Runway> {
    return this.#transport.call(operations.getRunway, { query }, options);
  }

  /** Traffic over time */
  getTimeline(query: GetTrafficTimelineQuery = {}, options: RequestOptions = {}): ApiCall<TrafficTimeline> {
    return this.#transport.call(operations.getTrafficTimeline, { query }, options);
  }

  /** Traffic by trunk */
  getTrunks(query: GetTrafficByTrunkQuery = {}, options: RequestOptions = {}): ApiCall<TrafficByTrunk> {
    return this.#transport.call(operations.getTrafficByTrunk, { query }, options);
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

export class PartnerCallLimitsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Call limits of all your customers */
  get(options: RequestOptions = {}): ApiCall<DefaultCallLimits> {
    return this.#transport.call(operations.getDefaultCallLimits, {}, options);
  }

  /** Change the call limits of all your customers */
  update(body: UpdateDefaultCallLimitsRequest, options: RequestOptions = {}): ApiCall<DefaultCallLimits> {
    return this.#transport.call(operations.updateDefaultCallLimits, { body }, options);
  }
}

export class PartnerCdrsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Calls of all customers */
  list(
    query: ListCdrsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCdrsAnswers[V]['data'][number], ListCdrsAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listCdrs, { query: page }, options),
      query,
      'data',
    );
  }

  /** Why a call cost what it cost */
  explain(callUuid: string, options: RequestOptions = {}): ApiCall<ExplainCdrResponse> {
    return this.#transport.call(operations.explainCdr, { params: { call_uuid: callUuid } }, options);
  }
}

export class PartnerConcurrencyApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your pool */
  get(options: RequestOptions = {}): ApiCall<CapacityPool> {
    return this.#transport.call(operations.getCapacityPool, {}, options);
  }

  /** What was moved, newest first */
  listTransfers(
    query: ListCapacityTransfersQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListCapacityTransfersResponse> {
    return this.#transport.call(operations.listCapacityTransfers, { query }, options);
  }
}

export class PartnerDashboardApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The last thirty days at a glance */
  get(query: GetDashboardQuery = {}, options: RequestOptions = {}): ApiCall<GetDashboardAnswers[V]> {
    return this.#transport.call(operations.getDashboard, { query }, options);
  }
}

export class PartnerExportsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your exports */
  list(
    query: ListExportsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListExportsResponse['exports'][number], ListExportsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listExports, { query: page }, options),
      query,
      'exports',
    );
  }

  /** Have a table as a file */
  request(body: RequestExportRequest, options: RequestOptions = {}): ApiCall<Export> {
    return this.#transport.call(operations.requestExport, { body }, options);
  }

  /** One export */
  get(id: string, options: RequestOptions = {}): ApiCall<Export> {
    return this.#transport.call(operations.getExport, { params: { id: id } }, options);
  }

  /** Cancel an export */
  cancel(id: string, options: RequestOptions = {}): ApiCall<Export> {
    return this.#transport.call(operations.cancelExport, { params: { id: id } }, options);
  }
}

export class PartnerLedgerApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Every entry of your books, as its hash was made */
  listEntries(
    query: ListLedgerEntriesQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListLedgerEntriesResponse> {
    return this.#transport.call(operations.listLedgerEntries, { query }, options);
  }

  /** Where the chain of your books stood at the end of each day */
  listRoots(
    query: ListLedgerRootsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListLedgerRootsResponse['roots'][number], ListLedgerRootsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listLedgerRoots, { query: page }, options),
      query,
      'roots',
    );
  }
}

export class PartnerLiveCallsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Calls that are up now, newest first */
  list(
    query: ListLiveCallsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListLiveCallsResponse['live_calls'][number], ListLiveCallsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listLiveCalls, { query: page }, options),
      query,
      'live_calls',
    );
  }

  /** One call that is up */
  get(callUuid: string, options: RequestOptions = {}): ApiCall<LiveCall> {
    return this.#transport.call(operations.getLiveCall, { params: { call_uuid: callUuid } }, options);
  }

  /** Hang up a call */
  hang(callUuid: string, options: RequestOptions = {}): ApiCall<LiveCall> {
    return this.#transport.call(operations.hangUpLiveCall, { params: { call_uuid: callUuid } }, options);
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

export class PartnerNumberPricesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your selling prices of numbers */
  list(
    query: ListNumberPricesQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListNumberPricesResponse['items'][number], ListNumberPricesResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listNumberPrices, { query: page }, options),
      query,
      'items',
    );
  }

  /** Add a selling price */
  add(body: AddNumberPriceRequest, options: RequestOptions = {}): ApiCall<NumberPrice> {
    return this.#transport.call(operations.addNumberPrice, { body }, options);
  }

  /** Change a selling price */
  change(id: string, body: ChangeNumberPriceRequest, options: RequestOptions = {}): ApiCall<NumberPrice> {
    return this.#transport.call(operations.changeNumberPrice, { params: { id: id }, body }, options);
  }

  /** Remove a selling price */
  remove(id: string, options: RequestOptions = {}): ApiCall<RemoveNumberPriceResponse> {
    return this.#transport.call(operations.removeNumberPrice, { params: { id: id } }, options);
  }
}

export class PartnerNumbersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All your customers’ numbers */
  list(
    query: ListNumbersQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListNumbersAnswers[V]['items'][number], ListNumbersAnswers[V]> {
    return new PagedList(
      (page) => this.#transport.call(operations.listNumbers, { query: page }, options),
      query,
      'items',
    );
  }

  /** Numbers that you can buy */
  searchInventory(
    query: SearchNumberInventoryQuery = {},
    options: RequestOptions = {},
  ): PagedList<SearchNumberInventoryResponse['items'][number], SearchNumberInventoryResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.searchNumberInventory, { query: page }, options),
      query,
      'items',
    );
  }

  /** Where there are numbers to buy */
  listInventoryCountries(
    query: ListInventoryCountriesQuery = {},
    options: RequestOptions = {},
  ): ApiCall<ListInventoryCountriesResponse> {
    return this.#transport.call(operations.listInventoryCountries, { query }, options);
  }

  /** Your reservations */
  listReservations(
    query: ListNumberReservationsQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListNumberReservationsResponse['items'][number], ListNumberReservationsResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listNumberReservations, { query: page }, options),
      query,
      'items',
    );
  }

  /** Reserve numbers */
  reserveReservation(body: ReserveNumbersRequest, options: RequestOptions = {}): ApiCall<NumberReservation> {
    return this.#transport.call(operations.reserveNumbers, { body }, options);
  }

  /** One reservation */
  getReservation(id: string, options: RequestOptions = {}): ApiCall<NumberReservation> {
    return this.#transport.call(operations.getNumberReservation, { params: { id: id } }, options);
  }

  /** Let reserved numbers go */
  cancelReservation(id: string, options: RequestOptions = {}): ApiCall<NumberReservation> {
    return this.#transport.call(operations.cancelNumberReservation, { params: { id: id } }, options);
  }

  /** Extend a reservation */
  reservationsExtend(
    id: string,
    body: ExtendNumberReservationRequest = {},
    options: RequestOptions = {},
  ): ApiCall<NumberReservation> {
    return this.#transport.call(operations.extendNumberReservation, { params: { id: id }, body }, options);
  }

  /** One number */
  get(e164: string, options: RequestOptions = {}): ApiCall<GetNumberAnswers[V]> {
    return this.#transport.call(operations.getNumber, { params: { e164: e164 } }, options);
  }

  /** Move a number to another customer */
  move(e164: string, body: MoveNumberRequest, options: RequestOptions = {}): ApiCall<MoveNumberAnswers[V]> {
    return this.#transport.call(operations.moveNumber, { params: { e164: e164 }, body }, options);
  }
}

export class PartnerPricingTiersApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Pricing tiers */
  list(query: ListPricingTiersQuery = {}, options: RequestOptions = {}): ApiCall<ListPricingTiersResponse> {
    return this.#transport.call(operations.listPricingTiers, { query }, options);
  }

  /** Make a pricing tier */
  create(body: CreatePricingTierRequest, options: RequestOptions = {}): ApiCall<PricingTier> {
    return this.#transport.call(operations.createPricingTier, { body }, options);
  }

  /** One pricing tier */
  get(tierId: string, options: RequestOptions = {}): ApiCall<PricingTier> {
    return this.#transport.call(operations.getPricingTier, { params: { tier_id: tierId } }, options);
  }

  /** Change a pricing tier */
  update(tierId: string, body: UpdatePricingTierRequest, options: RequestOptions = {}): ApiCall<PricingTier> {
    return this.#transport.call(operations.updatePricingTier, { params: { tier_id: tierId }, body }, options);
  }

  /** Send a deck of prices */
  uploadDeck(
    tierId: string,
    file: FileBody,
    query: UploadDeckQuery = {},
    options: RequestOptions = {},
  ): ApiCall<UploadDeckResponse> {
    return this.#transport.call(operations.uploadDeck, { params: { tier_id: tierId }, file, query }, options);
  }

  /** Versions of a deck, newest first */
  listDecks(
    tierId: string,
    query: ListDecksQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListDecksResponse['decks'][number], ListDecksResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(operations.listDecks, { params: { tier_id: tierId }, query: page }, options),
      query,
      'decks',
    );
  }

  /** One version */
  getDeck(tierId: string, version: string, options: RequestOptions = {}): ApiCall<Deck> {
    return this.#transport.call(
      operations.getDeck,
      { params: { tier_id: tierId, version: version } },
      options,
    );
  }

  /** Delete a draft */
  deleteDeck(tierId: string, version: string, options: RequestOptions = {}): ApiCall<Deck> {
    return this.#transport.call(
      operations.deleteDeck,
      { params: { tier_id: tierId, version: version } },
      options,
    );
  }

  /** What a version would change */
  compareDecksDiff(
    tierId: string,
    version: string,
    query: CompareDecksQuery = {},
    options: RequestOptions = {},
  ): ApiCall<CompareDecksResponse> {
    return this.#transport.call(
      operations.compareDecks,
      { params: { tier_id: tierId, version: version }, query },
      options,
    );
  }

  /** Bad rows of a version */
  listDecksFaults(
    tierId: string,
    version: string,
    options: RequestOptions = {},
  ): ApiCall<ListDeckFaultsResponse> {
    return this.#transport.call(
      operations.listDeckFaults,
      { params: { tier_id: tierId, version: version } },
      options,
    );
  }

  /** Make a version live, at once or at a time */
  decksPublish(
    tierId: string,
    version: string,
    body: PublishDeckRequest = {},
    options: RequestOptions = {},
  ): ApiCall<Deck> {
    return this.#transport.call(
      operations.publishDeck,
      { params: { tier_id: tierId, version: version }, body },
      options,
    );
  }

  /** Prices of a version */
  listDecksRates(
    tierId: string,
    version: string,
    query: ListDeckRatesQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListDeckRatesResponse['rates'][number], ListDeckRatesResponse> {
    return new PagedList(
      (page) =>
        this.#transport.call(
          operations.listDeckRates,
          { params: { tier_id: tierId, version: version }, query: page },
          options,
        ),
      query,
      'rates',
    );
  }

  /** Prices of a version as a file */
  exportDecksRatesCsv(
    tierId: string,
    version: string,
    query: ExportDeckRatesQuery = {},
    options: RequestOptions = {},
  ): ApiCall<string> {
    return this.#transport.call(
      operations.exportDeckRates,
      { params: { tier_id: tierId, version: version }, query },
      options,
    );
  }

  /** Take back what is planned of a version */
  decksUnschedule(
    tierId: string,
    version: string,
    body: UnscheduleDeckRequest = {},
    options: RequestOptions = {},
  ): ApiCall<Deck> {
    return this.#transport.call(
      operations.unscheduleDeck,
      { params: { tier_id: tierId, version: version }, body },
      options,
    );
  }

  /** What past calls would have cost at this tier */
  simulate(
    tierId: string,
    body: SimulatePricingTierRequest = {},
    options: RequestOptions = {},
  ): ApiCall<SimulatePricingTierResponse> {
    return this.#transport.call(
      operations.simulatePricingTier,
      { params: { tier_id: tierId }, body },
      options,
    );
  }
}

export class PartnerRatesApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Why a call costs what it costs */
  lookLookup(query: LookUpRateQuery, options: RequestOptions = {}): ApiCall<LookUpRateResponse> {
    return this.#transport.call(operations.lookUpRate, { query }, options);
  }
}

export class PartnerReconciliationApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Whether your books, calls, sums, holds and numbers agree */
  get(query: GetReconciliationQuery = {}, options: RequestOptions = {}): ApiCall<Reconciliation> {
    return this.#transport.call(operations.getReconciliation, { query }, options);
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

export class PartnerTrunksApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Trunks of all your customers */
  list(
    query: ListCustomersTrunksQuery = {},
    options: RequestOptions = {},
  ): PagedList<ListCustomersTrunksResponse['trunks'][number], ListCustomersTrunksResponse> {
    return new PagedList(
      (page) => this.#transport.call(operations.listCustomersTrunks, { query: page }, options),
      query,
      'trunks',
    );
  }
}

/** The Partner API: your customers, their wallets and your own account. */
export class PartnerPortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly accounts: PartnerAccountsApi<V>;
  readonly analytics: PartnerAnalyticsApi<V>;
  readonly auditLog: PartnerAuditLogApi<V>;
  readonly callLimits: PartnerCallLimitsApi<V>;
  readonly cdrs: PartnerCdrsApi<V>;
  readonly concurrency: PartnerConcurrencyApi<V>;
  readonly dashboard: PartnerDashboardApi<V>;
  readonly exports: PartnerExportsApi<V>;
  readonly ledger: PartnerLedgerApi<V>;
  readonly liveCalls: PartnerLiveCallsApi<V>;
  readonly me: PartnerMeApi<V>;
  readonly numberPrices: PartnerNumberPricesApi<V>;
  readonly numbers: PartnerNumbersApi<V>;
  readonly pricingTiers: PartnerPricingTiersApi<V>;
  readonly rates: PartnerRatesApi<V>;
  readonly reconciliation: PartnerReconciliationApi<V>;
  readonly team: PartnerTeamApi<V>;
  readonly tokens: PartnerTokensApi<V>;
  readonly transactions: PartnerTransactionsApi<V>;
  readonly transfers: PartnerTransfersApi<V>;
  readonly trunks: PartnerTrunksApi<V>;

  constructor(options: PartnerOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.accounts = new PartnerAccountsApi(this.#transport);
    this.analytics = new PartnerAnalyticsApi(this.#transport);
    this.auditLog = new PartnerAuditLogApi(this.#transport);
    this.callLimits = new PartnerCallLimitsApi(this.#transport);
    this.cdrs = new PartnerCdrsApi(this.#transport);
    this.concurrency = new PartnerConcurrencyApi(this.#transport);
    this.dashboard = new PartnerDashboardApi(this.#transport);
    this.exports = new PartnerExportsApi(this.#transport);
    this.ledger = new PartnerLedgerApi(this.#transport);
    this.liveCalls = new PartnerLiveCallsApi(this.#transport);
    this.me = new PartnerMeApi(this.#transport);
    this.numberPrices = new PartnerNumberPricesApi(this.#transport);
    this.numbers = new PartnerNumbersApi(this.#transport);
    this.pricingTiers = new PartnerPricingTiersApi(this.#transport);
    this.rates = new PartnerRatesApi(this.#transport);
    this.reconciliation = new PartnerReconciliationApi(this.#transport);
    this.team = new PartnerTeamApi(this.#transport);
    this.tokens = new PartnerTokensApi(this.#transport);
    this.transactions = new PartnerTransactionsApi(this.#transport);
    this.transfers = new PartnerTransfersApi(this.#transport);
    this.trunks = new PartnerTrunksApi(this.#transport);
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

export class PublicExportsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Fetch an exported file */
  download(token: string, options: RequestOptions = {}): ApiCall<undefined> {
    return this.#transport.call(operations.downloadExport, { params: { token: token } }, options);
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
  readonly exports: PublicExportsApi<V>;
  readonly links: PublicLinksApi<V>;

  constructor(options: AnonymousOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.accessRequests = new PublicAccessRequestsApi(this.#transport);
    this.exports = new PublicExportsApi(this.#transport);
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

export class EdgeCallsApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The call was answered */
  edgeAnswered(body: EdgeAnsweredRequest, options: RequestOptions = {}): ApiCall<EdgeAnsweredResponse> {
    return this.#transport.call(operations.edgeAnswered, { body }, options);
  }

  /** May this call go? */
  edgeAuthorise(body: EdgeAuthoriseRequest, options: RequestOptions = {}): ApiCall<EdgeAuthoriseResponse> {
    return this.#transport.call(operations.edgeAuthorise, { body }, options);
  }

  /** The call is over */
  edgeEnd(body: EdgeEndRequest, options: RequestOptions = {}): ApiCall<EdgeEndResponse> {
    return this.#transport.call(operations.edgeEnd, { body }, options);
  }

  /** More seconds for a call */
  edgeExtend(body: EdgeExtendRequest, options: RequestOptions = {}): ApiCall<EdgeExtendResponse> {
    return this.#transport.call(operations.edgeExtend, { body }, options);
  }
}

export class EdgeDirectoryApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** What of the directory was changed */
  edgeChanges(
    query: EdgeListChangesQuery = {},
    options: RequestOptions = {},
  ): ApiCall<EdgeListChangesResponse> {
    return this.#transport.call(operations.edgeListChanges, { query }, options);
  }

  /** What a digest answer is checked against */
  edgeCredential(
    query: EdgeFindCredentialQuery,
    options: RequestOptions = {},
  ): ApiCall<EdgeFindCredentialResponse> {
    return this.#transport.call(operations.edgeFindCredential, { query }, options);
  }

  /** Who sends from this address */
  edgeSource(query: EdgeFindSourceQuery, options: RequestOptions = {}): ApiCall<EdgeFindSourceResponse> {
    return this.#transport.call(operations.edgeFindSource, { query }, options);
  }
}

export class EdgeHeartbeatApi<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Say that you are there */
  edge(body: EdgeHeartbeatRequest, options: RequestOptions = {}): ApiCall<EdgeHeartbeatResponse> {
    return this.#transport.call(operations.edgeHeartbeat, { body }, options);
  }
}

/** What an agent beside a SIP server asks; `bearer` is the secret of its node. */
export class EdgePortal<V extends ApiVersion = DefaultVersion> {
  readonly #transport: Transport;
  readonly calls: EdgeCallsApi<V>;
  readonly directory: EdgeDirectoryApi<V>;
  readonly heartbeat: EdgeHeartbeatApi<V>;

  constructor(options: OperatorOptions<V>) {
    const headers = clientHeaders(options, options.apiVersion ?? DEFAULT_API_VERSION);
    this.#transport = new Transport(options, headers);
    this.calls = new EdgeCallsApi(this.#transport);
    this.directory = new EdgeDirectoryApi(this.#transport);
    this.heartbeat = new EdgeHeartbeatApi(this.#transport);
  }

  /** For requests that need what the methods do not offer. */
  get transport(): Transport {
    return this.#transport;
  }
}
