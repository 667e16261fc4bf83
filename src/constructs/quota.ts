import { Construct } from 'constructs';
import { ResourceQuota } from '../../imports/kubernetes.ts';
import { canonicalQuantity, compareQuantity } from '../kernel/quantity.ts';
import { PropCheck } from './prop-check.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** The most that everything in the namespace may claim together. */
export interface QuotaProps {
  /** Sum of requests. */
  readonly requests: { readonly cpu: string; readonly memory: string };
  /** Sum of limits. Bounding one makes it mandatory for every container, a CPU limit too. @default not bounded */
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
  /** Pods, finished ones not counted. */
  readonly pods: number;
  /** Sum of the sizes of all volume claims. @default not bounded */
  readonly storage?: string;
  /** @default not bounded */
  readonly volumeClaims?: number;
}

/** The namespace's ResourceQuota. It leaves no room for Services that open the cluster by another door than the declared one. */
export class Quota extends Construct {
  constructor(scope: Construct, id: string, props: QuotaProps) {
    super(scope, id);
    const system = System.of(this);
    new ResourceQuota(this, 'quota', {
      metadata: system.metadata({ name: system.systemName, wave: WAVE.foundation }),
      spec: { hard: hardOf(props) },
    });
  }
}

function hardOf({ requests, limits = {}, pods, storage, volumeClaims }: QuotaProps): Record<string, string> {
  const check = new PropCheck('quota');
  const hard: Record<string, string> = { 'services.loadbalancers': '0', 'services.nodeports': '0' };
  const bound = (resource: string, prop: string, size: string | undefined): void => {
    if (size === undefined) return;
    hard[resource] = check.attempt(prop, () => canonicalQuantity(size)) ?? size;
  };
  bound('requests.cpu', 'requests.cpu', requests.cpu);
  bound('requests.memory', 'requests.memory', requests.memory);
  bound('limits.cpu', 'limits.cpu', limits.cpu);
  bound('limits.memory', 'limits.memory', limits.memory);
  bound('requests.storage', 'storage', storage);
  check.range('pods', pods, 1, 10_000);
  check.range('volumeClaims', volumeClaims, 0, 10_000);
  check.throwIfAny();
  for (const resource of ['cpu', 'memory'] as const) {
    const limit = limits[resource];
    if (limit !== undefined && compareQuantity(limit, requests[resource]) < 0) {
      check.add(`limits.${resource}`, `${limit} is less than the requests' ${requests[resource]}`, { fix: `${resource}: ${requests[resource]}` });
    }
  }
  check.throwIfAny();
  hard['pods'] = String(pods);
  if (volumeClaims !== undefined) hard['persistentvolumeclaims'] = String(volumeClaims);
  return hard;
}
