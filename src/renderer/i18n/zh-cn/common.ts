import type { common as source } from '../en/common.ts';
import type { Translation } from '../translation.ts';

export const common: Translation<typeof source> = {
  appName: 'Nexo Studio',
  cancel: '取消',
  close: '关闭',
  copied: '已复制',
  copy: '复制',
  delete: '删除',
  dismiss: '不再显示',
  loading: '正在加载',
  of: '{{used}} / {{allowed}}',
  open: '打开',
  save: '保存',
  undo: '撤销',
};
