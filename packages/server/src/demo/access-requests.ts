import type { Actor } from '../audit/index.ts';
import type { Services } from '../create-services.ts';
import type { Application } from '../partners/index.ts';
import type { DemoServices } from './demo-services.ts';

const HOUR_MS = 3_600_000;

interface DemoRequest {
  readonly application: Application;
  readonly hoursAgo: number;
  readonly outcome: 'new' | 'in_review' | 'approved' | 'declined';
}

type Row = readonly [name: string, company: string, email: string, country: string, traffic: string];

function application([name, company, email, country, expectedTraffic]: Row, message: string): Application {
  const phone = country === 'IN' ? '+919820012345' : '+447700900789';
  return {
    name,
    company,
    email,
    phone,
    country,
    useCase: 'reseller',
    expectedTraffic,
    startingCredit: '',
    message,
  };
}

/** Every state of the queue; the oldest of the open ones is overdue. Oldest first. */
const REQUESTS: readonly DemoRequest[] = [
  {
    application: application(
      ['Anil Kapadia', 'Sagar Voice Networks', 'anil@sagarvoice.example', 'IN', '300,000 minutes a month'],
      'We resell to hospitals in Gujarat.',
    ),
    hoursAgo: 40 * 24,
    outcome: 'approved',
  },
  {
    application: application(
      ['J. Smith', 'Cheap Calls Worldwide', 'sales@cheapcalls.example', 'GB', 'millions of minutes'],
      'Need premium routes without identity checks.',
    ),
    hoursAgo: 17 * 24,
    outcome: 'declined',
  },
  {
    application: application(
      ['Pooja Bhatt', 'Bhatt Cloud Telephony', 'pooja@bhattcloud.example', 'IN', '80,000 minutes a month'],
      'Call centre software with our own numbers.',
    ),
    hoursAgo: 8 * 24,
    outcome: 'new',
  },
  {
    application: application(
      [
        'Rahul Chatterjee',
        'Eastern Connect',
        'rahul@easternconnect.example',
        'IN',
        '120,000 minutes a month',
      ],
      'Moving from another carrier.',
    ),
    hoursAgo: 20,
    outcome: 'in_review',
  },
  {
    application: application(
      ['Emma Clarke', 'Northern Voice Ltd', 'emma@northernvoice.example', 'GB', '50,000 minutes a month'],
      '',
    ),
    hoursAgo: 2,
    outcome: 'new',
  },
];

/** Fills the operator's queue with what is not there yet. True when something was added. */
export async function fillAccessRequests(
  { db }: Services,
  demo: DemoServices,
  operator: Actor,
  now: Date,
): Promise<void> {
  for (const [index, { application: told, hoursAgo, outcome }] of REQUESTS.entries()) {
    const { requests } = await demo.partners.listAccessRequests({ search: told.email }, now);
    if (requests.length > 0) continue;
    const at = new Date(now.getTime() - hoursAgo * HOUR_MS);
    const later = new Date(at.getTime() + HOUR_MS);
    demo.clock.set(at);
    await db.inTransaction(async (tx) => {
      const applicant = { ip: `192.0.2.${index + 1}`, userAgent: null, at };
      const { reference } = await demo.partners.submitAccessRequest(tx, told, applicant);
      const by = { actor: operator, at: later };
      if (outcome !== 'new') await demo.partners.takeAccessRequest(tx, reference, by);
      if (outcome === 'declined')
        await demo.partners.declineAccessRequest(tx, reference, 'No identity checks, no access.', by);
      if (outcome === 'approved') {
        demo.clock.set(later);
        const grant = { mode: 'test' as const, startingBalance: 2_500_000_000n, maxAccounts: 25 };
        await demo.partners.approveAccessRequest(tx, reference, grant, by);
      }
    });
  }
}
