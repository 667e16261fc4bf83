import { Construct } from 'constructs';
import { AnalysisTemplate, type AnalysisTemplateMetrics } from '../../imports/argoproj.io/analysis-template.ts';
import { type RolloutArgs } from '../../imports/argoproj.io/rollout.ts';
import { type Endpoint } from './dependency.ts';
import { connect } from './edge.ts';
import { podTemplate } from './pod-template.ts';
import { type PropCheck } from './prop-check.ts';
import { type Ready } from './ready.ts';
import { serviceAccount } from './service-account.ts';
import { smokeContainer } from './smoke-container.ts';
import { type System } from './system.ts';
import { WAVE } from './wave.ts';

/** The counter of requests that the program exposes, by which its errors are told. */
export interface RequestCounter {
  /** Name of a counter of answered requests: `http_requests_total`. */
  readonly name: string;
  /** The label that tells failed ones: `status=~"5.."`. */
  readonly failed: string;
}

/** What of the trial version is looked at before it gets on. */
export interface AnalysisProps {
  /** The component. */
  readonly component: string;
  /** Service that leads to the pods under trial alone. */
  readonly service: string;
  readonly port: number;
  readonly ready: Ready;
  /** Version that must answer. */
  readonly version: string;
  /** Pods that the edge leads to. */
  readonly endpoints: readonly Endpoint[];
  /** What part of requests may fail: `5%`. */
  readonly maxErrors: string;
  /** Counter of the program, where it has one. @default what the proxies of Istio count, where they shift the traffic */
  readonly requests?: RequestCounter | undefined;
  /** Service that leads to the new version while errors are counted. */
  readonly counted: string;
  /** Whether proxies of Istio call that Service. */
  readonly istio: boolean;
  /** How often errors are looked at; absent: for as long as the rollout takes. */
  readonly times?: number | undefined;
}

/** A template, as a Rollout names it, and the arguments that it takes. */
export interface AnalysisUse {
  readonly templates: readonly { readonly templateName: string }[];
  readonly args?: readonly RolloutArgs[];
}

/** The analyses of a component. */
export interface Analysis {
  /** Asks whether the trial version is ready, and the right one. */
  readonly ready: AnalysisUse;
  /** Looks at the rate of errors; absent where the target has no Prometheus for it, or nobody counts. */
  readonly errors?: AnalysisUse | undefined;
  /** Adds the templates and what they need. */
  add(scope: Construct): void;
}

/** Five right answers in a row, asked for at most three and a half minutes. */
const PATIENCE = { inARow: 5, attempts: 30, pauseSeconds: 2, answerSeconds: 5 } as const;
const DEADLINE_SECONDS = 300;

/**
 * What is asked of a new version before it gets on. Whether it is ready is asked by a Job in the
 * namespace: Argo Rollouts' own web request would come from the controller, which stands outside of the
 * mesh and of the namespace's edges, and cannot read a header. The version is an argument, so that a
 * release changes no template.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/analysis/job/
 * @see https://argo-rollouts.readthedocs.io/en/stable/analysis/prometheus/
 */
export function analysis(check: PropCheck, system: System, props: AnalysisProps): Analysis {
  const { component, ready, version, service, port } = props;
  const account = `${component}-analysis`;
  const told = ready.version.by !== 'none';
  const asks = { name: component, endpoints: props.endpoints };
  const template = podTemplate(check, system, {
    component: account,
    serviceAccount: account,
    containers: [
      smokeContainer({ name: 'ready', image: system.target.probeImage, url: `http://${service}:${port}`, ready, version: told ? '{{args.version}}' : 'any', asks, patience: PATIENCE }),
    ],
    restartPolicy: 'Never',
    scratch: { '/tmp': '16Mi' },
  });
  const counted = errorsMetric(system, props);
  return {
    ready: { templates: [{ templateName: `${component}-ready` }], ...(told ? { args: [{ name: 'version', value: version }] } : {}) },
    errors: counted === undefined ? undefined : { templates: [{ templateName: `${component}-errors` }], ...(counted.args === undefined ? {} : { args: counted.args }) },
    add: (parent) => {
      const scope = new Construct(parent, 'analysis');
      serviceAccount(scope, account, account);
      const metadata = (name: string) => system.metadata({ name, component, wave: WAVE.stores });
      new AnalysisTemplate(scope, 'ready', {
        metadata: metadata(`${component}-ready`),
        spec: {
          ...(told ? { args: [{ name: 'version' }] } : {}),
          metrics: [
            {
              count: 1,
              failureLimit: 0,
              name: 'ready',
              provider: {
                job: {
                  metadata: { labels: system.podLabels(account) },
                  spec: {
                    activeDeadlineSeconds: DEADLINE_SECONDS,
                    backoffLimit: 0,
                    // A node that is drained meanwhile says nothing about the release.
                    podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }] },
                    template,
                  },
                },
              },
            },
          ],
        },
      });
      if (counted !== undefined) {
        const args = counted.args?.map(({ name }) => ({ name }));
        new AnalysisTemplate(scope, 'errors', { metadata: metadata(`${component}-errors`), spec: { ...(args === undefined ? {} : { args }), metrics: [counted.metric] } });
      }
      connect(scope, account, { ...asks, variables: {} });
    },
  };
}

function errorsMetric(system: System, props: AnalysisProps): { readonly metric: AnalysisTemplateMetrics; readonly args?: readonly RolloutArgs[] } | undefined {
  const address = system.target.rollouts?.prometheus;
  const counter = counterOf(system, props);
  if (address === undefined || counter === undefined) return undefined;
  const rate = (more: string): string => `sum(rate(${counter.name}{${counter.labels}${more}}[2m]))`;
  const most = Number.parseInt(props.maxErrors, 10) / 100;
  return {
    ...(counter.args === undefined ? {} : { args: counter.args }),
    metric: {
      // Prometheus away for five minutes stops the rollout, one answer that did not come does not.
      consecutiveErrorLimit: 4,
      ...(props.times === undefined ? {} : { count: props.times }),
      failureLimit: 1,
      // The Service may have led to the old version in the minutes that are looked at.
      initialDelay: props.times === undefined ? '1m' : '2m',
      interval: '1m',
      name: 'errors',
      provider: { prometheus: { address, query: `${rate(`,${counter.failed}`)} / ${rate('')}` } },
      // Nobody asked, or nobody failed yet: no samples, or none over none.
      successCondition: `len(result) == 0 || isNaN(result[0]) || result[0] <= ${most}`,
    },
  };
}

interface Counter {
  readonly name: string;
  readonly labels: string;
  readonly failed: string;
  readonly args?: readonly RolloutArgs[];
}

/**
 * The program's own counter by the names of the new pods, else that of the proxies which call the Service.
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
function counterOf(system: System, { component, requests, istio, counted }: AnalysisProps): Counter | undefined {
  const namespace = system.namespaceName;
  if (requests !== undefined) {
    const args: RolloutArgs[] = [{ name: 'revision', valueFrom: { podTemplateHashValue: 'Latest' } }];
    return { name: requests.name, labels: `namespace="${namespace}",pod=~"${component}-{{args.revision}}-.*"`, failed: requests.failed, args };
  }
  if (!istio) return undefined;
  return { name: 'istio_requests_total', labels: `reporter="source",destination_service_namespace="${namespace}",destination_service_name="${counted}"`, failed: 'response_code=~"5.*"' };
}
