import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { type Diff, type ObjectDiff } from '../../diff/diff.ts';
import { diffManifests } from '../../diff/diff-manifests.ts';
import { type Identity, identityKey, identityOf, type Manifest } from '../../kernel/manifest.ts';
import { type ObjectOrigin, originKey, type PairDiff, type WrittenAt } from '../../reports/diff-report.ts';
import { inPairOrder, type PairManifests, type SourcedObject } from '../manifests/pair-manifests.ts';
import { KnownVerdicts } from './known-verdicts.ts';
import { pathOfSteps } from './path-of-steps.ts';

/** What a comparison depends on. */
export interface CompareOptions {
  /** Schemas by minor. */
  readonly schemas: (kubernetes: string) => ApiSchemas;
  /** The minor of an environment's cluster. */
  readonly kubernetesOf: (environment: string) => string;
  /** Whether the position of each object that differs is looked up. */
  readonly isPlaced: boolean;
}

/** Compares two sides pair by pair; a pair that is on one side alone comes or goes as a whole. */
export function compareSides(before: readonly PairManifests[], after: readonly PairManifests[], options: CompareOptions): PairDiff[] {
  const right = new Map(after.map((pair) => [pairKey(pair), pair]));
  const left = new Map(before.map((pair) => [pairKey(pair), pair]));
  const all = inPairOrder([...after, ...before.filter((pair) => !right.has(pairKey(pair)))]);
  const verdicts = new KnownVerdicts();
  return all.map((pair) => comparePair(pair, left.get(pairKey(pair)), right.get(pairKey(pair)), options, verdicts));
}

/** Compares one pair. */
export function comparePair({ environment, system }: Pick<PairManifests, 'environment' | 'system'>, before: PairManifests | undefined, after: PairManifests | undefined, options: CompareOptions, verdicts = new KnownVerdicts()): PairDiff {
  const kubernetes = options.kubernetesOf(environment);
  const schemas = options.schemas(kubernetes);
  const verdict = (manifest: Manifest): readonly string[] => verdicts.of(manifest, [system, environment], kubernetes, schemas);
  const [left, right] = [before?.objects ?? [], after?.objects ?? []];
  const diff = diffManifests(left.map(({ manifest }) => manifest), right.map(({ manifest }) => manifest), { schemas, verdict });
  const isWhole = (environment !== '' || system !== '') && diff.objects.length > 0;
  const status = isWhole && left.length === 0 ? 'added' : isWhole && right.length === 0 ? 'removed' : diff.objects.length === 0 ? 'same' : 'changed';
  return { environment, system, status, diff, origins: originsOf(diff, left, right, options.isPlaced) };
}

function originsOf({ objects }: Diff, before: readonly SourcedObject[], after: readonly SourcedObject[], isPlaced: boolean): Map<string, ObjectOrigin> {
  if (objects.length === 0) return new Map();
  const left = byIdentity(before);
  const right = byIdentity(after);
  return new Map(objects.map((object) => [originKey(object), originOf(object, sourceOf(left, object.former ?? object.object), sourceOf(right, object.object), isPlaced)]));
}

/** One side may name no namespace. */
function sourceOf(objects: ReadonlyMap<string, SourcedObject>, identity: Identity): SourcedObject | undefined {
  return objects.get(identityKey(identity)) ?? objects.get(identityKey({ ...identity, namespace: '' }));
}

function originOf({ changes }: ObjectDiff, before: SourcedObject | undefined, after: SourcedObject | undefined, isPlaced: boolean): ObjectOrigin {
  const source = after ?? before;
  const isSecret = source?.manifest.kind === 'Secret';
  const [first] = changes;
  const position = isPlaced && source !== undefined ? source.positions?.positionOf(first === undefined ? [] : pathOfSteps(source.manifest, first.steps)) : undefined;
  return {
    ...(source === undefined ? {} : { file: { file: source.file, ...position } satisfies WrittenAt }),
    fields: new Map(),
    ...(isSecret || before === undefined ? {} : { before: before.manifest }),
    ...(isSecret || after === undefined ? {} : { after: after.manifest }),
  };
}

function byIdentity(objects: readonly SourcedObject[]): Map<string, SourcedObject> {
  return new Map(objects.map((object) => [identityKey(identityOf(object.manifest)), object]));
}

function pairKey({ environment, system }: Pick<PairManifests, 'environment' | 'system'>): string {
  return JSON.stringify([environment, system]);
}
