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
  readOnly: {
    NEWER: '此工作区由更新版本的 Nexo Studio 写入，在这里是只读的',
    DISK: '此工作区无法写入，是只读的',
  },
  readOnlyStep: {
    NEWER: '函数照常提供服务；你输入的内容保留在此窗口中。要修改工作区，请更新 Nexo Studio。',
    DISK: '函数照常提供服务；你输入的内容保留在此窗口中。请让其磁盘可写，然后重新打开。',
  },
  damaged: '{{file}} 已损坏',
  damagedLeft: '{{reason}}。文件保持原样，修复之前使用默认值。',
  damagedKept: '{{reason}}。其内容保存在 {{kept}}。',
  settingsDamaged: '部分设置无法读取，已恢复为默认值',
  settingsDamagedKept: '{{reason}}。原文件保存在 {{kept}}。',
  dismiss: '知道了',
  showFile: '显示文件',
  unreachable: '服务器没有应答，正在每秒重试。',
  unsavedSafe: '正在编辑的内容不会丢失。',
  state: { starting: '启动中', ready: '运行中', restarting: '重启中', failed: '已停止', unreachable: '无法连接' },
};
