import { z } from 'zod';
import { type Json } from '../kernel/manifest.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { type Attesters, attesterProblems, attesters } from './attesters.ts';
import { type JsonMap, isMap, valueAt } from './data.ts';
import { type Environment, environmentFor, environmentSchema, toEnvironment } from './environment.ts';
import { type FieldIssue } from './field.ts';
import { dnsLabel } from './field-name.ts';
import { argocd, type ArgocdSettings, type Gitops, gitops, gitopsProblems } from './gitops.ts';
import { locate } from './locate.ts';
import { type Layer, type Merged, merge } from './merge.ts';
import { nearest } from '../kernel/nearest.ts';
import { parseMerged } from './parse.ts';

/** The format of `overlays/environments.yaml`. */
export const ENVIRONMENTS_SCHEMA = 'slipway.environments/v1';

/** Names that mean something else where an environment's name would stand. */
const RESERVED: Readonly<Record<string, string>> = {
  argocd: 'dist/argocd holds what Argo CD itself needs',
  base: 'base.yaml is what all environments share',
};

const outline = z.strictObject({
  schema: z.literal(ENVIRONMENTS_SCHEMA).describe('Format of this file.'),
  gitops: gitops.exactOptional().describe('The repository that Argo CD pulls from; without it nothing is made for Argo CD.'),
  argocd: argocd.prefault({}).describe('Argo CD, as a whole.'),
  attesters: attesters.default({}).describe('Who may attest what, where; evidence by nobody else counts.'),
  defaults: z.record(z.string(), z.unknown()).default({}).describe('Facts of every environment that does not say otherwise.'),
  environments: z.record(dnsLabel, z.record(z.string(), z.unknown())).describe('The environments by name.'),
});

/** The environments, in code-unit order of their names, and everything that is wrong with the file. */
export interface Environments {
  readonly environments: readonly Environment[];
  /** All that the file names, those whose facts are wrong included. */
  readonly names: readonly EnvironmentName[];
  /** Absent where the file names none, or something around it is wrong. */
  readonly gitops?: Gitops;
  /** Absent where something around it is wrong. */
  readonly argocd?: ArgocdSettings;
  /** Absent where something around it is wrong. */
  readonly attesters?: Attesters;
  readonly problems: readonly Problem[];
}

/** An environment by name, and the stage it is in. */
export type EnvironmentName = Pick<Environment, 'name' | 'stage'>;

/**
 * The environments of `overlays/environments.yaml`. The facts under `defaults` hold for each
 * environment that does not say otherwise; they merge as overlays do.
 *
 * @param systems all that there are; without it, a name of none is no problem
 */
export function parseEnvironments(file: Layer, systems?: readonly string[]): Environments {
  const problems: Problem[] = [];
  const whole = outlineOf(file);
  const parsedOutline = parseMerged(outline, whole);
  const shared = parsedOutline.outcome === 'parsed' ? parsedOutline.values : undefined;
  if (parsedOutline.outcome === 'refused') problems.push(...parsedOutline.problems);
  else if (parsedOutline.values.gitops !== undefined) problems.push(...gitopsProblems(parsedOutline.values.gitops, whole));
  const named = whole.value['environments'];
  const environments: Environment[] = [];
  const names: EnvironmentName[] = [];
  for (const name of isMap(named) ? Object.keys(named) : []) {
    const reserved = Object.hasOwn(RESERVED, name) ? RESERVED[name] : undefined;
    if (reserved !== undefined) {
      problems.push({
        ...locate(whole, ['environments', name], 'key'),
        message: `no environment may be called ${quoted(name)}: ${reserved}`,
        fix: `${name}-cluster:`,
      });
    }
    const merged = mergeEnvironment(file, name);
    if (merged === undefined) continue;
    const { stage } = merged.value;
    const meant = nameMeant(name);
    names.push({ name: meant, stage: typeof stage === 'string' ? stage : meant });
    const parsed = parseMerged(environmentSchema, merged);
    if (parsed.outcome === 'refused') problems.push(...parsed.problems);
    else environments.push(toEnvironment(name, parsed.values));
  }
  problems.push(...stageProblems(environments, whole), ...promotionProblems(environments, names, whole), ...exceptionProblems(environments, names, whole));
  if (systems !== undefined) problems.push(...readyUrlProblems(environments, systems, whole));
  if (shared !== undefined) problems.push(...attesterProblems(shared.attesters, names.map(({ name }) => name), whole));
  return { environments, names, ...(shared?.gitops === undefined ? {} : { gitops: shared.gitops }), ...(shared === undefined ? {} : { argocd: shared.argocd, attesters: shared.attesters }), problems };
}

/** The files of an environment are named as it will be, once its name is what the problem of its name says. */
function nameMeant(name: string): string {
  const parsed = dnsLabel.safeParse(name);
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  return (issue?.code === 'custom' ? (issue.params?.['field'] as FieldIssue | undefined)?.fix : undefined) ?? name;
}

function* readyUrlProblems(environments: readonly Environment[], systems: readonly string[], whole: Merged): Iterable<Problem> {
  for (const { name, readyUrls } of environments) {
    for (const system of Object.keys(readyUrls).filter((key) => !systems.includes(key))) {
      const own = ['environments', name, 'readyUrls', system];
      const near = nearest(system, systems.filter((other) => !Object.hasOwn(readyUrls, other)));
      // The file may well say more than is rendered here: a test renders one system of many.
      if (near === undefined) continue;
      yield {
        ...locate(whole, valueAt(whole.value, own) === undefined ? ['defaults', 'readyUrls', system] : own, 'key'),
        message: `there is no system ${quoted(system)}, did you mean ${quoted(near)}?`,
        allowed: [...systems].sort().join(', '),
        fix: `${near}: ${readyUrls[system]}`,
      };
    }
  }
}

