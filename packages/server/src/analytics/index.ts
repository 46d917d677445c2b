export type { AnalyticsDeps } from './analytics-deps.ts';
export { analyticsPartnerRoutes, type AnalyticsRoutesDeps } from './routes.partner.ts';
export { createAnalytics, type Analytics } from './service.ts';
