import { expect, it } from 'vitest';
import { describedKinds } from '../../activities/webhook-payload.ts';
import { publicEventTypes } from '../../domain/notification-kind.ts';

it('says of everything that programs are told how it stands', () => {
  const told = publicEventTypes.map((type) => (type.split('.')[0] ?? '').replaceAll('_', '-'));
  expect([...new Set(told)].filter((kind) => !describedKinds.includes(kind))).toEqual([]);
});
