declare module 'whatwg-url/webidl2js-wrapper.js' {
  interface Interface {
    install(globalObject: object, globalNames: string[]): void;
  }
  export const URL: Interface;
  export const URLSearchParams: Interface;
}
