/** The one way to write a language tag, or nothing where it is none: `pt-br` is `pt-BR`. */
export function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
