import type { Assertion } from '../../contract/assertion.ts';
import type { ReplayRequest } from './exchange.ts';

/** A request that a bundle is asked as Nexo's gateway is. */
export interface ReplayCase {
  id: string;
  /** What a person knows it by: a test's name, a method and a path. */
  subject: string;
  request: ReplayRequest;
  /** A saved test's: they have to hold for the bundle's answer as well. */
  assertions: readonly Assertion[];
  /** Why it cannot be compared. */
  skip?: string;
  /** How long an answer may take. */
  timeoutMs: number;
}
