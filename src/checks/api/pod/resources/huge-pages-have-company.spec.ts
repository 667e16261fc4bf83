import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { hugePagesHaveCompany } from './huge-pages-have-company.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(hugePagesHaveCompany, {
  accepts: { 'memory': withContainer({ resources: { limits: { 'hugepages-2Mi': '2Mi', memory: '1Gi' } } }), 'a request of CPU': withContainer({ resources: { requests: { cpu: 1 }, limits: { 'hugepages-2Mi': '2Mi' } } }) },
  rejects: { 'none': [withContainer({ resources: { limits: { 'hugepages-2Mi': '2Mi' } } }), [`${CONTAINER}.resources`]], 'a device': [withContainer({ resources: { limits: { 'hugepages-2Mi': '2Mi', 'gpu.example/large': 1 } } }), [`${CONTAINER}.resources`]] },
});
