import { Fragment } from 'react';

import { goToIn } from './go-to.ts';

/** A frame such as `at handler (index.js:3:9)` or `at index.js:3:9`, in the person's own sources. */
const place = /([\w./-]+\.(?:js|ts|mjs|mts|jsx|tsx)):(\d+):(\d+)/;

export interface StackTraceProps {
  stack: string;
  /** The file `onGoTo` leads into; undefined when it is not known. */
  file: string | undefined;
  onGoTo?: (line: number, column: number) => void;
}

/** An error's stack; places in the person's own files are links into them. */
export function StackTrace({ stack, ...code }: StackTraceProps) {
  return (
    <pre data-selectable className="overflow-x-auto p-3 text-xs leading-5 whitespace-pre-wrap">
      {stack.split('\n').map((line, index) => (
        <Fragment key={index}>
          <StackLine line={line} {...code} />
          {'\n'}
        </Fragment>
      ))}
    </pre>
  );
}

function StackLine({ line, file, onGoTo }: { line: string } & Omit<StackTraceProps, 'stack'>) {
  const match = place.exec(line);
  const goTo = match?.[1] === undefined ? undefined : goToIn(match[1], file, onGoTo);
  if (match === null || goTo === undefined) return line;
  return (
    <>
      {line.slice(0, match.index)}
      <button
        type="button"
        className="text-accent-ink underline underline-offset-2"
        onClick={() => goTo(Number(match[2]), Number(match[3]))}
      >
        {match[0]}
      </button>
      {line.slice(match.index + match[0].length)}
    </>
  );
}
