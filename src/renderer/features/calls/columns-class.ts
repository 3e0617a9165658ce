/** Columns that give way where the list is narrow, as it is beside the details. */
export const wideOnlyClass = '@max-[680px]:hidden';

/** The columns of the list's header and rows alike; the list is the container that is measured. */
export const columnsClass =
  'grid items-center gap-3 px-3 grid-cols-[68px_52px_72px_minmax(80px,2fr)_minmax(60px,1fr)_40px_64px_64px_64px_56px] @max-[680px]:grid-cols-[68px_52px_minmax(80px,1fr)_64px_64px]';
