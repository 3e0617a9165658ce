import type { home as source } from '../en/home.ts';
import type { Translation } from '../translation.ts';

export const home: Translation<typeof source> = {
  all_other: '全部 {{count}} 个',
  callCommand: '调用它',
  createCommand: '创建函数',
  emptyHint: '从上方的模板开始，或在终端中创建。',
  firstSteps: '入门：{{done}} / {{count}}',
  step: {
    call: '将请求复制为 curl，粘贴到终端，看调用出现',
    limit: '运行死循环，看它在哪一行被中止',
    palette: '按 {{keys}} 查找应用的全部功能',
    run: '修改函数后按 {{keys}}：未保存也能运行',
    target: '在右下角选择平台，查看运行占用其限制的比例',
    test: '把请求保存为测试并再次运行',
  },
  stepDone: '已完成',
  stepOpen: '待办',
  fromTerminal: '从终端开始',
  fromTerminalHint: '脚本使用同一个引擎。它们创建和调用的函数会立即显示在这里。',
  functions: '函数',
  gateway: '网关',
  isolates: '隔离实例',
  opening: '正在打开工作区…',
  requestsSoFar_other: '启动以来 {{shown}} 次请求',
  serving_other: '正在提供 {{count}} 个函数',
  startFrom: '从模板开始',
  title: '工作区',
};
