import { Download, Package, Plus, Square, Trash2, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type InstalledPackage, type PackageList, packageSpecSchema } from '../../../contract/package.ts';
import { changeOf, useFiles } from '../../state/files-store.ts';
import { NpmOutput } from '../../packages/npm-output.tsx';
import { cancelPackages, changePackages, loadPackages, usePackages } from '../../packages/packages-store.ts';
import { sortedFunctions, useFunctions } from '../../state/functions-store.ts';
import { showDrawer, useDrawer } from '../../state/drawer-store.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Radix gives no item an empty value. */
const workspaceValue = 'workspace';

/** What a function or the workspace has from npm: listed, added, removed, installed. */
export function PackagesPanel() {
  const { t } = useTranslation();
  const folder = useDrawer((state) => state.packagesOf);
  const functions = useFunctions((state) => state.functions);
  const list = usePackages(({ lists }) => lists[folder]);
  const run = usePackages(({ runs }) => runs[folder]);
  const manifest = useFiles((state) => changeOf(state, `${folder}/package.json`));
  useEffect(() => void loadPackages(folder), [folder, manifest]);
  const running = run?.running === true;
  const scopes = [
    { value: workspaceValue, label: t('packages.workspace') },
    ...sortedFunctions(functions).map(({ id, name }) => ({ value: `functions/${id}`, label: name })),
  ];
  return (
    <section aria-label={t('packages.title')} className="flex h-full min-h-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <Select
          label={t('packages.scope')}
          labelHidden
          value={folder === '' ? workspaceValue : folder}
          options={scopes}
          onChange={(value) => showDrawer('packages', value === workspaceValue ? '' : value)}
        />
        <AddPackage folder={folder} disabled={running || list?.npm === null} />
        <span className="flex-1" />
        {running ? (
          <Button size="sm" icon={Square} onClick={() => cancelPackages(folder)}>
            {t('packages.cancel')}
          </Button>
        ) : (
          <Button
            size="sm"
            icon={Download}
            disabled={list === undefined || list.npm === null || list.packages.length === 0}
            onClick={() => void changePackages({ action: 'install', folder })}
          >
            {t('packages.install')}
          </Button>
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <PackageNotes list={list} />
        {run !== undefined && <NpmOutput run={run} />}
        {list !== undefined && list.packages.length > 0 && (
          <PackageTable folder={folder} packages={list.packages} disabled={running} />
        )}
        {list?.packages.length === 0 && run === undefined && (
          <EmptyState icon={Package} title={t('packages.empty')} description={t('packages.emptyHint')} />
        )}
      </div>
    </section>
  );
}

function PackageNotes({ list }: { list: PackageList | undefined }) {
  const { t } = useTranslation();
  const problem = usePackages((state) => state.problem);
  const fault = list?.problem ?? problem?.message;
  return (
    <>
      {list?.npm === null && <Note tone="warm" title={t('packages.npmMissing')} text={t('packages.npmMissingHint')} />}
      {fault && <Note tone="danger" title="package.json" text={fault} />}
    </>
  );
}

function AddPackage({ folder, disabled }: { folder: string; disabled: boolean }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  const add = () => {
    const wanted = typed.split(/[\s,]+/).filter(Boolean);
    const wrong = wanted.map((spec) => packageSpecSchema.safeParse(spec)).find(({ success }) => !success);
    if (wanted.length === 0) return;
    if (wrong) return setFault(wrong.error?.issues[0]?.message);
    setTyped('');
    return void changePackages({ action: 'add', folder, packages: wanted });
  };
  return (
    <form
      noValidate
      className="flex items-start gap-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextField
        label={t('packages.addField')}
        labelHidden
        placeholder={t('packages.addField')}
        mono
        spellCheck={false}
        className="w-72"
        error={fault}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setFault(undefined);
        }}
      />
      <Button type="submit" icon={Plus} disabled={disabled || typed.trim() === ''}>
        {t('packages.add')}
      </Button>
    </form>
  );
}

interface PackageTableProps {
  folder: string;
  packages: readonly InstalledPackage[];
  disabled: boolean;
}

function PackageTable({ folder, packages, disabled }: PackageTableProps) {
  const { t } = useTranslation();
  return (
    <table aria-label={t('packages.title')} className="w-full text-sm">
      <thead>
        <tr className="border-b border-line text-left text-xs text-text-3">
          <th scope="col" className="px-3 py-1 font-medium">
            {t('packages.name')}
          </th>
          <th scope="col" className="px-3 py-1 font-medium">
            {t('packages.range')}
          </th>
          <th scope="col" className="px-3 py-1 font-medium">
            {t('packages.installed')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {packages.map(({ name, range, installed }) => (
          <tr key={name} className="border-b border-line/60 hover:bg-hover">
            <th scope="row" className="px-3 py-0.5 text-left font-mono text-xs font-medium">
              {name}
            </th>
            <td className="px-3 font-mono text-xs text-text-2">{range}</td>
            <td className="px-3 font-mono text-xs">
              {installed ?? <Badge tone="warm">{t('packages.missing')}</Badge>}
            </td>
            <td className="pr-2 text-right">
              <IconButton
                icon={Trash2}
                label={t('packages.remove', { name })}
                disabled={disabled}
                onClick={() => void changePackages({ action: 'remove', folder, packages: [name] })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const noteTones = { warm: 'bg-warm-soft text-warm', danger: 'bg-danger-soft text-danger' };

function Note({ tone, title, text }: { tone: keyof typeof noteTones; title: string; text: string }) {
  return (
    <div role="alert" className={`flex items-start gap-2 border-b border-line px-3 py-2 text-xs ${noteTones[tone]}`}>
      <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />
      <p data-selectable>
        <strong className="font-medium">{title}</strong> {text}
      </p>
    </div>
  );
}
