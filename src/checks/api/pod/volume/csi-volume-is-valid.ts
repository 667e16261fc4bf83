import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { required, tooLong } from '../../field-error.ts';
import { DNS_LABEL_LONGEST } from '../../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';
import { byteLength } from '../../syntax/length.ts';
import { sourceFindings } from './volumes-of.ts';

export const csiVolumeIsValid: Rule = {
  id: 'csi-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume of a driver without the name of it, or with a Secret that no Secret can be',
  source: 'https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes',
  kinds: POD_KINDS,
  keys: ['csi'],
  *check(subject) {
    yield* sourceFindings(subject, 'csi', function* ({ driver = '', nodePublishSecretRef }, path) {
      if (driver === '') yield required(`${path}.driver`, 'name the driver');
      else if (byteLength(driver) > DNS_LABEL_LONGEST) yield tooLong(`${path}.driver`, DNS_LABEL_LONGEST);
      if (driver !== '') yield* eachInvalid(`${path}.driver`, driver, dnsSubdomainErrors(driver.toLowerCase()));
      if (nodePublishSecretRef === undefined) return;
      const { name = '' } = nodePublishSecretRef;
      if (name === '') yield required(`${path}.nodePublishSecretRef.name`, 'name the Secret');
      // The server leaves the reference out of the path.
      else yield* eachInvalid(`${path}.name`, name, dnsSubdomainErrors(name));
    });
  },
};
