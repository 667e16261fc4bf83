import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';

/** Whether a path as rules name a field by it (`.spec.replicas`, `.labels['a.b']`) leads through a schema. */
export function leadsThrough(path: string, schema: JSONSchemaProps): boolean {
  let at: JSONSchemaProps | undefined = schema;
  let rest = path;
  while (rest !== '') {
    const step = STEP.exec(rest);
    const here: JSONSchemaProps = at ?? {};
    const properties: JSONSchemaProps['properties'] = here.properties;
    const values: JSONSchemaProps['additionalProperties'] = here.additionalProperties;
    if (step === null || at === undefined) return false;
    const key = step[1] ?? step[2]!.replace(/\\(.)/g, '$1');
    if (properties !== undefined && Object.keys(properties).length > 0) {
      if (!Object.hasOwn(properties, key)) return false;
      at = properties[key];
    } else if (values === undefined) return false;
    else at = typeof values === 'object' ? values : undefined;
    rest = rest.slice(step[0].length);
  }
  return true;
}

/** A name after a dot, or a key in brackets and single quotes. */
const STEP = /^(?:\.([^.[\]]+)|\['((?:[^'\\]|\\[abfnrtv'\\])*)'\])/;
