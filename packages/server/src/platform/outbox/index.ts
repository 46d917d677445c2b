export { appendOutbox, type OutboxEvent } from './append-outbox.ts';
