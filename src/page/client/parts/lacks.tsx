interface Props {
  readonly scope: string;
  readonly children: preact.ComponentChildren;
}

/** Says what the key may not do, and the scope that it lacks. */
export function Lacks({ scope, children }: Props) {
  return (
    <p class="hint">
      {children} This key lacks the scope <code>{scope}</code>.
    </p>
  );
}
