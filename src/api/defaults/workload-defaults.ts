import { claimDefaults } from './claim-defaults.ts';
import { each, type Fields, fill, fillZero, own, ownFields, put, within, withinAlways } from './fill.ts';
import { templateDefaults } from './pod-spec-defaults.ts';

/**
 * A Deployment as the API server completes it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/v1/defaults.go
 */
export function deploymentDefaults(deployment: Fields): Fields {
  return within(deployment, 'spec', (spec) => rolling(fill(templateDefaults(spec), DEPLOYMENT), 'strategy', DEPLOYMENT_ROLLING));
}

/** A StatefulSet as the API server completes it. */
export function statefulSetDefaults(set: Fields, minor: number): Fields {
  return within(set, 'spec', (spec) => {
    let result = fillZero(fill(templateDefaults(spec), STATEFUL_SET), POD_MANAGEMENT);
    result = withinAlways(result, 'persistentVolumeClaimRetentionPolicy', (policy) => fillZero(policy, RETENTION));
    result = withinAlways(result, 'updateStrategy', (strategy) => partitioned(strategy, minor));
    return each(result, 'volumeClaimTemplates', (claim) => claimDefaults(fillZero(claim, CLAIM_TYPE)));
  });
}

/** A DaemonSet as the API server completes it. */
export function daemonSetDefaults(set: Fields): Fields {
  return within(set, 'spec', (spec) => rolling(fill(templateDefaults(spec), DAEMON_SET), 'updateStrategy', DAEMON_SET_ROLLING));
}

/** A ReplicaSet as the API server completes it. */
export function replicaSetDefaults(set: Fields): Fields {
  return within(set, 'spec', (spec) => fill(templateDefaults(spec), ONE));
}

/** A ReplicationController as the API server completes it: it selects by the labels of its template, and has them itself. */
export function replicationControllerDefaults(controller: Fields): Fields {
  const template = ownFields(ownFields(controller, 'spec') ?? NOTHING, 'template');
  const labels = ownFields(ownFields(template ?? NOTHING, 'metadata') ?? NOTHING, 'labels');
  const labelled = labels === undefined ? controller : withinAlways(controller, 'metadata', (metadata) => orEmpty(metadata, 'labels', labels));
  return within(labelled, 'spec', (spec) => {
    const filled = fill(templateDefaults(spec), ONE);
    return labels === undefined ? filled : orEmpty(filled, 'selector', labels);
  });
}

function orEmpty(fields: Fields, key: string, value: Fields): Fields {
  const held = ownFields(fields, key);
  return held === undefined || Object.keys(held).length === 0 ? put(fields, key, value) : fields;
}

const NOTHING: Fields = Object.freeze({});
const ONE = { replicas: 1 };
const DEPLOYMENT = { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 };
const DEPLOYMENT_ROLLING = { maxUnavailable: '25%', maxSurge: '25%' };
const STATEFUL_SET = { replicas: 1, revisionHistoryLimit: 10 };
const POD_MANAGEMENT = { podManagementPolicy: 'OrderedReady' };
const RETENTION = { whenDeleted: 'Retain', whenScaled: 'Retain' };
const PARTITION = { partition: 0 };
const STATEFUL_SET_ROLLING = { partition: 0, maxUnavailable: 1 };
/** The minor in which a StatefulSet may replace several pods at once without asking for it. */
const UNAVAILABLE_BY_DEFAULT = 35;
const CLAIM_TYPE = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
const DAEMON_SET = { revisionHistoryLimit: 10 };
const DAEMON_SET_ROLLING = { maxUnavailable: 1, maxSurge: 0 };

/** Unlike its siblings, one whose type is written but whose details are not gets no details. */
function partitioned(strategy: Fields, minor: number): Fields {
  const type = own(strategy, 'type');
  const typed = type === undefined || type === '' ? fill(fillZero(strategy, ROLLING), { rollingUpdate: NOTHING }) : strategy;
  if (own(typed, 'type') !== 'RollingUpdate') return typed;
  return within(typed, 'rollingUpdate', (update) => fill(update, minor >= UNAVAILABLE_BY_DEFAULT ? STATEFUL_SET_ROLLING : PARTITION));
}

const ROLLING = { type: 'RollingUpdate' };

function rolling(spec: Fields, key: string, defaults: Fields): Fields {
  return withinAlways(spec, key, (strategy) => {
    const typed = fillZero(strategy, ROLLING);
    return own(typed, 'type') === 'RollingUpdate' ? withinAlways(typed, 'rollingUpdate', (update) => fill(update, defaults)) : typed;
  });
}
