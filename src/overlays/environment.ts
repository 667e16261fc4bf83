import { z } from 'zod';
import { wholeNumber } from './field-choice.ts';
import { withExample } from './field.ts';
import { imageRegistry } from './field-image.ts';
import { dnsLabel } from './field-name.ts';
import { httpsUrl } from './field-network.ts';
import { environmentArgocd } from './gitops.ts';
import { promotion } from './promotion.ts';
import { secretStore, type TargetFacts, targetShape } from './target-facts.ts';

const cluster = z.strictObject({
  name: withExample(dnsLabel, 'production').describe('Name of the cluster, as Argo CD knows it.'),
  server: withExample(httpsUrl, 'https://kubernetes.acme.example:6443').exactOptional().describe('Address of the API server, where Argo CD finds the cluster by it rather than by name.'),
});

const accepts = z.enum(['builds', 'tags', 'signed-tags']);

const exception = z.strictObject({
  accepts: accepts.exactOptional().describe('Which of its releases may come here.'),
  promotion: promotion.exactOptional().describe('What must be proven before its releases come here; all of it, nothing is taken over.'),
});

const placeShape = {
  stage: withExample(dnsLabel, 'production').exactOptional().describe("Environments of one stage take the same release together, in one commit, and share the stage's overlay file. Without it: the environment's own name."),
  order: wholeNumber(0, 999, 1).default(0).describe('Place in the stage, in which commands name and ask its environments; all of them are published, and synced, at once.'),
  cluster: cluster.describe('The cluster it lives in.'),
  registry: imageRegistry.exactOptional().describe('Registry, perhaps with a path, that all images of releases here must lie in.'),
  readyUrls: z.record(dnsLabel, httpsUrl).default({}).describe('By system, the address that answers once the system is ready.'),
  secretStores: z.record(dnsLabel, secretStore).default({}).describe('By system, the store of those whose secrets lie in another one than secretStore.'),
  accepts: accepts.default('builds').describe('Which releases may come here: any build, only tags, only signed tags.'),
  promotion: promotion.prefault({}).describe('What must be proven before a release comes here.'),
  exceptions: z.record(dnsLabel, exception).default({}).describe('By system, how the releases of those come here that take another way than the others.'),
  argocd: environmentArgocd.exactOptional().describe('What Argo CD does here.'),
};

/** What `overlays/environments.yaml` says of one environment, its name aside. */
export const environmentSchema = z.strictObject({ ...targetShape, ...placeShape });

type Place = z.output<z.ZodObject<typeof placeShape>>;

/** One environment: where it is, how releases get there, and the facts that constructs see of it. */
export interface Environment extends Omit<Place, 'stage'> {
  readonly name: string;
  /** @default the environment's own name */
  readonly stage: string;
  readonly target: TargetFacts;
}

/** An environment of parsed facts; its target holds what constructs may ask for and nothing else. */
export function toEnvironment(name: string, facts: z.output<typeof environmentSchema>): Environment {
  const target: Record<string, unknown> = {};
  const place: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(facts)) (Object.hasOwn(targetShape, key) ? target : place)[key] = value;
  return { ...(place as Place), name, stage: facts.stage ?? name, target: target as TargetFacts };
}

/** The facts that the constructs of one system see: those of the environment, and the system's own secret store where it has one. */
export function targetOf({ target, secretStores }: Environment, system: string): TargetFacts {
  return Object.hasOwn(secretStores, system) ? { ...target, secretStore: secretStores[system]! } : target;
}

/** The environment as the releases of one system see it. */
export function environmentFor(environment: Environment, system: string): Environment {
  const { exceptions } = environment;
  return Object.hasOwn(exceptions, system) ? { ...environment, ...exceptions[system]! } : environment;
}
