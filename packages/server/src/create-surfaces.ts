import { analyticsOperatorRoutes, analyticsPartnerRoutes } from './analytics/index.ts';
import { auditOperatorRoutes, auditPartnerRoutes } from './audit/index.ts';
import { callEdgeRoutes, callOperatorRoutes, callPartnerRoutes } from './calls/index.ts';
import { capacityCustomerRoutes, capacityOperatorRoutes, capacityPartnerRoutes } from './capacity/index.ts';
import { carrierOperatorRoutes } from './carriers/index.ts';
import type { Services } from './create-services.ts';
import { cdrCustomerRoutes, cdrPartnerRoutes } from './cdrs/index.ts';
import { customerAccountRoutes, customerPartnerRoutes, customerProfileRoutes } from './customers/index.ts';
import { exportPartnerRoutes, exportPublicRoutes } from './exports/index.ts';
import { edgeNodeRoutes, edgeOperatorRoutes } from './edges/index.ts';
import {
  identityOperatorRoutes,
  identityPartnerRoutes,
  identityPublicRoutes,
  identitySessionRoutes,
  type PartnerPrincipal,
} from './identity/index.ts';
import {
  accessRequestOperatorRoutes,
  accessRequestPublicRoutes,
  partnerMoneyOperatorRoutes,
  partnerOperatorRoutes,
  partnerPartnerRoutes,
} from './partners/index.ts';
import { ledgerPartnerRoutes } from './ledger/index.ts';
import { reconciliationOperatorRoutes, reconciliationPartnerRoutes } from './reconciliation/index.ts';
import { rateOperatorRoutes, ratePartnerRoutes } from './rates/index.ts';
import { numberCustomerRoutes, numberOperatorRoutes, numberPartnerRoutes } from './numbers/index.ts';
import type { Surface } from './platform/http/index.ts';
import {
  customerNumberSurface,
  customerSelfSurface,
  customerSurface,
  edgeSurface,
  operatorSurface,
  partnerSurface,
  publicSurface,
  sessionSurface,
} from './surfaces/index.ts';
import { trunkCustomerRoutes, trunkOperatorRoutes, trunkPartnerRoutes } from './trunks/index.ts';
import { walletCustomerRoutes, walletPartnerRoutes } from './wallets/index.ts';

/** Every path of the product, by who may call it, in the order in which the API reference shows them. */
export function createSurfaces(services: Services): readonly Surface<unknown>[] {
  const { config, db, identity, wallets } = services;
  const reader = db.kysely;
  const partnerIdOf = ({ partner }: PartnerPrincipal): string => partner.partnerId;
  return [
    partnerSurface(identity, [
      ...partnerPartnerRoutes(services),
      ...customerPartnerRoutes(services),
      ...walletPartnerRoutes(wallets),
      ...trunkPartnerRoutes(services),
      ...capacityPartnerRoutes(services),
      ...ratePartnerRoutes(services),
      ...numberPartnerRoutes(services),
      ...cdrPartnerRoutes(services),
      ...callPartnerRoutes(services),
      ...analyticsPartnerRoutes(services),
      ...exportPartnerRoutes(services),
      ...reconciliationPartnerRoutes(services),
      ...ledgerPartnerRoutes({ ledger: services.ledger, reader, partnerIdOf }),
      ...identityPartnerRoutes(services),
      ...auditPartnerRoutes({ reader, operatorName: config.operator.name, partnerIdOf }),
    ]),
    customerSelfSurface(identity, customerProfileRoutes(services)),
    customerSurface(identity, [
      ...customerAccountRoutes(services),
      ...walletCustomerRoutes(wallets),
      ...trunkCustomerRoutes(services),
      ...capacityCustomerRoutes(services),
      ...cdrCustomerRoutes(services),
    ]),
    customerNumberSurface(identity, numberCustomerRoutes(services)),
    operatorSurface(identity, [
      ...partnerOperatorRoutes(services),
      ...partnerMoneyOperatorRoutes(services),
      ...accessRequestOperatorRoutes(services),
      ...trunkOperatorRoutes(services),
      ...capacityOperatorRoutes(services),
      ...carrierOperatorRoutes(services),
      ...edgeOperatorRoutes(services),
      ...callOperatorRoutes(services),
      ...rateOperatorRoutes(services),
      ...numberOperatorRoutes(services),
      ...analyticsOperatorRoutes({ ...services, reader, currency: config.operator.currencies[0] }),
      ...reconciliationOperatorRoutes(services),
      ...identityOperatorRoutes(services),
      ...auditOperatorRoutes({ reader }),
    ]),
    edgeSurface(services.edges, [...callEdgeRoutes(services), ...edgeNodeRoutes(services)]),
    publicSurface([
      ...accessRequestPublicRoutes(services),
      ...identityPublicRoutes(services),
      ...exportPublicRoutes(services),
    ]),
    sessionSurface(identity, identitySessionRoutes(services)),
  ];
}
