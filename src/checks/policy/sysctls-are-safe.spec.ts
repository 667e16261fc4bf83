import { describeRule } from '../test-support/describe-rule.ts';
import { deployment } from '../test-support/manifests.ts';
import { sysctlsAreSafe } from './sysctls-are-safe.ts';

const of = (...names: unknown[]) => deployment({ securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) } });
const PATH = 'spec.template.spec.securityContext.sysctls';

describeRule(sysctlsAreSafe, {
  accepts: { 'none': deployment(), 'safe ones': of('net.ipv4.tcp_syncookies', 'net.ipv4.tcp_rmem') },
  rejects: { 'one that is not safe': [of('net.ipv4.tcp_syncookies', 'kernel.msgmax'), [`${PATH}[1].name`]], 'one without a name': [of(undefined), [`${PATH}[0].name`]] },
});

describeRule(sysctlsAreSafe, {
  accepts: { 'on 1.29, one that is safe since then': of('net.ipv4.tcp_fin_timeout') },
  rejects: { 'on 1.29, one that is safe since 1.32': [of('net.ipv4.tcp_rmem'), [`${PATH}[0].name`]] },
  context: { kubernetes: '1.29' },
});
