import { SourceMap, type SourceMapPayload } from 'node:module';

import type { SourcePosition } from '../../contract/errors.ts';
import type { Failure } from '../../contract/invocation.ts';

/** What a stack is mapped with: the name the compiled module has in it, and that module's map. */
export interface MappedModule {
  file: string;
  /** JSON; an empty string when the code was not compiled. */
  sourceMap: string;
}

/** Translates positions in one compiled module to the person's own files. */
export interface StackMapper {
  /** The failure with its stack and position in the person's files; frames of the platform's own code are left out. */
  map(failure: Failure): Failure;
  /** A log entry with the stacks in it mapped, without the platform's frames; all other lines stay as they are. */
  mapText(text: string): string;
}

/** Long stacks say nothing more after this many frames. */
const maxFrames = 50;
/** `    at name (file:1:2)` or `    at file:1:2`; in a log, the brace of an error's properties may follow. */
const framePattern = /^(\s*at .*?\(?)([^\s()]+):(\d+):(\d+)(\)?(?: \{)?)$/;
const frameStart = /^\s*at /;
/** Of the names of files that are the platform's: the prelude, and what the compiler adds. */
const ownPrefix = 'nexo:';
const frameInside = /^\s*at .*:\d/m;

/** Parses the source map on first use, as most functions never fail. */
export function createStackMapper(module: MappedModule): StackMapper {
  let parsed: SourceMap | null | undefined;
  const sourceMap = (): SourceMap | null => (parsed ??= parseSourceMap(module.sourceMap));
  const mapPosition: MapPosition = (compiled) => originalPosition(compiled, module, sourceMap());
  return {
    map: (failure) => mapFailure(failure, mapPosition),
    mapText: (text) => (frameInside.test(text) ? mapLines(text, mapPosition) : text),
  };
}

type MapPosition = (compiled: SourcePosition) => SourcePosition | null;

function mapFailure(failure: Failure, mapPosition: MapPosition): Failure {
  const { stack: compiledStack, position: compiledPosition, ...rest } = failure;
  const mapped: Failure = rest;
  const stack = compiledStack === undefined ? null : mapStack(compiledStack, mapPosition);
  if (stack !== null) mapped.stack = stack.text;
  const position = (compiledPosition && mapPosition(compiledPosition)) ?? stack?.top;
  if (position) mapped.position = position;
  return mapped;
}

/** An error's causes follow it, each with a message and frames of its own. */
function mapStack(stack: string, mapPosition: MapPosition): { text: string; top: SourcePosition | null } {
  const lines: string[] = [];
  let frames: Frame[] = [];
  let top: SourcePosition | null = null;
  const endFrames = (): void => {
    lines.push(...ownFrames(frames).slice(0, maxFrames));
    frames = [];
  };
  for (const line of stack.split('\n')) {
    if (frameStart.test(line)) {
      const frame = mapFrame(line, mapPosition);
      frames.push(frame);
      top ??= frame.position;
    } else {
      endFrames();
      lines.push(line);
    }
  }
  endFrames();
  return { text: lines.join('\n'), top };
}

/** Only what is certainly a frame is touched: a log may say anything. */
function mapLines(text: string, mapPosition: MapPosition): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const [, , file, , , end = ''] = framePattern.exec(line) ?? [];
    if (file === undefined) lines.push(line);
    else if (!file.startsWith(ownPrefix) || lines.length === 0) lines.push(mapFrame(line, mapPosition).text);
    else if (end.endsWith('{')) lines.push(`${lines.pop()} {`);
  }
  return lines.join('\n');
}

interface Frame {
  text: string;
  /** Null for code that is not the person's. */
  position: SourcePosition | null;
  builtIn: boolean;
}

function mapFrame(line: string, mapPosition: MapPosition): Frame {
  const [, before = '', file = '', lineNumber = '', column = '', after = ''] = framePattern.exec(line) ?? [];
  const position = file === '' ? null : mapPosition({ file, line: Number(lineNumber), column: Number(column) });
  if (position === null) return { text: line, position, builtIn: line.includes('<anonymous>') };
  return { text: `${before}${position.file}:${position.line}:${position.column}${after}`, position, builtIn: false };
}

/** The person's frames, and those of built-ins (`Array.map`) that their code called directly. */
function ownFrames(frames: Frame[]): string[] {
  const kept: string[] = [];
  let calledByOwn = false;
  for (const frame of frames.toReversed()) {
    if (frame.position !== null) calledByOwn = true;
    else if (!frame.builtIn) calledByOwn = false;
    if (calledByOwn) kept.push(frame.text);
  }
  return kept.toReversed();
}

function originalPosition(
  compiled: SourcePosition,
  module: MappedModule,
  sourceMap: SourceMap | null,
): SourcePosition | null {
  if (compiled.file !== module.file) return null;
  if (sourceMap === null) return compiled;
  const entry = sourceMap.findEntry(compiled.line - 1, compiled.column - 1);
  // What the compiler added maps to nothing, or to its own entry module.
  if (!('originalSource' in entry) || entry.originalSource.startsWith(ownPrefix)) return null;
  return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function parseSourceMap(json: string): SourceMap | null {
  return json === '' ? null : new SourceMap(JSON.parse(json) as SourceMapPayload);
}
