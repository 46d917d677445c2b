export { registerEdgeCommands } from './commands.ts';
export type { EdgePrincipal } from './edge-principal.ts';
export type { EdgeCalls } from './edges-deps.ts';
export { edgeNodeRoutes } from './routes.edge.ts';
export { edgeOperatorRoutes } from './routes.operator.ts';
export { createEdges, type Edges } from './service.ts';
