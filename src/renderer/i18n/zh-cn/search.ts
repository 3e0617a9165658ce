import type { search as source } from '../en/search.ts';
import type { Translation } from '../translation.ts';

export const search: Translation<typeof source> = {
  caseSensitive: '区分大小写',
  empty: '没有找到',
  emptyHint: '未保存的文本也会被搜索；已安装的包不会。',
  expression: '正则表达式',
  field: '在所有文件中查找',
  invalid: '这不是正则表达式：{{reason}}',
  matches_other: '{{count}} 处匹配',
  quickEmpty: '没有匹配的函数或文件',
  quickPlaceholder: '函数、文件或路由的名称',
  replace: '替换',
  replaceAll: '全部替换',
  replaced: '已在 {{files}} 个文件中替换 {{count}} 处',
  replaceField: '替换为',
  replaceFailed: '{{count}} 个文件无法保存；新文本保留在编辑器中。',
  searching: '正在搜索…',
  start: '输入要在所有函数和共享文件中查找的内容。',
  summary: '{{files}} 个文件中共 {{count}} 处',
  title: '查找',
  tooMany: '只显示前 {{count}} 处，请输入更多内容以缩小范围。',
  tooSlow: '该表达式耗时过长，请写得简单些。',
  wholeWord: '全字匹配',
};
