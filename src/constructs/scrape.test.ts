import { describe, expect, it } from '@jest/globals';
import { Scrape } from './scrape.ts';
import { exampleSystem, objectOf, objectsOf } from './test-support.ts';

const props = { component: 'web', port: 'metrics', podPort: 9090 };

describe('Scrape', () => {
  it("is a ServiceMonitor that the target's Prometheus selects, and the edge from it", () => {
    const system = exampleSystem();
    new Scrape(system, 'x', props);
    const { metadata, spec } = objectOf(system, 'ServiceMonitor');
    expect(metadata).toMatchObject({ name: 'web', labels: { release: 'prometheus' }, annotations: { 'argocd.argoproj.io/sync-wave': '0' } });
    expect(spec).toEqual({
      endpoints: [{ interval: '30s', path: '/metrics', port: 'metrics', scheme: 'http' }],
      jobLabel: 'app.kubernetes.io/component',
      selector: { matchLabels: system.selector('web') },
    });
    expect(objectOf(system, 'NetworkPolicy').metadata.name).toMatch(/^prometheus-to-web-9090-ingress-[0-9a-f]{10}$/);
  });

  it('is nothing where the target has no monitoring', () => {
    const system = exampleSystem({ target: { monitoring: undefined } });
    new Scrape(system, 'x', props);
    expect(objectsOf(system)).toEqual([]);
  });

  it('refuses everything that is wrong at once, without monitoring too', () => {
    const system = exampleSystem({ target: { monitoring: undefined } });
    expect(() => new Scrape(system, 'x', { component: 'web', port: 'Metrics', podPort: 0, path: 'metrics', interval: '30' })).toThrow(
      expect.objectContaining({ problems: ['port', 'podPort', 'interval', 'path'].map((prop) => expect.objectContaining({ path: `web.scrape.${prop}` })) }),
    );
  });
});
