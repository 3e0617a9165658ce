import type { FromSandbox, InvocationId, ToSandbox } from '../../../protocol/messages.ts';
import type { SandboxEvents, SandboxExit, StartSandbox } from '../sandbox-link.ts';

/** How a simulated sandbox treats a dispatched invocation. */
export type Behaviour = 'answer' | 'compute' | 'throw' | 'never settle' | 'never start' | 'wedge' | 'mute';

export interface SimulatedSandbox {
  readonly pid: number;
  /** Ends by itself, with everything it said before delivered. */
  die(exit?: Partial<SandboxExit>): void;
  readonly received: ToSandbox[];
  readonly entered: InvocationId[];
  say(message: FromSandbox): void;
}

export interface Simulation {
  start: StartSandbox;
  /** Those that have not ended. */
  readonly alive: SimulatedSandbox[];
  /** All there ever were. */
  readonly all: SimulatedSandbox[];
}

export interface SimulationOptions {
  behave(invocation: InvocationId): Behaviour;
  startMs?: number;
  answerMs?: number;
}

/** Sandboxes that follow the protocol in memory, on the test's clock. */
export function simulateSandboxes(options: SimulationOptions): Simulation {
  const simulation: Simulation = { start, alive: [], all: [] };
  function start(events: SandboxEvents) {
    const sandbox = simulateSandbox(simulation.all.length + 1, events, options, () => {
      simulation.alive.splice(simulation.alive.indexOf(sandbox), 1);
    });
    simulation.alive.push(sandbox);
    simulation.all.push(sandbox);
    return sandbox;
  }
  return simulation;
}

function simulateSandbox(pid: number, events: SandboxEvents, options: SimulationOptions, onDead: () => void) {
  const received: ToSandbox[] = [];
  const entered: InvocationId[] = [];
  const running = new Set<InvocationId>();
  let dead = false;
  let wedged = false;
  let mute = false;

  const say = (message: FromSandbox): void => {
    if (!dead && !mute) events.message(message);
  };
  const die = (exit: Partial<SandboxExit> = {}): void => {
    if (dead) return;
    dead = true;
    onDead();
    queueMicrotask(() => events.closed({ code: null, signal: 'SIGKILL', stderr: '', ...exit }));
  };
  const finish = (invocation: InvocationId, failure: Extract<FromSandbox, { type: 'finished' }>['failure']): void => {
    if (!running.delete(invocation)) return;
    const cpuMs = options.behave(invocation) === 'compute' ? 200 : 1;
    say({ type: 'finished', invocation, usage: { cpuMs, heapBytes: 1 }, failure });
  };
  const run = (invocation: InvocationId): void => {
    const behaviour = options.behave(invocation);
    mute ||= behaviour === 'mute';
    if (wedged || dead || mute || behaviour === 'never start') return;
    entered.push(invocation);
    say({ type: 'entering', invocation });
    wedged = behaviour === 'wedge';
    if (wedged) return;
    say({ type: 'entering', invocation: null });
    if (behaviour === 'never settle') return;
    if (behaviour === 'throw') return finish(invocation, { code: 'THROWN', message: 'on purpose' });
    if (!running.has(invocation)) return;
    say({ type: 'respond', invocation, status: 200, headers: [], body: null, more: false });
    finish(invocation, null);
  };

  setTimeout(() => say({ type: 'ready' }), options.startMs ?? 5);
  return {
    pid: -pid,
    received,
    entered,
    say,
    die,
    readPipe: () => undefined,
    kill: () => die(),
    send(message: ToSandbox): void {
      if (dead) return;
      received.push(message);
      if (message.type === 'dispatch') {
        running.add(message.invocation);
        setTimeout(run, options.answerMs ?? 3, message.invocation);
      } else if (message.type === 'cancel' && !wedged) setTimeout(() => finish(message.invocation, message.failure), 1);
      else if (message.type === 'leave' && !wedged) setTimeout(() => finish(message.invocation, null), 1);
      else if (message.type === 'measure' && !wedged) setTimeout(() => say({ type: 'measured', isolates: [] }), 1);
    },
  };
}
