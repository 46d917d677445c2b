export type { LiveCalls } from './capacity-deps.ts';
export { DEFAULT_POOL, type Pool } from './capacity.ts';
export { registerCapacityCommands } from './commands.ts';
export { capacityCustomerRoutes } from './routes.customer.ts';
export { capacityOperatorRoutes } from './routes.operator.ts';
export { capacityPartnerRoutes } from './routes.partner.ts';
export { createCapacity, type Capacity } from './service.ts';