/** The file as it stands: what null removes inside an environment, its own merge knows. */
function outlineOf(file: Layer): Merged {
  const merged = merge([file]);
  return { ...merged, idleRemovals: merged.idleRemovals.filter(({ path: [top, ...rest] }) => rest.length === 0 || (top === 'environments' ? rest.length === 1 : top !== 'defaults')) };
}

function mergeEnvironment(file: Layer, name: string): Merged | undefined {
  const layers = [['defaults'], ['environments', name]].flatMap((prefix): Layer[] => {
    const value = prefix.reduce<Json | undefined>((at, step) => (isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined), file.value);
    return isMap(value) ? [part(file, prefix, value)] : [];
  });
  return layers.at(-1)?.prefix?.[0] === 'environments' ? merge(layers) : undefined;
}

function part(file: Layer, prefix: readonly string[], value: JsonMap): Layer {
  return { file: file.file, value, prefix, positionOf: (path, of) => file.positionOf([...prefix, ...path], of) };
}

function* stageProblems(environments: readonly Environment[], whole: Merged): Iterable<Problem> {
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  const places = new Map<string, string>();
  for (const { name, stage, order } of environments) {
    const at = ['environments', name, 'stage'];
    const namesake = byName.get(stage);
    // Its file would be read both as the stage's and as the environment's.
    if (namesake !== undefined && stage !== name) {
      yield { ...locate(whole, at), message: `the stage ${quoted(stage)} has the name of an environment, so ${stage}.yaml would be the file of both`, fix: `rename the stage or the environment ${stage}` };
    } else if (Object.hasOwn(RESERVED, stage) && stage !== name) {
      yield { ...locate(whole, at), message: `no stage may be called ${quoted(stage)}`, fix: `stage: ${name}` };
    }
    const other = namesake !== undefined && stage !== name ? undefined : places.get(`${stage} ${order}`);
    if (other === undefined) places.set(`${stage} ${order}`, name);
    else yield { ...locate(whole, ['environments', name, 'order']), message: `${name} and ${other} have the same place in the stage ${quoted(stage)}`, allowed: 'a place of its own for each environment of a stage', fix: `order: ${order + 1}` };
  }
}

/** @param names those of the environments whose facts are wrong, too: something may come from there all the same */
function* promotionProblems(environments: readonly Environment[], names: readonly EnvironmentName[], whole: Merged, system?: string): Iterable<Problem> {
  const stages = [...new Set(names.map(({ stage }) => stage))].sort();
  const sources = new Map(environments.map(({ stage, promotion: { from } }) => [stage, from]));
  for (const { name, stage, exceptions, promotion: { from } } of environments) {
    const isOwn = system !== undefined && Object.hasOwn(exceptions, system) && exceptions[system]!.promotion !== undefined;
    if (from === undefined || isOwn !== (system !== undefined)) continue;
    const at = ['environments', name, ...(isOwn ? ['exceptions', system] : []), 'promotion', 'from'];
    if (!stages.includes(from)) {
      // What takes from this stage, or is it, would send releases round in a circle.
      const possible = stages.filter((other) => other !== stage && !leadsTo(other, stage, sources));
      const choice = nearest(from, possible) ?? possible[0];
      yield { ...locate(whole, at), message: `there is no stage ${quoted(from)}`, allowed: possible.length === 0 ? `no stage: what there is takes from ${stage} itself` : possible.join(', '), fix: choice === undefined ? `delete the line   (releases then come to ${stage} directly)` : `from: ${choice}` };
    } else if (leadsBack(stage, sources)) {
      yield { ...locate(whole, at), message: `releases would come to ${quoted(stage)} from itself`, allowed: 'a chain of stages that begins somewhere', fix: 'delete the line in the first stage of the chain' };
    }
  }
}

/** A system that takes a way of its own must come from a stage, too, and never in a circle. */
function* exceptionProblems(environments: readonly Environment[], names: readonly EnvironmentName[], whole: Merged): Iterable<Problem> {
  const systems = [...new Set(environments.flatMap(({ exceptions }) => Object.keys(exceptions)))].sort();
  for (const system of systems) {
    yield* promotionProblems(environments.map((environment) => environmentFor(environment, system)), names, whole, system);
  }
}

function leadsBack(stage: string, sources: ReadonlyMap<string, string | undefined>): boolean {
  return leadsTo(stage, stage, sources);
}

/** Whether releases come to one stage through another. */
function leadsTo(stage: string, other: string, sources: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = sources.get(stage); at !== undefined && !seen.has(at); at = sources.get(at)) {
    if (at === other) return true;
    seen.add(at);
  }
  return false;
}

/** The schema of the whole file as editors see it; whether it is whole is known only after the defaults are merged in. */
export const environmentsFileSchema = outline.extend({
  defaults: environmentSchema.partial().exactOptional().describe('Facts of every environment that does not say otherwise.'),
  environments: z.record(dnsLabel, environmentSchema).describe('The environments by name.'),
});

