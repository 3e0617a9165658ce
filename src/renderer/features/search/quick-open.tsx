import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { FileIcon } from '../../editor/file-icon.tsx';
import { openPlace } from '../../editor/open-place.ts';
import { focusedGroup } from '../../editor/tabs.ts';
import { useTabs } from '../../editor/tabs-store.ts';
import { closeDialog } from '../../state/dialogs-store.ts';
import { useFiles } from '../../state/files-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { SearchDialog } from '../../ui/search-dialog.tsx';
import { quickItems } from './quick-items.ts';

/** Every function and file by name, those shown lately first; the one before the shown one is first of all. */
export function QuickOpen() {
  const { t } = useTranslation();
  const paths = useFiles((state) => state.paths);
  const functions = useFunctions((state) => state.functions);
  // Files come and go while it is open; what was shown lately stays as it was when it opened.
  const [recent] = useState(() => focusedGroup(useTabs.getState()).recent);
  const items = useMemo(() => quickItems([...functions.values()], paths, recent), [functions, paths, recent]);
  return (
    <SearchDialog
      label={t('commands.quick.open')}
      placeholder={t('search.quickPlaceholder')}
      emptyText={t('search.quickEmpty')}
      onClose={closeDialog}
      onChoose={(path) => openPlace({ file: path })}
      items={items.map(({ path, title, detail, keywords, entry }) => ({
        id: path,
        title,
        detail,
        keywords,
        icon: <FileIcon path={path} entry={entry} />,
      }))}
    />
  );
}
