import { classNames } from './class-names.ts';

/** Stands where something is about to appear. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={classNames('animate-[breathe_1.4s_ease-in-out_infinite] rounded bg-hover', className)}
    />
  );
}
