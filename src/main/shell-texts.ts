import { app } from 'electron';

import type { UiLanguage } from '../contract/shell.ts';

const english = {
  file: 'File',
  newFunction: 'New Function…',
  openWorkspace: 'Open Workspace…',
  save: 'Save',
  edit: 'Edit',
  run: 'Run',
  runFunction: 'Run Function',
  view: 'View',
  home: 'Home',
  dashboard: 'Dashboard',
  functions: 'Functions',
  window: 'Window',
  help: 'Help',
  website: 'Nexo Studio Website',
  chooseWorkspace: 'Choose a workspace folder',
};
export type ShellTexts = typeof english;

const simplifiedChinese: ShellTexts = {
  file: '文件',
  newFunction: '新建函数…',
  openWorkspace: '打开工作区…',
  save: '保存',
  edit: '编辑',
  run: '运行',
  runFunction: '运行函数',
  view: '视图',
  home: '主页',
  dashboard: '仪表盘',
  functions: '函数',
  window: '窗口',
  help: '帮助',
  website: 'Nexo Studio 网站',
  chooseWorkspace: '选择工作区文件夹',
};

/** The texts of menu and dialogs in the language chosen, or in the system's. */
export function shellTexts(language: UiLanguage): ShellTexts {
  const chosen = language === 'system' ? app.getLocale() : language;
  return chosen.toLowerCase().startsWith('zh') ? simplifiedChinese : english;
}
