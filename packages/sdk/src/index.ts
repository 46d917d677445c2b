export { ApiCall, type ApiResult } from './api-call.ts';
export type {
  AccountCredentials,
  AnonymousOptions,
  CustomerOptions,
  OperatorOptions,
  PartnerCredentials,
  PartnerOptions,
} from './credentials.ts';
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  ConnectionError,
  IdempotencyKeyReusedError,
  InsufficientBalanceError,
  NotFoundError,
  PermissionError,
  PortalError,
  RateLimitError,
  ServerError,
  TimeoutError,
  ValidationError,
  type Fault,
} from './errors.ts';
export type { FileBody, OperationDescriptor, OperationInput } from './operation.ts';
export { PagedList } from './paged-list.ts';
export { Transport, type RequestOptions, type TransportOptions } from './transport.ts';
export {
  verifyChain,
  type ChainPlace,
  type ChainReport,
  type ChainSource,
  type VerifyChainOptions,
} from './verify-chain.ts';
export * from './generated/clients.ts';
export type * from './generated/types.ts';
