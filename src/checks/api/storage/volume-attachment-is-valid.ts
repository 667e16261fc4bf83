import { type VolumeAttachmentSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { forbidden, required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { csiDriverNameFindings } from './csi-driver-name.ts';

export const volumeAttachmentIsValid: Rule = {
  id: 'volume-attachment-is-valid',
  severity: 'error',
  why: 'the API server refuses an attachment without a driver, a node, or exactly one volume',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume-attachment-v1/',
  kinds: ['storage.k8s.io/VolumeAttachment'],
  *check(subject) {
    const { attacher = '', nodeName = '', source } = specOf<VolumeAttachmentSpec>(subject);
    yield* csiDriverNameFindings(attacher, 'spec.attacher');
    yield* eachInvalid('spec.nodeName', nodeName, dnsSubdomainErrors(nodeName));
    const [name, inline] = [source?.persistentVolumeName ?? undefined, source?.inlineVolumeSpec ?? undefined];
    if (name === undefined && inline === undefined) yield required('spec.source', 'must have one of inlineVolumeSpec and persistentVolumeName');
    else if (name !== undefined && inline !== undefined) yield forbidden('spec.source', 'must have one of inlineVolumeSpec and persistentVolumeName');
    else if (name === '') yield required('spec.source.persistentVolumeName', 'an empty name is none');
    if (name) yield* eachInvalid('spec.source.persistentVolumeName', name, dnsSubdomainErrors(name));
  },
};
