import { expect, it } from 'vitest';

import type { ToSandbox } from '../protocol/messages.ts';
import { groupDispatches } from './group-dispatches.ts';

const dispatch = (invocation: number, deployment: number): ToSandbox => ({
  type: 'dispatch',
  invocation,
  deployment,
  head: '',
  body: null,
  more: false,
});
const order = (messages: ToSandbox[]) =>
  groupDispatches(messages).map((message) => (message.type === 'dispatch' ? message.invocation : message.type));

it('brings dispatches to the same function together, in their order', () => {
  expect(order([dispatch(1, 8), dispatch(2, 7), dispatch(3, 8), dispatch(4, 7)])).toEqual([1, 3, 2, 4]);
});

it('moves nothing past another message', () => {
  const cancel: ToSandbox = { type: 'cancel', invocation: 1, failure: { code: 'WALL_LIMIT', message: '' } };
  const messages = [
    dispatch(1, 7),
    dispatch(2, 8),
    cancel,
    { type: 'measure' } as const,
    dispatch(3, 7),
    dispatch(4, 8),
  ];
  expect(order(messages)).toEqual([1, 2, 'cancel', 'measure', 3, 4]);
});
