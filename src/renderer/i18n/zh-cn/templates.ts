import type { templates as source } from '../en/templates.ts';
import type { Translation } from '../translation.ts';

export const templates: Translation<typeof source> = {
  hello: { title: '你好', description: '最小的函数：返回的对象以 JSON 发送。' },
  'hello-ts': { title: '你好（带类型）', description: '同样的函数，用 TypeScript 编写，请求带有类型。' },
  'json-api': { title: 'JSON 接口', description: '列出和添加任务，并清楚地应答错误输入。' },
  echo: { title: '回显', description: '原样返回收到的方法、请求头和请求体。' },
  'proxy-fetch': { title: '请求并转发', description: '调用另一个服务，并转发其应答。' },
  'webhook-verify': { title: 'Webhook', description: '仅接受签名正确的消息。' },
  'jwt-verify': { title: 'JWT', description: '仅放行签名有效且未过期的令牌。' },
  'html-form': { title: 'HTML 表单', description: '一个带表单的页面，以及提交后的处理。' },
  streaming: { title: '流式响应', description: '边生成边逐行发送大段文本。' },
  'server-sent-events': { title: '服务器推送事件', description: '在一个连接上反复报时。' },
  'hono-router': { title: 'Hono 路由', description: '一个函数应答多个地址，使用 npm 的 Hono。' },
  'zod-validation': { title: 'Zod 校验', description: '只接受符合模式的数据，使用 npm 的 Zod。' },
  'endless-loop': { title: '无限循环', description: '永远运行，直到 CPU 上限将其停止。可以放心尝试。' },
};
