/** The guest prelude as one script; made by `scripts/vite-plugin-prelude.ts`. */
declare module 'virtual:guest-prelude' {
  const code: string;
  export default code;
}

/** JSON of the legacy multi-byte encodings' tables; made by `scripts/vite-plugin-prelude.ts`. */
declare module 'virtual:encoding-tables' {
  const json: string;
  export default json;
}
