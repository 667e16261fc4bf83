import { Construct } from 'constructs';
import { AnalysisTemplate, type AnalysisTemplateMetrics } from '../../imports/argoproj.io/analysis-template.ts';
import { type RolloutArgs } from '../../imports/argoproj.io/rollout.ts';
import { type Endpoint } from './dependency.ts';
import { connect } from './edge.ts';
import { type ErrorCount } from './error-count.ts';
import { podTemplate } from './pod-template.ts';
import { type PropCheck } from './prop-check.ts';
import { type Ready } from './ready.ts';
import { serviceAccount } from './service-account.ts';
import { smokeContainer } from './smoke-container.ts';
import { type System } from './system.ts';
import { WAVE } from './wave.ts';

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
  /** By what its errors are told. @default errors are not looked at */
  readonly errors?: ErrorCount | undefined;
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
  const address = system.target.rollouts?.prometheus;
  const counted = address === undefined || props.errors === undefined ? undefined : { ...props.errors, metric: errorsMetric(address, props.errors, props) };
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
        counted.add(scope);
      }
      connect(scope, account, { ...asks, variables: {} });
    },
  };
}

function errorsMetric(address: string, { query }: ErrorCount, { maxErrors, times }: AnalysisProps): AnalysisTemplateMetrics {
  const most = Number.parseInt(maxErrors, 10) / 100;
  return {
    // Prometheus away for five minutes stops the rollout, one answer that did not come does not.
    consecutiveErrorLimit: 4,
    ...(times === undefined ? {} : { count: times }),
    failureLimit: 1,
    // The Service may have led to the old version in the minutes that are looked at.
    initialDelay: times === undefined ? '1m' : '2m',
    interval: '1m',
    name: 'errors',
    provider: { prometheus: { address, query } },
    // None over none where nobody asked; no result at all where nothing is scraped, which proves nothing.
    successCondition: `len(result) > 0 && (isNaN(result[0]) || result[0] <= ${most})`,
  };
}
