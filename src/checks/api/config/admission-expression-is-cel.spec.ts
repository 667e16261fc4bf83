import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionExpressionIsCel } from './admission-expression-is-cel.ts';

const policy = (spec: object, kind = 'ValidatingAdmissionPolicy') => object('admissionregistration.k8s.io/v1', kind, 'policy', { spec });
const checks = (...list: readonly string[]) => policy({ paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, variables: [{ name: 'limit', expression: 'object.spec.limit' }], validations: list.map((expression) => ({ expression })) });
const times = (count: number) => Array.from({ length: count }, (_, index) => `spec.validations[${index}].expression`);
const webhook = (expression: string) => object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'webhooks', { webhooks: [{ matchConditions: [{ name: 'a', expression }] }] });
const BROKEN = ['object.spec.replicas <=', 'object.spec.replicas <= 5)', "'a", 'object..a', '{'];
const UNDECLARED = ['foo.x', 'self.spec.x == 1', 'bogus(object)', 'variables.other', 'request.user == "a"', 'namespaceObject.labels == {}', 'namespace.x'];
const MISMATCHED = ['object.spec.replicas', "'text'", '1 + 1', 'request.name == 1', 'request.name.all(c, true)', '!request.name', 'size(1) > 0', "[object.a, 'b'] == []"];

describeRule(admissionExpressionIsCel, {
  accepts: {
    'checks': checks('object.spec.replicas <= 5', 'params.data.max >= variables.limit', "authorizer.group('apps').resource('deployments').check('get').allowed()", "request.userInfo.groups.exists(g, g == 'system:masters')", "namespaceObject.metadata.labels['env'] == 'prod' || oldObject == null", 'object.spec.containers.all(c, c.image.matches("^a/"))', "authorizer.requestResource.check('delete').allowed()"),
    'messages and annotations': policy({ validations: [{ expression: 'true', messageExpression: "'too many: ' + string(object.spec.replicas)" }], auditAnnotations: [{ key: 'a', valueExpression: 'request.name' }, { key: 'b', valueExpression: 'null' }] }),
    'conditions of webhooks': webhook("!request.resource.group.startsWith('a') && has(object.metadata)"),
    'mutations': policy({ mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{spec: Object.spec{replicas: 1}}' } }, { patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: 'c'}]" } }] }, 'MutatingAdmissionPolicy'),
    'what other rules refuse': checks('', ' '),
  },
  rejects: {
    'broken syntax': [checks(...BROKEN), times(BROKEN.length)],
    'names that aren\'t there': [checks(...UNDECLARED), times(UNDECLARED.length)],
    'types that don\'t go together': [checks(...MISMATCHED), times(MISMATCHED.length)],
    'parameters without their kind, variables without any': [policy({ validations: [{ expression: 'params.x == 1' }, { expression: 'variables.x == 1' }] }), times(2)],
    'a variable before it is there': [policy({ variables: [{ name: 'a', expression: 'variables.b' }, { name: 'b', expression: '1' }], validations: [] }), ['spec.variables[0].expression']],
    'a variable of another type': [policy({ variables: [{ name: 'a', expression: '1' }], validations: [{ expression: "variables.a == 'x'" }] }), times(1)],
    'messages and annotations': [policy({ validations: [{ expression: 'true', messageExpression: 'object.metadata.name' }, { expression: 'true', messageExpression: 'authorizer.x' }], auditAnnotations: [{ key: 'a', valueExpression: '1' }] }), ['spec.validations[0].messageExpression', 'spec.validations[1].messageExpression', 'spec.auditAnnotations[0].valueExpression']],
    'conditions': [[webhook('params.x == 1'), policy({ variables: [{ name: 'a', expression: 'true' }], matchConditions: [{ name: 'a', expression: 'variables.a' }] })], ['webhooks[0].matchConditions[0].expression', 'spec.matchConditions[0].expression']],
    'mutations': [policy({ mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{spec: }' } }, { patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'add', value: foo}]" } }] }, 'MutatingAdmissionPolicy'), ['spec.mutations[0].applyConfiguration.expression', 'spec.mutations[1].jsonPatch.expression']],
  },
});
