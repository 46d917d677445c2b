export type { OpenApiDocument } from './document.ts';
export { checkOpenApi, writeOpenApi } from './drift.ts';
export { buildOpenApi, type OpenApiInput } from './openapi.ts';
export { referenceConfigOf, type ReferenceConfig } from './reference-config.ts';
export { registerReference } from './register-reference.ts';
