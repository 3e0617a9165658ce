import type { burst as source } from '../en/burst.ts';
import type { Translation } from '../translation.ts';

export const burst: Translation<typeof source> = {
  title: '压测',
  chart: '请求用时：半数不超过 {{p50}}，百分之九十九不超过 {{p99}}',
  concurrency: '并发数',
  done: '已完成 {{done}}，共 {{requests}}',
  elapsed: '总用时',
  empty: '还没有测量',
  emptyHint: '多次发送当前请求，并以直方图显示每次的用时。',
  hint: '通过网关向已上线的版本发送当前请求。发送方与其共用这台机器。',
  invalid: '1 到 {{most}}',
  longest: '最长',
  perSecond: '每秒',
  progress: '已应答的请求',
  received: '已接收',
  requests: '请求数',
  start: '开始',
  stop: '停止',
};
