import { Fragment } from 'react';

/** A frame such as `at handler (index.js:3:9)` or `at index.js:3:9`, in the person's own sources. */
const place = /([\w./-]+\.(?:js|ts|mjs|mts|jsx|tsx)):(\d+):(\d+)/;

export interface StackTraceProps {
  stack: string;
  /** The file `onGoTo` leads into; undefined when it is not known. */
  file: string | undefined;
  onGoTo?: (line: number, column: number) => void;
}

/** An error's stack; places in that file are links into it. */
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
  if (match === null || match[1] !== file || onGoTo === undefined) return line;
  return (
    <>
      {line.slice(0, match.index)}
      <button
        type="button"
        className="text-accent-ink underline underline-offset-2"
        onClick={() => onGoTo(Number(match[2]), Number(match[3]))}
      >
        {match[0]}
      </button>
      {line.slice(match.index + match[0].length)}
    </>
  );
}
