import { at, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const sysctlsAreSafe: Rule = {
  id: 'sysctls-are-safe',
  severity: 'error',
  why: 'the other kernel parameters reach beyond the pod',
  source: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls',
  kinds: POD_KINDS,
  keys: ['sysctls'],
  *check({ pods, set }) {
    for (const { spec, specPath } of pods) {
      const sysctls = listAt(spec, 'securityContext', 'sysctls');
      for (let index = 0; index < sysctls.length; index++) {
        const name = at(sysctls[index], 'name');
        const since = typeof name === 'string' ? SAFE_SINCE.get(name) : undefined;
        if (since === undefined || since > set.minor) yield {
          path: `${specPath}.securityContext.sysctls[${index}].name`,
          message: `the kernel parameter ${shown(name)} is not safe: it reaches beyond the pod`,
          fix: 'remove it',
        };
      }
    }
  },
};

/** The minor since which a parameter counts as safe. */
const SAFE_SINCE: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.tcp_wmem', 32],
]);
