/** The kit's `--font-mono`; Monaco measures characters itself and cannot read CSS variables. */
export const codeFont = "'Geist Mono Variable', ui-monospace, 'Noto Sans Mono CJK SC', monospace";
