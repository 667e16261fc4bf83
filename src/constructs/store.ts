import { Construct } from 'constructs';
import { Service, StatefulSet, type StatefulSetSpec } from '../../imports/kubernetes.ts';
import { canonicalQuantity } from '../kernel/quantity.ts';
import { DisruptionBudget } from './disruption-budget.ts';
import { nodePlacement } from './node-placement.ts';
import { type PodSecurityProps } from './pod-security.ts';
import { type ContainerProps, podTemplate } from './pod-template.ts';
import { priorityOf } from './priority-class.ts';
import { PropCheck } from './prop-check.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { type Scratch } from './scratch.ts';
import { serviceAccount } from './service-account.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** What a data store that runs in the cluster is made from. */
export interface StoreProps {
  /** The component; also the name of all its objects, and the host name that programs connect to. */
  readonly component: string;
  readonly port: { readonly name: string; readonly number: number };
  readonly container: Omit<ContainerProps, 'name' | 'ports' | 'mounts'>;
  /** Directory of the data, and the size of its volume. @default no volume; the data is gone with the pod */
  readonly data?: { readonly directory: string; readonly size: string } | undefined;
  readonly security: PodSecurityProps;
  readonly scratch?: Scratch | undefined;
  readonly nodePool?: string | undefined;
  /** A PriorityClass of the system. @default the cluster's default */
  readonly priority?: string | undefined;
  /** Seconds it may take to end in order. */
  readonly terminationGracePeriodSeconds: number;
}

/** Props that every store takes from its user and hands on. */
export interface StoreUserProps {
  readonly storage?: string;
  readonly resources?: ResourcesProps;
  readonly runAs?: number;
  readonly nodePool?: string;
  readonly priority?: string;
}

/** Notes what is wrong with them, so that it is said together with the rest. */
export function checkStore(check: PropCheck, system: System, { storage, resources: sizes, runAs, nodePool, priority }: StoreUserProps): void {
  if (storage !== undefined) check.attempt('storage', () => canonicalQuantity(storage));
  check.range('runAs', runAs, 1, 2_147_483_647);
  resources(check.within('resources'), sizes);
  nodePlacement(check, system.target, nodePool);
  priorityOf(check, system, { priority });
}

/** Name of the volume that {@link volumeClaims} claims. */
export const DATA_VOLUME = 'data';

/** Neither a mistake in git nor a deleted Application may take the data with it. */
export const KEPT = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } as const;

/**
 * A data store of one pod: StatefulSet, headless Service, ServiceAccount and budget. One pod cannot
 * be highly available; what must be is left to an operator or to the cloud.
 */
export class Store extends Construct {
  constructor(scope: Construct, id: string, props: StoreProps) {
    super(scope, id);
    const system = System.of(this);
    const { component, port, data } = props;
    const check = new PropCheck(component);
    const account = serviceAccount(this, component, component);
    const template = podTemplate(check, system, {
      component,
      serviceAccount: account,
      containers: [
        {
          ...props.container,
          name: component,
          ports: [{ containerPort: port.number, name: port.name, protocol: 'TCP' }],
          mounts: data === undefined ? [] : [{ mountPath: data.directory, name: DATA_VOLUME }],
        },
      ],
      security: props.security,
      scratch: props.scratch,
      nodePool: props.nodePool,
      priorityClass: priorityOf(check, system, props),
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    });
    const claims = data === undefined ? {} : volumeClaims(check, system, data.size);
    check.throwIfAny();
    const selector = system.selector(component);
    new Service(this, 'service', {
      metadata: system.metadata({ name: component, component, wave: WAVE.stores }),
      spec: { clusterIP: 'None', ports: [{ name: port.name, port: port.number, protocol: 'TCP', targetPort: port.name }], selector, type: 'ClusterIP' },
    });
    new StatefulSet(this, 'set', {
      metadata: system.metadata({
        name: component,
        component,
        wave: WAVE.stores,
        ...(data === undefined ? {} : { annotations: KEPT }),
      }),
      spec: { replicas: 1, selector: { matchLabels: selector }, serviceName: component, template, updateStrategy: { type: 'RollingUpdate' }, ...claims },
    });
    new DisruptionBudget(this, 'budget', { component });
  }
}

/** The volume of each pod, which outlives the pod, the StatefulSet and any scaling down. */
export function volumeClaims(check: PropCheck, system: System, size: string): Pick<StatefulSetSpec, 'persistentVolumeClaimRetentionPolicy' | 'volumeClaimTemplates'> {
  const storage = check.attempt('storage', () => canonicalQuantity(size)) ?? size;
  const { class: storageClass } = system.target.storage;
  return {
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    volumeClaimTemplates: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: DATA_VOLUME },
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage } },
          ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
          volumeMode: 'Filesystem',
        },
      },
    ],
  };
}
