import type { Finding } from '../../contract/bundle.ts';
import { findingText } from './finding-text.ts';

/** A finding with its text. */
export function createFinding(finding: Omit<Finding, 'message'>): Finding {
  return { ...finding, message: findingText(finding) };
}
