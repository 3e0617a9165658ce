import type { Row } from './report.ts';

/** How much of everything is measured. */
export interface Size {
  /** For finding breakage in seconds, not for figures. */
  short: boolean;
  rounds: number;
  sliceMs: number;
  connections: number;
}

export const sizes: Record<'short' | 'full', Size> = {
  short: { short: true, rounds: 1, sliceMs: 150, connections: 16 },
  full: { short: false, rounds: 7, sliceMs: 2_000, connections: 64 },
};

/** A figure we want to reach, beside what came of it. */
export interface Aim {
  figure: string;
  aim: string;
  measured: string;
  /** By how much it falls short, or null where it is reached. */
  missedBy: string | null;
}

export interface Finding {
  tables: { title: string; rows: Row[] }[];
  aims: Aim[];
}

/** One thing that is measured. It starts what it needs, leaves nothing behind, and throws when something is broken. */
export interface Scenario {
  name: string;
  run(size: Size): Promise<Finding>;
}

export function atLeast(figure: string, least: number, measured: number, unit = '', digits = 2): Aim {
  const missedBy = measured >= least ? null : percent(1 - measured / least);
  return { figure, aim: `at least ${least}${unit}`, measured: `${measured.toFixed(digits)}${unit}`, missedBy };
}

export function atMost(figure: string, most: number, measured: number, unit = '', digits = 2): Aim {
  const missedBy = measured <= most ? null : percent(measured / most - 1);
  return { figure, aim: `at most ${most}${unit}`, measured: `${measured.toFixed(digits)}${unit}`, missedBy };
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(0)} %` : 'not measured';
}
