import { type Position } from '../../kernel/yaml-source.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { claimedPaths } from '../../render/cluster-clashes.ts';
import { outlineOf } from '../../render/pair-outline.ts';
import { inPairOrder } from '../manifests/pair-manifests.ts';
import { type ClaimingPair } from './cluster-findings.ts';
import { mergedWay, type PlannedWay } from './planned-way.ts';
import { type JudgedInputs } from './validate-inputs.ts';

/** What was found of some of the pairs, as plain data. */
export interface JudgedPart extends Omit<JudgedInputs, 'claiming'> {
  /** Digest of the files that were read (see inputs-digest.ts). */
  readonly read: string;
  readonly claiming: readonly ClaimingPart[];
  readonly planned?: PlannedWay;
}

/** A pair as others see it: of each object its outline, and where what it claims stands. */
interface ClaimingPart {
  readonly environment: string;
  readonly system: string;
  readonly objects: readonly { readonly file: string; readonly manifest: Manifest; readonly at: readonly (readonly [path: string, Position])[] }[];
}

/** What was found as plain data. */
export function judgedPart({ claiming, ...judged }: JudgedInputs, read: string, planned: PlannedWay | undefined): JudgedPart {
  return {
    ...judged,
    read,
    claiming: claiming.map(({ environment, system, objects }) => ({ environment, system, objects: objects.map(({ file, manifest, positionOf }) => ({ file, manifest: outlineOf(manifest), at: claimedPaths(manifest).map((path) => [path, positionOf(path)] as const) })) })),
    ...(planned === undefined ? {} : { planned }),
  };
}

/** What was found of all, from what was found of some each. */
export function mergedJudgement(parts: readonly JudgedPart[]): JudgedInputs & { readonly planned?: PlannedWay } {
  const judged = parts.map((part) => part.judged);
  const sum = (of: 'objects' | 'files'): number => judged.reduce((total, each) => total + each[of], 0);
  const notChecked = new Map<string, number>();
  for (const { what, count } of parts.flatMap((part) => part.notChecked)) notChecked.set(what, (notChecked.get(what) ?? 0) + count);
  const planned = mergedWay(parts.flatMap((part) => part.planned ?? []));
  return {
    findings: onceOfFolders(parts.flatMap(({ findings }) => findings)),
    judged: { objects: sum('objects'), files: sum('files'), rules: Math.max(...judged.map(({ rules }) => rules)), kubernetes: [...new Set(judged.flatMap(({ kubernetes }) => kubernetes))].sort() },
    notChecked: [...notChecked].map(([what, count]) => ({ what, count })),
    claiming: inPairOrder(parts.flatMap((part) => part.claiming)).map(claimingPair),
    ...(planned === undefined ? {} : { planned }),
  };
}

function claimingPair({ environment, system, objects }: ClaimingPart): ClaimingPair {
  return {
    environment,
    system,
    objects: objects.map(({ file, manifest, at }) => {
      const places = new Map(at);
      return { file, manifest, isContext: false, positionOf: (path) => places.get(path) ?? { line: 1, column: 1 } };
    }),
  };
}

/** A folder that holds those of several pairs is looked into for each part, and what is wrong with it is told once. */
function onceOfFolders(findings: JudgedInputs['findings']): JudgedInputs['findings'] {
  const told = new Set<string>();
  return findings.filter((finding) => {
    if (finding.object !== undefined) return true;
    const text = JSON.stringify(finding);
    const isNew = !told.has(text);
    told.add(text);
    return isNew;
  });
}
