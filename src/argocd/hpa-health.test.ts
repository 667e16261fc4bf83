import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(__dirname, '..', '..', 'docs', 'argocd', 'argocd-cm.patch.yaml');
const patch = load(readFileSync(FILE, 'utf8')) as { apiVersion: string; kind: string; metadata: object; data: Record<string, string> };
const KEY = 'resource.customizations.health.autoscaling_HorizontalPodAutoscaler';

const lua = ['lua5.4', 'lua5.3', 'lua5.1', 'luajit', 'lua'].find((program) => spawnSync(program, ['-v']).status === 0);
const orSkip = lua === undefined ? it.skip : it;

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

/** The script as Argo CD runs it: `obj` is given, the string library is not, and os has but time and date. */
function healthOf(object: object, timeZone = 'UTC'): { status: string; message: string } {
  const program = `
    local time, date, write = os.time, os.date, io.write
    package.loaded.os = { time = time, date = date }
    string, io, debug, math, os = nil, nil, nil, nil, nil
    local health = (function(obj)
${patch.data[KEY]}
    end)(${luaOf(object)})
    write(health.status, "\\n", health.message)`;
  const [status, message] = execFileSync(lua!, ['-'], { input: program, encoding: 'utf8', env: { ...process.env, TZ: timeZone } }).split('\n');
  return { status: status!, message: message! };
}

function luaOf(value: unknown): string {
  if (Array.isArray(value)) return `{${value.map(luaOf).join(',')}}`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => `[${JSON.stringify(key)}]=${luaOf(inner)}`).join(',')}}`;
  return JSON.stringify(value);
}

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString().replace(/\.\d+/, '');
const able: Condition = { type: 'AbleToScale', status: 'True', reason: 'ReadyForNewScale', message: 'able', lastTransitionTime: ago(30) };
const noMetric = (seconds: number, reason = 'FailedGetResourceMetric'): Condition => ({ type: 'ScalingActive', status: 'False', reason, message: 'no metrics', lastTransitionTime: ago(seconds) });
const withConditions = (...conditions: Condition[]): object => ({ metadata: { creationTimestamp: ago(3600) }, status: { conditions } });

describe('the health of an autoscaler in Argo CD', () => {
  it('lies in a patch of argocd-cm that sets this key alone', () => {
    expect([patch.apiVersion, patch.kind, patch.metadata, Object.keys(patch.data)]).toEqual(['v1', 'ConfigMap', { name: 'argocd-cm' }, [KEY]]);
  });

  orSkip.each<[string, object, string]>([
    ['is Progressing without a status', { metadata: {} }, 'Progressing'],
    ['is Progressing without conditions', { metadata: {}, status: {} }, 'Progressing'],
    ['is Healthy once it is able to scale', withConditions(able), 'Healthy'],
    ['is Progressing while metrics are missing for seconds', withConditions(able, noMetric(20)), 'Progressing'],
    ['is Progressing while metrics are missing for nine minutes', withConditions(able, noMetric(540)), 'Progressing'],
    ['is Degraded when metrics are missing for eleven minutes', withConditions(able, noMetric(660)), 'Degraded'],
    ['is Degraded when metrics are missing for a year', withConditions(noMetric(31_536_000), able), 'Degraded'],
    ['does not depend on the order of conditions', withConditions(noMetric(20), able), 'Progressing'],
    ['goes by its creation where a condition has no time', { metadata: { creationTimestamp: ago(20) }, status: { conditions: [{ ...noMetric(0), lastTransitionTime: undefined }] } }, 'Progressing'],
    ['is Degraded where nothing has a time', { metadata: {}, status: { conditions: [{ ...noMetric(0), lastTransitionTime: undefined }] } }, 'Degraded'],
    ['is Degraded at once where its selector is invalid', withConditions(able, noMetric(5, 'InvalidSelector')), 'Degraded'],
    ['is Degraded at once where its target is missing', withConditions({ ...noMetric(5, 'FailedGetScale'), type: 'AbleToScale' }), 'Degraded'],
    ['is Degraded at once where an external metric does not exist', withConditions(able, noMetric(5, 'FailedGetExternalMetric')), 'Degraded'],
    ['is Healthy while its target is scaled to nothing', withConditions(able, noMetric(5, 'ScalingDisabled')), 'Healthy'],
    ['is Healthy at its limit', withConditions({ type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas', message: 'limit' }), 'Healthy'],
  ])(`%s${lua === undefined ? ' (no Lua is installed)' : ''}`, (_name, object, status) => {
    expect(healthOf(object).status).toBe(status);
  });

  orSkip.each(['Pacific/Kiritimati', 'America/St_Johns', 'Europe/Berlin'])('is the same in every time zone: %s', (timeZone) => {
    expect([30, 540, 660].map((seconds) => healthOf(withConditions(able, noMetric(seconds)), timeZone).status)).toEqual(['Progressing', 'Progressing', 'Degraded']);
  });

  orSkip('says what Kubernetes says', () => {
    expect(healthOf(withConditions(able, noMetric(20))).message).toBe('no metrics');
  });
});
