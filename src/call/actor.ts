/** Who did something. */
export interface Actor {
  readonly kind: 'CLIENT' | 'PROVIDER' | 'POLICY' | 'SYSTEM';
  readonly name: string;
}

export const system: Actor = { kind: 'SYSTEM', name: 'calls subgraph' };
