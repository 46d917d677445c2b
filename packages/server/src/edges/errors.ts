import { defineError } from '../platform/errors/index.ts';

export const edgeNodeDisabled = defineError({
  code: 'edge_node_disabled',
  status: 403,
  title: 'Edge node disabled',
  message: 'This edge node is disabled.',
  retryable: false,
});
export const edgeNodeLimitReached = defineError({
  code: 'edge_node_limit_reached',
  status: 409,
  title: 'Too many edge nodes',
  message: 'There are as many edge nodes as there may be.',
  retryable: false,
});
