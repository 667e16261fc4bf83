import { type AppProjectSyncWindows } from '../../imports/argoproj.io/app-project.ts';
import { type ArgocdEnvironment, type SyncWindow } from './argocd-facts.ts';
import { applicationName } from './names.ts';

/** From Friday evening to Monday morning, when those who approved it are not at work. */
const WEEKEND: SyncWindow = { schedule: '0 18 * * 5', duration: '62h', timeZone: 'UTC', description: 'weekend' };

/** The windows of an environment: its own, or the weekend where releases must be approved by people. */
export function syncWindowsOf({ target, promotion, argocd }: ArgocdEnvironment): readonly SyncWindow[] {
  if (argocd?.syncWindows !== undefined) return argocd.syncWindows;
  return target.tier === 'release' && promotion.requires.some(({ check }) => check === 'approvals') ? [WEEKEND] : [];
}

/**
 * The windows as an AppProject holds them. All deny: nothing starts by itself. People may still sync,
 * or a rollback would have to wait; and a sync under way goes on, or it would be cut in the middle.
 */
export function toSyncWindows(system: string, environment: ArgocdEnvironment): AppProjectSyncWindows[] {
  return syncWindowsOf(environment).map(({ schedule, duration, timeZone, description }) => ({
    // One window for each Application: environments of a stage may have windows of their own.
    applications: [applicationName({ system, environment: environment.name })],
    ...(description === undefined ? {} : { description }),
    duration,
    kind: 'deny',
    manualSync: true,
    schedule,
    syncOverrun: true,
    timeZone,
  }));
}
