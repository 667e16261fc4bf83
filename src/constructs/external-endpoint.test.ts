import { describe, expect, it } from '@jest/globals';
import { connect } from './edge.ts';
import { ExternalEndpoint, INTERNET, type ExternalEndpointProps } from './external-endpoint.ts';
import { exampleSystem, objectsOf, policyOf } from './test-support.ts';

describe('ExternalEndpoint', () => {
  it('makes no object by itself', () => {
    const endpoint = new ExternalEndpoint(exampleSystem(), 'ai', { name: 'ai', variables: { AI_URL: 'https://ai.example' } });
    expect(objectsOf(endpoint)).toEqual([]);
    expect(endpoint.variables).toEqual({ AI_URL: 'https://ai.example' });
  });

  it('is the internet on one port, without the cluster and the metadata service', () => {
    const system = exampleSystem();
    connect(system, 'web', new ExternalEndpoint(system, 'ai', { name: 'ai' }));
    expect(policyOf(system, 'web-to-ai-443-egress').spec.egress).toEqual([
      { ports: [{ port: 443, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '0.0.0.0/0', except: INTERNET.except } }] },
    ]);
    expect(INTERNET.except).toContain('169.254.0.0/16');
  });

  it('is known addresses where they are given', () => {
    const system = exampleSystem();
    connect(system, 'web', new ExternalEndpoint(system, 'smtp', { name: 'smtp', port: 587, cidrs: ['203.0.113.0/24'] }));
    expect(policyOf(system, 'web-to-smtp-587-egress').spec.egress[0].to).toEqual([{ ipBlock: { cidr: '203.0.113.0/24' } }]);
  });

  it.each<[string, ExternalEndpointProps, string]>([
    ['a name that no edge can have', { name: 'ai.example' }, 'ai.example.name'],
    ['a port that is none', { name: 'ai', port: 0 }, 'ai.port'],
    ['no addresses', { name: 'ai', cidrs: [] }, 'ai.cidrs'],
    ['an address without a prefix', { name: 'ai', cidrs: ['203.0.113.1'] }, 'ai.cidrs[0]'],
  ])('refuses %s', (_what, props, path) => {
    expect(() => new ExternalEndpoint(exampleSystem(), 'x', props)).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path })] }));
  });
});
