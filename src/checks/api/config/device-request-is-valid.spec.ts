import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { deviceRequestIsValid } from './device-request-is-valid.ts';

const claim = (...requests: object[]) => object('resource.k8s.io/v1', 'ResourceClaim', 'gpu', { spec: { devices: { requests } } });
const template = (metadata: object, ...requests: object[]) => object('resource.k8s.io/v1', 'ResourceClaimTemplate', 'gpu', { spec: { metadata, spec: { devices: { requests } } } });
const exactly = (fields: object) => claim({ name: 'gpu', exactly: { deviceClassName: 'gpu.example', ...fields } });
const REQUESTS = 'spec.devices.requests';
const EXACTLY = `${REQUESTS}[0].exactly`;

describeRule(deviceRequestIsValid, {
  accepts: {
    'one of a class': exactly({}),
    'all of a class that a selector takes': exactly({ allocationMode: 'All', selectors: [{ cel: { expression: 'true' } }] }),
    'two of a class': exactly({ allocationMode: 'ExactCount', count: 2 }),
    'one class or another': claim({ name: 'gpu', firstAvailable: [{ name: 'large', deviceClassName: 'large.example' }, { name: 'small', deviceClassName: 'small.example' }] }),
    'a template with labels': template({ labels: { a: 'b' } }, { name: 'gpu', exactly: { deviceClassName: 'gpu.example' } }),
    'a version that writes it otherwise': object('resource.k8s.io/v1beta1', 'ResourceClaim', 'gpu', { spec: { devices: { requests: [{ name: 'gpu', deviceClassName: 'gpu.example' }] } } }),
  },
  rejects: {
    'no class': [claim({ name: 'gpu', exactly: {} }), [`${EXACTLY}.deviceClassName`]],
    'neither one nor a choice': [claim({ name: 'gpu' }), [`${REQUESTS}[0]`]],
    'one and a choice': [claim({ name: 'gpu', exactly: { deviceClassName: 'a' }, firstAvailable: [{ name: 'b', deviceClassName: 'b' }] }), [`${REQUESTS}[0]`]],
    'a name that is no label': [template({}, { name: 'a.b', exactly: { deviceClassName: 'a' } }), ['spec.spec.devices.requests[0].name']],
    'one name twice': [claim({ name: 'a', exactly: { deviceClassName: 'a' } }, { name: 'a', exactly: { deviceClassName: 'a' } }), [`${REQUESTS}[1]`]],
    'a choice twice': [claim({ name: 'a', firstAvailable: [{ name: 'b', deviceClassName: 'b' }, { name: 'b', deviceClassName: 'B' }] }), [`${REQUESTS}[0].firstAvailable[1]`, `${REQUESTS}[0].firstAvailable[1].deviceClassName`]],
    'a count of all': [exactly({ allocationMode: 'All', count: 1 }), [`${EXACTLY}.count`]],
    'fewer than none': [exactly({ count: -1 }), [`${EXACTLY}.count`]],
    'an unknown mode': [exactly({ allocationMode: 'all' }), [`${EXACTLY}.allocationMode`]],
    'a selector without an expression': [exactly({ selectors: [{}] }), [`${EXACTLY}.selectors[0].cel`]],
    'an expression too long': [exactly({ selectors: [{ cel: { expression: 'x'.repeat(10_241) } }] }), [`${EXACTLY}.selectors[0].cel.expression`]],
    'too many requests': [claim(...Array.from({ length: 33 }, (_, index) => ({ name: `r${index}`, exactly: { deviceClassName: 'a' } }))), [REQUESTS]],
    'a template that names its claims': [template({ name: 'a' }, { name: 'gpu', exactly: { deviceClassName: 'a' } }), ['spec.metadata.name']],
  },
  context: { kubernetes: '1.36' },
});
