import type { templates as source } from '../en/templates.ts';
import type { Translation } from '../translation.ts';

export const templates: Translation<typeof source> = {
  hello: { title: '你好', description: '返回一句问候，最小的函数。' },
  'json-api': { title: 'JSON 接口', description: '读取参数和 JSON 请求体，以恰当的状态码应答。' },
  fetch: { title: 'Web 处理函数', description: 'export default { fetch }：接收 Request，返回 Response。' },
  typescript: { title: 'TypeScript', description: '带类型的 Web 处理函数。' },
};
