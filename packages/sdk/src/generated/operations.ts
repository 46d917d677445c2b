// Generated from packages/sdk/openapi.json; change the routes and run `npm run generate -w packages/sdk`, not this file.

import type { OperationDescriptor } from '../operation.ts';

export const getAccountBalance: OperationDescriptor = {
  id: 'getAccountBalance',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/balance/{currency}',
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
export const lookupRoutes: OperationDescriptor = {
  id: 'lookupRoutes',
  method: 'GET',
  path: '/api/v1/operator/routes/lookup',
  idempotent: false,
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
export const getCustomerBalance: OperationDescriptor = {
  id: 'getCustomerBalance',
  method: 'GET',
  path: '/api/v1/partner/accounts/{customer_auth_id}/balance',
  idempotent: false,
};
export const closeCustomerAccount: OperationDescriptor = {
  id: 'closeCustomerAccount',
  method: 'POST',
  path: '/api/v1/partner/accounts/{customer_auth_id}/close',
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
export const listAuditLog: OperationDescriptor = {
  id: 'listAuditLog',
  method: 'GET',
  path: '/api/v1/partner/audit-log',
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
export const requestAccess: OperationDescriptor = {
  id: 'requestAccess',
  method: 'POST',
  path: '/api/v1/public/access-requests',
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
