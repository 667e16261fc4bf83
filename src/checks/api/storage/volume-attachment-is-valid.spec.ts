import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { volumeAttachmentIsValid } from './volume-attachment-is-valid.ts';

const attachment = (spec: object) => object('storage.k8s.io/v1', 'VolumeAttachment', 'data', { spec });

describeRule(volumeAttachmentIsValid, {
  accepts: {
    'a volume to a node': attachment({ attacher: 'csi.shop.example', nodeName: 'node-1', source: { persistentVolumeName: 'data' } }),
  },
  rejects: {
    'nothing': [attachment({}), ['spec.attacher', 'spec.nodeName', 'spec.source']],
    'two, and none': [[attachment({ attacher: 'a', nodeName: 'b', source: { persistentVolumeName: 'c', inlineVolumeSpec: {} } }), attachment({ attacher: 'a', nodeName: 'b', source: { persistentVolumeName: '' } })], ['spec.source', 'spec.source.persistentVolumeName']],
    'a name too long, and one that is none': [attachment({ attacher: 'a'.repeat(64), nodeName: 'b', source: { persistentVolumeName: 'C' } }), ['spec.attacher', 'spec.source.persistentVolumeName']],
  },
});
