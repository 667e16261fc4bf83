import { type Manifest } from '../../kernel/manifest.ts';
import { at, listAt, textAt } from '../field.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

const INGRESS = 'networking.k8s.io/Ingress';

/** Two systems of one cluster are compared when both are rendered; this is one set by itself. */
export const routeIsClaimedOnce: Rule = {
  id: 'route-is-claimed-once',
  severity: 'error',
  why: 'which of two backends gets a request is decided by whichever Ingress is older, or not at all',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches',
  kinds: [INGRESS],
  among: (set) => (set.ofKind(INGRESS).length < 2 ? [] : set.ofKind(INGRESS)),
  *check({ manifest, set }) {
    for (const { key, path, host, route } of routesOf(manifest)) {
      const other = set.derive(claims).get(key)?.find((ingress) => ingress !== manifest);
      if (other !== undefined) yield { path, message: `${shown(host + route)} is that of Ingress ${shown(at(other, 'metadata', 'name'))} as well`, fix: 'take it out of one of them' };
    }
  },
};

function claims(set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const ingress of set.ofKind(INGRESS)) for (const { key } of routesOf(ingress)) found.set(key, [...(found.get(key) ?? []), ingress]);
  return found;
}

function routesOf(ingress: Manifest): { readonly key: string; readonly path: string; readonly host: string; readonly route: string }[] {
  // A canary is meant to share its host with another.
  if (textAt(ingress, 'metadata', 'annotations', 'nginx.ingress.kubernetes.io/canary') === 'true') return [];
  const controller = textAt(ingress, 'spec', 'ingressClassName') ?? textAt(ingress, 'metadata', 'annotations', 'kubernetes.io/ingress.class') ?? '';
  return listAt(ingress, 'spec', 'rules').flatMap((rule, index) => {
    const host = textAt(rule, 'host') ?? '*';
    return listAt(rule, 'http', 'paths').map((path, place) => {
      const route = textAt(path, 'path') ?? '/';
      return { key: JSON.stringify([controller, host.toLowerCase(), route, textAt(path, 'pathType')]), path: `spec.rules[${index}].http.paths[${place}].path`, host, route };
    });
  });
}
