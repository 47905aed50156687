import { Problem } from './setting.ts';

const exampleUrl = 'postgres://user:password@host:5432/database';
const encodeHint =
  'In the user name and the password, percent-encode characters that have a meaning in a URL: `@` is %40, `/` is %2F, `#` is %23, `?` is %3F.';

/** A problem never quotes the URL, which contains a password. */
export function readDatabaseUrl(text: string): string | Problem {
  if (!/^postgres(ql)?:\/\//.test(text)) {
    return new Problem(
      `does not begin with postgres:// or postgresql://; write it as ${exampleUrl}.`,
    );
  }
  const url = URL.parse(text);
  if (!url) {
    return new Problem(
      `is not a URL that names one host; write it as ${exampleUrl}. ${encodeHint}`,
    );
  }
  if (url.hostname.startsWith('[')) {
    return new Problem(
      'has an IPv6 address as its host, which the database driver cannot read; give a name for it.',
    );
  }
  // An unencoded `#`, `?` or `/` in the password ends the host part early, so the rest of the password is read as path, query or
  // fragment.
  if (url.hash !== '' || `${url.pathname}${url.search}`.includes('@')) {
    return new Problem(`has a password with an unencoded character. ${encodeHint}`);
  }
  if (!isDecodable(url.username) || !isDecodable(url.password)) {
    return new Problem('has a `%` that begins no percent-encoding; write % itself as %25.');
  }
  return text;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
