/** Codes of ISO 639 that name no single language: undetermined, multiple, uncoded, no linguistic content. */
const noLanguages: ReadonlySet<string> = new Set(['und', 'mul', 'mis', 'zxx']);

/**
 * Returns the canonical tag if its language, script and region exist, or else undefined. `english` and `xx` are well-formed
 * tags, but no languages.
 */
export function knownLocale(tag: string): string | undefined {
  const canonical = canonicalLocale(tag);
  if (canonical === undefined) return undefined;
  const { language, script, region } = new Intl.Locale(canonical);
  const parts = [language, script, region].filter((part) => part !== undefined);
  // A tag with other parts, such as a variant or an extension, is refused.
  const isPlain = parts.join('-') === canonical && !noLanguages.has(language);
  const exists =
    isNamed('language', language) && isNamed('script', script) && isNamed('region', region);
  return isPlain && exists ? canonical : undefined;
}

function isNamed(type: 'language' | 'script' | 'region', code: string | undefined): boolean {
  if (code === undefined) return true;
  return new Intl.DisplayNames(['en'], { type, fallback: 'none' }).of(code) !== undefined;
}

/**
 * Returns the canonical spelling of a language tag, such as `pt-BR` for `pt-br`, or undefined if the tag is not well-
 * formed.
 */
export function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
