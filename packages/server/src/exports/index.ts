export { registerExportCommands, type ExportCommandContext } from './commands.ts';
export { exportPartnerRoutes, type ExportRoutesDeps } from './routes.partner.ts';
export { exportPublicRoutes } from './routes.public.ts';
export { createExports, type Exports } from './service.ts';
