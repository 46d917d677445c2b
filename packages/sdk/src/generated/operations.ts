// Generated from packages/sdk/openapi.json; change the routes and run `npm run generate -w packages/sdk`, not this file.

import type { OperationDescriptor } from '../operation.ts';

export const getAccountBalance: OperationDescriptor = {
  id: 'getAccountBalance',
  method: 'GET',
  path: '/api/v1/Account/{auth_id}/balance/{currency}',
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
export const listOperatorAuditLog: OperationDescriptor = {
  id: 'listOperatorAuditLog',
  method: 'GET',
  path: '/api/v1/operator/audit-log',
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
export const listAuditLog: OperationDescriptor = {
  id: 'listAuditLog',
  method: 'GET',
  path: '/api/v1/partner/audit-log',
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
