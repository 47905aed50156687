interface Props {
  readonly label: string;
  readonly children: preact.ComponentChildren;
}

/** Makes content that is wider than the page scroll horizontally, also with the keyboard. */
export function Scroll({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
