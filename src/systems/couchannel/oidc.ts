import { type Construct } from 'constructs';
import { z } from 'zod';
import { type Dependency, ExternalEndpoint, httpsUrl } from '../../index.ts';

/** The provider that people log in with: Auth0, Keycloak, Cognito. No key of our own signs anything. */
export const oidcOverlay = z.strictObject({
  issuer: httpsUrl.describe('Who signs tokens, as it stands in them.'),
  jwksUrl: httpsUrl.describe("The provider's public keys."),
  audience: z.string().min(1).max(200).describe('Whom tokens must be meant for.'),
  clientId: z.string().min(1).max(200).describe('What the provider knows the API as.'),
});

/** The provider as a dependency of the API: its variables, and the edge to it. */
export function oidc(scope: Construct, id: string, { issuer, jwksUrl, audience, clientId }: z.output<typeof oidcOverlay>): Dependency {
  return new ExternalEndpoint(scope, id, {
    name: 'oidc',
    port: 443,
    variables: { API_OIDC_AUDIENCE: audience, API_OIDC_CLIENT_ID: clientId, API_OIDC_ISSUER: issuer, API_OIDC_JWKS_URL: jwksUrl },
  });
}
