import { type CSINodeDriver, type CSINodeSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { type Item, itemsOf, textsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { duplicate, invalid, required } from '../field-error.ts';
import { byteLength } from '../syntax/length.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';
import { csiDriverNameFindings } from './csi-driver-name.ts';

export const csiNodeIsValid: Rule = {
  id: 'csi-node-is-valid',
  severity: 'error',
  why: 'the API server refuses a node\'s CSI drivers that can\'t be told apart or found',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-node-v1/#CSINodeSpec',
  kinds: ['storage.k8s.io/CSINode'],
  *check(subject) {
    const seen = new Set<string>();
    for (const driver of itemsOf(specOf<CSINodeSpec>(subject).drivers, 'spec.drivers')) {
      yield* driverFindings(driver);
      const name = driver.item.name ?? '';
      if (seen.has(name)) yield duplicate(`${driver.path}.name`, name);
      seen.add(name);
    }
  },
};

function* driverFindings({ path, item: { name = '', nodeID = '', allocatable, topologyKeys } }: Item<CSINodeDriver>): Iterable<Finding> {
  yield* csiDriverNameFindings(name, `${path}.name`);
  if (nodeID === '') yield required(`${path}.nodeID`, 'name the node as the driver knows it');
  if (byteLength(nodeID) > LONGEST_ID) yield invalid(`${path}.nodeID`, nodeID, `must be ${LONGEST_ID} bytes or less`);
  const count = allocatable?.count ?? 0;
  yield* eachInvalid(`${path}.allocatable.count`, count, nonNegativeErrors(count));
  const keys = textsOf(topologyKeys, path).map(({ text }) => text);
  for (const [index, key] of keys.entries()) {
    if (key === '') yield required(path, 'a topology key can not be empty');
    else yield* eachInvalid(path, key, qualifiedNameErrors(key));
    if (keys.indexOf(key) < index) yield duplicate(path, key);
  }
}

const LONGEST_ID = 256;
