/** An answer whose body has arrived as well. */
export interface WholeAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly text: string;
}

/** Rejects alike if no answer arrives and if the answer breaks off: a reset or a timeout may come during the body. */
export async function fetchWhole(url: string | URL, init: RequestInit): Promise<WholeAnswer> {
  const response = await fetch(url, init);
  const { status, ok, headers } = response;
  return { status, ok, headers, text: await response.text() };
}
