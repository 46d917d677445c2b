export {
  OPERATOR_BOOKS,
  appendAudit,
  fieldChanges,
  toAuditRow,
  type Actor,
  type AuditEntry,
  type FieldChange,
} from './audit-entry.ts';
export { auditOperatorRoutes } from './routes.operator.ts';
export { auditPartnerRoutes, type AuditPartnerRoutesDeps } from './routes.partner.ts';
