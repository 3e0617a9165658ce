/** The guest prelude as one script; made by `scripts/vite-plugin-prelude.ts`. */
declare module 'virtual:guest-prelude' {
  const code: string;
  export default code;
}
