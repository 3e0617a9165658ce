import type { Failure } from '../../contract/invocation.ts';
import type { SandboxLayers } from '../../contract/stats.ts';
import { IdTable } from '../../kit/id-table.ts';
import type { Deployment } from '../deployment.ts';
import { createAdmission, type Admission } from './admission.ts';
import { deservesStrike, fateOf, type LossCause } from './aftermath.ts';
import { createBodyBudget } from './body-budget.ts';
import { Deployments } from './deployments.ts';
import { failures } from './failures.ts';
import { Fleet, type Quarantine } from './fleet.ts';
import { createHeaviness } from './heaviness.ts';
import { Invocation } from './invocation.ts';
import { createPatrol } from './patrol.ts';
import { choosePlace, type PlacementCandidate } from './placement.ts';
import { maxDepth, type Pool, type PoolOptions } from './pool.ts';
import { countIsolates, describeSandbox, describeSizing } from './pool-stats.ts';
import type { ReadMappings, ReadRss } from './process-usage.ts';
import { refuse } from './refuse.ts';
import { createRoom, type Room } from './room.ts';
import type { GuestRun, Sandbox } from './sandbox.ts';
import type { StartSandbox } from './sandbox-link.ts';
import { createStrikes } from './strikes.ts';
import { createTurnAway } from './turn-away.ts';

/** What the pool does to the machine. */
export interface PoolMachinery {
  start: StartSandbox;
  readRss: ReadRss;
  readMappings: ReadMappings;
  layers: SandboxLayers;
}

