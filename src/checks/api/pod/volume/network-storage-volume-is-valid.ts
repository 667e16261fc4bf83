import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { invalid, required } from '../../field-error.ts';
import { byteLength } from '../../syntax/length.ts';
import { sourceFindings, volumesOf } from './volumes-of.ts';

export const networkStorageVolumeIsValid: Rule = {
  id: 'network-storage-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses an NFS, iSCSI, Fibre Channel or Flocker volume that doesn\'t say whole where it is',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/#persistent-volumes',
  kinds: POD_KINDS,
  keys: ['nfs', 'iscsi', 'fc', 'flocker'],
  *check(subject) {
    yield* sourceFindings(subject, 'nfs', function* ({ server, path: folder = '' }, path) {
      if (!server) yield required(`${path}.server`, 'name the server');
      if (folder === '') yield required(`${path}.path`, 'name the folder on the server');
      if (!folder.startsWith('/')) yield invalid(`${path}.path`, folder, 'must be an absolute path');
    });
    yield* sourceFindings(subject, 'iscsi', function* ({ targetPortal, iqn = '', lun = 0, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName }, path) {
      if (!targetPortal) yield required(`${path}.targetPortal`, 'name the portal');
      if (iqn === '') yield required(`${path}.iqn`, 'name the target');
      else yield* qualifiedNameFindings(iqn, `${path}.iqn`);
      if (lun < 0 || lun > 255) yield invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive');
      if ((chapAuthDiscovery === true || chapAuthSession === true) && secretRef === undefined) yield required(`${path}.secretRef`, 'CHAP authentication needs a Secret');
      if (initiatorName !== undefined) yield* qualifiedNameFindings(initiatorName, `${path}.initiatorname`);
    });
    for (const { path, item: { name = '', iscsi } } of volumesOf(subject)) {
      if (iscsi?.initiatorName !== undefined && byteLength(`${name}:${iscsi.targetPortal ?? ''}`) > 64) yield invalid(`${path}.name`, name, 'must have at most 64 characters together with the portal, if there is an initiator');
    }
    yield* sourceFindings(subject, 'fc', function* ({ targetWWNs = [], wwids = [], lun }, path) {
      if (targetWWNs.length === 0 && wwids.length === 0) yield required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids');
      if (targetWWNs.length > 0 && wwids.length > 0) yield invalid(`${path}.targetWWNs`, targetWWNs, 'may not be specified beside wwids');
      if (targetWWNs.length === 0) return;
      if (lun === undefined) yield required(`${path}.lun`, 'targetWWNs need it');
      else if (lun < 0 || lun > 255) yield invalid(`${path}.lun`, lun, 'must be between 0 and 255, inclusive');
    });
    yield* sourceFindings(subject, 'flocker', function* ({ datasetName = '', datasetUUID = '' }, path) {
      if (datasetName === '' && datasetUUID === '') yield required(path, 'one of datasetName and datasetUUID is required');
      if (datasetName !== '' && datasetUUID !== '') yield invalid(path, datasetName, 'may not have both datasetName and datasetUUID');
      if (datasetName.includes('/')) yield invalid(`${path}.datasetName`, datasetName, "must not contain '/'");
    });
  },
};

/** @see https://www.rfc-editor.org/rfc/rfc3720#section-3.2.6.3 */
function* qualifiedNameFindings(name: string, path: string): Iterable<Finding> {
  const form = FORMS.get(name.slice(0, 3));
  if (form === undefined) yield invalid(path, name, 'must start with iqn, eui or naa');
  else if (!form.test(name)) yield invalid(path, name, 'must be a whole iSCSI name');
}

const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['iqn', /iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
]);
