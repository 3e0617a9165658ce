import type { palette as en } from '../en/palette.ts';
import type { Translation } from '../translation.ts';

export const palette: Translation<typeof en> = {
  noneFits: '没有匹配的命令。',
  placeholder: '输入要做的事',
  clear: '清空',
  current: '已打开',
  noNotifications: '尚无通知。',
  notFound: '此工作区中没有函数 {{id}}。',
  otherFolder: '其他文件夹…',
  pickEnvironment: '函数应在哪个环境中运行？',
  pickPreset: '目标平台',
  pickWorkspace: '要打开哪个工作区？',
  sheetHint: '可在“设置”的“键盘”中更改。',
};
