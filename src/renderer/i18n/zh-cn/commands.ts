import type { commands as en } from '../en/commands.ts';
import type { Translation } from '../translation.ts';

export const commands: Translation<typeof en> = {
  engine: { restart: '重启引擎' },
  function: {
    delete: '删除此函数…',
    new: '新建函数…',
    run: '运行编辑器中的代码',
    save: '保存并上线',
    settings: '此函数的设置…',
  },
  gateway: { copy: '复制网关地址' },
  groups: { app: '应用', go: '前往', function: '函数', workspace: '工作区', view: '外观' },
  language: { en: '使用英文 (English)', 'zh-CN': '使用中文（简体中文）' },
  palette: { open: '所有命令' },
  screen: { calls: '调用', dashboard: '仪表盘', editor: '编辑器', functions: '函数', home: '主页' },
  settings: { environments: '环境与机密', keyboard: '更改键盘快捷键', open: '设置' },
  shortcuts: { show: '键盘快捷键' },
  theme: { dark: '深色主题', light: '浅色主题', system: '跟随系统主题' },
  workspace: { open: '打开其他文件夹…', reveal: '在文件管理器中显示工作区' },
};
