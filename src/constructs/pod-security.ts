import { type PodSecurityContext } from '../../imports/kubernetes.ts';
import { type PropCheck } from './prop-check.ts';

/** Whom a pod's processes run as. */
export interface PodSecurityProps {
  /** @default 10001: above the ids that images and hosts give to their own users */
  readonly user?: number | undefined;
  /** @default the user */
  readonly group?: number | undefined;
  /** Group that owns the pod's volumes. @default the group */
  readonly volumeGroup?: number | undefined;
  /** Change ownership of a volume only where its root is owned otherwise; large volumes mount faster. @default false */
  readonly keepVolumeOwnership?: boolean | undefined;
}

const USER = 10_001;
const LARGEST_ID = 2_147_483_647;

/**
 * The pod's part of the restricted Pod Security Standard. An image whose files belong to a user of
 * its own (Postgres: 999) says so in `user`.
 */
export function podSecurity(props: PodSecurityProps = {}): PodSecurityContext {
  const user = props.user ?? USER;
  const group = props.group ?? user;
  return {
    fsGroup: props.volumeGroup ?? group,
    ...(props.keepVolumeOwnership === true ? { fsGroupChangePolicy: 'OnRootMismatch' as const } : {}),
    runAsGroup: group,
    runAsNonRoot: true,
    runAsUser: user,
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Notes ids that are root's or no ids at all. */
export function checkPodSecurity(check: PropCheck, props: PodSecurityProps): void {
  check.range('user', props.user, 1, LARGEST_ID);
  check.range('group', props.group, 1, LARGEST_ID);
  check.range('volumeGroup', props.volumeGroup, 1, LARGEST_ID);
}
