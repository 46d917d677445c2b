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
export const lookUpRate: OperationDescriptor = {
  id: 'lookUpRate',
  method: 'GET',
  path: '/api/v1/partner/rates/lookup',
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
