export {
  trunkDirectory,
  type DigestCredential,
  type EdgeDirectory,
  type SourceMatch,
  type TrunkDirectory,
} from './edge-directory.ts';
export type { Ha1 } from './ha1.ts';
export type { PickedTrunk } from './opened-trunks.ts';
export { trunkCustomerRoutes } from './routes.customer.ts';
export { trunkOperatorRoutes } from './routes.operator.ts';
export { trunkPartnerRoutes } from './routes.partner.ts';
export { createTrunks, type Trunks } from './service.ts';
export { trunkSchedule } from './sweep.ts';
export type { IpAcl, OriginationUri, SipCredential, Trunk } from './trunk.ts';
export type { TrunkCalls, TrunkDeletedHook } from './trunks-deps.ts';
