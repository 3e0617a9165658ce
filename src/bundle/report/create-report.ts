import type { Finding, TargetName } from '../../contract/bundle.ts';
import type { ExportedFunction } from '../exported-function.ts';
import { codeRules, watchedNames } from './code-rules.ts';
import { codeUses, type CodeUse } from './code-use.ts';
import { environmentFindings } from './environment-findings.ts';
import { createFinding } from './finding.ts';
import { limitFindings } from './limit-findings.ts';
import type { PlaceOf } from './place-of.ts';
import { unlimitedFindings } from './unlimited-findings.ts';

/** What a report needs to know besides the functions. */
export interface ReportSource {
  /** The private targets a function may fetch from here. */
  grantsOf(functionId: string): readonly string[];
  placeOf: PlaceOf;
}

/**
 * What functions do that targets do not do, or do otherwise, with the place where there is one. Known from the compiled
 * code and the settings; nothing is run. For Nexo itself there is nothing to tell.
 */
export function createReport(
  functions: readonly ExportedFunction[],
  targets: readonly TargetName[],
  { grantsOf, placeOf }: ReportSource,
): Finding[] {
  return functions.flatMap((exported) => {
    const uses = codeUses(exported, watchedNames);
    return targets
      .filter((target) => target !== 'nexo')
      .flatMap((target) => [
        ...codeFindings(exported, uses, target),
        ...limitFindings(exported, target, placeOf),
        ...unlimitedFindings(exported, target, placeOf),
        ...environmentFindings(exported, target, placeOf),
        ...grantFindings(exported, uses, target, grantsOf),
      ]);
  });
}

function codeFindings({ function: { id } }: ExportedFunction, uses: readonly CodeUse[], target: TargetName): Finding[] {
  return codeRules
    .filter(({ targets }) => targets.includes(target))
    .flatMap(({ code, names, severity, whileLoading }) => {
      const use = uses.find((one) => names.includes(one.name) && (whileLoading === undefined || one.whileLoading));
      if (use === undefined) return [];
      const { name, file, line, column } = use;
      return [createFinding({ target, functionId: id, severity, code, values: { name }, file, line, column })];
    });
}

function grantFindings(
  { function: { id } }: ExportedFunction,
  uses: readonly CodeUse[],
  target: TargetName,
  grantsOf: ReportSource['grantsOf'],
): Finding[] {
  const granted = grantsOf(id);
  if (granted.length === 0) return [];
  const severity = target === 'workerd' ? 'blocks' : 'differs';
  const values = { targets: granted.join(', ') };
  const { file, line, column } = uses.find(({ name }) => name === 'fetch' || name === 'WebSocket') ?? {};
  return [createFinding({ target, functionId: id, severity, code: 'privateTargets', values, file, line, column })];
}
