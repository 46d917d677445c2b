import { createCalls, type Calls } from '../calls/index.ts';
import type { Cdrs } from '../cdrs/index.ts';
import { createCustomerAccess, createCustomers, nothingToEnd, type Customers } from '../customers/index.ts';
import { createLedger, type Ledger } from '../ledger/index.ts';
import type { MailQueue } from '../notifications/index.ts';
import { createOwnerAccess, createPartners, type Partners } from '../partners/index.ts';
import type { Database } from '../platform/db/index.ts';
import { fixedClock } from '../platform/time/index.ts';
import type { Services } from '../create-services.ts';

/** The rooms once more, on a clock that the story moves. */
export interface DemoServices {
  readonly db: Database;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly ledger: Ledger;
  readonly partners: Partners;
  readonly customers: Customers;
  readonly cdrs: Cdrs;
  readonly calls: Calls;
}

/** Nobody of the story exists, so nobody is written to. */
const silentMail: MailQueue = { enqueue: async () => undefined };

/** What posts at the time of the story instead of now, and sends no mail. */
export function createDemoServices(services: Services, start: Date): DemoServices {
  const { db, identity, config, cdrs } = services;
  const clock = fixedClock(start);
  const ledger = createLedger({ db, clock });
  const common = { db, clock, ledger, mail: silentMail };
  const partners = createPartners({
    ...common,
    ownerAccess: createOwnerAccess(identity),
    operator: config.operator,
  });
  const customers = createCustomers({
    ...common,
    partners,
    access: createCustomerAccess(identity),
    ending: nothingToEnd,
    portalUrl: config.publicUrl,
  });
  const calls = createCalls({ ...services, clock, ledger, customers });
  return { db, clock, ledger, partners, customers, cdrs, calls };
}
