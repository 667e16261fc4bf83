import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkBy } from '../src/checks/check-manifests.ts';
import { podSecurityLevel } from '../src/checks/pod-security-level.ts';
import { POD_SECURITY_BASELINE, POD_SECURITY_RESTRICTED } from '../src/checks/policy/pod-security.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { ROOT } from './cli-project.ts';

/** The standard's own pods; no part of a user's clone. */
const FIXTURES = join(ROOT, '../shared/fixtures/pod-security');
const LEVELS = { baseline: POD_SECURITY_BASELINE, restricted: POD_SECURITY_RESTRICTED };
const present = existsSync(FIXTURES);

/** How many pods of each verdict there are. */
const COUNTS: Readonly<Record<string, number>> = {
  '1.28 baseline pass': 11,
  '1.28 baseline fail': 29,
  '1.28 restricted pass': 17,
  '1.28 restricted fail': 69,
  '1.32 baseline pass': 11,
  '1.32 baseline fail': 29,
  '1.32 restricted pass': 19,
  '1.32 restricted fail': 69,
};

/** Which of our rules stands for each check of the standard, by the name of its fixtures. */
const RULES_OF: Readonly<Record<string, readonly string[]>> = {
  allowprivilegeescalation: ['no-privilege-escalation'],
  apparmorprofile: ['app-armor-is-on'],
  capabilities_baseline: ['added-capabilities-are-default'],
  capabilities_restricted: ['capabilities-are-dropped'],
  hostnamespaces: ['no-host-namespaces'],
  hostpathvolumes: ['no-host-path'],
  hostports: ['no-host-port'],
  privileged: ['no-privileged-container'],
  procmount: ['proc-mount-is-default'],
  restrictedvolumes: ['volume-type-is-restricted', 'no-host-path'],
  runasnonroot: ['runs-as-non-root'],
  runasuser: ['no-root-user'],
  seccompprofile_baseline: ['seccomp-is-confined'],
  seccompprofile_restricted: ['seccomp-is-confined', 'seccomp-profile-is-set'],
  selinuxoptions: ['se-linux-is-confined'],
  sysctls: ['sysctls-are-safe'],
  windowshostprocess: ['no-host-process'],
};

const rows = Object.keys(COUNTS).map((row) => [row, ...row.split(' ')] as [string, string, 'baseline' | 'restricted', 'pass' | 'fail']);

describe('the Pod Security Standards, by their own pods', () => {
  (present ? it.each(rows) : it.skip.each(rows))('are judged right: %s', (row, kubernetes, level, verdict) => {
    const pods = podsIn(join(FIXTURES, `v${kubernetes}`, level, verdict));
    const judged = pods.map(([file, pod]) => ({ file, rules: checkBy(LEVELS[level], [pod], { kubernetes }).map(({ rule }) => rule) }));
    expect(judged).toHaveLength(COUNTS[row]!);
    expect(judged.filter(({ rules }) => rules.length > 0 !== (verdict === 'fail'))).toEqual([]);
    // For the right reason, too.
    if (verdict === 'fail') expect(judged.filter(({ file, rules }) => !RULES_OF[file.replace(/\d+\.yaml$/, '')]?.some((rule) => rules.includes(rule)))).toEqual([]);
  });

  (present ? it.each(['1.28', '1.32']) : it.skip.each(['1.28', '1.32']))('tell the level of a pod: %s', (kubernetes) => {
    const levels = (level: string, verdict: string) => new Set(podsIn(join(FIXTURES, `v${kubernetes}`, level, verdict)).map(([, pod]) => podSecurityLevel(pod, kubernetes)));
    expect(levels('restricted', 'pass')).toEqual(new Set(['restricted']));
    expect([...levels('baseline', 'pass')]).not.toContain('privileged');
    expect(levels('baseline', 'fail')).toEqual(new Set(['privileged']));
    expect([...levels('restricted', 'fail')]).not.toContain('restricted');
  });
});

/** Pods on which minors differ, and the level each minor gives them. */
const BY_MINOR: readonly (readonly [what: string, spec: object, container: object, levels: Readonly<Record<string, string>>])[] = [
  ['an unmasked /proc in a user namespace', { hostUsers: false }, { securityContext: { procMount: 'Unmasked' } }, { '1.28': 'privileged', '1.34': 'privileged', '1.35': 'baseline', '1.36': 'baseline' }],
  ['an unmasked /proc without one', {}, { securityContext: { procMount: 'Unmasked' } }, { '1.28': 'privileged', '1.36': 'privileged' }],
  ['root in a user namespace', { hostUsers: false, securityContext: { runAsUser: 0 } }, {}, { '1.28': 'baseline', '1.34': 'baseline', '1.35': 'restricted' }],
  ['a probe of another host', {}, { livenessProbe: { httpGet: { port: 80, host: '10.0.0.1' } } }, { '1.33': 'restricted', '1.34': 'privileged' }],
  ['a lifecycle hook that asks another host', {}, { lifecycle: { preStop: { tcpSocket: { port: 80, host: '10.0.0.1' } } } }, { '1.33': 'restricted', '1.34': 'privileged' }],
  ['AppArmor switched off by a field', { securityContext: { appArmorProfile: { type: 'Unconfined' } } }, {}, { '1.30': 'privileged', '1.36': 'privileged' }],
  ['keepalive time', { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_keepalive_time', value: '60' }] } }, {}, { '1.28': 'privileged', '1.29': 'restricted' }],
  ['receive buffers', { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '1' }] } }, {}, { '1.31': 'privileged', '1.32': 'restricted' }],
  ['the SELinux type of an engine', { securityContext: { seLinuxOptions: { type: 'container_engine_t' } } }, {}, { '1.30': 'privileged', '1.31': 'restricted' }],
  ['Windows, without what only Linux has', { os: { name: 'windows' }, securityContext: { runAsNonRoot: true, seccompProfile: undefined } }, { securityContext: {} }, { '1.28': 'restricted', '1.36': 'restricted' }],
  ['a volume from an image', { volumes: [{ name: 'a', image: { reference: 'a' } }] }, {}, { '1.36': 'baseline' }],
];

describe('the level of a pod', () => {
  it.each(BY_MINOR.flatMap(([what, spec, container, levels]) => Object.entries(levels).map(([minor, level]) => [what, minor, level, spec, container] as const)))('%s in %s is %s', (_what, minor, level, spec, container) => {
    expect(podSecurityLevel(restrictedPod(spec, container), minor)).toBe(level);
  });

  it('is the highest for what makes no pods', () => {
    expect(podSecurityLevel({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, '1.36')).toBe('restricted');
  });
});

function restrictedPod(spec: object, container: object): Manifest {
  const of = (fields: object, key: string): object => ((fields as Record<string, object | undefined>)[key] ?? {});
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: {
      ...spec,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...of(spec, 'securityContext') },
      containers: [{ name: 'a', image: 'a', ...container, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...of(container, 'securityContext') } }],
    },
  };
}

function podsIn(folder: string): (readonly [file: string, pod: Manifest])[] {
  return readdirSync(folder)
    .sort()
    .map((file) => [file, parse(readFileSync(join(folder, file), 'utf8')) as Manifest] as const);
}
