import type { engine as source } from '../en/engine.ts';
import type { Translation } from '../translation.ts';

export const engine: Translation<typeof source> = {
  starting: '正在启动引擎…',
  loading: '正在打开工作区：{{done}} / {{total}} 个函数',
  restarting: '引擎已停止，{{seconds}} 秒后重新启动',
  restartingNow: '引擎已停止，正在重新启动…',
  restartingAttempt: '第 {{attempt}} 次尝试。{{reason}}',
  ended: '退出码为 {{code}}。',
  endedBySignal: '被 {{signal}} 终止。',
  restartNow: '立即重启',
  failed: '引擎无法运行',
  portTaken: '端口 {{port}} 已被占用',
  portOwner: '{{name}}（进程 {{pid}}）正在使用 {{host}}:{{port}}。',
  portOwnerUnknown: '另一个程序正在使用 {{host}}:{{port}}。',
  usePort: '改用端口 {{port}}',
  tryAgain: '重试',
  unsavedSafe: '正在编辑的内容不会丢失。',
  state: { starting: '启动中', ready: '运行中', restarting: '重启中', failed: '已停止' },
};