/** Puts the pool together from its policies and the machinery that carries them out. */
export function assemblePool(options: PoolOptions, machinery: PoolMachinery): Pool {
  const { maxConcurrent, maxQueued, maxConcurrentOfOne, maxQueuedOfOne, machine, size, perform, log } = options;
  const admissions = Array.from({ length: maxDepth + 1 }, () =>
    createAdmission<Invocation>({
      maxRunning: maxConcurrent,
      maxWaiting: maxQueued,
      maxRunningOfOne: maxConcurrentOfOne,
      maxWaitingOfOne: maxQueuedOfOne,
    }),
  );
  const admissionOf = ({ depth }: Invocation): Admission<Invocation> => admissions[depth]!;
  const sum = (count: 'waiting' | 'running'): number => admissions.reduce((total, one) => total + one[count], 0);
  const anyWaits = (): boolean => {
    for (const { waiting } of admissions) if (waiting > 0) return true;
    return false;
  };
  const strikes = createStrikes(() => performance.timeOrigin + performance.now());
  const heaviness = createHeaviness();
  const turnAway = createTurnAway();
  const bodies = createBodyBudget();
  /** Everything that has not had its `finished`. */
  const open = new IdTable<Invocation>();
  const counts = { coldStarts: 0, rejected: 0, sandboxesLost: 0 };
  let latestId = 0;
  let closing = false;
  let onIdle: (() => void) | null = null;

  const deployments = new Deployments(({ id }) => {
    for (const sandbox of fleet.alive) sandbox.undeploy(id);
  });

  const isPaused = (deployment: Deployment): boolean =>
    strikes.pausedSince(deployment.source) !== null && isPublished(deployment);

  const groupOf = ({ functionId, placed }: Invocation): Quarantine | 'shared' => {
    if (isUntrusted(placed.deployment)) return 'untrusted';
    return strikes.isQuarantined(functionId) ? 'struck' : 'shared';
  };

  const findPlace = (invocation: Invocation): Sandbox | null => {
    const { functionId } = invocation;
    const group = groupOf(invocation);
    if (group === 'shared') {
      invocation.isHeavy = heaviness.isHeavy(functionId);
      if (invocation.isHeavy) fleet.useLane();
      return choosePlaceIn(fleet.shared, fleet.lane, invocation, room);
    }
    const quarantine = fleet.quarantineOf(functionId, group);
    return quarantine?.state === 'ready' ? quarantine : null;
  };

  const pump = (): void => {
    patrol.start();
    for (const admission of admissions) {
      for (let next = admission.take(findPlace); next !== null; next = admission.take(findPlace)) {
        dispatch(next.item, next.place);
      }
    }
  };

  const dispatch = (invocation: Invocation, place: Sandbox): void => {
    if (!place.isolates.has(invocation.placed.id)) room.makeFor(place);
    place.dispatch(invocation);
  };

  /** What most invocations do: nobody waits, and there is a place. */
  const dispatchAtOnce = (invocation: Invocation): boolean => {
    const admission = admissionOf(invocation);
    if (!admission.enter(invocation.functionId)) return false;
    const place = findPlace(invocation);
    if (place === null) admission.release(invocation.functionId);
    else dispatch(invocation, place);
    return place !== null;
  };

  const ended = (invocation: Invocation, cpuMs: number, failure: Failure | null): void => {
    open.delete(invocation.id);
    heaviness.observe(invocation.functionId, cpuMs, failure !== null && isOfLimits(failure));
    const admission = admissionOf(invocation);
    if (invocation.place === null) admission.remove(invocation.functionId, invocation);
    else admission.release(invocation.functionId);
    if (invocation.cold) counts.coldStarts += 1;
    deployments.close(invocation.placed);
    if (anyWaits()) pump();
    if (open.size === 0) onIdle?.();
  };

  const strike = ({ functionId, placed }: Invocation, cause: LossCause): void => {
    log.warn({ function: functionId, cause }, 'a function broke its sandbox and runs in quarantine now');
    if (!strikes.add(placed.deployment.source) || !isPublished(placed.deployment)) return;
    log.warn({ function: functionId }, 'a function broke three sandboxes and is paused');
    options.onPaused?.(functionId);
  };

  const lost = (sandbox: Sandbox, cause: LossCause, suspect: GuestRun | null): void => {
    if (cause.kind !== 'replaced') counts.sandboxesLost += 1;
    const culprit = suspect?.invocation ?? null;
    if (culprit !== null && deservesStrike(cause)) {
      strike(culprit, cause);
    }
    // The oldest last, as each goes to the head of its line.
    for (const invocation of sandbox.invocations.values().toReversed()) {
      if (invocation.ended) continue;
      const { tries, limits, isStopping } = invocation;
      const started = sandbox.mayHaveStarted(invocation);
      const fate = fateOf({ started, isStopping, tries, limits, isSuspect: invocation === culprit }, cause);
      if (fate.kind === 'ends') invocation.end(fate.failure);
      else runAgain(invocation);
    }
  };

  const runAgain = (invocation: Invocation): void => {
    const admission = admissionOf(invocation);
    admission.release(invocation.functionId);
    invocation.undispatch();
    admission.putBack(invocation.functionId, invocation);
  };

  const fleet = new Fleet({ size: size.sandboxes, start: machinery.start, log, onRoom: pump, onLost: lost });
  const room = createRoom({
    size,
    maxMappings: machine.maxMappings,
    sandboxes: () => fleet.alive,
    readMappings: machinery.readMappings,
  });
  const patrol = createPatrol({
    sandboxes: () => fleet.alive,
    readRss: machinery.readRss,
    condemn: (sandbox, cause, suspect) => fleet.condemn(sandbox, cause, suspect),
    drain: (sandbox) => fleet.drain(sandbox),
    goOn() {
      if (latestId > 0) fleet.grow();
      room.keep();
      fleet.releaseQuarantines((functionId) => strikes.isQuarantined(functionId));
      return open.size > 0 || fleet.hasQuarantines || [...fleet.alive].some(({ invocations }) => invocations.size > 0);
    },
  });

  return {
    invoke(deployment, request, body, sink, depth = 0, traced = undefined) {
      if (closing) return refuse(sink, failures.shuttingDown());
      if (isPaused(deployment)) return refuse(sink, failures.paused());
      const placed = deployments.open(deployment);
      if (placed === null) return refuse(sink, failures.retired());
      const id = ++latestId;
      const call = { id, placed, request, body, depth, traced };
      const invocation = new Invocation({ ...call, sink, perform, bodies, onEnded: ended });
      open.set(invocation.id, invocation);
      patrol.start();
      if (dispatchAtOnce(invocation)) return invocation;
      invocation.wait();
      const turnedAway = admissionOf(invocation).offer(invocation.functionId, invocation);
      if (turnedAway !== null) {
        counts.rejected += 1;
        const { item, why } = turnedAway;
        turnAway(() => item.end(why === 'line' ? failures.lineFull() : failures.queueFull()));
      }
      pump();
      return invocation;
    },
    retire: (deployment) => deployments.retire(deployment),
    pausedSince: (functionId, version) => strikes.pausedSince({ functionId, version }),
    resume: (functionId) => strikes.resume(functionId),
    stats: () => ({
      sandboxes: [...fleet.alive].map(describeSandbox),
      ...countIsolates(fleet.alive),
      queued: sum('waiting'),
      running: sum('running'),
      maxConcurrent,
      maxQueued,
      ...counts,
      sizing: describeSizing(machine, size),
      layers: machinery.layers,
      memoryBytes: room.memoryBytes(),
      evictions: { ...room.evictions },
    }),
    async drain(timeoutMs) {
      closing = true;
      if (open.size === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      onIdle = resolve;
      const timer = setTimeout(resolve, timeoutMs);
      await promise;
      clearTimeout(timer);
    },
    async dispose() {
      closing = true;
      patrol.dispose();
      for (const invocation of open.values()) invocation.end(failures.shuttingDown());
      await fleet.dispose();
    },
  };
}

/** It went on until it was stopped. */
function isOfLimits({ code }: Failure): boolean {
  return code === 'CPU_LIMIT' || code === 'HEAP_LIMIT';
}

/** It came from elsewhere, and its person has not said yet that it may be trusted. */
function isUntrusted({ function: source }: Deployment): boolean {
  return 'trusted' in source && source.trusted === false;
}

/** Code that is tried out goes on, however often it fails: somebody is there to see it. */
function isPublished({ number }: Deployment): boolean {
  return number !== null;
}

function choosePlaceIn(
  shared: Iterable<Sandbox>,
  lane: Sandbox | null,
  invocation: Invocation,
  room: Room,
): Sandbox | null {
  const canTake = (sandbox: Sandbox): boolean =>
    sandbox.state === 'ready' && (sandbox.isolates.has(invocation.placed.id) || !room.isFull(sandbox));
  const ready: Sandbox[] = [];
  for (const sandbox of shared) if (canTake(sandbox)) ready.push(sandbox);
  if (lane !== null && canTake(lane)) ready.push(lane);
  if (ready.length < 2) return ready[0] ?? null;
  const nowMs = performance.now();
  const candidates = ready.map((sandbox) => describeCandidate(sandbox, invocation, nowMs, sandbox === lane));
  const chosen = choosePlace(invocation, candidates);
  return ready.find(({ id }) => id === chosen) ?? null;
}

function describeCandidate(
  sandbox: Sandbox,
  { placed }: Invocation,
  nowMs: number,
  isLane: boolean,
): PlacementCandidate {
  const { id, inside, heavyInvocations } = sandbox;
  const isolate = sandbox.isolates.get(placed.id);
  return {
    id,
    isLane,
    holdsDeployment: isolate !== undefined,
    invocations: sandbox.invocations.size,
    ownInvocations: isolate?.invocations ?? 0,
    heavyInvocations,
    unprovenInvocations: sandbox.unprovenBeside(placed),
    isolates: sandbox.isolates.size,
    insideMs: inside === null ? 0 : nowMs - inside.sinceMs,
    insideFunction: inside?.invocation?.functionId ?? null,
  };
}
