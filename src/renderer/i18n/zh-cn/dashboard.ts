import type { dashboard as source } from '../en/dashboard.ts';
import type { Translation } from '../translation.ts';

export const dashboard: Translation<typeof source> = {
  asleep: {
    mappings_other: '{{shown}} 个因沙箱已满而休眠',
    memory_other: '{{shown}} 个因内存而休眠',
  },
  bytesOut: '已发送',
  cell: { warm: '热', busy: '忙', loading: '加载中' },
  coldStarts_other: '{{shown}} 次冷启动',
  cpu: 'CPU 时间',
  cpuP95: 'CPU p95',
  cpuShare: '当前 {{share}}',
  durationTitle: '响应时间，最近两分钟',
  errors: '错误',
  heapOf: '{{name}} 的堆内存',
  isolate_other: '版本 {{version}}，{{count}} 次调用',
  memory: '内存',
  median: '响应中位数',
  moreIsolates_other: '另有 {{shown}} 个，更早使用过',
  noIsolates: '就绪，尚无隔离实例',
  perSecond: '当前 {{rate}}/秒',
  poolTitle: '隔离池',
  process: 'pid {{pid}}',
  queued: '等待中',
  quiet: '还没有调用',
  quietHint: '在编辑器或终端中调用函数，数据会在一秒内显示在这里。',
  rejected_other: '拒绝 {{shown}} 次',
  requests: '请求数',
  running: '运行中',
  sandbox: '沙箱 {{id}}',
  sandboxState: { starting: '启动中', draining: '排空中' },
  sandboxesLost_other: '丢失 {{shown}} 个沙箱',
  sizing:
    '按 {{cores}} 个核心和 {{machine}} 内存配置：{{sandboxes}} 个沙箱，每个最多 {{isolates}} 个隔离实例，共 {{memory}}。',
  trafficTitle: '每秒请求数，最近两分钟',
  uptime: '已运行 {{time}}',
};
