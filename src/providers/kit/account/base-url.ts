/** Reads a base URL without its last slash, or says what is wrong with it. */
export function readBaseUrl(
  value: unknown,
):
  | { readonly is: 'url'; readonly url: string }
  | { readonly is: 'wrong'; readonly message: string } {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (!url) return wrong('is not a URL: give one such as https://provider.example');
  // `http:` is for hosts that the operator allows, which the address guard checks.
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return wrong('must begin with https://');
  if (url.username || url.password) {
    return wrong('must not hold a user name or password: credentials have fields of their own');
  }
  if (url.search || url.hash) return wrong('must end with its path: remove what follows ? or #');
  return { is: 'url', url: (url.origin + url.pathname).replace(/\/+$/, '') };
}

function wrong(message: string) {
  return { is: 'wrong', message } as const;
}
