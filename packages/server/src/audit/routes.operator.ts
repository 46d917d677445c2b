import type { Reader } from '../platform/db/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { readAuditLog } from './audit-log.ts';
import { OperatorAuditLogQuery, OperatorAuditLogSchema, toOperatorAuditEntry } from './contract.ts';

/** `P` is the operator's principal: this room lies below the one that knows it, and needs nothing of it. */
export function auditOperatorRoutes<P>(deps: { readonly reader: Reader }): Route<P>[] {
  const route = routesOf<P>();
  return [
    route({
      method: 'GET',
      path: '/audit-log',
      operationId: 'listOperatorAuditLog',
      tag: 'Audit log',
      summary: 'The audit log of all partners and of the operator',
      description:
        'Every change that anyone made, newest first, with the person, the address and each field before and after. ' +
        '`partner_id` narrows it to one partner; null marks the affairs of the operator itself.',
      scope: 'read',
      query: OperatorAuditLogQuery,
      success: {
        status: 200,
        description: 'One page of entries.',
        schema: OperatorAuditLogSchema,
        example: {
          entries: [
            {
              id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
              at: '2026-03-25T10:00:00.000Z',
              actor: {
                kind: 'operator',
                id: '0198c0de-0000-7000-8000-000000000002',
                label: 'desk@operator.example',
              },
              action: 'partner.credit_limit_set',
              object_type: 'partner',
              object_id: 'partner-882abc7d',
              changes: [{ field: 'credit_limit', from: '0.00000', to: '10000.00000' }],
              reason: 'Contract of March',
              ip: '203.0.113.7',
              user_agent: null,
              request_id: 'req_0198c0de7a117c3e9b1e5f2d6c8a9b01',
              partner_id: '0198c0de-7a11-7c3e-9b1e-000000000001',
            },
          ],
          page: 1,
          per_page: 20,
          total: 1,
          total_capped: false,
          next_cursor: null,
        },
      },
      errors: [],
      handler: async (call) => {
        const scope = { reader: 'operator', partnerId: call.query.partner_id ?? null } as const;
        const log = await readAuditLog(deps.reader, scope, call.query);
        return { body: { ...log, entries: log.entries.map(toOperatorAuditEntry) } };
      },
    }),
  ];
}
