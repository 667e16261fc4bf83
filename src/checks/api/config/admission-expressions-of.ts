import { type AuditAnnotation, type MutatingAdmissionPolicySpec, type ValidatingAdmissionPolicySpec, type Variable } from '../../../../imports/kubernetes.ts';
import { BOOL, type CelShape, DYN, INT, listShape, mapShape, objectShape, STRING, UNKNOWN } from '../../schema/cel/cel-shape.ts';
import { type CelJudged, celFaults } from '../../schema/cel/cel-faults.ts';
import { type Subject } from '../../subject.ts';
import { matchConditionsOf } from './admission-rules-of.ts';
import { itemsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

/** An expression of an admission policy or webhook, judged. */
export interface AdmissionExpression extends CelJudged {
  readonly path: string;
  readonly source: string;
}

type PolicySpec = Partial<ValidatingAdmissionPolicySpec & Pick<MutatingAdmissionPolicySpec, 'mutations'>>;

/**
 * The expressions of a policy or webhook, each with the variables that it may use; those left empty other rules
 * refuse.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression
 */
export function* admissionExpressionsOf(subject: Subject): Iterable<AdmissionExpression> {
  const judged = (path: string, source: string | undefined, variables: Variables, wanted: readonly CelShape['is'][]): AdmissionExpression => ({ path, source: source ?? '', ...celFaults((source ?? '').trim() === '' ? 'true' : source!, variables, (source ?? '').trim() === '' ? [] : wanted) });
  const isMutating = subject.kind.endsWith('/MutatingAdmissionPolicy');
  const isPolicy = isMutating || subject.kind.endsWith('/ValidatingAdmissionPolicy');
  const spec: PolicySpec = isPolicy ? specOf<PolicySpec>(subject) : {};
  const plain: Variables = new Map([...REQUEST, ...(spec.paramKind ? [['params', DYN] as const] : [])]);
  const all: Variables = new Map([...plain, ['authorizer', UNKNOWN]]);
  for (const { conditions } of matchConditionsOf(subject)) for (const { path, item } of conditions) yield judged(`${path}.expression`, item.expression, all, ['bool']);
  const named: Record<string, CelShape> = Object.create(null) as Record<string, CelShape>;
  const list = itemsOf<Variable>(spec.variables, 'spec.variables');
  const composed = (variables: Variables): Variables => (isMutating || list.length > 0 ? new Map([...variables, ['variables', objectShape(named)]]) : variables);
  for (const { path, item } of list) {
    const one = judged(`${path}.expression`, item.expression, composed(all), []);
    yield one;
    if (item.name !== undefined) named[item.name] = one.faults.length > 0 ? UNKNOWN : one.shape;
  }
  for (const { path, item } of itemsOf(spec.validations, 'spec.validations')) {
    yield judged(`${path}.expression`, item.expression, composed(all), ['bool']);
    yield judged(`${path}.messageExpression`, item.messageExpression, composed(plain), ['string']);
  }
  for (const { path, item } of itemsOf<AuditAnnotation>(spec.auditAnnotations, 'spec.auditAnnotations')) yield judged(`${path}.valueExpression`, item.valueExpression, composed(all), ['string', 'null']);
  for (const { path, item } of itemsOf(spec.mutations, 'spec.mutations')) {
    if (item.patchType === 'JSONPatch') yield judged(`${path}.jsonPatch.expression`, item.jsonPatch?.expression, composed(all), []);
    if (item.patchType === 'ApplyConfiguration') yield judged(`${path}.applyConfiguration.expression`, item.applyConfiguration?.expression, composed(all), []);
  }
}

type Variables = ReadonlyMap<string, CelShape>;

const texts = (...names: readonly string[]): Readonly<Record<string, CelShape>> => Object.fromEntries(names.map((name) => [name, STRING]));
const TEXT_MAP = mapShape(STRING);
const TIME: CelShape = { is: 'timestamp' };
const GROUP_KIND = objectShape(texts('group', 'version', 'kind'));
const GROUP_RESOURCE = objectShape(texts('group', 'version', 'resource'));
const USER = objectShape({ ...texts('username', 'uid'), groups: listShape(STRING), extra: mapShape(listShape(STRING)) });
const ADMISSION_REQUEST = objectShape({
  ...texts('subResource', 'requestSubResource', 'name', 'namespace', 'operation'),
  kind: GROUP_KIND, requestKind: GROUP_KIND, resource: GROUP_RESOURCE, requestResource: GROUP_RESOURCE, userInfo: USER, dryRun: BOOL, options: DYN,
});
const NAMESPACE = objectShape({
  metadata: objectShape({ ...texts('name', 'generateName', 'namespace', 'UID', 'resourceVersion'), labels: TEXT_MAP, annotations: TEXT_MAP, creationTimestamp: TIME, deletionTimestamp: TIME, deletionGracePeriodSeconds: INT, generation: INT, finalizers: listShape(STRING) }),
  spec: objectShape({ finalizers: listShape(STRING) }),
  status: objectShape({ phase: STRING, conditions: listShape(objectShape({ ...texts('status', 'type', 'message', 'reason'), lastTransitionTime: TIME })) }),
});
const REQUEST: readonly (readonly [string, CelShape])[] = [['object', DYN], ['oldObject', DYN], ['request', ADMISSION_REQUEST], ['namespaceObject', NAMESPACE]];
