import { Columns2, FolderOpen, Pin, X } from 'lucide-react';
import type { TFunction } from 'i18next';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { can, shell } from '../../api/clients.ts';
import { isUnsaved, useDrafts } from '../../editor/drafts-store.ts';
import { FileIcon } from '../../editor/file-icon.tsx';
import { closeOthers, moveTab, openTab, splitGroup, type Tab, type TabGroup } from '../../editor/tabs.ts';
import { changeTabs, keepFile, useTabs } from '../../editor/tabs-store.ts';
import { useFunctions } from '../../state/functions-store.ts';
import { useShortcut } from '../../state/keybindings.ts';
import { reportProblem } from '../../state/toasts-store.ts';
import { baseName, functionIdOf, functionOfEntry } from '../../state/workspace-paths.ts';
import { classNames } from '../../ui/class-names.ts';
import { ContextMenu } from '../../ui/context-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { askToClose } from './ask-to-close.ts';

const dragType = 'text/nexo-tab';

/** The open files of a group. Tab stops at the shown one; the arrow keys go along, Delete closes. */
export function TabStrip({ index, group }: { index: number; group: TabGroup }) {
  const { t } = useTranslation();
  const strip = useRef<HTMLUListElement>(null);
  const groups = useTabs((tabs) => tabs.groups.length);
  const splitKeys = useShortcut('tab.split');
  const show = (path: string) => changeTabs((tabs) => openTab(tabs, path, { group: index }));
  const onKeyDown = (event: KeyboardEvent, path: string) => {
    const position = group.tabs.findIndex((tab) => tab.path === path);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Delete') askToClose(path, index);
    else if (step !== undefined) {
      const next = group.tabs.at((position + step) % group.tabs.length);
      strip.current?.querySelectorAll<HTMLElement>('[data-tab]')[group.tabs.indexOf(next!)]?.focus();
    } else return;
    event.preventDefault();
  };
  const onDrop = (event: DragEvent, position: number) => {
    const [from = '', path = ''] = event.dataTransfer.getData(dragType).split('\n');
    if (path === '') return;
    event.preventDefault();
    changeTabs((tabs) => moveTab(tabs, Number(from), path, index, position));
  };
  return (
    <div className="flex h-9 shrink-0 items-stretch border-b border-line bg-bg">
      <ul
        ref={strip}
        aria-label={t('editor.openFiles')}
        className="flex min-w-0 flex-1 overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
        onDragOver={(event) => event.dataTransfer.types.includes(dragType) && event.preventDefault()}
        onDrop={(event) => onDrop(event, group.tabs.length)}
      >
        {group.tabs.map((tab, position) => (
          <FileTab
            key={tab.path}
            tab={tab}
            group={index}
            active={tab.path === group.active}
            onShow={() => show(tab.path)}
            onKeyDown={(event) => onKeyDown(event, tab.path)}
            onDrop={(event) => {
              event.stopPropagation();
              onDrop(event, position);
            }}
          />
        ))}
      </ul>
      {groups === 1 && group.active !== null && (
        <IconButton
          icon={Columns2}
          label={t('editor.split')}
          shortcut={splitKeys}
          className="mx-1 self-center"
          onClick={() => changeTabs(splitGroup)}
        />
      )}
    </div>
  );
}

interface FileTabProps {
  tab: Tab;
  group: number;
  active: boolean;
  onShow(): void;
  onKeyDown(event: KeyboardEvent): void;
  onDrop(event: DragEvent): void;
}

function FileTab({ tab: { path, preview }, group, active, onShow, onKeyDown, onDrop }: FileTabProps) {
  const { t } = useTranslation();
  const unsaved = useDrafts(({ drafts }) => isUnsaved(drafts, path));
  const entry = useFunctions(({ functions }) => functionOfEntry(functions, path) !== undefined);
  const owner = useFunctions(({ functions }) => functions.get(functionIdOf(path) ?? '')?.name ?? null);
  const [dropping, setDropping] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  return (
    <ContextMenu items={() => menuOf(path, group, preview, t)}>
      <li
        ref={item}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(dragType, `${group}\n${path}`)}
        onDragOver={() => setDropping(true)}
        onDragLeave={() => setDropping(false)}
        onDrop={(event) => {
          setDropping(false);
          onDrop(event);
        }}
        onAuxClick={(event) => event.button === 1 && askToClose(path, group)}
        className={classNames(
          'group/tab relative -mb-px flex shrink-0 items-center border-r border-b-2 border-r-line pr-1',
          active ? 'border-b-accent bg-surface' : 'border-b-transparent text-text-2 hover:bg-hover',
          dropping && 'shadow-[inset_2px_0_0_var(--accent)]',
        )}
      >
        <button
          type="button"
          data-tab
          title={path}
          aria-current={active ? 'true' : undefined}
          tabIndex={active ? 0 : -1}
          onClick={onShow}
          onDoubleClick={() => keepFile(path)}
          onKeyDown={onKeyDown}
          className="flex h-full max-w-52 items-center gap-1.5 pl-3 font-mono text-xs -outline-offset-2"
        >
          <FileIcon path={path} entry={entry} />
          <span className={classNames('truncate', preview && 'italic')}>{baseName(path)}</span>
          {owner !== null && <span className="max-w-24 truncate font-sans text-2xs text-text-3">{owner}</span>}
          {unsaved && <span className="sr-only">{t('editor.unsaved')}</span>}
        </button>
        <CloseButton unsaved={unsaved} active={active} name={baseName(path)} onClose={() => askToClose(path, group)} />
      </li>
    </ContextMenu>
  );
}

interface CloseButtonProps {
  unsaved: boolean;
  active: boolean;
  name: string;
  onClose(): void;
}

/** A dot while there is unsaved text, until the pointer or the focus comes. */
function CloseButton({ unsaved, active, name, onClose }: CloseButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t('editor.closeFile', { name })}
      onClick={onClose}
      className={classNames(
        'group/close ml-1 inline-flex size-5 items-center justify-center rounded hover:bg-hover focus-visible:opacity-100',
        !active && !unsaved && 'opacity-0 group-hover/tab:opacity-100',
      )}
    >
      {unsaved && (
        <span
          aria-hidden
          className="size-2 rounded-full bg-warm-fill group-hover/close:hidden group-focus/close:hidden"
        />
      )}
      <X
        aria-hidden
        size={13}
        className={unsaved ? 'hidden group-hover/close:block group-focus/close:block' : undefined}
      />
    </button>
  );
}

function menuOf(path: string, group: number, preview: boolean, t: TFunction): readonly MenuItem[] {
  return [
    ...(preview ? [{ label: t('editor.keepOpen'), icon: Pin, onSelect: () => keepFile(path) }] : []),
    {
      label: t('editor.splitFile'),
      icon: Columns2,
      onSelect: () => changeTabs((tabs) => splitShown(tabs, path, group)),
    },
    ...(can('reveal-files')
      ? [
          {
            label: t('functions.reveal'),
            icon: FolderOpen,
            onSelect: () => void shell.workspace.reveal({ path }).catch(reportProblem),
          },
        ]
      : []),
    'separator',
    { label: t('common.close'), icon: X, onSelect: () => askToClose(path, group) },
    { label: t('editor.closeOthers'), onSelect: () => changeTabs((tabs) => closeOthers(tabs, group, path, isSaved)) },
  ];
}

const isSaved = (path: string): boolean => !isUnsaved(useDrafts.getState().drafts, path);
const splitShown = (tabs: Parameters<typeof openTab>[0], path: string, group: number) =>
  splitGroup(openTab(tabs, path, { group }));
