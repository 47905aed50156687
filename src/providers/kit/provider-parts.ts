import type { ProviderHttp } from '../outgoing/provider-http.ts';

/** What every provider is created with, whether it needs each part or not. */
export interface ProviderParts {
  readonly http: ProviderHttp;
  /** For long polls: they hold their connections, and must not take those of `http`. */
  readonly polls: ProviderHttp;
  readonly now: () => Date;
}
