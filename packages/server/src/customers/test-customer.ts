import { randomUpper } from '../platform/crypto/index.ts';
import { uuidv7 } from '../platform/ids/index.ts';
import type { NewCustomer } from './store.ts';

/** A customer row for tests of what lies below the service. */
export function draftCustomer(partnerId: string): NewCustomer {
  return {
    partnerId,
    customerId: uuidv7(),
    authId: `MA_${randomUpper(8)}`,
    apiId: uuidv7(),
    name: 'Nimbus',
    email: `${randomUpper(8).toLowerCase()}@nimbus.example`,
    phone: '+919431538535',
    company: '',
    description: null,
    address: null,
    city: null,
    state: null,
    zipCode: null,
    timezone: 'Asia/Kolkata',
    country: 'IN',
    currency: 'INR',
    gstin: null,
    gstStatus: null,
    tdsEnabled: false,
    tdsPercentage: 0,
    businessType: 'individual',
    accountType: 'standard',
    status: 'active',
    statusReason: null,
    statusBy: null,
    kycStatus: 'pending',
    cpsLimit: 1,
    concurrentCallsLimit: 4,
    baseCpsLimit: 1,
    baseConcurrentCallsLimit: 4,
    purchasedCps: null,
    purchasedConcurrentCalls: null,
    allocatedCps: 0,
    allocatedConcurrentCalls: 0,
    pricingTierId: uuidv7(),
    walletAccountId: uuidv7(),
    createdAt: new Date('2026-03-25T10:00:00Z'),
  };
}
