// The few globals that browsers and Node share and that code below `workbench` and `headless` may use.

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string;
}
declare function structuredClone<T>(value: T): T;
declare class URL {
  constructor(url: string, base?: string);
  href: string; protocol: string; hostname: string; host: string; port: string; pathname: string; search: string; hash: string; username: string; password: string;
}
declare function atob(text: string): string;
declare function btoa(text: string): string;
