import type { ProviderHttp } from '../outgoing/provider-http.ts';

/** The parts with which every provider is created. A provider may ignore some of them. */
export interface ProviderParts {
  readonly http: ProviderHttp;
  /** A separate client for long polls, which occupy their connections. */
  readonly polls: ProviderHttp;
  readonly now: () => Date;
}
