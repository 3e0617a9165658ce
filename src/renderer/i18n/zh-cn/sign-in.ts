import type { signIn as source } from '../en/sign-in.ts';
import type { Translation } from '../translation.ts';

export const signIn: Translation<typeof source> = {
  description: '请打开 nexo serve --console 打印的链接，或在此输入令牌。',
  enter: '打开',
  hint: '令牌保存在工作区的 .nexo/token 中，或由 NEXO_TOKEN 指定。',
  refused: '服务器不接受此令牌。',
  title: '浏览器中的 Nexo Studio',
  token: '令牌',
  whatIsKept: '令牌只保留到此标签页关闭。正在编辑的内容不会丢失。',
};
