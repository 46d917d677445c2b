export { customerNumberSurface, customerSelfSurface, customerSurface } from './customer-surface.ts';
export { edgeSurface } from './edge-surface.ts';
export { operatorSurface } from './operator-surface.ts';
export { partnerSurface } from './partner-surface.ts';
export { publicSurface } from './public-surface.ts';
export { sessionSurface } from './session-surface.ts';
