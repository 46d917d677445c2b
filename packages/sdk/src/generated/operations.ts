// Generated from packages/sdk/openapi.json; change the routes and run `npm run generate -w packages/sdk`, not this file.

import type { OperationDescriptor } from '../operation.ts';

export const getAccountBalance: OperationDescriptor = {
  id: 'getAccountBalance',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/balance/{currency}',
  idempotent: false,
};
export const listCalls: OperationDescriptor = {
  id: 'listCalls',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/cdr',
  idempotent: false,
};
export const exportCalls: OperationDescriptor = {
  id: 'exportCalls',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/cdr/export',
  idempotent: false,
  download: 'text/csv',
};
export const listRecentCalls: OperationDescriptor = {
  id: 'listRecentCalls',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/cdr/recent',
  idempotent: false,
};
export const searchCalls: OperationDescriptor = {
  id: 'searchCalls',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/cdr/search',
  idempotent: false,
};
export const getCall: OperationDescriptor = {
  id: 'getCall',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/cdr/{call_uuid}',
  idempotent: false,
};
export const getConcurrency: OperationDescriptor = {
  id: 'getConcurrency',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/concurrency',
  idempotent: false,
};
export const createCredential: OperationDescriptor = {
  id: 'createCredential',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/credentials',
  idempotent: true,
};
export const updateCredential: OperationDescriptor = {
  id: 'updateCredential',
  method: 'PUT',
  path: '/api/v1/Account/{auth_id}/credentials/{credential_id}',
  idempotent: false,
};
export const deleteCredential: OperationDescriptor = {
  id: 'deleteCredential',
  method: 'DELETE',
  path: '/api/v1/Account/{auth_id}/credentials/{credential_id}',
  idempotent: false,
};
export const listInventoryNumbers: OperationDescriptor = {
  id: 'listInventoryNumbers',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/inventory/numbers',
  idempotent: false,
};
export const createIpAcl: OperationDescriptor = {
  id: 'createIpAcl',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/ip-acl',
  idempotent: true,
};
export const updateIpAcl: OperationDescriptor = {
  id: 'updateIpAcl',
  method: 'PUT',
  path: '/api/v1/Account/{auth_id}/ip-acl/{ip_acl_id}',
  idempotent: false,
};
export const deleteIpAcl: OperationDescriptor = {
  id: 'deleteIpAcl',
  method: 'DELETE',
  path: '/api/v1/Account/{auth_id}/ip-acl/{ip_acl_id}',
  idempotent: false,
};
export const listOwnNumbers: OperationDescriptor = {
  id: 'listOwnNumbers',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/numbers',
  idempotent: false,
};
export const purchaseNumberFromInventory: OperationDescriptor = {
  id: 'purchaseNumberFromInventory',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/numbers/purchase-from-inventory',
  idempotent: true,
};
export const releaseNumber: OperationDescriptor = {
  id: 'releaseNumber',
  method: 'DELETE',
  path: '/api/v1/Account/{auth_id}/numbers/{e164}',
  idempotent: false,
};
export const assignNumberToTrunk: OperationDescriptor = {
  id: 'assignNumberToTrunk',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/numbers/{e164}/assign',
  idempotent: true,
};
export const unassignNumberFromTrunk: OperationDescriptor = {
  id: 'unassignNumberFromTrunk',
  method: 'DELETE',
  path: '/api/v1/Account/{auth_id}/numbers/{e164}/assign',
  idempotent: false,
};
export const cancelNumberRelease: OperationDescriptor = {
  id: 'cancelNumberRelease',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/numbers/{e164}/cancel-release',
  idempotent: true,
};
export const createOriginationUri: OperationDescriptor = {
  id: 'createOriginationUri',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/origination-uris',
  idempotent: true,
};
export const updateOriginationUri: OperationDescriptor = {
  id: 'updateOriginationUri',
  method: 'PUT',
  path: '/api/v1/Account/{auth_id}/origination-uris/{uri_id}',
  idempotent: false,
};
export const deleteOriginationUri: OperationDescriptor = {
  id: 'deleteOriginationUri',
  method: 'DELETE',
  path: '/api/v1/Account/{auth_id}/origination-uris/{uri_id}',
  idempotent: false,
};
export const listWalletTransactions: OperationDescriptor = {
  id: 'listWalletTransactions',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/transactions',
  idempotent: false,
};
export const listReferenceTypes: OperationDescriptor = {
  id: 'listReferenceTypes',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/transactions/reference-types',
  idempotent: false,
};
export const listTrunks: OperationDescriptor = {
  id: 'listTrunks',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/trunks',
  idempotent: false,
};
export const createTrunk: OperationDescriptor = {
  id: 'createTrunk',
  method: 'POST',
  path: '/api/v1/Account/{auth_id}/trunks',
  idempotent: true,
};
export const listCredentials: OperationDescriptor = {
  id: 'listCredentials',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/trunks/credentials',
  idempotent: false,
};
export const listIpAcls: OperationDescriptor = {
  id: 'listIpAcls',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/trunks/ip-acl',
  idempotent: false,
};
export const listOriginationUris: OperationDescriptor = {
  id: 'listOriginationUris',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/trunks/origination-uris',
  idempotent: false,
};
export const getTrunk: OperationDescriptor = {
  id: 'getTrunk',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/trunks/{trunk_id}',
  idempotent: false,
};
export const updateTrunk: OperationDescriptor = {
  id: 'updateTrunk',
  method: 'PUT',
  path: '/api/v1/Account/{auth_id}/trunks/{trunk_id}',
  idempotent: false,
};
export const deleteTrunk: OperationDescriptor = {
  id: 'deleteTrunk',
  method: 'DELETE',
  path: '/api/v1/Account/{auth_id}/trunks/{trunk_id}',
  idempotent: false,
};
export const getAccountProfile: OperationDescriptor = {
  id: 'getAccountProfile',
  method: 'GET',
  path: '/api/v1/auth/me',
  idempotent: false,
};
export const listAccessRequests: OperationDescriptor = {
  id: 'listAccessRequests',
  method: 'GET',
  path: '/api/v1/operator/access-requests',
  idempotent: false,
};
export const getAccessRequest: OperationDescriptor = {
  id: 'getAccessRequest',
  method: 'GET',
  path: '/api/v1/operator/access-requests/{id}',
  idempotent: false,
};
export const approveAccessRequest: OperationDescriptor = {
  id: 'approveAccessRequest',
  method: 'POST',
  path: '/api/v1/operator/access-requests/{id}/approve',
  idempotent: true,
};
export const declineAccessRequest: OperationDescriptor = {
  id: 'declineAccessRequest',
  method: 'POST',
  path: '/api/v1/operator/access-requests/{id}/decline',
  idempotent: true,
};
export const takeAccessRequest: OperationDescriptor = {
  id: 'takeAccessRequest',
  method: 'POST',
  path: '/api/v1/operator/access-requests/{id}/take',
  idempotent: true,
};
export const getPlatformCauses: OperationDescriptor = {
  id: 'getPlatformCauses',
  method: 'GET',
  path: '/api/v1/operator/analytics/causes',
  idempotent: false,
};
export const getPlatformConcurrency: OperationDescriptor = {
  id: 'getPlatformConcurrency',
  method: 'GET',
  path: '/api/v1/operator/analytics/concurrency',
  idempotent: false,
};
export const getPlatformCustomers: OperationDescriptor = {
  id: 'getPlatformCustomers',
  method: 'GET',
  path: '/api/v1/operator/analytics/customers',
  idempotent: false,
};
export const getPlatformDashboard: OperationDescriptor = {
  id: 'getPlatformDashboard',
  method: 'GET',
  path: '/api/v1/operator/analytics/dashboard',
  idempotent: false,
};
export const getPlatformDestinations: OperationDescriptor = {
  id: 'getPlatformDestinations',
  method: 'GET',
  path: '/api/v1/operator/analytics/destinations',
  idempotent: false,
};
export const getPlatformNumbers: OperationDescriptor = {
  id: 'getPlatformNumbers',
  method: 'GET',
  path: '/api/v1/operator/analytics/numbers',
  idempotent: false,
};
export const getTrafficByPartner: OperationDescriptor = {
  id: 'getTrafficByPartner',
  method: 'GET',
  path: '/api/v1/operator/analytics/partners',
  idempotent: false,
};
export const getPartnerRunway: OperationDescriptor = {
  id: 'getPartnerRunway',
  method: 'GET',
  path: '/api/v1/operator/analytics/runway',
  idempotent: false,
};
export const getRunways: OperationDescriptor = {
  id: 'getRunways',
  method: 'GET',
  path: '/api/v1/operator/analytics/runways',
  idempotent: false,
};
export const getPlatformTimeline: OperationDescriptor = {
  id: 'getPlatformTimeline',
  method: 'GET',
  path: '/api/v1/operator/analytics/timeline',
  idempotent: false,
};
export const getPlatformTrunks: OperationDescriptor = {
  id: 'getPlatformTrunks',
  method: 'GET',
  path: '/api/v1/operator/analytics/trunks',
  idempotent: false,
};
export const listOperatorAuditLog: OperationDescriptor = {
  id: 'listOperatorAuditLog',
  method: 'GET',
  path: '/api/v1/operator/audit-log',
  idempotent: false,
};
export const listCarriers: OperationDescriptor = {
  id: 'listCarriers',
  method: 'GET',
  path: '/api/v1/operator/carriers',
  idempotent: false,
};
export const createCarrier: OperationDescriptor = {
  id: 'createCarrier',
  method: 'POST',
  path: '/api/v1/operator/carriers',
  idempotent: true,
};
export const getCarrier: OperationDescriptor = {
  id: 'getCarrier',
  method: 'GET',
  path: '/api/v1/operator/carriers/{carrier_id}',
  idempotent: false,
};
export const updateCarrier: OperationDescriptor = {
  id: 'updateCarrier',
  method: 'PATCH',
  path: '/api/v1/operator/carriers/{carrier_id}',
  idempotent: false,
};
export const deleteCarrier: OperationDescriptor = {
  id: 'deleteCarrier',
  method: 'DELETE',
  path: '/api/v1/operator/carriers/{carrier_id}',
  idempotent: false,
};
export const listGateways: OperationDescriptor = {
  id: 'listGateways',
  method: 'GET',
  path: '/api/v1/operator/carriers/{carrier_id}/gateways',
  idempotent: false,
};
export const createGateway: OperationDescriptor = {
  id: 'createGateway',
  method: 'POST',
  path: '/api/v1/operator/carriers/{carrier_id}/gateways',
  idempotent: true,
};
export const getGateway: OperationDescriptor = {
  id: 'getGateway',
  method: 'GET',
  path: '/api/v1/operator/carriers/{carrier_id}/gateways/{gateway_id}',
  idempotent: false,
};
export const updateGateway: OperationDescriptor = {
  id: 'updateGateway',
  method: 'PATCH',
  path: '/api/v1/operator/carriers/{carrier_id}/gateways/{gateway_id}',
  idempotent: false,
};
export const deleteGateway: OperationDescriptor = {
  id: 'deleteGateway',
  method: 'DELETE',
  path: '/api/v1/operator/carriers/{carrier_id}/gateways/{gateway_id}',
  idempotent: false,
};
export const setGatewayState: OperationDescriptor = {
  id: 'setGatewayState',
  method: 'POST',
  path: '/api/v1/operator/carriers/{carrier_id}/gateways/{gateway_id}/state',
  idempotent: true,
};
export const listCarrierRoutes: OperationDescriptor = {
  id: 'listCarrierRoutes',
  method: 'GET',
  path: '/api/v1/operator/carriers/{carrier_id}/routes',
  idempotent: false,
};
export const createCarrierRoute: OperationDescriptor = {
  id: 'createCarrierRoute',
  method: 'POST',
  path: '/api/v1/operator/carriers/{carrier_id}/routes',
  idempotent: true,
};
export const replaceCarrierRoutes: OperationDescriptor = {
  id: 'replaceCarrierRoutes',
  method: 'PUT',
  path: '/api/v1/operator/carriers/{carrier_id}/routes',
  idempotent: false,
  upload: 'text/csv',
};
export const getCarrierRoute: OperationDescriptor = {
  id: 'getCarrierRoute',
  method: 'GET',
  path: '/api/v1/operator/carriers/{carrier_id}/routes/{route_id}',
  idempotent: false,
};
export const updateCarrierRoute: OperationDescriptor = {
  id: 'updateCarrierRoute',
  method: 'PATCH',
  path: '/api/v1/operator/carriers/{carrier_id}/routes/{route_id}',
  idempotent: false,
};
export const deleteCarrierRoute: OperationDescriptor = {
  id: 'deleteCarrierRoute',
  method: 'DELETE',
  path: '/api/v1/operator/carriers/{carrier_id}/routes/{route_id}',
  idempotent: false,
};
export const listDestinationClasses: OperationDescriptor = {
  id: 'listDestinationClasses',
  method: 'GET',
  path: '/api/v1/operator/destination-classes',
  idempotent: false,
};
export const setDestinationClass: OperationDescriptor = {
  id: 'setDestinationClass',
  method: 'PUT',
  path: '/api/v1/operator/destination-classes/{prefix}',
  idempotent: false,
};
export const removeDestinationClass: OperationDescriptor = {
  id: 'removeDestinationClass',
  method: 'DELETE',
  path: '/api/v1/operator/destination-classes/{prefix}',
  idempotent: false,
};
export const listEdgeNodes: OperationDescriptor = {
  id: 'listEdgeNodes',
  method: 'GET',
  path: '/api/v1/operator/edge-nodes',
  idempotent: false,
};
export const createEdgeNode: OperationDescriptor = {
  id: 'createEdgeNode',
  method: 'POST',
  path: '/api/v1/operator/edge-nodes',
  idempotent: true,
};
export const getEdgeNode: OperationDescriptor = {
  id: 'getEdgeNode',
  method: 'GET',
  path: '/api/v1/operator/edge-nodes/{node_id}',
  idempotent: false,
};
export const updateEdgeNode: OperationDescriptor = {
  id: 'updateEdgeNode',
  method: 'PATCH',
  path: '/api/v1/operator/edge-nodes/{node_id}',
  idempotent: false,
};
export const rotateEdgeNodeSecret: OperationDescriptor = {
  id: 'rotateEdgeNodeSecret',
  method: 'POST',
  path: '/api/v1/operator/edge-nodes/{node_id}/rotate-secret',
  idempotent: true,
};
export const listEmergencyNumbers: OperationDescriptor = {
  id: 'listEmergencyNumbers',
  method: 'GET',
  path: '/api/v1/operator/emergency-numbers',
  idempotent: false,
};
export const setEmergencyNumber: OperationDescriptor = {
  id: 'setEmergencyNumber',
  method: 'PUT',
  path: '/api/v1/operator/emergency-numbers/{country}/{number}',
  idempotent: false,
};
export const removeEmergencyNumber: OperationDescriptor = {
  id: 'removeEmergencyNumber',
  method: 'DELETE',
  path: '/api/v1/operator/emergency-numbers/{country}/{number}',
  idempotent: false,
};
export const lookupGateway: OperationDescriptor = {
  id: 'lookupGateway',
  method: 'GET',
  path: '/api/v1/operator/gateways/lookup',
  idempotent: false,
};
export const operatorLogin: OperationDescriptor = {
  id: 'operatorLogin',
  method: 'POST',
  path: '/api/v1/operator/login',
  idempotent: false,
};
export const getOperatorMe: OperationDescriptor = {
  id: 'getOperatorMe',
  method: 'GET',
  path: '/api/v1/operator/me',
  idempotent: false,
};
export const beginTotp: OperationDescriptor = {
  id: 'beginTotp',
  method: 'POST',
  path: '/api/v1/operator/me/totp',
  idempotent: false,
};
export const removeTotp: OperationDescriptor = {
  id: 'removeTotp',
  method: 'DELETE',
  path: '/api/v1/operator/me/totp',
  idempotent: false,
};
export const confirmTotp: OperationDescriptor = {
  id: 'confirmTotp',
  method: 'POST',
  path: '/api/v1/operator/me/totp/confirm',
  idempotent: false,
};
export const listNumberStock: OperationDescriptor = {
  id: 'listNumberStock',
  method: 'GET',
  path: '/api/v1/operator/numbers',
  idempotent: false,
};
export const addStockNumbers: OperationDescriptor = {
  id: 'addStockNumbers',
  method: 'POST',
  path: '/api/v1/operator/numbers',
  idempotent: true,
};
export const importStockNumbers: OperationDescriptor = {
  id: 'importStockNumbers',
  method: 'POST',
  path: '/api/v1/operator/numbers/import',
  idempotent: false,
  upload: 'text/csv',
};
export const listNumberImports: OperationDescriptor = {
  id: 'listNumberImports',
  method: 'GET',
  path: '/api/v1/operator/numbers/imports',
  idempotent: false,
};
export const getNumberImport: OperationDescriptor = {
  id: 'getNumberImport',
  method: 'GET',
  path: '/api/v1/operator/numbers/imports/{id}',
  idempotent: false,
};
export const getStockNumber: OperationDescriptor = {
  id: 'getStockNumber',
  method: 'GET',
  path: '/api/v1/operator/numbers/{number}',
  idempotent: false,
};
export const updateStockNumber: OperationDescriptor = {
  id: 'updateStockNumber',
  method: 'PATCH',
  path: '/api/v1/operator/numbers/{number}',
  idempotent: false,
};
export const restoreStockNumber: OperationDescriptor = {
  id: 'restoreStockNumber',
  method: 'POST',
  path: '/api/v1/operator/numbers/{number}/restore',
  idempotent: true,
};
export const withdrawStockNumber: OperationDescriptor = {
  id: 'withdrawStockNumber',
  method: 'POST',
  path: '/api/v1/operator/numbers/{number}/withdraw',
  idempotent: true,
};
export const listPartners: OperationDescriptor = {
  id: 'listPartners',
  method: 'GET',
  path: '/api/v1/operator/partners',
  idempotent: false,
};
export const createPartner: OperationDescriptor = {
  id: 'createPartner',
  method: 'POST',
  path: '/api/v1/operator/partners',
  idempotent: true,
};
export const getPartner: OperationDescriptor = {
  id: 'getPartner',
  method: 'GET',
  path: '/api/v1/operator/partners/{id}',
  idempotent: false,
};
export const updatePartner: OperationDescriptor = {
  id: 'updatePartner',
  method: 'PATCH',
  path: '/api/v1/operator/partners/{id}',
  idempotent: false,
};
export const adjustPartner: OperationDescriptor = {
  id: 'adjustPartner',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/adjust',
  idempotent: true,
};
export const getPartnerCapacity: OperationDescriptor = {
  id: 'getPartnerCapacity',
  method: 'GET',
  path: '/api/v1/operator/partners/{id}/capacity',
  idempotent: false,
};
export const setPartnerCapacity: OperationDescriptor = {
  id: 'setPartnerCapacity',
  method: 'PATCH',
  path: '/api/v1/operator/partners/{id}/capacity',
  idempotent: false,
};
export const closePartner: OperationDescriptor = {
  id: 'closePartner',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/close',
  idempotent: true,
};
export const setPartnerCreditLimit: OperationDescriptor = {
  id: 'setPartnerCreditLimit',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/credit-limit',
  idempotent: true,
};
export const fundPartner: OperationDescriptor = {
  id: 'fundPartner',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/fund',
  idempotent: true,
};
export const openMasterAccount: OperationDescriptor = {
  id: 'openMasterAccount',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/master-accounts',
  idempotent: true,
};
export const sendPartnerOwnerLink: OperationDescriptor = {
  id: 'sendPartnerOwnerLink',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/owner-link',
  idempotent: true,
};
export const resumePartner: OperationDescriptor = {
  id: 'resumePartner',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/resume',
  idempotent: true,
};
export const suspendPartner: OperationDescriptor = {
  id: 'suspendPartner',
  method: 'POST',
  path: '/api/v1/operator/partners/{id}/suspend',
  idempotent: true,
};
export const listWholesaleTiers: OperationDescriptor = {
  id: 'listWholesaleTiers',
  method: 'GET',
  path: '/api/v1/operator/partners/{id}/wholesale-tiers',
  idempotent: false,
};
export const assignWholesaleTier: OperationDescriptor = {
  id: 'assignWholesaleTier',
  method: 'PUT',
  path: '/api/v1/operator/partners/{id}/wholesale-tiers',
  idempotent: false,
};
export const listOperatorPricingTiers: OperationDescriptor = {
  id: 'listOperatorPricingTiers',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers',
  idempotent: false,
};
export const createOperatorPricingTier: OperationDescriptor = {
  id: 'createOperatorPricingTier',
  method: 'POST',
  path: '/api/v1/operator/pricing-tiers',
  idempotent: true,
};
export const getOperatorPricingTier: OperationDescriptor = {
  id: 'getOperatorPricingTier',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}',
  idempotent: false,
};
export const updateOperatorPricingTier: OperationDescriptor = {
  id: 'updateOperatorPricingTier',
  method: 'PATCH',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}',
  idempotent: false,
};
export const uploadOperatorDeck: OperationDescriptor = {
  id: 'uploadOperatorDeck',
  method: 'PUT',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/deck',
  idempotent: false,
  upload: 'text/csv',
};
export const listOperatorDecks: OperationDescriptor = {
  id: 'listOperatorDecks',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks',
  idempotent: false,
};
export const getOperatorDeck: OperationDescriptor = {
  id: 'getOperatorDeck',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}',
  idempotent: false,
};
export const deleteOperatorDeck: OperationDescriptor = {
  id: 'deleteOperatorDeck',
  method: 'DELETE',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}',
  idempotent: false,
};
export const compareOperatorDecks: OperationDescriptor = {
  id: 'compareOperatorDecks',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}/diff',
  idempotent: false,
};
export const listOperatorDeckFaults: OperationDescriptor = {
  id: 'listOperatorDeckFaults',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}/faults',
  idempotent: false,
};
export const publishOperatorDeck: OperationDescriptor = {
  id: 'publishOperatorDeck',
  method: 'POST',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}/publish',
  idempotent: true,
};
export const listOperatorDeckRates: OperationDescriptor = {
  id: 'listOperatorDeckRates',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}/rates',
  idempotent: false,
};
export const exportOperatorDeckRates: OperationDescriptor = {
  id: 'exportOperatorDeckRates',
  method: 'GET',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}/rates.csv',
  idempotent: false,
  download: 'text/csv',
};
export const unscheduleOperatorDeck: OperationDescriptor = {
  id: 'unscheduleOperatorDeck',
  method: 'POST',
  path: '/api/v1/operator/pricing-tiers/{pricing_tier_id}/decks/{version}/unschedule',
  idempotent: true,
};
export const lookUpRateAsOperator: OperationDescriptor = {
  id: 'lookUpRateAsOperator',
  method: 'GET',
  path: '/api/v1/operator/rates/lookup',
  idempotent: false,
};
export const listReconciliations: OperationDescriptor = {
  id: 'listReconciliations',
  method: 'GET',
  path: '/api/v1/operator/reconciliation',
  idempotent: false,
};
export const lookupRoutes: OperationDescriptor = {
  id: 'lookupRoutes',
  method: 'GET',
  path: '/api/v1/operator/routes/lookup',
  idempotent: false,
};
export const findSipSources: OperationDescriptor = {
  id: 'findSipSources',
  method: 'GET',
  path: '/api/v1/operator/sip-sources',
  idempotent: false,
};
export const releaseSipSource: OperationDescriptor = {
  id: 'releaseSipSource',
  method: 'POST',
  path: '/api/v1/operator/sip-sources/{id}/release',
  idempotent: true,
};
export const listStaff: OperationDescriptor = {
  id: 'listStaff',
  method: 'GET',
  path: '/api/v1/operator/staff',
  idempotent: false,
};
export const inviteStaff: OperationDescriptor = {
  id: 'inviteStaff',
  method: 'POST',
  path: '/api/v1/operator/staff',
  idempotent: true,
};
export const updateStaff: OperationDescriptor = {
  id: 'updateStaff',
  method: 'PATCH',
  path: '/api/v1/operator/staff/{id}',
  idempotent: false,
};
export const listCustomerAccounts: OperationDescriptor = {
  id: 'listCustomerAccounts',
  method: 'GET',
  path: '/api/v1/partner/accounts',
  idempotent: false,
};
export const createCustomerAccount: OperationDescriptor = {
  id: 'createCustomerAccount',
  method: 'POST',
  path: '/api/v1/partner/accounts',
  idempotent: true,
};
export const getCustomerAccount: OperationDescriptor = {
  id: 'getCustomerAccount',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}',
  idempotent: false,
};
export const updateCustomerAccount: OperationDescriptor = {
  id: 'updateCustomerAccount',
  method: 'PATCH',
  path: '/api/v1/partner/accounts/{customer_auth_id}',
  idempotent: false,
};
export const listApprovedClis: OperationDescriptor = {
  id: 'listApprovedClis',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/approved-clis',
  idempotent: false,
};
export const approveCli: OperationDescriptor = {
  id: 'approveCli',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/approved-clis',
  idempotent: true,
};
export const withdrawCli: OperationDescriptor = {
  id: 'withdrawCli',
  method: 'DELETE',
  path: '/api/v1/partner/accounts/{customer_auth_id}/approved-clis/{e164}',
  idempotent: false,
};
export const getCustomerBalance: OperationDescriptor = {
  id: 'getCustomerBalance',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/balance',
  idempotent: false,
};
export const listCustomerCdrs: OperationDescriptor = {
  id: 'listCustomerCdrs',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/cdrs',
  idempotent: false,
};
export const getCustomerCdr: OperationDescriptor = {
  id: 'getCustomerCdr',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/cdrs/{call_uuid}',
  idempotent: false,
};
export const closeCustomerAccount: OperationDescriptor = {
  id: 'closeCustomerAccount',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/close',
  idempotent: true,
};
export const getCustomerCapacity: OperationDescriptor = {
  id: 'getCustomerCapacity',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/concurrency',
  idempotent: false,
};
export const reclaimCapacity: OperationDescriptor = {
  id: 'reclaimCapacity',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/concurrency/reclaim',
  idempotent: true,
};
export const transferCapacity: OperationDescriptor = {
  id: 'transferCapacity',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/concurrency/transfer',
  idempotent: true,
};
export const getAccountLimits: OperationDescriptor = {
  id: 'getAccountLimits',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/limits',
  idempotent: false,
};
export const updateAccountLimits: OperationDescriptor = {
  id: 'updateAccountLimits',
  method: 'PATCH',
  path: '/api/v1/partner/accounts/{customer_auth_id}/limits',
  idempotent: false,
};
export const listCustomerNumbers: OperationDescriptor = {
  id: 'listCustomerNumbers',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/numbers',
  idempotent: false,
};
export const assignNumber: OperationDescriptor = {
  id: 'assignNumber',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/numbers',
  idempotent: true,
};
export const getCustomerNumber: OperationDescriptor = {
  id: 'getCustomerNumber',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/numbers/{e164}',
  idempotent: false,
};
export const updateCustomerNumber: OperationDescriptor = {
  id: 'updateCustomerNumber',
  method: 'PATCH',
  path: '/api/v1/partner/accounts/{customer_auth_id}/numbers/{e164}',
  idempotent: false,
};
export const releaseCustomerNumber: OperationDescriptor = {
  id: 'releaseCustomerNumber',
  method: 'DELETE',
  path: '/api/v1/partner/accounts/{customer_auth_id}/numbers/{e164}',
  idempotent: false,
};
export const cancelCustomerNumberRelease: OperationDescriptor = {
  id: 'cancelCustomerNumberRelease',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/numbers/{e164}/cancel-release',
  idempotent: true,
};
export const resetCustomerPassword: OperationDescriptor = {
  id: 'resetCustomerPassword',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/password-reset',
  idempotent: true,
};
export const reclaimBalance: OperationDescriptor = {
  id: 'reclaimBalance',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/reclaim-balance',
  idempotent: true,
};
export const resumeCustomerAccount: OperationDescriptor = {
  id: 'resumeCustomerAccount',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/resume',
  idempotent: true,
};
export const rotateCustomerToken: OperationDescriptor = {
  id: 'rotateCustomerToken',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/rotate-token',
  idempotent: true,
};
export const suspendCustomerAccount: OperationDescriptor = {
  id: 'suspendCustomerAccount',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/suspend',
  idempotent: true,
};
export const listCustomerTransactions: OperationDescriptor = {
  id: 'listCustomerTransactions',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/transactions',
  idempotent: false,
};
export const transferBalance: OperationDescriptor = {
  id: 'transferBalance',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/transfer-balance',
  idempotent: true,
};
export const listCustomerTrunks: OperationDescriptor = {
  id: 'listCustomerTrunks',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/trunks',
  idempotent: false,
};
export const getCustomerTrunk: OperationDescriptor = {
  id: 'getCustomerTrunk',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/trunks/{trunk_id}',
  idempotent: false,
};
export const getAnalytics: OperationDescriptor = {
  id: 'getAnalytics',
  method: 'GET',
  path: '/api/v1/partner/analytics',
  idempotent: false,
};
export const getHangupCauses: OperationDescriptor = {
  id: 'getHangupCauses',
  method: 'GET',
  path: '/api/v1/partner/analytics/causes',
  idempotent: false,
};
export const getConcurrentCalls: OperationDescriptor = {
  id: 'getConcurrentCalls',
  method: 'GET',
  path: '/api/v1/partner/analytics/concurrency',
  idempotent: false,
};
export const getTrafficByCustomer: OperationDescriptor = {
  id: 'getTrafficByCustomer',
  method: 'GET',
  path: '/api/v1/partner/analytics/customers',
  idempotent: false,
};
export const getTrafficByDestination: OperationDescriptor = {
  id: 'getTrafficByDestination',
  method: 'GET',
  path: '/api/v1/partner/analytics/destinations',
  idempotent: false,
};
export const getNumberHealth: OperationDescriptor = {
  id: 'getNumberHealth',
  method: 'GET',
  path: '/api/v1/partner/analytics/numbers',
  idempotent: false,
};
export const getRunway: OperationDescriptor = {
  id: 'getRunway',
  method: 'GET',
  path: '/api/v1/partner/analytics/runway',
  idempotent: false,
};
export const getTrafficTimeline: OperationDescriptor = {
  id: 'getTrafficTimeline',
  method: 'GET',
  path: '/api/v1/partner/analytics/timeline',
  idempotent: false,
};
export const getTrafficByTrunk: OperationDescriptor = {
  id: 'getTrafficByTrunk',
  method: 'GET',
  path: '/api/v1/partner/analytics/trunks',
  idempotent: false,
};
export const listAuditLog: OperationDescriptor = {
  id: 'listAuditLog',
  method: 'GET',
  path: '/api/v1/partner/audit-log',
  idempotent: false,
};
export const getDefaultCallLimits: OperationDescriptor = {
  id: 'getDefaultCallLimits',
  method: 'GET',
  path: '/api/v1/partner/call-limits',
  idempotent: false,
};
export const updateDefaultCallLimits: OperationDescriptor = {
  id: 'updateDefaultCallLimits',
  method: 'PATCH',
  path: '/api/v1/partner/call-limits',
  idempotent: false,
};
export const listCdrs: OperationDescriptor = {
  id: 'listCdrs',
  method: 'GET',
  path: '/api/v1/partner/cdrs',
  idempotent: false,
};
export const explainCdr: OperationDescriptor = {
  id: 'explainCdr',
  method: 'GET',
  path: '/api/v1/partner/cdrs/{call_uuid}/explain',
  idempotent: false,
};
export const getCapacityPool: OperationDescriptor = {
  id: 'getCapacityPool',
  method: 'GET',
  path: '/api/v1/partner/concurrency',
  idempotent: false,
};
export const listCapacityTransfers: OperationDescriptor = {
  id: 'listCapacityTransfers',
  method: 'GET',
  path: '/api/v1/partner/concurrency/transfers',
  idempotent: false,
};
export const getDashboard: OperationDescriptor = {
  id: 'getDashboard',
  method: 'GET',
  path: '/api/v1/partner/dashboard',
  idempotent: false,
};
export const listExports: OperationDescriptor = {
  id: 'listExports',
  method: 'GET',
  path: '/api/v1/partner/exports',
  idempotent: false,
};
export const requestExport: OperationDescriptor = {
  id: 'requestExport',
  method: 'POST',
  path: '/api/v1/partner/exports',
  idempotent: true,
};
export const getExport: OperationDescriptor = {
  id: 'getExport',
  method: 'GET',
  path: '/api/v1/partner/exports/{id}',
  idempotent: false,
};
export const cancelExport: OperationDescriptor = {
  id: 'cancelExport',
  method: 'DELETE',
  path: '/api/v1/partner/exports/{id}',
  idempotent: false,
};
export const listLedgerEntries: OperationDescriptor = {
  id: 'listLedgerEntries',
  method: 'GET',
  path: '/api/v1/partner/ledger/entries',
  idempotent: false,
};
export const listLedgerRoots: OperationDescriptor = {
  id: 'listLedgerRoots',
  method: 'GET',
  path: '/api/v1/partner/ledger/roots',
  idempotent: false,
};
export const listLiveCalls: OperationDescriptor = {
  id: 'listLiveCalls',
  method: 'GET',
  path: '/api/v1/partner/live-calls',
  idempotent: false,
};
export const getLiveCall: OperationDescriptor = {
  id: 'getLiveCall',
  method: 'GET',
  path: '/api/v1/partner/live-calls/{call_uuid}',
  idempotent: false,
};
export const hangUpLiveCall: OperationDescriptor = {
  id: 'hangUpLiveCall',
  method: 'DELETE',
  path: '/api/v1/partner/live-calls/{call_uuid}',
  idempotent: false,
};
export const partnerLogin: OperationDescriptor = {
  id: 'partnerLogin',
  method: 'POST',
  path: '/api/v1/partner/login',
  idempotent: false,
};
export const getPartnerProfile: OperationDescriptor = {
  id: 'getPartnerProfile',
  method: 'GET',
  path: '/api/v1/partner/me',
  idempotent: false,
};
export const getPartnerBalance: OperationDescriptor = {
  id: 'getPartnerBalance',
  method: 'GET',
  path: '/api/v1/partner/me/balance',
  idempotent: false,
};
export const listOwnTransactions: OperationDescriptor = {
  id: 'listOwnTransactions',
  method: 'GET',
  path: '/api/v1/partner/me/transactions',
  idempotent: false,
};
export const listNumberPrices: OperationDescriptor = {
  id: 'listNumberPrices',
  method: 'GET',
  path: '/api/v1/partner/number-prices',
  idempotent: false,
};
export const addNumberPrice: OperationDescriptor = {
  id: 'addNumberPrice',
  method: 'POST',
  path: '/api/v1/partner/number-prices',
  idempotent: true,
};
export const changeNumberPrice: OperationDescriptor = {
  id: 'changeNumberPrice',
  method: 'PATCH',
  path: '/api/v1/partner/number-prices/{id}',
  idempotent: false,
};
export const removeNumberPrice: OperationDescriptor = {
  id: 'removeNumberPrice',
  method: 'DELETE',
  path: '/api/v1/partner/number-prices/{id}',
  idempotent: false,
};
export const listNumbers: OperationDescriptor = {
  id: 'listNumbers',
  method: 'GET',
  path: '/api/v1/partner/numbers',
  idempotent: false,
};
export const searchNumberInventory: OperationDescriptor = {
  id: 'searchNumberInventory',
  method: 'GET',
  path: '/api/v1/partner/numbers/inventory',
  idempotent: false,
};
export const listInventoryCountries: OperationDescriptor = {
  id: 'listInventoryCountries',
  method: 'GET',
  path: '/api/v1/partner/numbers/inventory/countries',
  idempotent: false,
};
export const listNumberReservations: OperationDescriptor = {
  id: 'listNumberReservations',
  method: 'GET',
  path: '/api/v1/partner/numbers/reservations',
  idempotent: false,
};
export const reserveNumbers: OperationDescriptor = {
  id: 'reserveNumbers',
  method: 'POST',
  path: '/api/v1/partner/numbers/reservations',
  idempotent: true,
};
export const getNumberReservation: OperationDescriptor = {
  id: 'getNumberReservation',
  method: 'GET',
  path: '/api/v1/partner/numbers/reservations/{id}',
  idempotent: false,
};
export const cancelNumberReservation: OperationDescriptor = {
  id: 'cancelNumberReservation',
  method: 'DELETE',
  path: '/api/v1/partner/numbers/reservations/{id}',
  idempotent: false,
};
export const extendNumberReservation: OperationDescriptor = {
  id: 'extendNumberReservation',
  method: 'POST',
  path: '/api/v1/partner/numbers/reservations/{id}/extend',
  idempotent: true,
};
export const getNumber: OperationDescriptor = {
  id: 'getNumber',
  method: 'GET',
  path: '/api/v1/partner/numbers/{e164}',
  idempotent: false,
};
export const moveNumber: OperationDescriptor = {
  id: 'moveNumber',
  method: 'POST',
  path: '/api/v1/partner/numbers/{e164}/move',
  idempotent: true,
};
export const listPricingTiers: OperationDescriptor = {
  id: 'listPricingTiers',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers',
  idempotent: false,
};
export const createPricingTier: OperationDescriptor = {
  id: 'createPricingTier',
  method: 'POST',
  path: '/api/v1/partner/pricing-tiers',
  idempotent: true,
};
export const getPricingTier: OperationDescriptor = {
  id: 'getPricingTier',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}',
  idempotent: false,
};
export const updatePricingTier: OperationDescriptor = {
  id: 'updatePricingTier',
  method: 'PATCH',
  path: '/api/v1/partner/pricing-tiers/{tier_id}',
  idempotent: false,
};
export const uploadDeck: OperationDescriptor = {
  id: 'uploadDeck',
  method: 'PUT',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/deck',
  idempotent: false,
  upload: 'text/csv',
};
export const listDecks: OperationDescriptor = {
  id: 'listDecks',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks',
  idempotent: false,
};
export const getDeck: OperationDescriptor = {
  id: 'getDeck',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}',
  idempotent: false,
};
export const deleteDeck: OperationDescriptor = {
  id: 'deleteDeck',
  method: 'DELETE',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}',
  idempotent: false,
};
export const compareDecks: OperationDescriptor = {
  id: 'compareDecks',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}/diff',
  idempotent: false,
};
export const listDeckFaults: OperationDescriptor = {
  id: 'listDeckFaults',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}/faults',
  idempotent: false,
};
export const publishDeck: OperationDescriptor = {
  id: 'publishDeck',
  method: 'POST',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}/publish',
  idempotent: true,
};
export const listDeckRates: OperationDescriptor = {
  id: 'listDeckRates',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}/rates',
  idempotent: false,
};
export const exportDeckRates: OperationDescriptor = {
  id: 'exportDeckRates',
  method: 'GET',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}/rates.csv',
  idempotent: false,
  download: 'text/csv',
};
export const unscheduleDeck: OperationDescriptor = {
  id: 'unscheduleDeck',
  method: 'POST',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/decks/{version}/unschedule',
  idempotent: true,
};
export const simulatePricingTier: OperationDescriptor = {
  id: 'simulatePricingTier',
  method: 'POST',
  path: '/api/v1/partner/pricing-tiers/{tier_id}/simulate',
  idempotent: false,
};
export const lookUpRate: OperationDescriptor = {
  id: 'lookUpRate',
  method: 'GET',
  path: '/api/v1/partner/rates/lookup',
  idempotent: false,
};
export const getReconciliation: OperationDescriptor = {
  id: 'getReconciliation',
  method: 'GET',
  path: '/api/v1/partner/reconciliation',
  idempotent: false,
};
export const listTeam: OperationDescriptor = {
  id: 'listTeam',
  method: 'GET',
  path: '/api/v1/partner/team',
  idempotent: false,
};
export const inviteTeamMember: OperationDescriptor = {
  id: 'inviteTeamMember',
  method: 'POST',
  path: '/api/v1/partner/team',
  idempotent: true,
};
export const updateTeamMember: OperationDescriptor = {
  id: 'updateTeamMember',
  method: 'PATCH',
  path: '/api/v1/partner/team/{id}',
  idempotent: false,
};
export const removeTeamMember: OperationDescriptor = {
  id: 'removeTeamMember',
  method: 'DELETE',
  path: '/api/v1/partner/team/{id}',
  idempotent: false,
};
export const listTokens: OperationDescriptor = {
  id: 'listTokens',
  method: 'GET',
  path: '/api/v1/partner/tokens',
  idempotent: false,
};
export const createToken: OperationDescriptor = {
  id: 'createToken',
  method: 'POST',
  path: '/api/v1/partner/tokens',
  idempotent: true,
};
export const updateToken: OperationDescriptor = {
  id: 'updateToken',
  method: 'PATCH',
  path: '/api/v1/partner/tokens/{id}',
  idempotent: false,
};
export const revokeToken: OperationDescriptor = {
  id: 'revokeToken',
  method: 'DELETE',
  path: '/api/v1/partner/tokens/{id}',
  idempotent: false,
};
export const rotateToken: OperationDescriptor = {
  id: 'rotateToken',
  method: 'POST',
  path: '/api/v1/partner/tokens/{id}/rotate',
  idempotent: true,
};
export const listTransactions: OperationDescriptor = {
  id: 'listTransactions',
  method: 'GET',
  path: '/api/v1/partner/transactions',
  idempotent: false,
};
export const listTransfers: OperationDescriptor = {
  id: 'listTransfers',
  method: 'GET',
  path: '/api/v1/partner/transfers',
  idempotent: false,
};
export const getTransfer: OperationDescriptor = {
  id: 'getTransfer',
  method: 'GET',
  path: '/api/v1/partner/transfers/{transaction_id}',
  idempotent: false,
};
export const reverseTransfer: OperationDescriptor = {
  id: 'reverseTransfer',
  method: 'POST',
  path: '/api/v1/partner/transfers/{transaction_id}/reverse',
  idempotent: true,
};
export const listCustomersTrunks: OperationDescriptor = {
  id: 'listCustomersTrunks',
  method: 'GET',
  path: '/api/v1/partner/trunks',
  idempotent: false,
};
export const requestAccess: OperationDescriptor = {
  id: 'requestAccess',
  method: 'POST',
  path: '/api/v1/public/access-requests',
  idempotent: false,
};
export const downloadExport: OperationDescriptor = {
  id: 'downloadExport',
  method: 'GET',
  path: '/api/v1/public/exports/{token}',
  idempotent: false,
};
export const previewLink: OperationDescriptor = {
  id: 'previewLink',
  method: 'GET',
  path: '/api/v1/public/links/{token}',
  idempotent: false,
};
export const useLink: OperationDescriptor = {
  id: 'useLink',
  method: 'POST',
  path: '/api/v1/public/links/{token}',
  idempotent: false,
};
export const getSession: OperationDescriptor = {
  id: 'getSession',
  method: 'GET',
  path: '/api/v1/session',
  idempotent: false,
};
export const createSession: OperationDescriptor = {
  id: 'createSession',
  method: 'POST',
  path: '/api/v1/session',
  idempotent: false,
};
export const deleteSession: OperationDescriptor = {
  id: 'deleteSession',
  method: 'DELETE',
  path: '/api/v1/session',
  idempotent: false,
};
export const changePassword: OperationDescriptor = {
  id: 'changePassword',
  method: 'POST',
  path: '/api/v1/session/password',
  idempotent: false,
};
export const edgeAnswered: OperationDescriptor = {
  id: 'edgeAnswered',
  method: 'POST',
  path: '/edge/v1/calls/answered',
  idempotent: false,
};
export const edgeAuthorise: OperationDescriptor = {
  id: 'edgeAuthorise',
  method: 'POST',
  path: '/edge/v1/calls/authorise',
  idempotent: false,
};
export const edgeEnd: OperationDescriptor = {
  id: 'edgeEnd',
  method: 'POST',
  path: '/edge/v1/calls/end',
  idempotent: false,
};
export const edgeExtend: OperationDescriptor = {
  id: 'edgeExtend',
  method: 'POST',
  path: '/edge/v1/calls/extend',
  idempotent: false,
};
export const edgeListChanges: OperationDescriptor = {
  id: 'edgeListChanges',
  method: 'GET',
  path: '/edge/v1/directory/changes',
  idempotent: false,
};
export const edgeFindCredential: OperationDescriptor = {
  id: 'edgeFindCredential',
  method: 'GET',
  path: '/edge/v1/directory/credential',
  idempotent: false,
};
export const edgeFindSource: OperationDescriptor = {
  id: 'edgeFindSource',
  method: 'GET',
  path: '/edge/v1/directory/source',
  idempotent: false,
};
export const edgeHeartbeat: OperationDescriptor = {
  id: 'edgeHeartbeat',
  method: 'POST',
  path: '/edge/v1/heartbeat',
  idempotent: false,
};
