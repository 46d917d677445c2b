export type { AnalyticsDeps } from './analytics-deps.ts';
export { registerAnalyticsCommands, type AnalyticsCommandContext } from './commands.ts';
export { analyticsPartnerRoutes, type AnalyticsRoutesDeps } from './routes.partner.ts';
export { analyticsOperatorRoutes } from './routes.operator.ts';
export { createAnalytics, type Analytics } from './service.ts';
