export { isUuid, parsePrefixedId, prefixedId, uuidv7 } from './uuid.ts';
