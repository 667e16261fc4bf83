import { tellOfRelease } from './delivery-story.ts';

tellOfRelease(true);
