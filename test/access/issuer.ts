import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { Config } from '../../src/config.ts';

export type SigningKey = Awaited<ReturnType<typeof newSigningKey>>;

export async function newSigningKey(kid: string) {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256', use: 'sig' };
  return { kid, privateKey: pair.privateKey, jwk };
}

/** An identity provider that publishes its keys. `published` may change while it runs. */
export async function startIssuer() {
  const published: SigningKey[] = [await newSigningKey('first')];
  const state = { isDown: false, fetches: 0 };
  const server = createServer((_request, response) => {
    state.fetches += 1;
    if (state.isDown) return void response.writeHead(503).end();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function sign(claims: JWTPayload, key = published[0], inSeconds = 300): Promise<string> {
    if (key === undefined) throw new Error('The issuer has no key.');
    return new SignJWT({ sub: 'ada', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid })
      .setIssuer(claims.iss ?? 'https://id.example')
      .setAudience(claims.aud ?? 'calls')
      .setExpirationTime(claims.exp ?? Math.floor(Date.now() / 1000) + inSeconds)
      .sign(key.privateKey);
  }

  const settings: NonNullable<Config['tokens']> = {
    issuer: 'https://id.example',
    audience: 'calls',
    jwksUrl: `${url}/jwks.json`,
    algorithms: ['ES256'],
    clockSkewMs: 0,
    jwksCooldownMs: 10_000,
    tenant: null,
    tenantClaim: 'org.id',
    linesClaim: 'lines',
    scopesClaim: 'scope',
  };
  return {
    published,
    state,
    sign,
    settings,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

export type Issuer = Awaited<ReturnType<typeof startIssuer>>;
