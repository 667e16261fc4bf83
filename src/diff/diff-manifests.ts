import { compareIdentity, identityOf, type Manifest } from '../kernel/manifest.ts';
import { alignNamespaces } from './align-namespaces.ts';
import { totalCapacity } from './capacity-of.ts';
import { compare } from './compare.ts';
import { type Diff, DIFF_SCHEMA, higherRisk, type Impact, type ObjectDiff, RISKS } from './diff.ts';
import { isRemade } from './impact/recreated.ts';
import { type ImpactSubject, type PathedDifference } from './impact-rule.ts';
import { IMPACT_RULES } from './impact-rules.ts';
import { ManifestIndex } from './manifest-index.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { oneOfEach } from './one-of-each.ts';
import { identityOfPair, type Pair, pairObjects } from './pair-objects.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { isSameText } from './same-text.ts';
import { stepPath } from './step-path.ts';
import { holdsSecrets, toldChange } from './told-change.ts';
import { isBoundBy } from './update/bound-claims.ts';
import { predictUpdate, type UpdateContext } from './update/predict-update.ts';

/** What a comparison depends on. */
export type DiffOptions = UpdateContext;

/**
 * What differs between two sets of manifests in the API's terms, and what applying the second over a cluster that
 * runs the first does to it. Objects that mean the same are left out, however they are written. What had to be taken
 * for granted to pair them is in the notes.
 */
export function diffManifests(given: readonly Manifest[], wanted: readonly Manifest[], options: DiffOptions): Diff {
  const [left, right] = [oneOfEach(given, 'before'), oneOfEach(wanted, 'after')];
  const { before, after, notes: spaces } = alignNamespaces(left.manifests, right.manifests);
  const notes = [...left.notes, ...right.notes, ...spaces];
  const sets = { before: new ManifestIndex(before), after: new ManifestIndex(after) };
  const context = withKnowledge(sets, options);
  const pairs = pairObjects(before, after);
  const objects = pairs.map((pair) => objectDiff(pair, sets, context)).filter((object) => object !== undefined);
  objects.sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareIdentity(a.object, b.object));
  const count = (status: ObjectDiff['status']): number => objects.filter((object) => object.status === status).length;
  return {
    schema: DIFF_SCHEMA,
    objects,
    risk: objects.reduce<Diff['risk']>((risk, object) => higherRisk(risk, object.risk), 'none'),
    counts: { compared: pairs.length, added: count('added'), removed: count('removed'), renamed: count('renamed'), changed: count('changed') },
    capacity: { before: totalCapacity(sets.before), after: totalCapacity(sets.after) },
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** What the manifests themselves tell of the cluster: which claims are in use, and which classes let them grow. */
function withKnowledge(sets: ImpactSubject['sets'], options: UpdateContext): UpdateContext {
  const { cluster = {} } = options;
  const isBound = isBoundBy(sets.before);
  return {
    ...options,
    cluster: {
      isBound: (claim) => cluster.isBound?.(claim) ?? isBound(claim),
      isExpandable: (name) => {
        const known = cluster.isExpandable?.(name);
        if (known !== undefined) return known;
        const found = [...sets.after.ofKind('storage.k8s.io/StorageClass'), ...sets.before.ofKind('storage.k8s.io/StorageClass')].find(({ metadata }) => metadata.name === name);
        return found === undefined ? undefined : found['allowVolumeExpansion'] === true;
      },
    },
  };
}

function objectDiff(pair: Pair, sets: ImpactSubject['sets'], context: UpdateContext): ObjectDiff | undefined {
  const { before, after } = pair;
  if (before !== undefined && after !== undefined && !pair.isRenamed && isSameText(before, after)) return undefined;
  const manifest = (after ?? before)!;
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : pair.isRenamed ? 'renamed' : 'changed';
  const meanings = { before: meaningIn(before, context), after: meaningIn(after, context) };
  const differences = differencesOf(meanings, pair.isRenamed);
  if (status === 'changed' && differences.length === 0) return undefined;
  const isApplied = status === 'changed' && !isRemade(after!);
  const prediction = isApplied ? predictUpdate(before!, after!, context) : undefined;
  const subject: ImpactSubject = {
    status,
    kind: kindOf(manifest),
    title: `${manifest.kind} ${manifest.metadata.name}`,
    before: meanings.before?.manifest,
    // What stays from before is there as well.
    after: prediction?.update.next ?? meanings.after?.manifest,
    differences,
    prediction,
    sets,
  };
  const impacts = impactsOf(subject, context);
  const isSecret = holdsSecrets(manifest);
  return {
    status,
    apiVersion: manifest.apiVersion,
    object: identityOfPair(pair),
    ...(status === 'renamed' ? { former: identityOf(before!) } : {}),
    changes: differences.map((difference) => toldChange(difference, isSecret)),
    impacts,
    risk: impacts.reduce<Impact['risk']>((risk, impact) => higherRisk(risk, impact.risk), 'none'),
  };
}

function meaningIn(manifest: Manifest | undefined, { schemas }: UpdateContext): Meaning | undefined {
  return manifest === undefined ? undefined : meaningOf(manifest, schemas);
}

function differencesOf({ before, after }: { readonly before: Meaning | undefined; readonly after: Meaning | undefined }, isRenamed: boolean): readonly PathedDifference[] {
  if (before === undefined || after === undefined) return [];
  const found = compare(before.manifest, after.manifest, after.place).map((difference) => ({ ...difference, path: stepPath(difference.steps) }));
  return isRenamed ? found.filter(({ path }) => path !== 'metadata.name') : found;
}

function impactsOf(subject: ImpactSubject, { verdict }: UpdateContext): readonly Impact[] {
  const impacts = IMPACT_RULES.flatMap((rule) => rule.check(subject).map((found): Impact => ({ source: rule.source, ...found, id: rule.id })));
  const isNew = subject.after !== undefined && subject.prediction === undefined;
  return [...impacts, ...(isNew ? refusedNew(subject, verdict) : [])].sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk));
}

/** A new object may be refused as well. */
function refusedNew({ after, title }: ImpactSubject, verdict: UpdateContext['verdict']): readonly Impact[] {
  const why = verdict?.(after!) ?? [];
  const rule = IMPACT_RULES.find(({ id }) => id === 'refused-as-invalid')!;
  return why.length === 0 ? [] : [{ id: rule.id, risk: 'high', source: rule.source, reason: `the API server refuses ${title}: ${why.join('; ')}`, wayOut: 'slipway validate names the fields and what to write' }];
}
