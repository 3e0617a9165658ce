import type { palette as en } from '../en/palette.ts';
import type { Translation } from '../translation.ts';

export const palette: Translation<typeof en> = {
  noneFits: '没有匹配的命令。',
  placeholder: '输入要做的事',
  sheetHint: '可在“设置”的“键盘”中更改。',
};
