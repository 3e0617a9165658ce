import type { packages as source } from '../en/packages.ts';
import type { Translation } from '../translation.ts';

export const packages: Translation<typeof source> = {
  add: '添加',
  addField: '包，例如 hono 或 zod@4',
  cancel: '停止',
  cancelled: '已停止。之前安装的内容可能未变，也可能只改了一半：请重新安装。',
  done: '完成',
  empty: '还没有包',
  emptyHint: '添加的包由 npm 安装（不运行其脚本），并打包进导入它的函数。',
  failed: 'npm 无法完成',
  install: '安装',
  installed: '已安装',
  missing: '未安装',
  name: '包',
  npmMissing: '未找到 npm',
  npmMissingHint:
    '请从 nodejs.org 安装 Node.js（自带 npm），然后重新启动 Nexo Studio。其他包管理器装入 node_modules 的包同样可用。',
  output: 'npm 的输出',
  range: '要求',
  remove: '移除 {{name}}',
  scope: '所属',
  title: '包',
  working: 'npm 正在工作…',
  workspace: '工作区',
};
