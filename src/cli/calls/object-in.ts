/** The object in an answer, without properties if it has no JSON, or JSON that is no object: something else may have answered. */
export function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
