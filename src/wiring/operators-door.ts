import { isSameSecret } from '../access/same-secret.ts';
import type { Config } from '../config.ts';
import { closeServer, createHttpServer, listen, type Route, sendText } from '../http-server.ts';
import type { Metrics } from '../metrics.ts';

export interface OperatorsDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens METRICS_PORT, which only operators should be able to reach. Returns null if it is not set. */
export async function openOperatorsDoor(
  { host, metrics: { port } }: Config,
  metrics: Metrics,
  probes: readonly [string, Route][],
  onError: (error: unknown) => void,
): Promise<OperatorsDoor | null> {
  if (port === null) return null;
  const answerMetrics: Route = (_, response) => metrics.answer(response);
  const server = createHttpServer({
    routes: new Map<string, Route>([['metrics', answerMetrics], ...probes]),
    onError,
  });
  const url = await listen(server, host, port, 'METRICS_PORT');
  return { url, close: () => closeServer(server) };
}

/** Metrics show the traffic of all tenants, so reading them on the clients' port needs a token. */
export function metricsForClients(metrics: Metrics, token: string | null): Route {
  return (request, response) => {
    if (token === null) return sendText(response, 404, 'Set METRICS_PORT or METRICS_TOKEN.');
    const sent = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (isSameSecret(sent, token)) return metrics.answer(response);
    response.setHeader('www-authenticate', 'Bearer');
    sendText(response, 401, 'Send METRICS_TOKEN as `Authorization: Bearer …`.');
  };
}
