import { app } from 'electron';

import type { CommandId } from '../contract/command.ts';
import type { UiLanguage } from '../contract/shell.ts';

const english = {
  file: 'File',
  edit: 'Edit',
  run: 'Run',
  view: 'View',
  window: 'Window',
  help: 'Help',
  website: 'Nexo Studio Website',
  chooseWorkspace: 'Choose a workspace folder',
  /** The commands the menu shows. */
  commands: {
    'palette.open': 'All Commands…',
    'settings.open': 'Settings…',
    'shortcuts.show': 'Keyboard Shortcuts',
    'function.new': 'New Function…',
    'function.save': 'Save',
    'function.run': 'Run Function',
    'workspace.open': 'Open Workspace…',
    'workspace.import': 'Import…',
    'workspace.export': 'Export…',
    'screen.home': 'Home',
    'screen.dashboard': 'Dashboard',
    'screen.functions': 'Functions',
    'screen.calls': 'Calls',
    'screen.editor': 'Editor',
  } satisfies Partial<Record<CommandId, string>>,
};
export type ShellTexts = typeof english;

const simplifiedChinese: ShellTexts = {
  file: '文件',
  edit: '编辑',
  run: '运行',
  view: '视图',
  window: '窗口',
  help: '帮助',
  website: 'Nexo Studio 网站',
  chooseWorkspace: '选择工作区文件夹',
  commands: {
    'palette.open': '所有命令…',
    'settings.open': '设置…',
    'shortcuts.show': '键盘快捷键',
    'function.new': '新建函数…',
    'function.save': '保存',
    'function.run': '运行函数',
    'workspace.open': '打开工作区…',
    'workspace.import': '导入…',
    'workspace.export': '导出…',
    'screen.home': '主页',
    'screen.dashboard': '仪表盘',
    'screen.functions': '函数',
    'screen.calls': '调用',
    'screen.editor': '编辑器',
  },
};

/** The texts of menu and dialogs in the language chosen, or in the system's. */
export function shellTexts(language: UiLanguage): ShellTexts {
  const chosen = language === 'system' ? app.getLocale() : language;
  return chosen.toLowerCase().startsWith('zh') ? simplifiedChinese : english;
}
