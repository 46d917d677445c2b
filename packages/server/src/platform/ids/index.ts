export { isUuid, parsePrefixedId, prefixedId, uuidTime, uuidv7 } from './uuid.ts';
