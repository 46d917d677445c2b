import type { Reader } from '../platform/db/index.ts';
import { routesOf, type Route } from '../platform/http/index.ts';
import { readAuditLog } from './audit-log.ts';
import { AuditLogQuery, AuditLogSchema, toPartnerAuditEntry } from './contract.ts';

export interface AuditPartnerRoutesDeps<P> {
  readonly reader: Reader;
  /** The name that stands for the operator's staff. */
  readonly operatorName: string;
  /** This room lies below the one that knows principals, so it is told whose entries a caller may read. */
  partnerIdOf(principal: P): string;
}

export function auditPartnerRoutes<P>(deps: AuditPartnerRoutesDeps<P>): Route<P>[] {
  const route = routesOf<P>();
  return [
    route({
      method: 'GET',
      path: '/audit-log',
      operationId: 'listAuditLog',
      tag: 'Audit log',
      summary: 'Who did what, when and from where',
      description:
        'Every change of your account, your customers and your credentials, newest first: the actor, the object, and each ' +
        'field with its value before and after. Entries are only ever added. Actions of the operator appear under its name.',
      scope: 'audit',
      query: AuditLogQuery,
      success: {
        status: 200,
        description: 'One page of entries.',
        schema: AuditLogSchema,
        example: {
          entries: [
            {
              id: '0198c0de-7a11-7c3e-9b1e-5f2d6c8a9b01',
              at: '2026-03-25T10:00:00.000Z',
              actor: {
                kind: 'partner',
                id: '0198c0de-0000-7000-8000-000000000001',
                label: 'ops@acmetelecom.com',
              },
              action: 'account.suspended',
              object_type: 'account',
              object_id: 'MA_48149CF4',
              changes: [{ field: 'status', from: 'active', to: 'suspended' }],
              reason: 'Unpaid invoice',
              ip: '203.0.113.7',
              user_agent: 'curl/8.5.0',
              request_id: 'req_0198c0de7a117c3e9b1e5f2d6c8a9b01',
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
        const scope = { reader: 'partner', partnerId: deps.partnerIdOf(call.principal) } as const;
        const log = await readAuditLog(deps.reader, scope, call.query);
        return {
          body: {
            ...log,
            entries: log.entries.map((entry) => toPartnerAuditEntry(entry, deps.operatorName)),
          },
        };
      },
    }),
  ];
}
