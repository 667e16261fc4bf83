import { Construct } from 'constructs';
import { ImagePolicy } from './image-policy.ts';
import { Isolation } from './isolation.ts';
import { Limits, type LimitsProps } from './limits.ts';
import { Namespace } from './namespace.ts';
import { Quota, type QuotaProps } from './quota.ts';
import { ReleaseConfig } from './release-config.ts';

/** The sizes of a system's namespace. */
export interface FoundationProps {
  readonly quota: QuotaProps;
  /** @default the defaults of {@link LimitsProps} */
  readonly limits?: Omit<LimitsProps, 'cpuLimited'>;
}

/** What every system stands on: its Namespace with quota, limits, closed network and, where the target says whose, signed images; and its release written down. */
export class Foundation extends Construct {
  constructor(scope: Construct, id: string, props: FoundationProps) {
    super(scope, id);
    new Namespace(this, 'namespace');
    new Quota(this, 'quota', props.quota);
    new Limits(this, 'limits', { ...props.limits, cpuLimited: props.quota.limits?.cpu !== undefined });
    new Isolation(this, 'isolation');
    new ImagePolicy(this, 'image-policy');
    new ReleaseConfig(this, 'release');
  }
}
