interface Props {
  readonly children: preact.ComponentChildren;
  readonly again: () => void;
}

/** Something could not be read, and a button to try it again. */
export function Problem({ children, again }: Props) {
  return (
    <p class="problem" role="alert">
      {children}{' '}
      <button type="button" class="quiet" onClick={again}>
        Try again
      </button>
    </p>
  );
}
