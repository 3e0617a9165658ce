import type { problems as source } from '../en/problems.ts';
import type { Translation } from '../translation.ts';

export const problems: Translation<typeof source> = {
  checkAll: '检查所有函数',
  empty: '没有已知问题',
  emptyHint: '编辑器检查当前函数的文件；点击后会编译所有函数。',
  error: '错误',
  nextKeys: '按 {{keys}} 转到下一个',
  summary: '{{errors}} 个错误，{{warnings}} 个警告',
  title: '问题',
  warning: '警告',
};
