import type { DeploymentId, ToSandbox } from '../protocol/messages.ts';

type Dispatch = Extract<ToSandbox, { type: 'dispatch' }>;

/**
 * The same messages with neighbouring dispatches brought together by function: going from one isolate to the next
 * costs more than a quick invocation. Any other message keeps its place among them.
 */
export function groupDispatches(messages: ToSandbox[]): ToSandbox[] {
  if (messages.length < 3) return messages;
  const ordered: ToSandbox[] = [];
  let run: Dispatch[] = [];
  for (const message of messages) {
    if (message.type === 'dispatch') {
      run.push(message);
      continue;
    }
    ordered.push(...byDeployment(run), message);
    run = [];
  }
  ordered.push(...byDeployment(run));
  return ordered;
}

/** Functions in the order of their first dispatch. */
function byDeployment(dispatches: Dispatch[]): Dispatch[] {
  const groups = new Map<DeploymentId, Dispatch[]>();
  for (const dispatch of dispatches) {
    const group = groups.get(dispatch.deployment);
    if (group) group.push(dispatch);
    else groups.set(dispatch.deployment, [dispatch]);
  }
  return groups.size === dispatches.length ? dispatches : [...groups.values()].flat();
}
