import { describe, expect, it } from '@jest/globals';
import { type z } from 'zod';
import { cloudIdentityOverlay } from './cloud-identity-overlay.ts';
import { merge } from './merge.ts';
import { parseMerged } from './parse.ts';
import { postgresOverlay } from './postgres-overlay.ts';
import { credentialsOverlay, secretsOverlay } from './secrets-overlay.ts';
import { targetShape } from './target-facts.ts';
import { layerOfText, textOf } from './test-support.ts';

const problems = (schema: z.ZodType, text: string): string => {
  const parsed = parseMerged(schema, merge([layerOfText('overlays/shop/dev.yaml', text)]));
  return parsed.outcome === 'refused' ? textOf(parsed.problems) : '';
};
const MANAGED = 'form: managed\nendpoint: db.acme.example:5432\ncidrs: [10.20.0.0/16]\ndatabase: shop\nuser: shop\npassword: shop/db#password\n';

describe('what overlays say of secrets', () => {
  it.each<[string, z.ZodType, string]>([
    ['keys and a rotation', secretsOverlay, 'keys: { API_TOKEN: shop/api#token }\nrotation: "2026-11"\n'],
    ['a bundle with a field mapping', credentialsOverlay, 'path: trading/binance\nfieldMapping: { API_KEY: api_key, API_SECRET: api_secret }\n'],
    ['a role of AWS', cloudIdentityOverlay, 'cloud: aws\nrole: arn:aws:iam::123456789012:role/shop\n'],
    ['a server that asks for a certificate', postgresOverlay, `${MANAGED}sslMode: verify-full\nclient: { certificate: shop/db#certificate, key: shop/db#key }\nrotation: r2\n`],
    ['a store by CSI', targetShape.secretStore, 'name: gcp\nprovider: gcp-secret-manager\nvia: csi\nparameters: { projectId: acme-shop }\n'],
  ])('is taken: %s', (_what, schema, text) => {
    expect(problems(schema, text)).toBe('');
  });

  it.each<[string, z.ZodType, string, string]>([
    ['a rotation that is no name', secretsOverlay, 'keys: {}\nrotation: last week\n', 'overlays/shop/dev.yaml:2:11  rotation\n  "last week" is not the name of a rotation'],
    ['a bundle without fields', credentialsOverlay, 'path: a\nfieldMapping: {}\n', 'a bundle without fields is none'],
    ['a secret pasted where its name belongs', credentialsOverlay, 'path: a\nfieldMapping: { API_KEY: 9f86d081884c7d659a2f }\n', 'is not a property of a bundle'],
    ['a field in small letters', credentialsOverlay, 'path: a\nfieldMapping: { apiKey: api_key }\n', 'is not a field as the program knows it'],
    ['a role that is none', cloudIdentityOverlay, 'cloud: aws\nrole: shop\n', 'overlays/shop/dev.yaml:2:7  role\n  "shop" is not the ARN of an IAM role'],
    ['a weaker mode', postgresOverlay, `${MANAGED}sslMode: require\n`, 'overlays/shop/dev.yaml:7:10  sslMode\n  "require" is not a way to verify a server that is somebody else\'s: it does not prove whose server answers\n  allowed: verify-full\n  fix: sslMode: verify-full'],
    ['a certificate without its key', postgresOverlay, `${MANAGED}client: { certificate: shop/db#certificate }\n`, '"key" is missing'],
    ['Vault by CSI without a role', targetShape.secretStore, 'name: vault\nvia: csi\nparameters: { vaultAddress: "https://vault.acme.example", kvMount: secret }\n', 'overlays/shop/dev.yaml:3:13  parameters\n  the CSI provider of vault cannot do without roleName'],
    ['Key Vault by CSI without anything', targetShape.secretStore, 'name: kv\nvia: csi\nprovider: azure-key-vault\n', 'cannot do without clientID or useVMManagedIdentity or usePodIdentity'],
  ])('is refused: %s', (_what, schema, text, message) => {
    expect(problems(schema, text)).toContain(message);
  });
});
