export { createLog, type LogOptions, type Logger } from './log.ts';
