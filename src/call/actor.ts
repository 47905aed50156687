/** Who did something. */
export interface Actor {
  readonly kind: 'CLIENT' | 'PROVIDER' | 'SYSTEM';
  readonly name: string;
}

export const system: Actor = { kind: 'SYSTEM', name: 'calls subgraph' };
