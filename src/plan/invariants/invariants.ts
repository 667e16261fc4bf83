import { type Invariant } from '../invariant.ts';
import { appKeepsServing } from './app-keeps-serving.ts';
import { dataIsKept } from './data-is-kept.ts';
import { edgesStayOpen } from './edges-stay-open.ts';
import { migratedBeforeApp } from './migrated-before-app.ts';
import { oneMigrator } from './one-migrator.ts';
import { permissionsStay } from './permissions-stay.ts';
import { podsCanRestart } from './pods-can-restart.ts';
import { routesLeadToServices } from './routes-lead-to-services.ts';
import { servicesSelect } from './services-select.ts';

/** Everything that must be true at every moment of every story. */
export const INVARIANTS: readonly Invariant[] = [appKeepsServing, dataIsKept, edgesStayOpen, migratedBeforeApp, oneMigrator, permissionsStay, podsCanRestart, routesLeadToServices, servicesSelect];
