import { type Rule } from '../rule.ts';

export const noSecretObject: Rule = {
  id: 'no-secret-object',
  severity: 'error',
  why: 'what stands in a manifest stands in git, in clear: base64 hides nothing',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/secret-management/',
  kinds: ['/Secret'],
  *check() {
    yield {
      path: 'kind',
      message: 'Forbidden: a Secret in a manifest is a secret in git',
      fix: 'render an ExternalSecret that fetches it from the secret store',
    };
  },
};
