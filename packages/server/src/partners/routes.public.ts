import type { AnonymousPrincipal } from '../identity/index.ts';
import type { Database } from '../platform/db/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import type { Clock } from '../platform/time/index.ts';
import { AccessRequestBody, ReceiptSchema } from './access-request-contract.ts';
import { tooManyAccessRequests } from './errors.ts';
import { applicationExample } from './examples.ts';
import type { Partners } from './service.ts';

export interface PublicRoutesDeps {
  readonly partners: Partners;
  readonly db: Database;
  readonly clock: Clock;
}

export function accessRequestPublicRoutes({
  partners,
  db,
  clock,
}: PublicRoutesDeps): Route<AnonymousPrincipal>[] {
  const route = routesOf<AnonymousPrincipal>();
  return [
    route({
      method: 'POST',
      path: '/access-requests',
      operationId: 'requestAccess',
      tag: 'Access requests',
      summary: 'Ask to become a partner',
      description:
        'Partner access is not self-serve: tell us who you are and what you plan, and you hear from us within one business ' +
        'day. While a request of your e-mail is open, asking again changes nothing and answers the same.',
      scope: null,
      open: true,
      body: AccessRequestBody,
      example: applicationExample,
      success: {
        status: 202,
        description: 'Received.',
        schema: ReceiptSchema,
        example: { reference: 'acr_7K2M9QX4TB1C', status: 'received', due_at: '2026-03-26T10:00:00.000Z' },
      },
      errors: [tooManyAccessRequests],
      handler: async ({ body, ip, userAgent }) => {
        const at = clock.now();
        // People do not see this field; what fills it in is told nothing.
        const robot = body.website !== undefined && body.website !== '';
        const application = {
          name: body.name.trim(),
          company: body.company.trim(),
          email: body.email,
          phone: body.phone,
          country: body.country,
          useCase: body.use_case ?? '',
          expectedTraffic: body.expected_traffic ?? '',
          startingCredit: body.starting_credit ?? '',
          message: body.message ?? '',
        };
        const receipt = robot
          ? partners.emptyReceipt(at)
          : await db.inTransaction((tx) =>
              partners.submitAccessRequest(tx, application, { ip, userAgent, at }),
            );
        return { body: { reference: receipt.reference, status: 'received', due_at: receipt.dueAt } };
      },
    }),
  ];
}
