import { childPath } from '../../kernel/path.ts';
import { at, isFields, listAt } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const stringIsString: Rule = {
  id: 'string-is-string',
  severity: 'error',
  why: 'a number or boolean there fails the sync, and in an annotation the whole application',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  *check({ manifest, kind, pods, containers }) {
    yield* metadataStrings(at(manifest, 'metadata'), 'metadata');
    for (const { path, metadata, spec, specPath } of pods) {
      if (path !== '') yield* metadataStrings(metadata, `${path}.metadata`);
      yield* stringsIn(at(spec, 'nodeSelector'), `${specPath}.nodeSelector`);
    }
    for (const { path, container } of containers) {
      const env = listAt(container, 'env');
      for (let index = 0; index < env.length; index++) {
        const value = at(env[index], 'value');
        if (value !== undefined && typeof value !== 'string') yield* string(value, `${path}.env[${index}].value`);
      }
      for (const list of ['command', 'args']) {
        const words = listAt(container, list);
        for (let index = 0; index < words.length; index++) if (typeof words[index] !== 'string') yield* string(words[index], `${path}.${list}[${index}]`);
      }
    }
    for (const map of MAPS.get(kind) ?? []) yield* stringsIn(at(manifest, ...map), map.join('.'));
    yield* stringsIn(at(manifest, 'spec', 'selector', 'matchLabels'), 'spec.selector.matchLabels');
  },
};

/** Maps of strings that only one kind has. */
const MAPS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['/ConfigMap', [['data'], ['binaryData']]],
  ['/Secret', [['data'], ['stringData']]],
  ['/Service', [['spec', 'selector']]],
  ['networking.k8s.io/NetworkPolicy', [['spec', 'podSelector', 'matchLabels']]],
]);

function* metadataStrings(metadata: unknown, path: string): Generator<Finding> {
  yield* stringsIn(at(metadata, 'labels'), `${path}.labels`);
  yield* stringsIn(at(metadata, 'annotations'), `${path}.annotations`);
}

function* stringsIn(map: unknown, path: string): Generator<Finding> {
  if (!isFields(map)) return;
  // The path is made only for what is wrong.
  for (const key of Object.keys(map)) if (typeof map[key] !== 'string') yield* string(map[key], childPath(path, key));
}

function* string(value: unknown, path: string): Generator<Finding> {
  // Null has a rule of its own.
  if (typeof value === 'string' || value === null) return;
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  yield { path, message: `Invalid value: ${shown(value)}: must be a string`, ...(scalar ? { fix: `write "${String(value)}"` } : {}) };
}
