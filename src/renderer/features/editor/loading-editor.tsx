import { Skeleton } from '../../ui/skeleton.tsx';

/** Stands where the editor is about to appear. */
export function LoadingEditor({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3 p-6">
      <Skeleton className="h-4 w-2/5" />
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-1/3" />
    </div>
  );
}
