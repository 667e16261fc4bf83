import { childPath } from '../../kernel/path.ts';
import { at, isFields, listAt } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const stringIsString: Rule = {
  id: 'string-is-string',
  severity: 'error',
  why: 'a number or boolean there fails the sync, and in an annotation the whole application',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  check({ manifest, kind, pods, containers }) {
    const found: Finding[] = [];
    metadataStrings(manifest.metadata, 'metadata', found);
    for (const { path, metadata, spec, specPath } of pods) {
      if (path !== '') metadataStrings(metadata, `${path}.metadata`, found);
      strings(at(spec, 'nodeSelector'), `${specPath}.nodeSelector`, found);
    }
    for (const { path, container } of containers) {
      listAt(container, 'env').forEach((variable, index) => {
        const value = at(variable, 'value');
        if (value !== undefined && typeof value !== 'string') unlessString(value, `${path}.env[${index}].value`, found);
      });
      for (const list of ['command', 'args']) {
        listAt(container, list).forEach((word, index) => {
          if (typeof word !== 'string') unlessString(word, `${path}.${list}[${index}]`, found);
        });
      }
    }
    for (const map of MAPS.get(kind) ?? NONE) strings(at(manifest, ...map), map.join('.'), found);
    const selector = at(manifest['spec'], 'selector');
    if (selector !== undefined) strings(at(selector, 'matchLabels'), 'spec.selector.matchLabels', found);
    return found;
  },
};

/** Maps of strings that only one kind has. */
const MAPS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['/ConfigMap', [['data'], ['binaryData']]],
  ['/Secret', [['data'], ['stringData']]],
  ['/Service', [['spec', 'selector']]],
  ['networking.k8s.io/NetworkPolicy', [['spec', 'podSelector', 'matchLabels']]],
  ['policy.linkerd.io/Server', [['spec', 'podSelector', 'matchLabels']]],
]);

const NONE: readonly (readonly string[])[] = [];

function metadataStrings(metadata: unknown, path: string, found: Finding[]): void {
  strings(at(metadata, 'labels'), `${path}.labels`, found);
  strings(at(metadata, 'annotations'), `${path}.annotations`, found);
}

function strings(map: unknown, path: string, found: Finding[]): void {
  if (!isFields(map)) return;
  // The path is made only for what is wrong.
  for (const key in map) if (typeof map[key] !== 'string' && Object.hasOwn(map, key)) unlessString(map[key], childPath(path, key), found);
}

function unlessString(value: unknown, path: string, found: Finding[]): void {
  // Null has a rule of its own.
  if (typeof value === 'string' || value === null) return;
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  found.push({ path, message: `Invalid value: ${shown(value)}: must be a string`, ...(scalar ? { fix: `write "${String(value)}"` } : {}) });
}
