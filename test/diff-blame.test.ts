import { describe, expect, it, jest } from '@jest/globals';
import { originKey } from '../src/reports/diff-report.ts';
import { reportOf, type Scenario } from './diff-scenarios.ts';

jest.setTimeout(60_000);

type Edits = NonNullable<Scenario['overlays']>;

describe('the line that set a field', () => {
  it.each<[string, Edits, object: RegExp, field: string, line: string]>([
    ['of a host that must lie in a domain', { 'couchannel/production.yaml': [['host: couchannel.acme', 'host: new-couchannel.acme']] }, /VirtualService\/.*\/web$/, 'spec.hosts[0]', 'overlays/couchannel/production.yaml:19'],
    ['of a host by an HTTPRoute', { 'tradepulse/staging.yaml': [['host: ', 'host: new-']] }, /HTTPRoute/, 'spec.hostnames[0]', 'overlays/tradepulse/staging.yaml:5'],
    [
      'of a name that stands for another value',
      { 'tradepulse/production.yaml': [['priority: trading', 'priority: second'], ['{ trading: 1000000 }', '{ trading: 1000000, second: 5 }']] },
      /Deployment\/.*\/api$/,
      'spec.template.spec.priorityClassName',
      'overlays/tradepulse/production.yaml:10',
    ],
  ])('is found %s', async (_what, overlays, object, field, line) => {
    const { pairs } = await reportOf({ overlays });
    const found = pairs.flatMap(({ diff, origins }) => diff.objects.filter((one) => object.test(originKey(one))).map((one) => origins.get(originKey(one))?.fields.get(field)));
    expect(found.map((place) => `${place?.file}:${place?.line}`)).toEqual([line]);
  });
});
