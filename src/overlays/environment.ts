import { z } from 'zod';
import { wholeNumber } from './field-choice.ts';
import { withExample } from './field.ts';
import { imageRegistry } from './field-image.ts';
import { dnsLabel } from './field-name.ts';
import { httpsUrl } from './field-network.ts';
import { environmentArgocd } from './gitops.ts';
import { promotion } from './promotion.ts';
import { type TargetFacts, targetShape } from './target-facts.ts';

const cluster = z.strictObject({
  name: withExample(dnsLabel, 'production').describe('Name of the cluster, as Argo CD knows it.'),
  server: withExample(httpsUrl, 'https://kubernetes.acme.example:6443').exactOptional().describe('Address of the API server, where Argo CD finds the cluster by it rather than by name.'),
});

const placeShape = {
  stage: withExample(dnsLabel, 'production').exactOptional().describe("Environments of one stage take the same release together. Without it: the environment's own name."),
  order: wholeNumber(0, 999, 1).default(0).describe('Place in the stage; lower comes first.'),
  cluster: cluster.describe('The cluster it lives in.'),
  registry: imageRegistry.exactOptional().describe('Registry, perhaps with a path, that all images of releases here must lie in.'),
  readyUrls: z.record(dnsLabel, httpsUrl).default({}).describe('By system, the address that answers once the system is ready.'),
  accepts: z.enum(['builds', 'tags', 'signed-tags']).default('builds').describe('Which releases may come here: any build, only tags, only signed tags.'),
  promotion: promotion.prefault({}).describe('What must be proven before a release comes here.'),
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
