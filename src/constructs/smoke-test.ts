import { Construct } from 'constructs';
import { quoted } from '../kernel/problem.ts';
import { addHookJob } from './hook-job.ts';
import { PropCheck } from './prop-check.ts';
import { type ResourcesProps } from './resources.ts';
import { SMOKE_RESOURCES, smokeContainer, smokeField } from './smoke-container.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';
import { type WebWorkload } from './web-workload.ts';

/** What a smoke test is made from. */
export interface SmokeTestProps {
  /** The workloads it asks, at least one; each by its own readiness endpoint. */
  readonly tests: readonly WebWorkload[];
  /** Right answers in a row that pass; each is a new connection, so that several pods are asked. @default 5 */
  readonly inARow?: number | undefined;
  /** Questions after which it has failed. @default 30 */
  readonly attempts?: number | undefined;
  /** Seconds between two questions. @default 2 */
  readonly pauseSeconds?: number | undefined;
  /** Seconds to wait for one answer. @default 5 */
  readonly answerSeconds?: number | undefined;
  /** Seconds until the Job has failed, pulling the image included. @default 300 */
  readonly timeoutSeconds?: number | undefined;
  readonly resources?: ResourcesProps | undefined;
}

/** The component that smoke tests are, which edges and labels name. */
const COMPONENT = 'smoke';

/** Seconds for scheduling and pulling, which count against the Job's deadline, too. */
const START_SECONDS = 60;

/**
 * Proves after the rollout that the new release serves: the Job `<system>-smoke` asks each
 * workload's ClusterIP Service for its readiness, several times in a row, and compares the version
 * that it tells. Where a workload tells none, what Kubernetes observed is the proof: Argo CD enters
 * this wave only after every replica of the workloads' wave runs the new template and is available.
 * An annotation and the log say which proof it was.
 */
export class SmokeTest extends Construct {
  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: SmokeTestProps) {
    super(scope, id);
    const system = System.of(this);
    const { tests, inARow = 5, attempts = 30, pauseSeconds = 2, answerSeconds = 5, timeoutSeconds = 300 } = props;
    const check = new PropCheck(COMPONENT);
    if (tests.length === 0) check.add('tests', 'it tests nothing', { allowed: 'at least one web workload', fix: 'tests: [app]' });
    if (tests.length === 0) check.throwIfAny();
    for (const workload of tests) {
      const home = System.of(workload);
      if (home !== system) check.add('tests', `the workload ${quoted(workload.name)} belongs to another system, ${home.instance}`, { allowed: 'workloads of the same system' });
    }
    check.range('inARow', inARow, 1, 100);
    check.range('attempts', attempts, inARow, 1000);
    check.range('pauseSeconds', pauseSeconds, 1, 60);
    check.range('answerSeconds', answerSeconds, 1, 60);
    // Killed by its deadline it could not say what was wrong.
    const longest = attempts * (pauseSeconds + answerSeconds) + START_SECONDS;
    if (longest > timeoutSeconds) {
      check.add('timeoutSeconds', `it may ask for ${longest - START_SECONDS} s and needs ${START_SECONDS} s to start, the deadline is ${timeoutSeconds} s`, {
        allowed: `${longest} or more`,
        fix: `timeoutSeconds: ${longest}`,
      });
    }
    const patience = { inARow, attempts, pauseSeconds, answerSeconds };
    addHookJob(this, check, {
      component: COMPONENT,
      wave: WAVE.smoke,
      version: system.release.version,
      activeDeadlineSeconds: timeoutSeconds,
      annotations: proofs(tests),
      containers: tests.map((workload) => {
        const { name, image, ready, provenUrl } = workload;
        return smokeContainer({ name, image: system.target.probeImage, url: provenUrl, ready, version: image.version, asks: workload, patience, resources: props.resources ?? SMOKE_RESOURCES });
      }),
      pod: { scratch: { '/tmp': '16Mi' } },
      // A node that is drained meanwhile says nothing about the release.
      podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }] },
    });
  }
}

/** For readers of the Job: by what each workload's version is proven. */
function proofs(tests: readonly WebWorkload[]): Record<string, string> {
  return Object.fromEntries(
    tests.map(({ name, ready }): [string, string] => {
      const { version } = ready;
      const proof = version.by === 'none' ? 'rollout: every replica updated and available before this wave' : `${version.by} ${smokeField(ready)} of GET ${ready.path}`;
      return [`slipway.dev/served-version.${name}`, proof];
    }),
  );
}
