/** A node that showed its secret, from an address of its own. */
export interface EdgePrincipal {
  readonly kind: 'edge';
  readonly nodeId: string;
  readonly name: string;
  readonly region: string;
}
