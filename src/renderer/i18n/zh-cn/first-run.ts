import type { firstRun as en } from '../en/first-run.ts';
import type { Translation } from '../translation.ts';

export const firstRun: Translation<typeof en> = {
  choose: '选择…',
  description: '无需账号，数据不离开本机。以上选项以后都可更改。',
  folder: '工作区文件夹',
  folderHint: '你的函数以普通文件形式保存在其中。',
  folderOfServer: '位于服务器所在的机器上，由启动命令指定。你的函数以普通文件形式保存在其中。',
  hintComment: '修改这里，然后按 {{keys}}：无论是否保存都会运行。',
  samples: '其中会放入五个小函数，包括一个会被中止的死循环。',
  skip: '跳过',
  start: '开始',
  title: '欢迎使用 Nexo Studio',
  yours: '其中已有函数，将保持原样。',
};
